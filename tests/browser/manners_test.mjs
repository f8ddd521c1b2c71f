/* The box as a guest on a page: its policies, keys, focus, scrolling, memory; other trees; screens, hands and eyes of all kinds. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench, options, overflow } from "./site.mjs";

let bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();
const panel = (page) => page.locator("marrow-search [part=panel]");
const isActive = (locator) => locator.evaluate((each) => each.getRootNode().activeElement === each);
const BROKEN = /Failed to load resource|<marrow-search>/;

/* Visits a page of the server's origin with that body. */
const show = (body, run, { headers, ...context } = {}) =>
  bench.visit("/healthz", async (page) => {
    const html = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Page</title>
      <script type="module" src="/marrow.js"></script><main><h1>Page</h1>${body}</main></html>`;
    await page.context().route("**/embedding", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html, headers }));
    await page.goto(bench.server.origin + "/embedding");
    await run(page);
  }, context);

for (const mode of ["inline", "dialog"]) {
  test(`the strictest policy of a page holds: ${mode}`, () =>
    show(`<marrow-search mode="${mode}" lang="de" filters="tag"></marrow-search>`, async (page) => {
      await page.locator("marrow-search .box").waitFor();
      await page.keyboard.press("/");
      await input(page).fill("knie");
      await option(page, "Knie").waitFor();
      await page.keyboard.press("ArrowDown");
      await page.getByText("Alle Ergebnisse").click();
      await page.waitForURL("**/search?q=knie**");
    }, { headers: { "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'" } }));
}

test("on Marrow's own pages the box speaks the language of the page", () =>
  bench.visit("/articles/de/bewegung-bei-knie-und-hueftarthrose", async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.locator("marrow-search [part=submit]").filter({ hasText: /^Suchen$/ }).waitFor();
    await input(page).fill("knie");
    await page.locator("marrow-search").getByText("Alle Ergebnisse").waitFor();
  }));

test("a box in a shadow tree has its language, focus and keys", () =>
  show('<div lang="de" id="host"></div>', async (page) => {
    await page.evaluate(() => {
      const root = document.getElementById("host").attachShadow({ mode: "open" });
      root.innerHTML = '<section><marrow-search><form><input name="q"></form></marrow-search></section>';
    });
    await page.getByRole("button", { name: "Suchen" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("knie");
    await page.locator('marrow-search a[href*="?q=knie&"], marrow-search a[href$="?q=knie"]').waitFor();
    await page.keyboard.press("ArrowDown");
    assert.ok(await input(page).getAttribute("aria-activedescendant"));
    await page.getByRole("heading", { name: "Page" }).click();
    await panel(page).waitFor({ state: "hidden" });
  }));

test("boxes on one page keep apart, and keys lead to the first that wants them", () =>
  show('<marrow-search shortcuts="off"></marrow-search><marrow-search></marrow-search><marrow-search></marrow-search>', async (page) => {
    const inputs = page.locator("marrow-search [role=combobox]");
    await page.keyboard.press("/");
    assert.ok(await isActive(inputs.nth(1)));
    await page.keyboard.type("hip");
    await option(page, "Hip").waitFor();
    await inputs.nth(0).fill("knee");
    await option(page, "Knee").waitFor();
    assert.equal(await panel(page).filter({ visible: true }).count(), 1);
    assert.deepEqual(await inputs.evaluateAll((all) => all.map(({ value }) => value)), ["knee", "hip", ""]);
    await page.evaluate(() => document.querySelectorAll("marrow-search")[1].remove());
    await page.getByRole("heading", { name: "Page" }).click();
    await page.keyboard.press("Control+k");
    assert.ok(await isActive(inputs.nth(1)));
  }));

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

test("keys lead to the first box on the page, in whatever order they came", () =>
  show('<div id="host"></div><marrow-search id="a"></marrow-search><marrow-search id="b"></marrow-search>', async (page) => {
    await page.locator("#b [role=combobox]").waitFor();
    await page.evaluate(() => document.querySelector("main").prepend(document.getElementById("b")));
    await page.keyboard.press("/");
    assert.equal(await focused(page), "b");
    await page.getByRole("heading", { name: "Page" }).click();
    await page.evaluate(() => {
      document.querySelector("main").prepend(document.getElementById("host"));
      document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = "<p><marrow-search></marrow-search></p>";
    });
    await page.keyboard.press("/");
    assert.equal(await focused(page), "host");
  }));

for (const [way, style] of [["not there", "style='display: none'"], ["not seen", "style='visibility: hidden'"], ["inert", "inert"]]) {
  for (const mode of ["inline", "dialog"]) {
    test(`keys pass by a box that is ${way}, and stay with the page where no other is: ${mode}`, () =>
      show(`<div ${style}><marrow-search id="a" mode="${mode}"></marrow-search></div><marrow-search id="b" mode="${mode}"></marrow-search>`, async (page) => {
        await page.locator("#b .box").waitFor();
        for (const key of ["/", "Control+k"]) {
          await page.keyboard.press(key);
          assert.equal(await focused(page), "b", key);
          await page.keyboard.press("Escape");
          await page.getByRole("heading", { name: "Page" }).click();
        }
        await page.evaluate(() => {
          document.getElementById("b").remove();
          document.addEventListener("keydown", (event) => (window.swallowed = event.defaultPrevented));
        });
        for (const key of ["/", "Control+k"]) {
          await page.keyboard.press(key);
          assert.deepEqual([await focused(page), await page.evaluate(() => window.swallowed)], ["BODY", false], key);
        }
      }));
  }
}

test("a box that is typed in keeps its key", () =>
  show('<marrow-search id="a"></marrow-search><marrow-search id="b"></marrow-search>', async (page) => {
    await page.locator("#b [role=combobox]").fill("knee");
    await page.keyboard.press("Control+k");
    assert.equal(await focused(page), "b");
    await page.keyboard.type("x");
    assert.equal(await page.locator("#b [role=combobox]").inputValue(), "x");
  }));

test("a box that is taken out and put back leaves nothing behind", () =>
  show('<marrow-search mode="dialog"></marrow-search><div style="height: 300vh"></div>', async (page) => {
    const session = await page.context().newCDPSession(page);
    const listeners = async (expression) => {
      const { result } = await session.send("Runtime.evaluate", { expression });
      return (await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId })).listeners.length;
    };
    const count = async () => [await listeners("document"), await listeners("window")];
    await page.locator("marrow-search [part=opener]").waitFor();
    const first = await count();
    assert.ok(first[0] > 0);
    await page.evaluate(() => {
      const box = document.querySelector("marrow-search");
      for (let i = 0; i < 20; i++) {
        box.remove();
        document.querySelector("main").append(box);
      }
    });
    assert.deepEqual(await count(), first);
    await page.keyboard.press("/");
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.evaluate(() => {
      const box = document.querySelector("marrow-search");
      const field = box.shadowRoot.querySelector("input");
      field.value = "hip";
      field.dispatchEvent(new Event("input"));
      box.remove();
    });
    await page.waitForTimeout(300);
    assert.deepEqual(asked.filter((url) => url.includes("hip")), []);
    assert.deepEqual(await count(), [first[0] - 1, first[1] - 1]);
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  }));

test("other inputs and editors keep their keys", () =>
  show('<input id="i"><textarea id="t"></textarea><div id="e" contenteditable>text</div><div id="s"></div><marrow-search></marrow-search>', async (page) => {
    await page.evaluate(() => (document.getElementById("s").attachShadow({ mode: "open" }).innerHTML = '<input id="inner">'));
    for (const id of ["i", "t", "e", "inner"]) {
      await page.locator(`#${id}`).focus();
      await page.keyboard.press("Control+k");
      await page.keyboard.press("/");
      assert.ok(await isActive(page.locator(`#${id}`)), id);
      assert.match(await page.locator(`#${id}`).evaluate((each) => each.value ?? each.textContent), /\//, id);
    }
    await page.getByRole("heading", { name: "Page" }).click();
    await page.keyboard.press("Meta+k");
    assert.equal(await isActive(input(page)), false);
    await page.keyboard.press("Control+k");
    assert.ok(await isActive(input(page)));
    await page.keyboard.type("a");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("b");
    assert.equal(await input(page).inputValue(), "b");
  }));

