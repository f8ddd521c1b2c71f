/* The box where the network is slow, broken or hostile, and where the index is replaced meanwhile. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench, options } from "./site.mjs";

const ARTICLES = {
  "knee.md": "---\ntitle: Knee joint\nlang: en\n---\nThe knee joins three bones.\n\n## Cartilage\n\nSmooth cartilage covers them.\n",
  "hip.md": "---\ntitle: Hip joint\nlang: en\n---\nThe hip is a ball joint.\n",
};
const SEARCH = "**/api/v1/search?*";
const BROKEN = /Failed to load resource|<marrow-search>/;

let bench;
before(async () => (bench = await Bench.open(ARTICLES)));
after(() => bench.close());

const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();
const status = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();

/* Holds the answers to a query back until the function it answers is called. */
async function hold(page, query) {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(SEARCH, async (route) => {
    if (new URL(route.request().url()).searchParams.get("q") === query) {
      await released;
    }
    await route.continue().catch(() => {}); /* whoever asked may be gone */
  });
  return release;
}

async function askFor(page, query) {
  const asked = page.waitForRequest((request) => request.url().includes(`search?q=${query}`));
  await input(page).fill(query);
  await asked;
}

test("a late answer does not replace a newer one", () =>
  bench.visit("/", async (page) => {
    /* As if nothing could be called back. */
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = (address) => fetch(address);
    });
    const release = await hold(page, "hip");
    await askFor(page, "hip");
    await input(page).fill("knee");
    await option(page, "Knee joint").waitFor();
    const late = page.waitForResponse((response) => response.url().includes("search?q=hip"));
    release();
    await (await late).finished();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    assert.equal(await option(page, "Hip joint").count(), 0);
    assert.equal(await option(page, "Knee joint").count(), 1);
  }));

test("what is no longer wanted is called back", () =>
  bench.visit("/", async (page) => {
    await hold(page, "hip");
    await askFor(page, "hip");
    const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("search?q=hip"));
    await input(page).fill("knee");
    assert.equal((await failed).failure().errorText, "net::ERR_ABORTED");
  }));

test("the box says that it is searching, and keeps what it has meanwhile", () =>
  bench.visit("/", async (page) => {
    const release = await hold(page, "knee");
    await input(page).fill("knee");
    await page.getByText("Searching …").first().waitFor();
    assert.equal(await page.locator("marrow-search [part=panel]").getAttribute("aria-busy"), "true");
    await status(page, "Searching …");
    release();
    await option(page, "Knee joint").waitFor();
    assert.equal(await page.locator("marrow-search [part=panel]").getAttribute("aria-busy"), "false");
    await hold(page, "hip");
    await input(page).fill("hip");
    await status(page, "Searching …");
    assert.ok(await option(page, "Knee joint").isVisible());
  }));

for (const [name, answer, says] of [
  ["the network", (route) => route.abort(), "The search does not answer."],
  ["the server", (route) => route.fulfill({ status: 500, body: "{}" }), "The search does not answer."],
  ["a proxy", (route) => route.fulfill({ status: 200, body: "<html>" }), "The search does not answer."],
  ["an answer", (route) => route.fulfill({ status: 200, body: '{"hits": [{}]}' }), "The search does not answer."],
  ["the limit of requests", (route) => route.fulfill({ status: 429, body: "{}" }), "Too many searches: wait a moment."],
]) {
  test(`where ${name} fails the box says so, and tries again when asked`, () =>
    bench.visit(
      "/",
      async (page) => {
        await page.route(SEARCH, answer);
        await input(page).fill("knee");
        await page.getByText(says).first().waitFor();
        await status(page, says);
        await page.unroute(SEARCH);
        await page.getByRole("button", { name: "Try again" }).click();
        await option(page, "Knee joint").waitFor();
        assert.ok(await input(page).evaluate((each) => each.getRootNode().activeElement === each));
      },
      { expected: BROKEN },
    ));
}

test("an answer that does not come ends as a failure", () =>
  bench.visit(
    "/",
    async (page) => {
      await page.clock.install();
      await page.goto(bench.server.origin + "/");
      await hold(page, "knee");
      const asked = page.waitForRequest((request) => request.url().includes("search?q=knee"));
      await input(page).fill("knee");
      await page.clock.runFor(100);
      await asked;
      await page.clock.runFor(7000);
      assert.equal(await page.getByText("The search does not answer.").count(), 0);
      await page.clock.runFor(1000);
      await page.getByText("The search does not answer.").first().waitFor();
    },
    { expected: BROKEN },
  ));

test("results come without suggestions where those do not", () =>
  bench.visit(
    "/",
    async (page) => {
      await page.route("**/api/v1/suggest?*", (route) => route.abort());
      await input(page).fill("kne");
      await option(page, "Knee joint").waitFor();
    },
    { expected: BROKEN },
  ));

test("the form works while the box cannot", () =>
  bench.visit(
    "/healthz",
    async (page) => {
      await page.route("**/marrow.js", (route) => route.abort());
      await page.goto(bench.server.origin + "/");
      await page.getByRole("searchbox").fill("knee");
      await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL("**/search?q=knee");
    },
    { expected: BROKEN },
  ));

