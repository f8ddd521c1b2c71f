/* The search box: typing, keys, what a screen reader is told, input methods, filters, recent searches. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, Bench, options } from "./site.mjs";

let bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const input = (page) => page.locator("marrow-search [role=combobox]");

/* Has the text in the box at once, and waits for its results. */
async function type(page, text) {
  await input(page).fill(text);
  await found(page, text);
}

/* Waits for the results of the text, and no other. */
const found = (page, text) => page.locator(`marrow-search a[href*="?${new URLSearchParams({ q: text })}"]`).waitFor();

/* Waits until an option has the text, and answers it. */
async function option(page, text) {
  const found = options(page).filter({ hasText: text }).first();
  await found.waitFor();
  return found;
}

test("results follow what is typed", () =>
  bench.visit("/", async (page) => {
    await input(page).pressSequentially("kn");
    await found(page, "kn");
    await input(page).pressSequentially("ee injection");
    await found(page, "knee injection");
    await option(page, "Knee injection step by step");
    assert.deepEqual(await page.locator("marrow-search mark").first().textContent(), "Knee");
    await input(page).fill("");
    await page.locator("marrow-search [part=panel]").waitFor({ state: "hidden" });
    assert.equal(await input(page).getAttribute("aria-expanded"), "false");
  }));

test("lines and cells of a passage are told apart", () =>
  bench.visit("/", async (page) => {
    await page.route("**/api/v1/search?*", async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      json.hits[0].sections.splice(0, 9, { ...json.hits[0].sections[0], heading: "", passage: { text: "One\nTwo.\n\nThree\tFour", matches: [[4, 7]] } });
      await route.fulfill({ response, json });
    });
    await type(page, "knee");
    const shown = await page.locator("marrow-search [part=passage]").first().textContent();
    assert.equal(shown.replace(/\s+/g, " "), "One · Two. Three · Four");
  }));

test("fast typing ends with the results of the last letter", () =>
  bench.visit("/", async (page) => {
    const asked = [];
    page.on("request", (request) => request.url().includes("/api/") && asked.push(new URL(request.url()).searchParams.get("q")));
    await input(page).pressSequentially("cartilage repair", { delay: 5 });
    await found(page, "cartilage repair");
    assert.equal(asked.at(-1), "cartilage repair");
    assert.ok(asked.length < 2 * "cartilage repair".length, `${asked.length} requests`);
  }));

test("keys reach every option and open it", () =>
  bench.visit("/", async (page) => {
    await type(page, "after a knee injection");
    await option(page, "After a knee injection");
    const count = await options(page).count();
    const names = [];
    for (let i = 0; i < count; i++) {
      await page.keyboard.press("ArrowDown");
      const active = await input(page).getAttribute("aria-activedescendant");
      const chosen = page.locator("marrow-search [role=option][aria-selected=true]");
      assert.equal(await chosen.count(), 1);
      assert.equal(await chosen.getAttribute("id"), active);
      assert.ok(await chosen.isVisible());
      names.push(await chosen.textContent());
    }
    assert.deepEqual(names, await options(page).allTextContents());
    await page.keyboard.press("ArrowDown");
    assert.equal(await input(page).getAttribute("aria-activedescendant"), null);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=after+a+knee+injection");
  }));

test("Ctrl+K goes to the box, and / does where nothing is typed", () =>
  bench.visit("/articles/knee-anatomy", async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("a/b");
    assert.equal(await input(page).inputValue(), "a/b");
    await page.keyboard.press("Escape");
    await page.locator("marrow-search").evaluate((box) => box.setAttribute("shortcuts", "off"));
    await page.locator("main").focus();
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
  }));

test("Escape closes, then empties; leaving closes", () =>
  bench.visit("/", async (page) => {
    const panel = page.locator("marrow-search [part=panel]");
    await type(page, "knee");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    assert.equal(await input(page).inputValue(), "knee");
    await page.keyboard.press("ArrowDown");
    await options(page).first().waitFor();
    await page.locator(".start .name").click({ position: { x: 100, y: 5 } });
    await panel.waitFor({ state: "hidden" });
    await input(page).focus();
    await page.keyboard.press("Escape");
    assert.equal(await input(page).inputValue(), "");
  }));