test("behind the dialog nothing scrolls or moves, and the focus returns to where it was", () =>
  show('<p><a href="#x">Link</a></p><marrow-search mode="dialog"></marrow-search><div style="height: 300vh"></div>', async (page) => {
    const link = page.getByRole("link", { name: "Link" });
    const place = () => link.evaluate((each) => each.getBoundingClientRect().toJSON());
    await link.focus();
    const before = await place();
    await page.keyboard.press("/");
    await page.getByRole("dialog").waitFor();
    await page.mouse.move(500, 700);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.deepEqual(await place(), before);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.ok(await isActive(link));
    await page.mouse.wheel(0, 500);
    await page.waitForFunction(() => scrollY > 0);
  }));

test("back from a result the dialog is closed", () =>
  show('<marrow-search mode="dialog"></marrow-search>', async (page) => {
    /* The browser may show the page again as it was left: it is left with a dialog that is closed. */
    const leads = (url) => /^[/](articles[/]|search$)/.test(new URL(url).pathname);
    await page.route(leads, (route) => route.fulfill({ status: 204 }));
    for (const leave of [() => option(page, "Knee anatomy").click(), () => page.keyboard.press("Enter")]) {
      await page.locator("marrow-search [part=opener]").click();
      await input(page).fill("knee anatomy");
      await option(page, "Knee anatomy").waitFor();
      await Promise.all([page.waitForRequest((request) => leads(request.url())), leave()]);
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await page.unrouteAll();
    await page.locator("marrow-search [part=opener]").click();
    await option(page, "Knee anatomy").click();
    await page.waitForURL("**/articles/knee-anatomy**");
    await page.goBack();
    await page.locator("marrow-search [part=opener]").waitFor();
    assert.equal(await page.getByRole("dialog").isVisible(), false);
  }));

test("where nothing may be kept the box works", () =>
  bench.visit("/healthz", async (page) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }));
    await page.goto(bench.server.origin + "/");
    await input(page).fill("knee anatomy");
    await option(page, "Knee anatomy").click();
    await page.waitForURL("**/articles/knee-anatomy**");
    await input(page).fill("hip");
    await input(page).press("Enter");
    await page.waitForURL("**/search?q=hip");
  }));

