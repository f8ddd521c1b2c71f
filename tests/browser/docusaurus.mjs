/*
 * node tests/browser/docusaurus.mjs [FOLDER]: builds a real site of Docusaurus with docs/examples/docusaurus, searches it in the
 * browser, and says whether all went well. npm fetches 270 MB for it, once where the FOLDER stays; so it is no part of the other tests.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { MARROW, openBrowser, options, ROOT, Server } from "./site.mjs";

const PACKAGES = ["@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2", "react@19.3.1", "react-dom@19.3.1"];
const EXAMPLE = path.join(ROOT, "docs/examples/docusaurus");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const PAGES = {
  "docs/index.md": "---\ntitle: Joint clinic\nslug: /\n---\nWhat we know about joints.\n",
  "docs/knee-injection.md": "---\ntitle: Knee injection\nslug: /knee-injection\n---\nA thin needle.\n\n## After\n\nRest the knee. A flare passes.\n",
};

const kept = process.argv[2];
const folder = kept ?? mkdtempSync(path.join(tmpdir(), "marrow-docusaurus-"));
const run = (command, ...words) => execFileSync(command, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });

function write(name, text) {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

/* The pages that were built, as a web server shows them. */
const site = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = path.extname(pathname) === "" ? path.join(pathname, "index.html") : pathname;
  try {
    const body = readFileSync(path.join(folder, "build", file));
    response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});

async function visit(origin, server) {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.locator("marrow-search [part=opener]").waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("flare");
    await options(page).filter({ hasText: "After" }).first().click();
    await page.waitForURL((url) => url.href.startsWith(`${origin}/knee-injection`) && url.hash.startsWith("#after"));
    await page.getByRole("heading", { name: "After" }).waitFor();
    await page.getByRole("link", { name: "Joint clinic" }).first().click(); /* within the page, by React */
    await page.waitForURL(`${origin}/`);
    await page.keyboard.press("/");
    assert.equal(await page.getByRole("dialog").count(), 1);
    assert.equal(await page.locator("marrow-search").getAttribute("lang"), "en");
    assert.ok((await page.content()).includes(`${server}/marrow.js`));
  } finally {
    await browser.close();
  }
}

await new Promise((done) => site.listen(0, "127.0.0.1", done));
const origin = `http://localhost:${site.address().port}`;
let server;
try {
  Object.entries(PAGES).forEach(([name, text]) => write(name, text));
  write("package.json", '{"private": true}');
  const config = readFileSync(path.join(EXAMPLE, "docusaurus.config.js"), "utf8");
  write("docusaurus.config.js", config);
  write("src/theme/SearchBar.js", readFileSync(path.join(EXAMPLE, "src/theme/SearchBar.js"), "utf8"));
  rmSync(path.join(folder, "marrow.yaml"), { force: true });
  run(MARROW, "init");
  write("marrow.yaml", readFileSync(path.join(folder, "marrow.yaml"), "utf8").replaceAll(": /docs/*", ": /*")); // as it says itself
  run(MARROW, "index");
  server = await Server.start({ file: path.join(folder, "marrow.index") }, "--cors", origin);
  write("docusaurus.config.js", config.replace("https://search.example.org", server.origin).replace("https://www.example.org", origin));
  run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", ...PACKAGES);
  run("npx", "docusaurus", "build", "--locale", "en");
  await visit(origin, server.origin);
  console.log("Docusaurus: the example is built, and found in.");
} finally {
  site.close();
  await server?.stop();
  if (kept === undefined) {
    rmSync(folder, { recursive: true });
  }
}
