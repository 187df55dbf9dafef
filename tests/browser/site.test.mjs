// The built site as readers have it: from the file system, and from a folder of some host, with and
// without scripts, with every other host out of reach. Run by `make test-browser`.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { relative, sep } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { SITE, chapters, launch, open, pages, serve } from "./harness.mjs";

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

let browser, site;
before(async () => {
  browser = await launch();
  site = await serve();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Open a page of the hosted site in a profile of its own; `context` closes it. */
async function visit(name, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const { page, wrong } = await open(context, site.base + name, site.base);
  return { context, page, wrong };
}

/** Wait until the page is dark, or light; its colours may take a moment to change. */
const becomes = (page, shade) => page.waitForFunction((wanted) => {
  const sum = getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3)
    .reduce((all, part) => all + Number(part), 0);
  return wanted === "dark" ? sum < 180 : sum > 600;
}, shade, { timeout: 2000 });

/** Lightness of the page's ground, from 0 to 255. */
const ground = (page) => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g);
  return (Number(red) + Number(green) + Number(blue)) / 3;
});

describe("from the file system", () => {
  const base = pathToFileURL(SITE + sep).href;
  let context;
  before(async () => { context = await browser.newContext({ viewport: WIDE }); });
  after(() => context.close());

  for (const name of pages) {
    test(`${name} is complete, alone and without a complaint`, async () => {
      const { page, wrong } = await open(context, base + name, base);
      assert.deepEqual(wrong, []);
      assert.notEqual((await page.locator("h1:visible").first().textContent()).trim(), "");
      await page.close();
    });
  }

  test("a reader comes from the first page to a note and back", async () => {
    const { page } = await open(context, `${base}index.html`, base);
    await page.locator('main a[href*="chapters/"]:visible').first().click();
    await page.waitForURL("**/chapters/*.html*");
    const call = page.locator('main [role="doc-noteref"], main a.footnote-reference').first();
    const note = await call.getAttribute("href");
    assert.equal(await page.locator(`[id="${note.slice(1)}"]`).count(), 1);
    await page.close();
  });

  test("every link within the site leads somewhere", async () => {
    const ids = new Map();
    const links = [];
    const page = await browser.newPage({ javaScriptEnabled: false });
    for (const name of pages) {
      await page.goto(base + name, { waitUntil: "domcontentloaded" });
      ids.set(name, new Set(await page.locator("[id]").evaluateAll((all) => all.map((e) => e.id))));
      const found = await page.locator("a[href]").evaluateAll((all) =>
        all.map((e) => new URL(e.getAttribute("href"), document.baseURI).href));
      links.push(...found.filter((href) => href.startsWith("file:")).map((href) => [name, href]));
    }
    await page.close();
    const dead = links.filter(([, href]) => {
      const url = new URL(href);
      const file = fileURLToPath(new URL(url.pathname, url));
      const name = relative(SITE, file).split(sep).join("/");
      if (!ids.has(name)) return !statSync(file, { throwIfNoEntry: false })?.isFile();
      return url.hash.length > 1 && !ids.get(name).has(decodeURIComponent(url.hash.slice(1)));
    });
    assert.ok(links.length > 100);
    assert.deepEqual(dead, []);
  });
});

describe("from a folder of a host", () => {
  test("the search finds a word of the text", async () => {
    const { context, page, wrong } = await visit("search.html?q=independence");
    await page.waitForSelector("#search-results li a");
    assert.deepEqual(wrong, []);
    await context.close();
  });

  test("the files it offers are there, and each is what its link says", async () => {
    const { context, page } = await visit("index.html");
    const links = page.locator('a[href*="downloads/"]');
    for (const link of await links.all()) {
      const href = await link.evaluate((a) => a.href);
      const got = await page.request.get(href);
      assert.equal(got.status(), 200, href);
      const begins = (await got.body()).subarray(0, 4).toString("latin1");
      assert.ok(begins === (href.endsWith(".pdf") ? "%PDF" : "PK\x03\x04"), `${href}: ${begins}`);
    }
    await context.close();
  });

  test("an address that leads nowhere gets a page that leads on", async () => {
    const { context, page } = await visit("no/such/page.html");
    assert.equal(await page.locator("h1").textContent(), "Page not found");
    assert.ok(await page.locator("nav a").count() > 10);
    await context.close();
  });
});

