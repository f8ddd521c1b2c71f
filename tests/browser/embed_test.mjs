/* The box on pages of another origin: what docs/embedding.md shows, both modes, events, texts, looks. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench, checkAccess, Elsewhere, options, overflow } from "./site.mjs";
import * as snippets from "./snippets.mjs";

let bench, elsewhere, shown;
before(async () => {
  elsewhere = await Elsewhere.open((address) => (address === "/" ? shown : null));
  bench = await Bench.open(undefined, "--cors", elsewhere.origin);
});
after(async () => {
  await bench.close();
  elsewhere.close();
});

const NO_ICON = /favicon|status of 404/;
const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();
const server = () => bench.server.origin;
const script = () => `<script type="module" src="${server()}/marrow.js"></script>`;
const wrap = (body, attributes = 'lang="en"') =>
  `<!doctype html><html ${attributes}><meta name="viewport" content="width=device-width"><title>Site</title><main><h1>Site</h1>${body}</main></html>`;

/* Visits a page of the other origin with that body. */
function embed(body, run, { headers, attributes, from = elsewhere.origin, ...context } = {}) {
  shown = { html: body.startsWith("<!doctype") ? body : wrap(script() + body, attributes), headers };
  return bench.visit("/healthz", async (page) => {
    await page.goto(from + "/");
    await run(page);
  }, { expected: NO_ICON, ...context });
}

async function find(page, text, words) {
  await input(page).fill(text);
  await option(page, words).waitFor();
}

test("the page for plain HTML works from another origin, under a strict policy", () => {
  const policy = `default-src 'none'; script-src ${server()}; connect-src ${server()}; form-action ${server()}`;
  return embed(snippets.plainPage(server()), async (page) => {
    await find(page, "knee injection flare", "A flare");
    await checkAccess(page, "plain HTML");
    await option(page, "A flare").click();
    await page.waitForURL(`${server()}/articles/after-a-knee-injection**`);
    await page.goBack();
    await input(page).fill("knee");
    await input(page).press("Enter");
    await page.waitForURL(`${server()}/search?q=knee`);
  }, { headers: { "Content-Security-Policy": policy } });
});

test("a page of an origin that the server does not know keeps its form", () =>
  embed(snippets.plainPage(server()), async (page) => {
    await page.getByRole("searchbox", { name: "Search the articles" }).fill("knee");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(`${server()}/search?q=knee`);
  }, { from: elsewhere.stranger, expected: /CORS|Failed to load|favicon/ }));

test("the dialog opens, closes and gives the focus back", () =>
  embed('<marrow-search mode="dialog" filters="tag"></marrow-search><p>Text</p>', async (page) => {
    const dialog = page.getByRole("dialog", { name: "Search the articles" });
    const opener = page.locator("marrow-search [part=opener]");
    await opener.click();
    await find(page, "cartilage", "cartilage");
    await checkAccess(page, "dialog");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.ok(await opener.evaluate((each) => each.getRootNode().activeElement === each));
    await page.keyboard.press("/");
    await dialog.waitFor();
    assert.equal(await input(page).evaluate((each) => each.value.slice(each.selectionStart, each.selectionEnd)), "cartilage");
    await page.mouse.click(5, 5);
    await dialog.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+K");
    await page.locator("marrow-search [part=close]").click();
    await dialog.waitFor({ state: "hidden" });
    await page.setViewportSize({ width: 320, height: 560 });
    await opener.click();
    await option(page, "cartilage").waitFor();
    assert.equal(await overflow(page), 0);
    assert.equal((await dialog.boundingBox()).width, 320);
  }));

