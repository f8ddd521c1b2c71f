/*
 * node tests/browser/pictures.mjs [NAME...]: makes the pictures of the documents anew, or those of some names. They look best with
 * Debian's fonts-noto-core and fonts-noto-cjk.
 */

import path from "node:path";
import { CORPUS, Index, openBrowser, ROOT, Server } from "./site.mjs";

const index = new Index(CORPUS);
const server = await Server.start(index);
const browser = await openBrowser();

const wanted = process.argv.slice(2);

/* A page as it first appears. */
async function pagePicture(name, { address, ...context }) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    return;
  }
  const visitor = await browser.newContext({ viewport: { width: 900, height: 620 }, ...context });
  const page = await visitor.newPage();
  await page.goto(server.origin + address);
  await page.locator("marrow-search [role=combobox]").waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.screenshot({ path: path.join(ROOT, "docs", name) });
  await visitor.close();
}

async function picture(name, { address, html, query, ...context }) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    return;
  }
  const visitor = await browser.newContext({ viewport: { width: 680, height: 480 }, ...context });
  const page = await visitor.newPage();
  await page.route("**/embedding", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(server.origin + address);
  await page.locator("marrow-search .box").waitFor();
  await page.keyboard.press("Control+k");
  await page.locator("marrow-search [role=combobox]").fill(query);
  await page.locator(`marrow-search a[href*="?${new URLSearchParams({ q: query })}"]`).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.screenshot({ path: path.join(ROOT, "docs", name) });
  await visitor.close();
}

try {
  await pagePicture("page-start.png", { address: "/?lang=en" });
  await pagePicture("page-results.png", { address: "/search?q=knee+injection+flare" });
  await pagePicture("page-article.png", { address: "/articles/de/injektion-ins-knie", viewport: { width: 1180, height: 620 }, colorScheme: "dark" });
  await picture("box.png", { address: "/articles/knee-anatomy", query: "knee injection" });
  await picture("box-dialog.png", {
    address: "/embedding",
    html: `<!doctype html><html lang="de"><style>html { color-scheme: light dark; font-family: sans-serif; }</style>
      <script type="module" src="/marrow.js"></script><h1>Praxis</h1>
      <marrow-search mode="dialog" filter="lang:de" filters="topic"></marrow-search></html>`,
    query: "knorpel",
    colorScheme: "dark",
  });
} finally {
  await browser.close();
  await server.stop();
  index.remove();
}