const remember = (page, ...queries) =>
  page.evaluate((all) => (localStorage[`marrow-search ${location.origin}/`] = JSON.stringify(all)), queries);
const remembered = (page) => page.evaluate(() => JSON.parse(localStorage[`marrow-search ${location.origin}/`]));

test("a recent search is forgotten by itself, by key and by pointer", () =>
  show("<marrow-search></marrow-search>", async (page) => {
    await remember(page, "hip", "knee", "shoulder");
    await input(page).click();
    const group = page.getByRole("group", { name: "Recent searches" });
    assert.equal(await group.getByRole("option", { name: "knee", exact: true }).count(), 1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Delete");
    assert.deepEqual(await remembered(page), ["hip", "shoulder"]);
    assert.equal(await group.getByRole("option", { selected: true }).textContent(), "shoulder✕");
    await option(page, "hip").locator("[part=remove]").click();
    assert.deepEqual(await remembered(page), ["shoulder"]);
    assert.equal(await input(page).inputValue(), "");
    await option(page, "shoulder").click();
    assert.equal(await input(page).inputValue(), "shoulder");
  }));

test("without a network the box says so, and goes on by itself", () =>
  show("<marrow-search></marrow-search>", async (page) => {
    await page.context().setOffline(true);
    await input(page).fill("knee");
    await page.getByText("There is no network.").first().waitFor();
    await page.context().setOffline(false);
    await option(page, "Knee").waitFor();
  }, { expected: BROKEN }));

test("keys of the caret are the caret's, and Alt opens and closes", () =>
  show("<marrow-search></marrow-search>", async (page) => {
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    for (const key of ["Home", "End", "ArrowLeft", "ArrowRight"]) {
      await page.keyboard.press("ArrowDown");
      assert.ok(await input(page).getAttribute("aria-activedescendant"));
      await page.keyboard.press(key);
      assert.equal(await input(page).getAttribute("aria-activedescendant"), null, key);
    }
    await page.keyboard.press("Alt+ArrowUp");
    await panel(page).waitFor({ state: "hidden" });
    await page.keyboard.press("Alt+ArrowDown");
    await option(page, "Knee").waitFor();
    await page.keyboard.press("Alt+ArrowDown");
    assert.equal(await input(page).getAttribute("aria-activedescendant"), null);
    assert.equal(await input(page).inputValue(), "knee");
  }));

for (const mode of ["inline", "dialog"]) {
  test(`Tab goes from what is written to the buttons, then the filters: ${mode}`, () =>
    show(`<marrow-search mode="${mode}" filters="lang tag"></marrow-search>`, async (page) => {
      await page.locator("marrow-search .box").waitFor();
      await page.keyboard.press("/");
      await input(page).fill("cartilage");
      await option(page, "cartilage").waitFor();
      const names = [];
      for (let i = 0; i < (mode === "dialog" ? 4 : 3); i++) {
        await page.keyboard.press("Tab");
        names.push(await page.locator("marrow-search").evaluate((box) => box.shadowRoot.activeElement?.part.value + " " + (box.shadowRoot.activeElement?.name ?? "")));
      }
      assert.deepEqual(names, ["submit ", ...(mode === "dialog" ? ["close "] : []), "filter lang", "filter tag"]);
    }));
}

test("a filter with one choice is not offered", () =>
  show('<marrow-search filters="lang tag" filter="lang:de"></marrow-search>', async (page) => {
    await input(page).fill("knorpel");
    await option(page, "Knorpel").waitFor();
    assert.deepEqual([await page.getByLabel("Language").isVisible(), await page.getByLabel("Keyword").isVisible()], [false, true]);
  }));

test("on a small phone filters take one line, and leave room for results", () =>
  bench.visit("/articles/knee-anatomy", async (page) => {
    await input(page).fill("cartilage");
    await option(page, "cartilage").waitFor();
    const [language, topic] = await Promise.all(["Language", "Topic"].map((name) => page.getByRole("combobox", { name }).boundingBox()));
    assert.equal(language.y, topic.y);
    assert.match(await page.getByLabel("Language").locator("option:checked").textContent(), /^Language: All$/);
    assert.equal(await overflow(page), 0);
  }, { viewport: { width: 320, height: 640 } }));

test("filters are reached and set by keys", () =>
  show('<marrow-search filters="lang tag"></marrow-search>', async (page) => {
    await input(page).fill("cartilage");
    await option(page, "cartilage").waitFor();
    const language = page.getByLabel("Language");
    for (let i = 0; !(await isActive(language)); i++) {
      assert.ok(i < 5, "no Tab leads to the filters");
      await page.keyboard.press("Tab");
    }
    assert.ok(await panel(page).isVisible());
    await page.keyboard.type("Fr");
    await page.locator('marrow-search a[href*="filter=lang%3Afr"]').waitFor();
    await page.keyboard.press("Escape");
    await panel(page).waitFor({ state: "hidden" });
    assert.ok(await isActive(input(page)));
  }));

test("nothing moves for those who want no motion", () =>
  show('<marrow-search mode="dialog"></marrow-search>', async (page) => {
    await page.keyboard.press("/");
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    const moving = await page.locator("marrow-search").evaluate((box) =>
      [...box.shadowRoot.querySelectorAll("*")].filter((each) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
        return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
      }).length);
    assert.equal(moving, 0);
  }, { reducedMotion: "reduce" }));