test("an empty dialog offers topics", () =>
  embed('<marrow-search mode="dialog" filter="lang:en"></marrow-search>', async (page) => {
    await page.locator("marrow-search [part=opener]").click();
    const topics = page.getByRole("group", { name: "Topics" });
    await topics.getByRole("option").first().waitFor();
    await checkAccess(page, "topics");
    await find(page, "cartilage", "cartilage");
    assert.equal(await topics.count(), 0);
    await page.route("**/api/v1/facets?*", (route) => route.abort());
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("facets"));
    await input(page).fill("");
    await failed;
    assert.equal(await topics.count(), 0);
    await page.unrouteAll();
    await input(page).fill("x");
    await input(page).fill("");
    await topics.getByRole("option").first().click();
    await page.waitForURL(/[/]search[?]q=&filter=lang%3Aen&filter=topic%3A[a-z]+$/);
  }, { expected: /favicon|Failed to load/ }));

test("a low form and a page's outline of what has the focus leave the box whole", () =>
  embed(`<style>* { font: 20px/1.5 serif; } form * { padding: 1px; } *:focus { outline: 9px solid red; }</style>
    <marrow-search><form><input name="q"><button>Search</button></form></marrow-search>`, async (page) => {
    await input(page).focus();
    const [outline, cut] = await page.locator("marrow-search").evaluate((box) => {
      const submit = box.shadowRoot.querySelector("[part=submit]");
      return [getComputedStyle(box).outlineStyle, submit.scrollHeight - submit.clientHeight];
    });
    assert.equal(outline, "none");
    assert.ok(cut <= 0, `the button's text is ${cut} pixels too high`);
  }));

test("the page is told what happens, and has the last word", () =>
  embed('<marrow-search></marrow-search><script type="module">' + `
    const box = document.querySelector("marrow-search");
    window.told = [];
    for (const name of ["open", "close", "search", "results", "select", "error"]) {
      document.addEventListener("marrow:" + name, (event) => {
        window.told.push([name, event.detail.query ?? "", event.detail.kind ?? event.detail.answer?.hits.length ?? ""]);
        if (box.dataset.prevent === name) event.preventDefault();
      });
    }
    box.addEventListener("marrow:search", ({ detail }) => detail.parameters.set("limit", "2"));
    </script>`, async (page) => {
    const prevent = (name) => page.locator("marrow-search").evaluate((box, each) => (box.dataset.prevent = each), name);
    const told = (name) => page.waitForFunction((each) => window.told.find(([kind]) => kind === each), name);
    await find(page, "knee anatomy", "Knee anatomy");
    await prevent("select");
    await option(page, "Knee anatomy").click();
    await input(page).press("Enter");
    await page.waitForFunction(() => window.told.at(-1)[2] === "all");
    assert.equal(page.url(), elsewhere.origin + "/");
    await prevent("results");
    await input(page).fill("hip");
    await page.waitForFunction(() => window.told.at(-1).join() === "results,hip,2");
    assert.equal(await option(page, "Knee anatomy").count(), 1);
    await prevent("search");
    await input(page).fill("cartilage");
    await page.waitForFunction(() => window.told.at(-1).join() === "search,cartilage,");
    await prevent("");
    await page.route("**/api/**", (route) => route.abort());
    await input(page).fill("knee");
    await told("error");
    await page.keyboard.press("Escape");
    await told("close");
    const kinds = (await page.evaluate(() => window.told)).map(([name]) => name);
    assert.deepEqual(kinds.slice(0, 3), ["search", "results", "open"]);
  }, { expected: /favicon|Failed to load|<marrow-search>/ }));

test("a site counts its searches as the documentation shows", () =>
  embed(`<marrow-search></marrow-search><script type="module">${snippets.snippet("js", "sendBeacon", server())}</script>`, async (page) => {
    await find(page, "knee anatomy", "Knee anatomy");
    const sent = page.waitForRequest("**/searches");
    await option(page, "Knee anatomy").click();
    assert.equal(JSON.parse((await sent).postData()).query, "knee anatomy");
  }));