describe("colours", () => {
  test("follow the system until the reader chooses, and the choice is remembered", async () => {
    const { context, page } = await visit(chapters[0], { colorScheme: "dark" });
    await becomes(page, "dark");
    await page.emulateMedia({ colorScheme: "light" });
    await becomes(page, "light");
    const button = page.locator(".theme-switch-button");
    await button.click(); // light
    await button.click(); // dark
    await becomes(page, "dark");
    assert.equal(await button.getAttribute("aria-label"), "Colours: dark");
    await page.goto(site.base + chapters[1]);
    await becomes(page, "dark");
    await context.close();
  });

  test("on paper are black on white, whatever the screen has", async () => {
    const { context, page } = await visit(chapters[0], { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    assert.equal(await ground(page), 255);
    const ink = await page.locator("article p").nth(1).evaluate((p) => getComputedStyle(p).color);
    assert.equal(ink, "rgb(0, 0, 0)");
    assert.ok(await page.locator("article h1").isVisible());
    for (const part of [".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer"]) {
      assert.ok(!await page.locator(part).isVisible(), part);
    }
    const narrow = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(narrow, "wider than the sheet");
    await context.close();
  });
});

describe("by keyboard", () => {
  test("the first stop leads to the text, and shows where it is", async () => {
    const { context, page } = await visit(chapters[0]);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.hash), "#main-content");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
    await context.close();
  });

  test("the search opens with Ctrl+K, asks, and closes with Escape", async () => {
    const { context, page } = await visit(chapters[0]);
    await page.keyboard.press("Control+k");
    assert.ok(await page.locator("#pst-search-dialog").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!await page.locator("#pst-search-dialog").isVisible());
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Elchibey");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search.html?q=Elchibey");
    await context.close();
  });

  test("on a phone the contents of the book open and close", async () => {
    const { context, page } = await visit(chapters[0], { viewport: PHONE });
    const contents = page.locator("#pst-primary-sidebar");
    assert.ok(!await contents.isVisible());
    await page.locator(".primary-toggle").focus();
    await page.keyboard.press("Enter");
    assert.ok(await contents.isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!await contents.isVisible());
    await context.close();
  });
});

test("the section at the top is marked in the contents of the page", async () => {
  const { context, page } = await visit(chapters[0]);
  const link = page.locator("#pst-page-toc-nav a").nth(1);
  await link.click();
  await page.waitForFunction(() => document.querySelector("#pst-page-toc-nav a[aria-current]"));
  const marked = page.locator("#pst-page-toc-nav a[aria-current]");
  assert.equal(await marked.textContent(), await link.textContent());
  await context.close();
});

test("no page is wider than a phone", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  for (const name of pages) {
    const { page } = await open(context, site.base + name, site.base);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name} is ${over} pixels wider`);
    await page.close();
  }
  await context.close();
});

describe("pictures on a phone", () => {
  const SMALLEST = 9.5; // pixels; on paper the letters have 7.2 points, which are as many
  const pictures = pages.filter((name) => /chapters|chronology/.test(name));

  test("have words as large as on paper, in a window of their own", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    let seen = 0;
    for (const name of pictures) {
      const { page } = await open(context, site.base + name, site.base);
      const sizes = await page.locator("figure svg.drawing text").evaluateAll((all) =>
        all.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a));
      seen += sizes.length;
      assert.ok(sizes.every((size) => size >= SMALLEST), `${name}: ${Math.min(...sizes)}`);
      await page.close();
    }
    assert.ok(seen > 50);
    await context.close();
  });

  test("are moved and named by keyboard, and are no stop where there is room", async () => {
    const { context, page } = await visit("backmatter/chronology.html", { viewport: PHONE });
    const frame = page.locator(".drawing-window").first();
    await page.waitForSelector('.drawing-window[tabindex="0"]');
    const name = await frame.evaluate((e) =>
      document.getElementById(e.getAttribute("aria-labelledby")).textContent);
    assert.equal(name, "The years of this book");
    await frame.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".drawing-window").scrollLeft > 0);
    await page.setViewportSize(WIDE);
    await page.waitForSelector(".drawing-window:not([tabindex])");
    await context.close();
  });
});

test("a download is one line with nothing below it", async () => {
  const { context, page } = await visit("index.html");
  for (const line of await page.locator("ul.book-downloads li").all()) {
    const [all, link] = await line.evaluate((li) =>
      [li, li.querySelector("a")].map((e) => e.getBoundingClientRect().height));
    assert.ok(all - link < 8, `${await line.textContent()}: ${all - link} pixels below it`);
  }
  await context.close();
});

test("what is sought stands in the field beside the sign, and what is found on the phone", async () => {
  const { context, page } = await visit("search.html?q=Baku", { viewport: PHONE });
  await page.waitForSelector("ul.passages li");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const middle = (e) => { const box = e.getBoundingClientRect(); return box.y + box.height / 2; };
  const field = await page.locator("main form input").evaluate(middle);
  assert.ok(Math.abs(field - await page.locator("main form svg").evaluate(middle)) < 3);
  await context.close();
});

describe("without scripts", () => {
  const off = { javaScriptEnabled: false };

  test("the colours are the system's", async () => {
    for (const [colorScheme, fits] of [["dark", (n) => n < 60], ["light", (n) => n > 200]]) {
      const { context, page } = await visit(chapters[0], { ...off, colorScheme });
      // the profile runs none of the page's scripts, and Playwright's own all the same
      assert.ok(fits(await ground(page)), colorScheme);
      await context.close();
    }
  });

  test("text, notes, contents and downloads are there, and no button that does nothing", async () => {
    const { context, page, wrong } = await visit(chapters[0], { ...off, viewport: PHONE });
    const call = page.locator("article a.footnote-reference").first();
    const note = page.locator(`[id="${(await call.getAttribute("href")).slice(1)}"]`);
    assert.ok(await note.isVisible());
    assert.ok(!await page.locator(".theme-switch-button").isVisible());
    await page.locator(".primary-toggle").click();
    await page.locator("#pst-primary-sidebar a[href$='index.html']").first().click();
    await page.waitForURL("**/index.html");
    assert.ok(await page.locator("main a[href*='chapters/']").first().isVisible());
    assert.deepEqual(wrong, []);
    await context.close();
  });
});
