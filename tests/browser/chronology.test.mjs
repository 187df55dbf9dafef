// The chronology: chosen by chapter, people and place, by keyboard, and shared by its address.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { FILES, host, launch, open } from "./reader.mjs";

let browser, served;
before(async () => { browser = await launch(); served = await host(); });
after(async () => { await browser?.close(); served?.close(); });

const PAGE = "backmatter/chronology.html";
const dates = (page) => page.locator("dl.chronology > dt:visible").count();
const status = (page) => page.locator(".chronology-choice [role=status]").textContent();

for (const [where, base] of [["from the file system", () => FILES], ["from a host", () => served.base]]) {
  describe(where, () => {
    test("a choice shows its entries, says how many, and stands in the address", async () => {
      const { page, wrong, close } = await open(browser, base() + PAGE, base());
      const all = await dates(page);
      const [, option] = await page.locator("select[name=places] option")
        .evaluateAll((options) => options.map(({ value, label }) => [value, label]))
        .then((options) => options.find(([value]) => value === "xankendi"));
      assert.match(option, /Xankəndi \(Stepanakert\)/);
      await page.locator("select[name=places]").selectOption("xankendi");
      const shown = await dates(page);
      assert.equal(shown, Number(option.match(/\d+$/)[0]));
      assert.match(await status(page), new RegExp(`\\b${shown} of ${all}\\b`));
      assert.ok(page.url().endsWith("#places=xankendi"));
      assert.equal(await page.locator("main h2:visible", { hasText: "Before 1988" }).count(), 0);
      await page.locator(".chronology-choice button").click();
      assert.equal(await dates(page), all);
      assert.ok(!page.url().includes("#places"));
      assert.deepEqual(wrong, []);
      await close();
    });
  });
}

test("an address that was shared shows the same entries", async () => {
  const { page, close } = await open(browser, `${FILES}${PAGE}#people=heyder-eliyev&chapter=chapters-presidencies`, FILES);
  const shown = await page.locator("dl.chronology > dt:visible").evaluateAll((terms) =>
    terms.every(({ classList }) => classList.contains("people-heyder-eliyev")));
  assert.ok(shown && await dates(page) > 2);
  assert.equal(await page.locator("select[name=people]").inputValue(), "heyder-eliyev");
  await close();
});

test("a link to an entry that is not shown shows it", async () => {
  const { page, close } = await open(browser, `${FILES}${PAGE}#places=baki`, FILES);
  const id = await page.locator("dl.chronology > dt[hidden]").first().getAttribute("id");
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await page.waitForFunction((hash) => document.getElementById(hash).offsetParent !== null, id);
  await close();
});

test("the keyboard alone chooses", async () => {
  const { page, close } = await open(browser, FILES + PAGE, FILES);
  await page.locator("select[name=chapter]").focus();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.locator("select[name=chapter]").inputValue(), "");
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.name), "chapter");
  assert.ok(await dates(page) < await page.locator("dl.chronology > dt").count());
  await close();
});

test("an address of nonsense shows all", async () => {
  const { page, close, wrong } = await open(browser, `${FILES}${PAGE}#places=atlantis&x=%E0`, FILES);
  assert.equal(await dates(page), await page.locator("dl.chronology > dt").count());
  assert.deepEqual(wrong, []);
  await close();
});

test("without a script it is a list, and nothing that does nothing", async () => {
  const { page, close } = await open(browser, FILES + PAGE, FILES, { javaScriptEnabled: false });
  assert.equal(await dates(page), await page.locator("dl.chronology > dt").count());
  assert.equal(await page.locator(".chronology-choice:visible").count(), 0);
  await close();
});