test("a screen reader is told the pattern of a combobox", () =>
  bench.visit("/", async (page) => {
    await type(page, "knee anatomy");
    await option(page, "Knee anatomy");
    assert.equal(await input(page).getAttribute("aria-expanded"), "true");
    assert.equal(await input(page).getAttribute("aria-autocomplete"), "list");
    const list = page.getByRole("listbox", { name: "Results" });
    assert.equal(await list.getAttribute("id"), await input(page).getAttribute("aria-controls"));
    const group = list.getByRole("group", { name: "Knee anatomy", exact: true });
    assert.ok(await group.getByRole("option").first().isVisible());
    await page.getByRole("status").filter({ hasText: /^Results: \d+$/ }).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "Search the articles" }).count(), 1);
  }));

test("nothing is searched while an input method composes", () =>
  bench.visit("/", async (page) => {
    const method = await page.context().newCDPSession(page);
    const asked = [];
    page.on("request", (request) => request.url().includes("/api/") && asked.push(new URL(request.url()).searchParams.get("q")));
    for (const text of ["x", "xi", "xi ga", "膝"]) {
      await method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
    await method.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
    await method.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
    assert.deepEqual(asked, []);
    await method.send("Input.insertText", { text: "膝关节" });
    await option(page, "膝");
    assert.equal(await input(page).inputValue(), "膝关节");
    assert.ok(asked.every((query) => query === "膝关节"), String(asked));
    assert.equal(new URL(page.url()).pathname, "/");
  }));

test("keys of an input method choose nothing, open nothing and close nothing", () =>
  bench.visit("/", async (page) => {
    await type(page, "knee anatomy");
    await option(page, "Knee anatomy");
    await page.keyboard.press("ArrowDown");
    const chosen = await input(page).getAttribute("aria-activedescendant");
    const method = await page.context().newCDPSession(page);
    await method.send("Input.imeSetComposition", { text: "xi", selectionStart: 2, selectionEnd: 2 });
    for (const key of ["ArrowDown", "Home", "Enter", "Escape"]) {
      await method.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, code: key, windowsVirtualKeyCode: 229 });
      await method.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: 229 });
      assert.equal(await input(page).getAttribute("aria-activedescendant"), chosen, key);
      assert.ok(await page.locator("marrow-search [part=panel]").isVisible(), key);
    }
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).pathname, "/");
  }));

test("keyboards that compose every word are searched along with", () =>
  bench.visit(
    "/",
    async (page) => {
      const method = await page.context().newCDPSession(page);
      await method.send("Input.imeSetComposition", { text: "knee", selectionStart: 4, selectionEnd: 4 });
      await option(page, "Knee");
      await page.getByRole("button", { name: "Search" }).evaluate((submit) => submit.form.requestSubmit());
      await page.waitForURL("**/search?q=knee");
    },
    { userAgent: "Mozilla/5.0 (Linux; Android 15) Chrome/150 Mobile", locale: "en-GB" },
  ));

test("misspelt words are corrected, and can be taken as typed", () =>
  bench.visit("/", async (page) => {
    await input(page).fill("kartilage");
    await page.getByText("Showing results for cartilage").waitFor();
    assert.equal(await page.getByRole("group", { name: "Suggestions" }).count(), 0); /* it is what was looked for */
    await (await option(page, "Search instead for kartilage")).click();
    await page.getByText("Nothing found for kartilage.").waitFor();
    assert.equal(await input(page).inputValue(), "kartilage");
  }));

