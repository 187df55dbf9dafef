// Notes of the built site in a real browser: by keyboard, by touch, by pointer, without scripts,
// under a strict content security policy, in light and dark. Run by `make test-browser`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const SITE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "_build", "html");
const CHAPTER = "chapters/occupation.html";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };
const STRICT = "default-src 'self'; script-src 'self'; style-src 'self'";

let browser, server, base;
before(async () => {
  const path = execFileSync("sh", ["-c", "command -v chromium || command -v chromium-browser"]);
  browser = await chromium.launch({
    executablePath: path.toString().trim(), args: ["--no-sandbox", "--disable-gpu"],
  });
  server = createServer((request, answer) => {
    const url = new URL(request.url, "http://host");
    const file = join(SITE, decodeURIComponent(url.pathname));
    try {
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const policy = url.searchParams.has("strict") ? { "Content-Security-Policy": STRICT } : {};
      const body = readFileSync(file);
      answer.writeHead(200, { "Content-Type": type, ...policy }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Open the chapter; return the page and a contested call in the middle of the window. */
async function open(options = {}, query = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(base + CHAPTER + query);
  const call = page.locator("p a.footnote-reference.contested").nth(3);
  await call.scrollIntoViewIfNeeded();
  const note = page.locator(`[id="${(await call.getAttribute("href")).slice(1)}"]`);
  return { page, call, note, card: page.locator(".note-card") };
}

/** Tells whether an element stands where it stood, to half a pixel. */
const stands = async (element, place) => {
  const now = await element.boundingBox();
  return Math.hypot(now.x - place.x, now.y - place.y) < 0.5;
};

/** Is all of `thing` in the window? */
async function inView(page, thing) {
  const box = await thing.boundingBox();
  const { width, height } = page.viewportSize();
  return box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test("the keyboard opens a note where the reader is, and comes back", async () => {
      const { page, call, note } = await open({ javaScriptEnabled });
      const place = await call.boundingBox();
      await call.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**#*-note");
      assert.ok(await inView(page, note));
      assert.ok(await stands(call, place), "the text does not move");
      await page.keyboard.press("Tab");
      const back = note.locator('[role="doc-backlink"]').first();
      assert.ok(await back.evaluate((link) => link === document.activeElement));
      await page.keyboard.press("Enter");
      await page.waitForURL("**#*-call");
      assert.ok(await inView(page, call));
      assert.ok(!(await inView(page, note)));
      await page.context().close();
    });

    test("a finger opens a note and closes it", async () => {
      const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };
      const { page, call, note, card } = await open({ javaScriptEnabled, ...phone });
      const place = await call.boundingBox();
      await call.tap();
      await page.waitForURL("**#*-note");
      assert.ok(await inView(page, note));
      assert.ok(await stands(call, place), "the text does not move");
      assert.equal(await card.isVisible(), false, "shown once");
      await note.locator('[role="doc-backlink"]').first().tap();
      assert.ok(!(await inView(page, note)));
      await page.context().close();
    });
  });
}

describe("beside its call", () => {
  test("a pointer shows a note, which may be pointed at, and Escape closes it", async () => {
    const { page, call, note, card } = await open();
    await call.hover();
    await card.waitFor({ state: "visible" });
    assert.ok(await inView(page, card));
    const [at, shown] = [await call.boundingBox(), await card.boundingBox()];
    assert.ok(Math.abs(shown.y - (at.y + at.height)) < 20, "it is right below the call");
    const words = (text) => text.replace(/\s+/g, " ").trim();
    assert.equal(
      words(await card.locator("p").first().textContent()),
      words(await note.locator("p").first().textContent()),
    );
    await card.hover();
    await page.waitForTimeout(600);
    assert.ok(await card.isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await card.isVisible()));
    await page.context().close();
  });

  test("it goes when the pointer goes", async () => {
    const { page, call, card } = await open();
    await call.hover();
    await card.waitFor({ state: "visible" });
    await page.mouse.move(5, 5);
    await card.waitFor({ state: "hidden" });
    await page.context().close();
  });

  test("the keyboard shows a note while it is on the call", async () => {
    const { page, call, card } = await open();
    await call.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await card.waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
    await page.context().close();
  });

  test("a policy that forbids inline code forbids nothing of it", async () => {
    const { page, call, card } = await open({}, "?strict");
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    await call.hover();
    await card.waitFor({ state: "visible" });
    assert.ok(await inView(page, card));
    assert.deepEqual(said.filter((text) => text.includes("Content Security Policy")), []);
    await page.context().close();
  });
});

describe("what a reader sees", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`a note has a ground of its own, ${colorScheme}`, async () => {
      const { page, call, note } = await open({ colorScheme });
      await call.click();
      const [ground, ink] = await note.evaluate((element) => {
        const style = getComputedStyle(element);
        return [style.backgroundColor, style.color].map((c) => c.match(/[\d.]+/g).map(Number));
      });
      assert.ok(ground.length === 3 || ground[3] === 1, "opaque");
      assert.ok(Math.abs(ground[0] - ink[0]) > 120, `${ground} and ${ink}`);
      await page.context().close();
    });
  }

  test("each doubt has a mark of its own, and no mark is no doubt", async () => {
    const { page } = await open();
    const mark = (selector) => page.locator(selector).first()
      .evaluate((call) => getComputedStyle(call, "::after").content);
    const call = "a.footnote-reference.claim";
    assert.equal(await mark(`${call}.contested`), '"*"');
    assert.equal(await mark(`${call}.imprecise:not(.contested)`), '"≈"');
    assert.equal(await mark(`${call}:not(.contested, .imprecise, .outdated)`), "none");
    await page.context().close();
  });

  test("paper has no cards", async () => {
    const { page, call, note } = await open();
    await call.click();
    await page.emulateMedia({ media: "print" });
    assert.equal(await note.evaluate((element) => getComputedStyle(element).position), "static");
    await page.context().close();
  });
});