test("an index that is replaced while somebody types is found in at once", () =>
  bench.visit("/", async (page) => {
    await input(page).fill("shoulder");
    await page.getByText("Nothing found for shoulder.").first().waitFor();
    bench.index.publish({ ...ARTICLES, "shoulder.md": "---\ntitle: Shoulder joint\nlang: en\n---\nThe shoulder moves.\n" });
    /* The server looks for a new index when it is asked, a few times a second. */
    while (!(await option(page, "Shoulder joint").isVisible())) {
      await input(page).press("End");
      await input(page).press(" ");
      await page.waitForTimeout(100);
    }
    await option(page, "Shoulder joint").click();
    await page.waitForURL("**/articles/shoulder**");
    await page.getByText("The shoulder moves.").waitFor();
  }));

/* An answer of a server that has been taken over, or of articles that have. */
const harm = (n) => `<img src=x onerror="window.harm=${n}"> knee`;
const passage = { text: harm(1), matches: [[0, 4], [5, 8]], cut_before: false, cut_after: false };
const HOSTILE = {
  query: "knee", corrected: harm(2), total: 1, complete: 1, facets: { tag: [{ value: harm(3), count: 1 }, { value: "b", count: 1 }] },
  hits: [
    {
      title: harm(4), url: "javascript:window.harm=5", title_matches: [[0, 3]], lang: '"><script>', missing: [harm(6)], summary: harm(7),
      sections: [
        { heading: "", above: [], link: "JavaScript:window.harm=8", passage },
        { heading: harm(9), above: [harm(10)], link: "data:text/html,<script>window.harm=11</script>", passage },
        { heading: "Bad", above: [], link: "http://[", passage },
      ],
    },
  ],
};

test("nothing that an answer says becomes more than text", () =>
  bench.visit("/", async (page) => {
    await page.route(SEARCH, (route) => route.fulfill({ json: HOSTILE }));
    await page.route("**/api/v1/suggest?*", (route) =>
      route.fulfill({ json: { suggestions: [{ kind: "query", text: harm(12), matches: [[0, 2]] }] } }));
    await page.evaluate((text) => (localStorage[`marrow-search ${location.origin}/`] = JSON.stringify([text])), harm(13));
    await input(page).click();
    await option(page, harm(13)).waitFor();
    await input(page).fill(harm(14));
    await option(page, harm(4)).waitFor();
    for (const each of await options(page).all()) {
      assert.match((await each.getAttribute("href")) ?? "http:", /^https?:/);
    }
    for (const each of [harm(4), harm(9), "Bad"]) {
      await option(page, each).dispatchEvent("click");
    }
    const found = await page.evaluate(() => {
      const root = document.querySelector("marrow-search").shadowRoot;
      return { harm: window.harm, elements: root.querySelectorAll("img, script, svg").length };
    });
    assert.deepEqual(found, { harm: undefined, elements: 0 });
  }));

test("what pages leave out of texts the box does, too", () =>
  bench.visit("/", async (page) => {
    const odd = "knee \u202eabc\u2066 \ufffe\u0007\u009b\u2028hip";
    const text = { text: odd, matches: [[0, 12]], cut_before: false, cut_after: false };
    const sections = [{ heading: odd, above: [odd], link: "/", passage: text }, { heading: "", above: [], link: "/", passage: text }];
    const hit = { title: odd, url: "/", title_matches: [[0, 7]], missing: [odd], sections };
    const facets = { tag: [{ value: odd, count: 1 }, { value: "b", count: 1 }] };
    await page.route(SEARCH, (route) => route.fulfill({ json: { query: "knee", corrected: odd, total: 1, complete: 1, facets, hits: [hit] } }));
    await page.route("**/api/v1/suggest?*", (route) =>
      route.fulfill({ json: { suggestions: [{ kind: "query", text: odd, matches: [[0, 7]] }] } }));
    await input(page).fill("knee");
    await option(page, "knee").waitFor();
    const shown = await page.locator("marrow-search").evaluate((box) => {
      const names = [...box.shadowRoot.querySelectorAll("[aria-label]")].map((each) => each.getAttribute("aria-label"));
      return box.shadowRoot.textContent + names.join();
    });
    assert.match(shown, /knee +abc/);
    assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069\ufffe\u0007\u009b\u2028]/);
  }));

test("lines and cells of a passage are told apart", () =>
  bench.visit("/", async (page) => {
    const passage = { text: "Walking\tabout 261\nStairs: high.\nThe knee", matches: [[37, 41]], cut_before: false, cut_after: false };
    const hit = { title: "Load", url: "/", title_matches: [], missing: [], sections: [{ heading: "", above: [], link: "/", passage }] };
    await page.route(SEARCH, (route) => route.fulfill({ json: { query: "knee", total: 1, complete: 1, hits: [hit] } }));
    await input(page).fill("knee");
    await option(page, "Load").waitFor();
    const text = await page.locator("marrow-search [part=passage]").textContent();
    assert.equal(text.replace(/\s+/g, " "), "Walking · about 261 · Stairs: high. The knee");
  }));

const PARTIAL = /Too many articles have these words to look at all of them/;

for (const [count, says] of [[1, /^Results: 328 Too many/], [0, PARTIAL]]) {
  test(`the box says that a search was cut short: ${count} found`, () =>
    bench.visit("/", async (page) => {
      const hit = { title: "Knee joint", url: "/", title_matches: [], missing: [], sections: [] };
      await page.route(SEARCH, (route) =>
        route.fulfill({ json: { query: "knee", partial: true, total: 328 * count, complete: 328 * count, hits: Array(count).fill(hit) } }));
      await input(page).fill("knee");
      await status(page, says);
      assert.match(await page.locator("marrow-search [part=note]").textContent(), PARTIAL);
      assert.equal(await page.getByText("Nothing found").count(), 0);
    }));
}
