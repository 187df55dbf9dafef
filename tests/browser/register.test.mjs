// The register of claims: filtered by status and chapter, by keyboard, with and without scripts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const SITE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "_build", "html");
const REGISTER = pathToFileURL(join(SITE, "backmatter", "register.html")).href;

let browser;
before(async () => {
  const path = execFileSync("sh", ["-c", "command -v chromium || command -v chromium-browser"]);
  browser = await chromium.launch({
    executablePath: path.toString().trim(), args: ["--no-sandbox", "--disable-gpu"],
  });
});
after(() => browser?.close());

/** The ids of the sections, and the classes of the entries, that a reader sees. */
async function seen(page) {
  const shown = (all, name) => all.filter((e) => e.checkVisibility()).map((e) => e[name]);
  const sections = page.locator("section:has(> .claims-register)");
  const entries = page.locator(".claims-register > dt");
  return [await sections.evaluateAll(shown, "id"), await entries.evaluateAll(shown, "className")];
}

for (const javaScriptEnabled of [true, false]) {
  test(`status and chapter choose together, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(REGISTER);
    const [chapters, all] = await seen(page);
    assert.ok(chapters.length > 5 && all.length > 200);
    assert.equal(await page.locator('[name="chapter"]').count(), chapters.length + 1);
    await page.locator('[name="status"][value="all"]').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const [, contested] = await seen(page);
    assert.deepEqual([...new Set(contested)], ["contested"]);
    for (const id of chapters) {
      await page.locator(`[name="chapter"][value="${id.replace("register-", "")}"]`).check();
      const [sections, entries] = await seen(page);
      assert.deepEqual(sections, [id]);
      assert.ok(entries.length < contested.length);
    }
    await page.locator('[name="chapter"][value="all"]').check();
    await page.locator('[name="status"][value="all"]').check();
    assert.equal((await seen(page))[1].length, all.length);
    await context.close();
  });
}
