// The bars of the site, on every page: weight, no shift of the layout, a strict content security
// policy, accessibility by axe-core, valid HTML by the Nu checker, and Lighthouse on three pages.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import lighthouse from "lighthouse";

import { SITE, chapters, launch, open, pages, serve } from "./harness.mjs";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const VNU = require.resolve("vnu-jar/build/dist/vnu.jar");

const FIRST = 250_000, NEXT = 60_000, STYLES = 80_000; // bytes as they are moved
const WINDOWS = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
// What is dark differs from what is light in its colours alone.
const RULES = {
  light: { resultTypes: ["violations"] },
  dark: { resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] },
};
const DEBUGGING = 9333;

let browser, site;
before(async () => {
  browser = await launch(`--remote-debugging-port=${DEBUGGING}`);
  site = await serve();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Let pages add up in `window.shift` what moves in them. */
const watchShifts = (context) => context.addInitScript(() => {
  window.shift = 0;
  new PerformanceObserver((seen) => {
    for (const entry of seen.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
});

/** Load pages one after another in one browser profile; tell bytes moved and shifts of each. */
async function loads(...names) {
  const context = await browser.newContext({ viewport: WINDOWS[0] });
  await watchShifts(context);
  const { page, wrong } = await open(context, "about:blank", site.base);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let moved = 0, styles = 0;
  const kinds = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    moved += encodedDataLength;
    if (kinds.get(requestId) === "Stylesheet") styles += encodedDataLength;
  });
  const told = [];
  for (const name of names) {
    moved = styles = 0;
    await page.goto(site.base + name, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    told.push({ name, moved, styles, shift: await page.evaluate(() => window.shift) });
  }
  await context.close();
  return { told, wrong: wrong.filter((text) => !text.includes("about:blank")) };
}

describe("weight", () => {
  test("a page moves 250 kB at most on the first visit, and nothing in it shifts", async () => {
    for (const name of pages) {
      const { told: [first], wrong } = await loads(name);
      assert.deepEqual(wrong, [], name);
      // the search and the lists of back matter are no chapters, and are held to it all the same
      assert.ok(first.moved <= FIRST, `${name} moves ${first.moved} bytes`);
      assert.ok(first.moved > 1000, `${name}: nothing was measured`);
      assert.ok(first.styles <= STYLES, `${name}: ${first.styles} bytes of styles`);
      assert.equal(first.shift, 0, `${name} shifts by ${first.shift}`);
    }
  });

  test("the next chapter moves 60 kB at most", async () => {
    const { told } = await loads(...chapters);
    for (const { name, moved } of told.slice(1)) {
      assert.ok(moved > 0 && moved <= NEXT, `${name} moves ${moved} bytes`);
    }
  });
});

/** The face that the first paragraph of the text is shown in. */
async function face(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector",
    { nodeId: root.nodeId, selector: "article h1 + p" });
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts[0].familyName;
}

describe("faces", () => {
  test("that a host is late with move nothing", async () => {
    for (const viewport of WINDOWS) {
      const context = await browser.newContext({ viewport });
      await watchShifts(context);
      await context.route("**/*.woff2", async (route) => {
        await new Promise((done) => setTimeout(done, 1500));
        await route.continue();
      });
      const page = await context.newPage();
      await page.goto(site.base + chapters[0], { waitUntil: "load" });
      await page.waitForTimeout(2000);
      assert.equal(await page.evaluate(() => window.shift), 0);
      assert.doesNotMatch(await face(page), /^Restored Serif/, "it was not late");
      await context.close();
    }
  });

  test("are ours from a disk too", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(SITE, chapters[0])).href, { waitUntil: "load" });
    await page.waitForFunction(() => document.fonts.status === "loaded");
    assert.match(await face(page), /^Restored Serif/);
    await page.close();
  });
});

describe("accessibility", { concurrency: 2 }, () => {
  for (const name of pages) {
    test(`axe finds nothing in ${name}, light and dark, wide and narrow`, async () => {
      const context = await browser.newContext({ reducedMotion: "reduce" });
      const { page, wrong } = await open(context, site.base + name, site.base);
      await page.evaluate(AXE);
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        for (const window of WINDOWS) {
          await page.setViewportSize(window);
          const { violations } = await page.evaluate((rules) => axe.run(rules), RULES[colorScheme]);
          for (const { id, nodes } of violations) {
            found.push(`${id}, ${colorScheme}, ${window.width}: ${nodes.map((n) => n.target).join(" | ")}`);
          }
        }
      }
      assert.deepEqual([...found, ...wrong], []);
      await context.close();
    });
  }
});

test("the Nu checker finds no error", () => {
  const files = pages.map((name) => join(SITE, name));
  const options = ["-Xss2m", "-jar", VNU, "--errors-only", "--format", "json", ...files];
  const { stderr, status } = spawnSync("java", options, { encoding: "utf8", maxBuffer: 1e8 });
  const found = JSON.parse(stderr).messages.map(({ url, lastLine, message }) =>
    `${url}:${lastLine}: ${message}`);
  assert.deepEqual([status, ...found], [0]);
});

describe("lighthouse", () => {
  for (const name of ["index.html", chapters[0], "backmatter/sources.html"]) {
    test(`${name}: accessibility, best practices and SEO are 100`, async () => {
      const { lhr } = await lighthouse(site.base + name, {
        port: DEBUGGING, logLevel: "silent", onlyCategories: ["accessibility", "best-practices", "seo"],
        throttlingMethod: "provided", disableFullPageScreenshot: true,
      });
      const lost = Object.values(lhr.audits)
        .filter(({ score }) => score !== null && score < 1).map(({ id }) => id);
      const scores = Object.values(lhr.categories).map(({ id, score }) => [id, score]);
      assert.ok(scores.length === 3 && scores.every(([, score]) => score === 1), `${scores} ${lost}`);
    });
  }
});