test("where nothing is found the box says so and helps", () =>
  bench.visit("/", async (page) => {
    await input(page).pressSequentially("qqxzyv");
    await page.getByText("Nothing found for qqxzyv.").first().waitFor();
    assert.ok(await page.getByText("Check the spelling").isVisible());
    await page.getByRole("status").filter({ hasText: "Nothing found for “qqxzyv”." }).waitFor();
    const topics = page.getByRole("group", { name: "Topics" }).getByRole("option");
    await topics.first().waitFor();
    assert.equal(await topics.count(), 5);
    const [, name, count] = /^(.*) \((\d+)\)$/.exec(await topics.nth(2).textContent());
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/[/]search[?]q=&filter=topic%3A[a-z]+$/);
    await page.getByRole("heading", { level: 1, name: count }).waitFor();
    assert.equal(await page.getByRole("link", { name: `Topic: ${name}` }).count(), 1);
    assert.equal(await input(page).inputValue(), "");
    await page.keyboard.press("Control+k");
    assert.equal(await options(page).count(), 0); /* nothing that found nothing is kept */
  }));

test("filters narrow the results, and go along to the page of results", () =>
  bench.visit("/", async (page) => {
    await type(page, "cartilage");
    const language = page.getByLabel("Language");
    await language.selectOption("fr");
    await page.locator('marrow-search a[href$="/search?q=cartilage&filter=lang%3Afr"]').waitFor();
    const languages = await page.locator("marrow-search [role=group][lang]").evaluateAll((all) => all.map(({ lang }) => lang));
    assert.deepEqual([...new Set(languages)], ["fr"]);
    assert.match(await language.locator("option:checked").textContent(), /^French \(\d+\)$/);
    await input(page).press("Enter");
    await page.waitForURL("**/search?q=cartilage&filter=lang%3Afr");
  }));

test("topics are called as the owner calls them, in the visitor's language", () =>
  bench.visit("/?lang=de", async (page) => {
    await type(page, "knorpel");
    const names = (await page.getByLabel("Thema").locator("option").allTextContents()).map((text) => text.replace(/ [(].*/, ""));
    assert.ok(names.includes("Thema: Alle") && names.includes("Gelenk und Knorpel"), names.join());
    assert.ok(!names.includes("cartilage") && !names.includes("joint"), names.join());
  }));

test("filters that leave nothing can be taken off", () =>
  bench.visit("/", async (page) => {
    await page.locator("marrow-search").evaluate((box) => box.setAttribute("filters", "topic tag"));
    await type(page, "injection");
    await page.getByLabel("Keyword").selectOption("aftercare");
    await option(page, "After a knee injection");
    await input(page).fill("microfracture");
    await page.getByRole("button", { name: "Search without filters" }).click();
    await option(page, "microfracture");
    assert.equal(await page.getByLabel("Keyword").inputValue(), "");
  }));

test("searches are remembered here, and forgotten when asked", () =>
  bench.visit("/", async (page) => {
    await type(page, "knee anatomy");
    await (await option(page, "Knee anatomy")).click();
    await page.waitForURL("**/articles/knee-anatomy**");
    await page.goto(bench.server.origin + "/articles/knee-anatomy"); // no fragment, to which browsers scroll when they like
    await page.keyboard.press("Control+k");
    await option(page, "knee anatomy");
    await page.getByRole("button", { name: "Forget recent searches" }).click();
    assert.equal(await page.evaluate(() => Object.values(localStorage).join()), "[]");
    assert.equal(await options(page).count(), 0);
  }));

test("searches are not remembered where the page forbids it", () =>
  bench.visit("/", async (page) => {
    await page.locator("marrow-search").evaluate((box) => box.setAttribute("recent", "off"));
    await type(page, "knee anatomy");
    await (await option(page, "Knee anatomy")).click();
    await page.waitForURL("**/articles/knee-anatomy**");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

test("an article may be opened beside the page", () =>
  bench.visit("/", async (page) => {
    await type(page, "knee anatomy");
    const found = await option(page, "Knee anatomy");
    const [beside] = await Promise.all([page.context().waitForEvent("page"), found.click({ modifiers: ["Control"] })]);
    await beside.waitForURL("**/articles/knee-anatomy**");
    assert.ok(await found.isVisible());
  }));
