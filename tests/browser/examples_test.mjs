/* docs/examples from another origin: the page of plain HTML, a real site of Hugo, Docusaurus' component, WordPress' plugin. */

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { Bench, checkAccess, Elsewhere, options, pageOf, Server } from "./site.mjs";
import * as snippets from "./snippets.mjs";

let bench, elsewhere, shown;
before(async () => {
  elsewhere = await Elsewhere.open((address) => shown(address));
  bench = await Bench.open(undefined, "--cors", elsewhere.origin);
});
after(async () => {
  await bench.close();
  elsewhere.close();
});

const NO_ICON = /favicon|status of 404/;
const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();

/* In CI what an example needs is installed, or the test fails. */
const without = (command, version) => !process.env.CI && !snippets.has(command, version) && `${command} is not installed`;

for (const [name, make, lang, label, words, skip] of [
  ["plain HTML", snippets.plainExample, null, "Search", "knee", false],
  ["Docusaurus", snippets.docusaurusPage, "fr", "Chercher", "genou", false],
  ["WordPress", snippets.wordpressPage, "es-ES", "Buscar", "rodilla", without("php", "--version")],
]) {
  test(`the example for ${name} works`, { skip }, () =>
    bench.visit("/healthz", async (page) => {
      const html = make(bench.server.origin);
      shown = (address) => (address === "/" ? { html } : null);
      await page.goto(elsewhere.origin + "/");
      assert.equal(await page.locator("marrow-search").getAttribute("lang"), lang);
      await page.getByRole("button", { name: label }).first().waitFor();
      await page.keyboard.press("Control+k");
      await input(page).fill(words);
      await option(page, "").waitFor();
      await checkAccess(page, name);
      await page.locator('marrow-search a[href*="/articles/"]').first().click();
      await page.waitForURL(`${bench.server.origin}/articles/**`);
      await page.goto(elsewhere.origin + "/");
      await page.getByRole("button", { name: label }).first().waitFor();
      await page.keyboard.press("Control+k");
      await input(page).fill(words);
      await input(page).press("Enter");
      await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === words);
    }, { expected: NO_ICON }));
}

test("a site of Hugo is indexed, embeds the box, and is found in", { skip: without("hugo", "version") }, async () => {
  const folder = snippets.hugoSite();
  const server = await Server.start({ file: path.join(folder, "marrow.index") }, "--cors", elsewhere.origin);
  const found = (url) => url.href.startsWith(`${elsewhere.origin}/guides/knee-injection/#after`);
  try {
    snippets.hugoPages(folder, elsewhere.origin, server.origin);
    shown = (address) => pageOf(path.join(folder, "public"), address);
    await bench.visit("/healthz", async (page) => {
      await page.goto(elsewhere.origin + "/");
      await page.keyboard.press("/");
      await page.keyboard.type("rest knee flare");
      await option(page, "After").click();
      await page.waitForURL(found);
      await page.locator("h2#after").waitFor();
      await input(page).fill("stairs");
      await option(page, "On stairs").waitFor();
      await checkAccess(page, "Hugo");
    }, { expected: NO_ICON });
    snippets.hugoMoves(folder, elsewhere.origin);
    await bench.visit("/healthz", async (page) => {
      await page.goto(elsewhere.origin + "/");
      await page.getByRole("searchbox", { name: "Search" }).fill("flare");
      await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(`${server.origin}/search?q=flare`);
      await page.getByRole("link", { name: "After", exact: true }).click();
      await page.waitForURL(found);
    }, { expected: NO_ICON, javaScriptEnabled: false });
    snippets.hugoPages(folder, elsewhere.origin, server.origin, "\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n");
    const { html } = pageOf(path.join(folder, "public"), "/de");
    assert.match(html, /<marrow-search lang="de" base="[^"]*" filter="lang:de">/);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});