test("the box speaks the page's language, or what it is taught", () =>
  embed('<div lang="zh"><marrow-search></marrow-search></div>', async (page) => {
    const label = (says) => page.locator("marrow-search [part=submit]").filter({ hasText: new RegExp(`^${says}$`) }).waitFor();
    await label("搜索");
    const set = (name, value) =>
      page.locator("marrow-search").evaluate((box, [each, text]) => box.setAttribute(each, text), [name, value]);
    for (const [lang, says] of
      [["en", "Search"], ["de-AT", "Suchen"], ["es_ES", "Buscar"], ["zh-TW", "搜尋"], ["zh_Hant_HK", "搜尋"], ["zh-Hans-TW", "搜索"], ["FR", "Chercher"], ["ga", "Search"], ["", "搜索"], ["no one", "Search"]]) {
      await set("lang", lang);
      await label(says);
      await find(page, lang === "" ? "膝" : "knee", "");
    }
    assert.equal(await page.locator("marrow-search .box").getAttribute("lang"), "en");
    const taught = snippets.snippet("html", 'lang="nl"', server());
    await page.locator("marrow-search").evaluate((box, html) => (box.outerHTML = html), taught);
    await label("Zoeken");
    await input(page).fill("qqxzyv");
    await page.getByText("Niets gevonden voor qqxzyv.").first().waitFor();
  }));

test("texts that are no JSON are told, and do not take the box away", () =>
  embed('<marrow-search texts="{"></marrow-search>', (page) => find(page, "knee", "Knee"), { expected: /favicon|404|no JSON/ }));

test("fixed filters hold, and addresses lead where the page says", () =>
  embed('<marrow-search filter="lang:de" base="https://docs.example.org/"></marrow-search>', async (page) => {
    await find(page, "knie", "Knie");
    const groups = await page.locator("marrow-search [role=group][lang]").evaluateAll((all) => all.map(({ lang }) => lang));
    assert.deepEqual([...new Set(groups)], ["de"]);
    assert.match(await page.locator("marrow-search [role=group][lang] a").first().getAttribute("href"), /^https:\/\/docs\.example\.org\/articles\//);
    assert.match(await option(page, "All results").getAttribute("href"), /\/search\?q=knie&filter=lang%3Ade$/);
  }));

test("a page that reads from right to left has its box so", () =>
  embed('<marrow-search style="width: 20rem"></marrow-search>', async (page) => {
    await find(page, "knee", "Knee");
    const [panel, form] = await Promise.all(["panel", "form"].map((part) => page.locator(`marrow-search [part=${part}]`).boundingBox()));
    assert.ok(Math.abs(panel.x + panel.width - form.x - form.width) < 1, JSON.stringify([panel, form]));
    assert.equal(await overflow(page), 0);
  }, { attributes: 'lang="ar" dir="rtl"' }));

test("the box looks as the page says", () =>
  embed(`<style>${snippets.snippet("css", "--marrow-accent", server())} html { color-scheme: dark; }</style><marrow-search></marrow-search>`, async (page) => {
    await find(page, "knee", "Knee");
    const style = (part, name) =>
      page.locator(`marrow-search [part=${part}]`).first().evaluate((each, property) => getComputedStyle(each)[property], name);
    assert.equal(await style("submit", "backgroundColor"), "rgb(138, 28, 91)");
    assert.equal(await style("panel", "backgroundColor"), "rgb(21, 25, 28)");
    assert.equal(await style("panel", "borderRadius"), "0px");
    assert.match(await style("title", "fontFamily"), /^Georgia/);
  }));

test("boxes may come and go, and change", () =>
  embed("", async (page) => {
    await page.evaluate(() => (document.querySelector("main").innerHTML += "<marrow-search></marrow-search>"));
    await find(page, "knee", "Knee");
    await page.locator("marrow-search").evaluate((box) => box.setAttribute("mode", "dialog"));
    await page.keyboard.press("/");
    assert.equal(await input(page).inputValue(), "knee");
    await page.evaluate(() => document.querySelector("marrow-search").remove());
    await page.keyboard.press("/");
  }));
