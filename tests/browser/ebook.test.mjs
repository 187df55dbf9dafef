// The built e-book in a real reading engine (foliate-js), and a small one in three scripts. Run by
// `make test-browser`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..");
const FOLIATE = join(HERE, "node_modules", "foliate-js");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".epub": "application/epub+zip" };

// Less than a printed page, so that no two printed pages begin on one screen.
const PHONE = { width: 360, height: 480 };
const TABLET = { width: 1200, height: 1600 };

/** The one e-book in a folder. */
function ebookIn(folder) {
  const [name, ...others] = readdirSync(folder).filter((file) => file.endsWith(".epub"));
  assert.deepEqual(others, []);
  return join(folder, name);
}

let browser, server, base, scratch;
const books = new Map();

before(async () => {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = execFileSync("sh", ["-c", names.map((n) => `command -v ${n}`).join(" || ")]);
  browser = await chromium.launch({
    executablePath: found.toString().trim(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
  scratch = mkdtempSync(join(tmpdir(), "ebook-"));
  books.set("/book.epub", ebookIn(join(ROOT, "_build", "epub")));
  books.set("/scripts.epub", inThreeScripts(scratch));
  server = createServer((request, answer) => {
    const path = new URL(request.url, "http://host").pathname;
    const file = books.get(path) ?? (path === "/" ? join(HERE, "reader.html")
      : path.startsWith("/foliate/") ? join(FOLIATE, path.slice("/foliate/".length)) : null);
    if (path === "/favicon.ico") return answer.writeHead(204).end();
    if (!file) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    return answer.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser?.close();
  server?.close();
  if (scratch) rmSync(scratch, { recursive: true });
});

/** An e-book of our own builder in this book's faces. */
function inThreeScripts(folder) {
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "conf.py"), `
project = "Scripts"
extensions = ["myst_parser", "sphinx_bookwork"]
book_fonts = [${JSON.stringify(join(ROOT, "assets", "fonts"))}]
bookepub_stylesheets = [${JSON.stringify(join(ROOT, "assets", "css", "epub.css"))}]
`);
  writeFileSync(join(folder, "src", "index.md"), `
# Scripts

Latin: Heydər Əliyev.

Cyrillic: {lang}\`ru Нагорный Карабах\`.

Armenian: {lang}\`hy Արցախ\`.
`);
  const command = ["-q", "-W", "-b", "bookepub", join(folder, "src"), join(folder, "out")];
  execFileSync("sphinx-build", command, { stdio: ["ignore", "inherit", "inherit"] });
  return ebookIn(join(folder, "out"));
}

/** A reader with `name` open, what went wrong in it, and the sections of the book. */
async function open(name) {
  const page = await browser.newPage({ viewport: PHONE });
  const wrong = [];
  page.on("console", (said) => said.type() === "error" && wrong.push(`says: ${said.text()}`));
  page.on("pageerror", (error) => wrong.push(`throws: ${error.message}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (/^https?:/.test(asked) && !asked.startsWith(base)) wrong.push(`asks: ${asked}`);
  });
  await page.goto(base, { waitUntil: "load" });
  await page.waitForFunction(() => window.reader);
  const sections = await page.evaluate((url) => window.reader.open(url), name);
  return { page, wrong, sections };
}

describe("the e-book in a reading engine", () => {
  let page, wrong, sections;
  before(async () => ({ page, wrong, sections } = await open("/book.epub")));
  after(() => page?.close());

  test("every section is shown, and fits a phone", async () => {
    assert.ok(sections.length > 15);
    for (const [index, [id]] of sections.entries()) {
      const shown = await page.evaluate((n) => window.reader.go(n), index);
      const { text, pictures, width, tooWide } = shown;
      assert.ok(text.length > 20 || pictures, `${id} is empty`);
      assert.ok(width > 100, `${id} is ${width} wide`);
      assert.deepEqual(tooWide, [], `${id} does not fit a phone`);
    }
    assert.deepEqual(wrong, []);
  });

  test("pages turn from the cover to the end, through every section in the line", async () => {
    await page.setViewportSize(TABLET);
    const { pages, seen } = await page.evaluate(() => window.reader.turn());
    await page.setViewportSize(PHONE);
    const linear = sections.flatMap(([, inLine], index) => (inLine ? [index] : []));
    assert.deepEqual(seen, linear);
    assert.ok(pages > linear.length, `${pages} pages`);
  });

  test("a note pops up", async () => {
    const index = sections.findIndex(([id]) => id.includes("chapters/"));
    const { note, shown, type, hidden } = await page.evaluate((n) => window.reader.popUp(n), index);
    assert.equal(type, "footnote");
    assert.equal(hidden, true);
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    assert.ok(plain(note).length > 5);
    assert.equal(plain(shown), plain(note));
  });

  test("the page list jumps to every printed page", async () => {
    const list = await page.evaluate(() => window.reader.view.book.pageList);
    const map = JSON.parse(readFileSync(join(ROOT, "_build", "pdf", "page-map.json"), "utf-8"));
    assert.deepEqual(list.map(({ label }) => label), map.starts.map(({ label }) => label));
    for (const { label, href } of list) {
      const place = await page.evaluate((to) => window.reader.goToPage(to), href);
      assert.deepEqual([place.label, place.visible], [label, true], href);
      assert.ok(place.text.length > 5, `page ${label} begins with nothing`);
    }
    assert.deepEqual(wrong, []);
  });
});

test("ə, Cyrillic and Armenian come out in the book's own faces", async () => {
  const { page, wrong, sections } = await open("/scripts.epub");
  const index = sections.findIndex(([id]) => id.endsWith("text/index.xhtml"));
  await page.evaluate((n) => window.reader.go(n), index);
  const frame = page.frames().at(-1);
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { nodes } = await client.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
  const said = (await frame.locator("p").allTextContents()).map((text) => text.trim());
  assert.equal(said.length, 3);
  const used = new Map();
  for (const { nodeId, nodeName } of nodes.filter(({ nodeName: n }) => n.toLowerCase() === "p")) {
    const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
    used.set(`${nodeName} ${nodeId}`, fonts.map((f) => [f.familyName, f.isCustomFont]));
  }
  assert.equal(used.size, 3);
  for (const fonts of used.values()) {
    for (const [family, custom] of fonts) {
      assert.ok(custom, `${family} is not in the e-book`);
    }
  }
  assert.ok([...used.values()].at(-1).some(([family]) => /Armenian/.test(family)));
  assert.deepEqual(wrong, []);
  await page.close();
});
