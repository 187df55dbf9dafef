// The search of the built site: both spellings, passages, from files and from a host.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { FILES, host, launch, open } from "./reader.mjs";

const FOLDING = JSON.parse(readFileSync(new URL("../web/folding.json", import.meta.url)));
let browser, served;
before(async () => { browser = await launch(); served = await host(); });
after(async () => { await browser?.close(); served?.close(); });

async function sought(query, base = FILES) {
  const url = `${base}search.html?q=${encodeURIComponent(query)}`;
  const opened = await open(browser, url, base);
  await opened.page.waitForFunction(() =>
    document.querySelector("#search-results [role=status]")?.textContent);
  return opened;
}

const found = (page) => page.locator("ul.search > li > a").evaluateAll((links) =>
  links.map((link) => new URL(link.href).pathname.split("/").slice(-2).join("/")).sort());

for (const [where, base] of [["from the file system", () => FILES], ["from a host", () => served.base]]) {
  describe(where, () => {
    for (const names of [["Baku", "Bakı", "baki"], ["Stepanakert", "Xankəndi", "khankendi", "xankendi"],
      ["Əliyev", "Aliyev"], ["Shusha", "Şuşa", "SUSA", "Shushi"]]) {
      test(`${names.join(", ")} find the same pages, each with its passages`, async () => {
        const pages = [];
        for (const name of names) {
          const { page, wrong, close } = await sought(name, base());
          pages.push(await found(page));
          assert.deepEqual(wrong, []);
          const marks = await page.locator("ul.passages mark").allTextContents();
          assert.ok(marks.length >= pages.at(-1).length, `${name}: ${marks.length} marks`);
          await close();
        }
        assert.ok(pages[0].length > 3);
        for (const other of pages.slice(1)) assert.deepEqual(other, pages[0]);
      });
    }

    test("a passage leads to its paragraph", async () => {
      const { page, close } = await sought("Stepanakert blockade", base());
      await page.locator("ul.passages a").first().click();
      await page.waitForURL("**/*.html#*");
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
      assert.equal(await page.locator(`[id="${id}"]`).count(), 1);
      await close();
    });
  });
}

test("the number of pages is announced, and none is said to be none", async () => {
  const { page, close } = await sought("Stepanakert");
  const count = (await found(page)).length;
  assert.match(await page.locator("[role=status]").textContent(), new RegExp(`\\b${count}\\b`));
  await close();
  const none = await sought("Qwertzuiop");
  assert.deepEqual(await found(none.page), []);
  assert.match(await none.page.locator("[role=status]").textContent(), /did not match/);
  await none.close();
});

test("a heading is no passage where its text says the word too", async () => {
  const { page, close } = await sought("January");
  const shown = await page.locator("ul.passages > li").evaluateAll((all) => all.map((li) =>
    [li.closest("ul.search > li").children[0].textContent,
      li.querySelector("a").textContent === li.querySelector("p").textContent]));
  const black = shown.filter(([title]) => title === "Black January");
  assert.ok(black.length > 1 && black.every(([, repeated]) => !repeated), `${shown}`);
  await close();
});

test("years are found", async () => {
  const { page, close } = await sought("1920");
  assert.ok((await found(page)).includes("backmatter/chronology.html"));
  await close();
});

test("results are reached by the keyboard, in their order", async () => {
  const { page, close } = await sought("Stepanakert");
  await page.locator("#search-results ul.search > li > a").first().focus();
  await page.keyboard.press("Tab");
  const inPassage = () => document.activeElement.closest("ul.passages") !== null;
  assert.ok(await page.evaluate(inPassage));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/*.html*");
  await close();
});

test("words are folded here as in the index", async () => {
  const { page, close } = await sought("Baku");
  const words = FOLDING.map(([word]) => word);
  const here = await page.evaluate((all) => all.map((word) => bookwebSearch.fold(word)), words);
  assert.deepEqual(here, FOLDING.map(([, folded]) => folded));
  await close();
});
