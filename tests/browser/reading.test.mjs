// What the site adds to the text: printed pages, links to paragraphs, how to cite, maps that lead.
// From the file system and from a host with a strict content security policy; with and without script.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { FILES, host, launch, open, SITE } from "./reader.mjs";

const PAGE = "chapters/occupation.html";
const POLICY = { "Content-Security-Policy": "script-src 'self'; default-src 'self'; img-src 'self' data:" };
const NO_SCRIPT = { javaScriptEnabled: false };
let browser, served;
before(async () => { browser = await launch(); served = await host(POLICY); });
after(async () => { await browser?.close(); served?.close(); });

describe("printed pages", () => {
  const pages = (html) => [...html.matchAll(/class="printed-page"[^>]*id="([^"]+)"/g)].map(([, id]) => id);

  test("where the site offers the print edition each is marked, once, and an address leads there", async () => {
    const offered = existsSync(join(SITE, "downloads"));
    const ids = pages(readFileSync(join(SITE, PAGE), "utf8"));
    assert.equal(ids.length > 3, offered);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids.slice(0, 2)) {
      const { page, wrong, close } = await open(browser, `${FILES}${PAGE}#${id}`, FILES);
      assert.ok(await page.locator(`#${id}`).evaluate((mark) => {
        const { top } = mark.getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      }));
      assert.deepEqual(wrong, []);
      await close();
    }
  });
});

describe("links to paragraphs", () => {
  const link = "main p > a.paragraph-link";
  for (const [with_, options] of [["with a script", {}], ["without a script", NO_SCRIPT]]) {
    test(`a pointer finds them, the keyboard asks for them once, ${with_}`, async () => {
      const { page, close } = await open(browser, FILES + PAGE, FILES, options);
      const first = page.locator(link).first();
      assert.equal(await first.isVisible(), false);
      await page.locator("main p:has(> a.paragraph-link)").first().hover();
      assert.equal(await first.isVisible(), true);
      await page.mouse.move(0, 0);
      await page.locator(".paragraph-links input").focus();
      await page.keyboard.press("Space");
      const all = await page.locator(link).count();
      assert.ok(all > 10);
      assert.equal(await page.locator(link).filter({ visible: true }).count(), all);
      await first.focus();
      await page.keyboard.press("Enter");
      assert.match(page.url(), /#./);
      await close();
    });
  }
});

describe("how to cite", () => {
  test("the text is there to be selected, and a button copies it under a strict policy", async () => {
    const { page, close } = await open(browser, served.base + PAGE, served.base,
      { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".page-citation summary").press("Enter");
    const words = await page.locator(".page-citation p.copied").textContent();
    assert.match(words, /The Republic Restored/);
    await page.locator(".page-citation button").first().press("Enter");
    await page.waitForFunction(() => document.querySelector(".page-citation [role=status]").textContent);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), words);
    assert.match(await page.locator(".page-citation pre").textContent(), /^@incollection\{/);
    await close();
  });

  test("without a script it is text, and no button that does nothing", async () => {
    const { page, close } = await open(browser, FILES + PAGE, FILES, NO_SCRIPT);
    await page.locator(".page-citation summary").press("Enter");
    assert.ok(await page.locator(".page-citation pre").isVisible());
    assert.equal(await page.locator(".page-citation button").count(), 0);
    await close();
  });
});

describe("maps", () => {
  const PLACES = "backmatter/places.html";
  for (const [where, options] of [["with a script", {}], ["without a script", NO_SCRIPT]]) {
    test(`a place leads to its entry by the keyboard, ${where}`, async () => {
      const { page, close } = await open(browser, FILES + PLACES, FILES, options);
      const town = page.locator('svg.linked a[aria-label^="Xankəndi / Stepanakert"]');
      await town.first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**#places-xankendi");
      await close();
    });
  }

  test("every place in a map has one stop, a name, and an entry", async () => {
    const { page, close } = await open(browser, FILES + PLACES, FILES);
    const stops = await page.locator("svg.linked a:not([tabindex])").evaluateAll((all) =>
      all.map((a) => [a.getAttribute("href"), a.getAttribute("aria-label")]));
    assert.ok(stops.length > 20);
    assert.equal(new Set(stops.map(([href]) => href)).size, stops.length);
    for (const [href, name] of stops) {
      assert.match(name, /\p{Lu}/u);
      assert.equal(await page.locator(`dt[id="${href.slice(1)}"]`).count(), 1, href);
    }
    await close();
  });

  test("a map in a chapter leads there too, under a strict policy", async () => {
    const { page, close } = await open(browser, served.base + PAGE, served.base);
    await page.locator('svg.linked a[aria-label^="Laçın"]').focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/places.html#places-lacin");
    await close();
  });
});
