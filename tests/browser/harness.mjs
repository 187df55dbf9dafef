// What the tests of the built site share: its pages, a browser, and a host that serves it as Read
// the Docs' does: compressed, cached, below a path, here with a strict content security policy too.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import { chromium } from "playwright-core";

export const SITE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "_build", "html");
export const PATH = "/some/book/";
export const POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self'",
  "img-src 'self'", "font-src 'self'", "connect-src 'self'", "form-action 'self'",
  "base-uri 'self'", "frame-ancestors 'none'"].join("; ");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png",
  ".woff2": "font/woff2", ".xml": "application/xml", ".pdf": "application/pdf",
  ".epub": "application/epub+zip", ".txt": "text/plain",
};
const TEXTS = new Set([".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"]);

export const pages = readdirSync(SITE, { recursive: true })
  .filter((name) => name.endsWith(".html") && !name.startsWith("_static"))
  .map((name) => name.split(sep).join("/"))
  .sort();
export const chapters = pages.filter((name) => name.startsWith("chapters/"));

/** Debian's Chromium, or whatever it is called here. */
export const executablePath = () => {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = execFileSync("sh", ["-c", names.map((n) => `command -v ${n}`).join(" || ")]);
  return found.toString().trim();
};

export const launch = (...args) => chromium.launch({
  executablePath: executablePath(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", ...args],
});

/** The site below a path of a host of this machine; what is not there is answered by 404.html. */
export async function serve() {
  const packed = new Map();
  const body = (file) => {
    if (!TEXTS.has(extname(file))) return [readFileSync(file), {}];
    if (!packed.has(file)) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
      packed.set(file, brotliCompressSync(readFileSync(file), { params }));
    }
    return [packed.get(file), { "Content-Encoding": "br" }];
  };
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const wanted = join(SITE, path.replace(PATH, "/").replace(/\/$/, "/index.html"));
    const there = path.startsWith(PATH) && statSync(wanted, { throwIfNoEntry: false })?.isFile();
    const file = there ? wanted : join(SITE, "404.html");
    const [data, encoding] = body(file);
    answer.writeHead(there ? 200 : 404, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": POLICY, "Cache-Control": "max-age=600", ...encoding,
    }).end(data);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { base: `http://127.0.0.1:${server.address().port}${PATH}`, close: () => server.close() };
}

/** Open `url` in a new page of `context`, which may reach `base` alone; tell all that goes wrong. */
export async function open(context, url, base) {
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    const wanted = request.url();
    if (!wanted.startsWith(base) && !wanted.startsWith("data:")) wrong.push(`asks: ${wanted}`);
  });
  page.on("console", (said) => said.type() === "error" && wrong.push(`says: ${said.text()}`));
  page.on("pageerror", (error) => wrong.push(`throws: ${error.message}`));
  page.on("requestfailed", (request) => wrong.push(`does not get: ${request.url()}`));
  page.on("response", (got) => got.status() >= 400 && wrong.push(`${got.status()}: ${got.url()}`));
  await page.goto(url, { waitUntil: "load" });
  return { page, wrong };
}