test("with forced colours one sees what is chosen and what matches", () =>
  show("<marrow-search></marrow-search>", async (page) => {
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    await page.keyboard.press("ArrowDown");
    const outline = (selector) =>
      page.locator(`marrow-search ${selector}`).first().evaluate((each) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return `${outlineStyle} ${outlineWidth}`;
      });
    assert.equal(await outline("[aria-selected=true]"), "solid 2px");
    assert.equal(await outline("mark"), "solid 1px");
    assert.match(await outline("[aria-selected=false]"), /^none /);
  }, { forcedColors: "active" }));

for (const [where, before] of [["top", "0"], ["bottom", "150px"]]) {
  test(`at 400 per cent every result can be seen: box at the ${where}`, () =>
    show(`<div style="height: ${before}"></div><marrow-search></marrow-search><div style="height: 200vh"></div>`, async (page) => {
      await input(page).fill("cartilage");
      await option(page, "cartilage").waitFor();
      assert.equal(await overflow(page), 0);
      const count = await options(page).count();
      for (let i = 0; i < count; i++) {
        await page.keyboard.press("ArrowDown");
        const { y, height } = await page.locator("marrow-search [aria-selected=true]").boundingBox();
        assert.ok(y + 20 < 256 && y + height > 20, `option ${i} is at ${y}, ${height} high`);
      }
    }, { viewport: { width: 320, height: 256 } }));
}

