/* node tests/browser/pictures.mjs: makes the pictures of docs/embedding.md anew. */

import path from "node:path";
import { CORPUS, Index, openBrowser, options, ROOT, Server } from "./site.mjs";

const index = new Index(CORPUS);
const server = await Server.start(index);
const browser = await openBrowser();

async function picture(name, { address, html, query, ...context }) {
  const visitor = await browser.newContext({ viewport: { width: 680, height: 480 }, ...context });
  const page = await visitor.newPage();
  await page.route("**/embedding", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(server.origin + address);
  await page.locator("marrow-search .box").waitFor();
  await page.keyboard.press("Control+k");
  await page.locator("marrow-search [role=combobox]").fill(query);
  await options(page).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.screenshot({ path: path.join(ROOT, "docs", name) });
  await visitor.close();
}

try {
  await picture("box.png", { address: "/articles/knee-anatomy", query: "knee injection" });
  await picture("box-dialog.png", {
    address: "/embedding",
    html: `<!doctype html><html lang="de"><style>html { color-scheme: light dark; font-family: sans-serif; }</style>
      <script type="module" src="/marrow.js"></script><h1>Praxis</h1>
      <marrow-search mode="dialog" filter="lang:de" filters="tag"></marrow-search></html>`,
    query: "knorpel",
    colorScheme: "dark",
  });
} finally {
  await browser.close();
  await server.stop();
  index.remove();
}
