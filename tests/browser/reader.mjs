// A reader of the built site, for the tests beside this file: from the file system and from a folder
// of a host, with every other host out of reach.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const SITE = process.env.BOOK_SITE ?? join(here, "..", "..", "_build", "html");
export const FILES = pathToFileURL(SITE + sep).href;
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png",
};

/** Start the system's Chromium, with the rights that a page from the file system has by itself. */
export function launch() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = execFileSync("sh", ["-c", names.map((n) => `command -v ${n}`).join(" || ")]);
  return chromium.launch({
    executablePath: found.toString().trim(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** Open `url` in a page that can reach `base` alone; return it with all that goes wrong. */
export async function open(browser, url, base, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
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
  return { page, wrong, close: () => context.close() };
}

/** Serve the site below a sub-path of a host of this machine; `headers` go with every page. */
export async function host(headers = {}) {
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = join(SITE, path.replace(/^\/some\/book\//, "/").replace(/\/$/, "/index.html"));
    if (!path.startsWith("/some/book/") || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      answer.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    answer.writeHead(200, { "Content-Type": type, ...headers });
    answer.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${server.address().port}/some/book/`;
  return { base, close: () => server.close() };
}