test("at 400 per cent the dialog has room for all of it", () =>
  show('<marrow-search mode="dialog" lang="de"></marrow-search>', async (page) => {
    await page.locator("marrow-search [part=opener]").click();
    await input(page).fill("knie");
    await option(page, "Knie").waitFor();
    assert.ok((await input(page).boundingBox()).width >= 120);
    const close = await page.getByRole("button", { name: "Schließen" }).boundingBox();
    assert.ok(close.x + close.width <= 320 && close.width >= 24 && close.height >= 24, JSON.stringify(close));
    assert.ok((await panel(page).boundingBox()).height >= 120);
  }, { viewport: { width: 320, height: 256 } }));

test("fingers choose, and what they aim at is large enough", () =>
  show("<marrow-search></marrow-search>", async (page) => {
    await remember(page, "hip", "knee anatomy");
    await input(page).tap();
    const remove = option(page, "hip").locator("[part=remove]");
    const { width, height } = await remove.boundingBox();
    assert.ok(width >= 24 && height >= 24, `${width} ${height}`);
    await remove.tap();
    assert.deepEqual(await remembered(page), ["knee anatomy"]);
    await option(page, "knee anatomy").tap();
    const found = option(page, "Knee anatomy");
    await page.locator("marrow-search [part=title]").first().waitFor();
    assert.ok((await found.boundingBox()).height >= 24);
    await page.locator("marrow-search [part=title]").first().tap();
    await page.waitForURL("**/articles/knee-anatomy**");
  }, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } }));

test("a dialog reads from right to left where the page does", () =>
  show('<div dir="rtl" lang="ar"><marrow-search mode="dialog"></marrow-search></div>', async (page) => {
    await page.keyboard.press("/");
    await input(page).fill("knee");
    await option(page, "Knee").waitFor();
    const [field, close] = await Promise.all([input(page), page.locator("marrow-search [part=close]")].map((each) => each.boundingBox()));
    assert.ok(close.x < field.x);
    assert.equal(await overflow(page), 0);
  }));
