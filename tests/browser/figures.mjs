/*
 * node tests/browser/figures.mjs [INDEX]: how large the box is, how long it takes from a key to the painted results, how
 * much the pages shift, and what Lighthouse says about each kind of page (fetched by npm when asked for the first time).
 */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { CORPUS, Index, openBrowser, Server } from "./site.mjs";

const LIGHTHOUSE = "lighthouse@12.8.2";
const LETTERS_MAX = 12; // of a query
const QUERIES = 20;
const PAGES = { start: "/", results: "/search?q=knee", article: "/articles/after-a-knee-injection" };

/* As it is served, and a language beside it. */
async function size(origin) {
  for (const name of ["marrow.js", "marrow-de.js"]) {
    for (const coding of ["gzip", "br"]) {
      const { headers } = await new Promise((done) =>
        http.get(`${origin}/${name}`, { headers: { "Accept-Encoding": coding } }, (answer) => done(answer.resume())));
      console.log(`size of ${name}: ${headers["content-length"]} bytes by ${headers["content-encoding"]}`);
    }
  }
}

/* Queries that people have typed, each once. */
function queries() {
  const lines = readFileSync(path.join(CORPUS, "judgments.tsv"), "utf8").split("\n");
  const typed = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t")[0]);
  const all = [...new Set(typed)].filter((query) => /^[a-z ]+$/.test(query));
  return all.filter((_, i) => i % Math.ceil(all.length / QUERIES) === 0);
}

/* Runs in the page: notes for each key when what it brought was painted. */
function watchKeys() {
  window.shifts = [];
  window.painted = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: "layout-shift", buffered: true });
  let pressed;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
  addEventListener("marrow:results", () => {
    const begun = pressed;
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - begun)));
  });
}

async function typing(browser, origin) {
  const page = await browser.newPage();
  await page.addInitScript(watchKeys);
  const times = [];
  for (const query of queries()) {
    await page.goto(origin + "/");
    for (const [i, letter] of [...query.slice(0, LETTERS_MAX)].entries()) {
      await page.keyboard.type(letter);
      await page.waitForFunction((count) => window.painted.length === count, i + 1);
      await page.waitForTimeout(100); /* nobody types faster for long */
    }
    times.push(...(await page.evaluate(() => window.painted)));
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(0);
  console.log(`key to painted results: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms (${times.length} keys)`);
  for (const [name, address] of Object.entries(PAGES)) {
    await page.goto(origin + address);
    await page.locator("marrow-search [role=combobox]").pressSequentially("knee");
    await page.waitForFunction(() => window.painted.length > 0);
    const shifts = await page.evaluate(() => window.shifts);
    console.log(`layout shift, ${name} page with results: ${shifts.reduce((sum, each) => sum + each, 0)}`);
  }
  await page.close();
}

function lighthouse(name, address) {
  const output = execFileSync(
    "npm",
    ["exec", "--yes", "--", LIGHTHOUSE, address, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"],
    { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"], env: { CHROME_PATH: "/usr/bin/chromium", ...process.env } },
  );
  const { categories, audits } = JSON.parse(output);
  const scores = Object.entries(categories).map(([key, { score }]) => `${key} ${Math.round(score * 100)}`);
  const failed = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => id);
  console.log(`Lighthouse, ${name} page: ${scores.join(", ")}${failed.length > 0 ? ` (less than full marks: ${failed.join(", ")})` : ""}`);
}

const index = process.argv[2] === undefined ? new Index(CORPUS) : { file: process.argv[2], remove() {} };
const server = await Server.start(index);
const browser = await openBrowser();
try {
  await size(server.origin);
  await typing(browser, server.origin);
  await browser.close();
  Object.entries(PAGES).forEach(([name, address]) => lighthouse(name, server.origin + address));
} finally {
  await browser.close();
  await server.stop();
  index.remove();
}
