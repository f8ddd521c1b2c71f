/* What the browser tests share: indexes, servers of them, a browser. MARROW names the program. */

import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const CORPUS = path.join(ROOT, "corpus");
export const MARROW = process.env.MARROW ?? path.join(ROOT, "build/release/marrow");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

/* An index of a folder, or of articles given by their names. */
export class Index {
  constructor(source) {
    this.folder = mkdtempSync(path.join(tmpdir(), "marrow-browser-"));
    this.file = path.join(this.folder, "site.index");
    this.publish(source);
  }

  /* Makes the index anew of other articles, as an owner would: servers of it move on. */
  publish(source) {
    let folder = source;
    if (typeof source !== "string") {
      folder = path.join(this.folder, "articles");
      rmSync(folder, { recursive: true, force: true });
      for (const [name, text] of Object.entries(source)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
    }
    execFileSync(MARROW, ["index", folder, "-o", this.file + ".new"], { stdio: ["ignore", "ignore", "inherit"] });
    renameSync(this.file + ".new", this.file);
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

/* `marrow serve` on a free port. */
export class Server {
  static async start(index, ...options) {
    const server = new Server();
    server.process = spawn(MARROW, ["serve", "--index", index.file, "--port", "0", ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    server.origin = await new Promise((found, failed) => {
      let said = "";
      server.process.stdout.on("data", (bytes) => {
        said += bytes;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (address !== null) {
          found(address[0]);
        }
      });
      server.process.once("exit", (status) => failed(new Error(`marrow serve ended with status ${status}`)));
    });
    return server;
  }

  stop() {
    return new Promise((done) => {
      this.process.once("exit", done);
      this.process.kill();
    });
  }
}

/* Pages of two other origins, "origin" and "stranger": what `answer` makes of a path, { html, headers }, or null. */
export class Elsewhere {
  static async open(answer) {
    const elsewhere = new Elsewhere();
    elsewhere.server = http.createServer((request, response) => {
      const { html, headers = {} } = answer(new URL(request.url, "http://localhost").pathname) ?? {};
      response.writeHead(html === undefined ? 404 : 200, { "Content-Type": "text/html; charset=utf-8", ...headers });
      response.end(html ?? "");
    });
    await new Promise((done) => elsewhere.server.listen(0, "127.0.0.1", done));
    const { port } = elsewhere.server.address();
    elsewhere.origin = `http://localhost:${port}`;
    elsewhere.stranger = `http://127.0.0.1:${port}`;
    return elsewhere;
  }

  close() {
    this.server.close();
  }
}

/* The page that a web server shows of a folder of pages. */
export function pageOf(folder, address) {
  const given = path.join(folder, address);
  const file = existsSync(given) && statSync(given).isDirectory() ? path.join(given, "index.html") : given;
  return existsSync(file) && file.endsWith(".html") ? { html: readFileSync(file, "utf8") } : null;
}

/* Debian's Chromium as it is without windows, which starts fastest; its sandbox does not work for root. */
export function openBrowser() {
  const asRoot = process.getuid() === 0;
  return chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: !asRoot });
}

/* The options of the box that are shown, as texts. */
export const options = (page) => page.locator("marrow-search [role=option]");

/* Waits until the box has answered what stands in it, whatever that is. */
export async function answered(page) {
  await page.locator("marrow-search [part=panel][aria-busy=false]:visible").first().waitFor();
}

/* Tests share a server and a browser; each has a page of its own, whose errors fail it. */
export class Bench {
  static async open(source = CORPUS, ...serverOptions) {
    const bench = new Bench();
    bench.index = new Index(source);
    bench.server = await Server.start(bench.index, ...serverOptions);
    bench.browser = await openBrowser();
    return bench;
  }

  /* Runs a test with a new page; `expected` are complaints of the browser that belong to the test. */
  async visit(address, run, { expected = null, ...context } = {}) {
    const visitor = await this.browser.newContext({ viewport: { width: 1000, height: 760 }, ...context });
    visitor.setDefaultTimeout(20000);
    const page = await visitor.newPage();
    const complaints = [];
    const complain = (text) => expected?.test(text) || complaints.push(text);
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complain(message.text()));
    page.on("pageerror", (error) => complain(String(error)));
    try {
      await page.goto(this.server.origin + address);
      await run(page);
      assert.deepEqual(complaints, []);
    } finally {
      await visitor.close();
    }
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
    this.index.remove();
  }
}

/* What axe-core finds wrong with the page as it is now. */
export async function checkAccess(page, where) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

/* How far the page can be scrolled sideways. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
