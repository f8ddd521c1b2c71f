/* Browsers that lack something: the box works with what there is, and where it cannot the form does. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench, options, overflow } from "./site.mjs";

let bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();

/* A page that has had something taken away before any script runs. */
const visit = (take, run, html, context) =>
  bench.visit("/healthz", async (page) => {
    await page.addInitScript(take);
    await page.route("**/embedding", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto(bench.server.origin + (html === undefined ? "/" : "/embedding"));
    await run(page);
  }, context);

const BOX = '<!doctype html><html lang="en"><script type="module" src="/marrow.js"></script><marrow-search mode="inline"></marrow-search></html>';
const DIALOG = BOX.replace("inline", "dialog");

for (const [what, take, html] of [
  ["popovers", () => ["popover", "showPopover", "hidePopover", "togglePopover"].forEach((name) => delete HTMLElement.prototype[name])],
  ["signals that combine", () => ["any", "timeout"].forEach((name) => delete AbortSignal[name])],
  ["dialogs", () => delete window.HTMLDialogElement, DIALOG],
  ["inert and reflected labels", () => { delete HTMLElement.prototype.inert; delete Element.prototype.ariaLabel; }],
]) {
  test(`without ${what} the box works`, () =>
    visit(take, async (page) => {
      await input(page).fill("knee anatomy");
      await option(page, "Knee anatomy").waitFor();
      assert.equal(await overflow(page), 0);
      await page.keyboard.press("Escape");
      await page.locator("marrow-search [part=panel]").waitFor({ state: "hidden" });
      await page.keyboard.press("ArrowDown");
      await option(page, "Knee anatomy").click();
      await page.waitForURL("**/articles/knee-anatomy**");
    }, html));
}

test("without colours for the dark there are those for the day", () =>
  visit(() => {
    const { supports } = CSS;
    CSS.supports = (...asked) => !asked.join().includes("light-dark") && supports.apply(CSS, asked);
  }, async (page) => {
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    const panel = page.locator("marrow-search [part=panel]");
    assert.equal(await panel.evaluate((each) => getComputedStyle(each).backgroundColor), "rgb(255, 255, 255)");
    const rules = await panel.evaluate((each) => each.getRootNode().adoptedStyleSheets[0].cssRules[0].cssText);
    assert.ok(!rules.includes("light-dark") && rules.includes("--m-mark: var(--marrow-mark, #ffefb0)"), rules);
  }, BOX, { colorScheme: "dark" }));

test("a language that does not come leaves the box in English", () =>
  bench.visit("/healthz", async (page) => {
    await page.route("**/embedding", (route) => route.fulfill({ contentType: "text/html", body: BOX.replace('"en"', '"de"') }));
    await page.route("**/marrow-de.js", (route) => route.abort());
    await page.goto(bench.server.origin + "/embedding");
    await page.getByRole("button", { name: "Search" }).waitFor();
    assert.equal(await page.locator("marrow-search .box").getAttribute("lang"), "en");
    await input(page).fill("knie");
    await option(page, "Knie").waitFor();
  }, { expected: /Failed to load|<marrow-search>/ }));

test("where a script cannot make style sheets the form stays, and works", () =>
  visit(() => {
    delete Document.prototype.adoptedStyleSheets;
    delete ShadowRoot.prototype.adoptedStyleSheets;
  }, async (page) => {
    await page.waitForLoadState();
    assert.equal(await input(page).count(), 0);
    await page.getByRole("searchbox", { name: "Search the articles" }).fill("knee");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL("**/search?q=knee");
  }));
