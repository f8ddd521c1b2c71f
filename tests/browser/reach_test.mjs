/* The way to the article about knee injections and what it says of the time afterwards: by keys, by ear, and without JavaScript. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench } from "./site.mjs";

let bench;
before(async () => (bench = await Bench.open()));
after(() => bench.close());

const ARTICLE = "Knee injection step by step";
const SECTION = "Afterwards";
const QUERY = "knee injection afterwards";
const isThere = ({ pathname, hash }) => pathname === "/articles/knee-injection" && hash.startsWith("#afterwards");

test("a person who has only keys", () =>
  bench.visit("/", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type(QUERY);
    const section = page.locator("marrow-search").getByRole("group", { name: ARTICLE }).getByRole("option", { name: new RegExp(`^${SECTION}`) });
    await section.waitFor();
    for (let i = 0; (await section.getAttribute("aria-selected")) !== "true"; i++) {
      assert.ok(i < 30, "no key leads to the section");
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(isThere);
    await page.getByRole("heading", { name: SECTION }).waitFor();
    await page.waitForFunction(() => scrollY > 0);
  }));

test("a person without JavaScript", () =>
  bench.visit("/", async (page) => {
    await page.getByRole("searchbox", { name: "Search the articles" }).fill(QUERY);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=knee+injection+afterwards");
    await page.getByRole("link", { name: ARTICLE, exact: true }).click();
    await page.waitForURL("**/articles/knee-injection**");
    await page.getByRole("link", { name: SECTION, exact: true }).first().click();
    await page.waitForURL(isThere);
    assert.ok(await page.getByRole("heading", { name: SECTION }).isVisible());
  }, { javaScriptEnabled: false }));

/* What a screen reader has of a page, and what it can do: it sees nothing else. */
class Reader {
  static async open(page) {
    const reader = new Reader();
    reader.session = await page.context().newCDPSession(page);
    await reader.session.send("Accessibility.enable");
    return reader;
  }

  async tree() {
    const { nodes } = await this.session.send("Accessibility.getFullAXTree");
    this.nodes = nodes;
    return nodes.filter((node) => !node.ignored);
  }

  /* Waits until something of that role and name is there. */
  async hear(role, name) {
    for (let tries = 0; tries < 200; tries++) {
      const found = (await this.tree()).find((node) => node.role?.value === role && name.test(node.name?.value ?? ""));
      if (found !== undefined) {
        return found;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    return assert.fail(`nothing is a ${role} with the name ${name}`);
  }

  async focus(node) {
    await this.session.send("DOM.focus", { backendNodeId: node.backendDOMNodeId });
  }

  /* Whether one node stands anywhere below another one. */
  isIn(node, outer) {
    const parent = this.nodes.find(({ nodeId }) => nodeId === node.parentId);
    return parent !== undefined && (parent.nodeId === outer.nodeId || this.isIn(parent, outer));
  }
}

const property = (node, name) => node.properties.find((each) => each.name === name)?.value;

test("in a dialog a screen reader is told what is found, and that nothing is", () =>
  bench.visit("/", async (page) => {
    const reader = await Reader.open(page);
    await page.locator("marrow-search").evaluate((box) => box.setAttribute("mode", "dialog"));
    await page.keyboard.press("/");
    const said = async (says) => {
      const dialog = await reader.hear("dialog", /^Search the articles$/);
      const text = await reader.hear("StaticText", says);
      const status = await reader.hear("status", /.*/);
      assert.ok(reader.isIn(status, dialog) && reader.isIn(text, status), String(says));
    };
    await page.keyboard.type(QUERY);
    await said(/^Results: \d+$/);
    await page.locator("marrow-search [role=combobox]").fill("qqxzyv");
    await said(/^Nothing found for “qqxzyv”\.$/);
  }));

test("a person who has only a screen reader", () =>
  bench.visit("/", async (page) => {
    const reader = await Reader.open(page);
    await reader.focus(await reader.hear("combobox", /^Search the articles$/));
    await page.keyboard.type(QUERY);
    await reader.hear("status", /.*/);
    await reader.hear("StaticText", /^Results: \d+$/);
    const option = await reader.hear("option", new RegExp(`^${SECTION}`));
    const group = await reader.hear("group", new RegExp(`^${ARTICLE}$`));
    const list = await reader.hear("listbox", /^Results$/);
    assert.ok(reader.isIn(group, list));
    assert.ok((await reader.tree()).some((node) => node.role?.value === "option" && node.name.value.startsWith(SECTION) && reader.isIn(node, group)));
    assert.equal(property(await reader.hear("combobox", /./), "expanded").value, true);
    let active;
    for (let i = 0; active !== option.backendDOMNodeId; i++) {
      assert.ok(i < 30, "no key leads to the section");
      await page.keyboard.press("ArrowDown");
      active = property(await reader.hear("combobox", /./), "activedescendant")?.relatedNodes[0].backendDOMNodeId;
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(isThere);
    const title = await reader.hear("heading", new RegExp(`^${ARTICLE}$`));
    const heading = await reader.hear("heading", new RegExp(`^${SECTION}$`));
    assert.deepEqual([property(title, "level").value, property(heading, "level").value], [1, 2]);
    assert.ok(reader.isIn(heading, await reader.hear("main", /.*/)));
  }));
