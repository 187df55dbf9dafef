// The built site as readers have it: from the file system, and from a folder of some host, with
// every other host out of reach. Run by `make test-browser`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, relative, sep } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const SITE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "_build", "html");
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png",
};

const pages = readdirSync(SITE, { recursive: true })
  .filter((name) => name.endsWith(".html") && !name.startsWith("_static"))
  .map((name) => name.split(sep).join("/"))
  .sort();

let browser;
before(async () => {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = execFileSync("sh", ["-c", names.map((n) => `command -v ${n}`).join(" || ")]);
  browser = await chromium.launch({
    executablePath: found.toString().trim(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--allow-file-access-from-files"],
  });
});
after(() => browser?.close());

/** Open `url` in a page that can reach `base` alone; return it with all that went wrong. */
async function open(url, base) {
  const page = await browser.newPage();
  const wrong = [];
  await page.route("**", (route) => {
    const wanted = route.request().url();
    if (wanted.startsWith(base) || wanted.startsWith("data:")) return route.continue();
    wrong.push(`asks another host: ${wanted}`);
    return route.abort();
  });
  page.on("console", (said) => said.type() === "error" && wrong.push(`says: ${said.text()}`));
  page.on("pageerror", (error) => wrong.push(`throws: ${error.message}`));
  page.on("requestfailed", (request) => wrong.push(`does not get: ${request.url()}`));
  page.on("response", (got) => got.status() >= 400 && wrong.push(`${got.status()}: ${got.url()}`));
  await page.goto(url, { waitUntil: "load" });
  return { page, wrong };
}

/** The folder of the site below a sub-path of a host of this machine. */
async function host() {
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = join(SITE, path.replace(/^\/some\/book\//, "/").replace(/\/$/, "/index.html"));
    if (!path.startsWith("/some/book/") || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      answer.writeHead(404).end();
      return;
    }
    answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    answer.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, base: `http://127.0.0.1:${server.address().port}/some/book/` };
}

describe("from the file system", () => {
  const base = pathToFileURL(SITE + sep).href;
  for (const name of pages) {
    test(`${name} is complete, alone and without a complaint`, async () => {
      const { page, wrong } = await open(base + name, base);
      assert.deepEqual(wrong, []);
      assert.notEqual((await page.locator("h1:visible").first().textContent()).trim(), "");
      await page.close();
    });
  }

  test("a reader comes from the first page to a note and back", async () => {
    const { page } = await open(`${base}index.html`, base);
    await page.locator('a[href*="chapters/"]:visible').first().click();
    await page.waitForURL("**/chapters/*.html*");
    const call = page.locator('main [role="doc-noteref"], main a.footnote-reference').first();
    const note = await call.getAttribute("href");
    await call.click();
    assert.ok(page.url().endsWith(note));
    assert.equal(await page.locator(`[id="${note.slice(1)}"]`).count(), 1);
    await page.goBack();
    assert.ok(!page.url().endsWith(note));
    await page.close();
  });

  test("every link within the site leads somewhere", async () => {
    const ids = new Map();
    const links = [];
    const page = await browser.newPage({ javaScriptEnabled: false });
    for (const name of pages) {
      await page.goto(base + name, { waitUntil: "domcontentloaded" });
      ids.set(name, new Set(await page.locator("[id]").evaluateAll((all) => all.map((e) => e.id))));
      const found = await page.locator("a[href]").evaluateAll((all) => all.map((e) => e.href));
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
    assert.deepEqual(dead, []);
  });
});

describe("from a folder of a host", () => {
  let served;
  before(async () => { served = await host(); });
  after(() => served.server.close());

  test("the first page and a chapter are complete, alone and without a complaint", async () => {
    for (const name of ["index.html", pages.find((page) => page.startsWith("chapters/"))]) {
      const { page, wrong } = await open(served.base + name, served.base);
      assert.deepEqual(wrong, []);
      await page.close();
    }
  });

  test("the search finds a word of the text", async () => {
    const { page, wrong } = await open(`${served.base}search.html?q=independence`, served.base);
    await page.waitForSelector("#search-results li a");
    assert.deepEqual(wrong, []);
    await page.close();
  });

  test("the files it offers are there", async () => {
    const { page } = await open(`${served.base}index.html`, served.base);
    const links = page.locator('a[href*="downloads/"]');
    for (const href of await links.evaluateAll((all) => all.map((link) => link.href))) {
      assert.equal((await page.request.get(href)).status(), 200, href);
    }
    await page.close();
  });
});
