/* The site's own pages in a browser: first visit, back and forward, sections, no JavaScript, small screens, access. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Bench, checkAccess, options, overflow } from "./site.mjs";

const LONG = "0".repeat(90) + " " + "Donaudampfschifffahrt".repeat(4);
const HARD = {
  "ar/rukba.md": `---\ntitle: حقن الركبة\nlang: ar\ndate: 2025-03-01\ntags: [ركبة]\ntranslations: {en: ../en/long.md}\n---\nالركبة مفصل. انظر \`dose --max 4g\`.\n
## الأدوية\n\n| الدواء | الجرعة | ملاحظة |\n|---|---|---|\n| باراسيتامول | 1000 mg | كل 6 ساعات |\n\n## متى\n\n\`\`\`\ndose --max 4g\n\`\`\`\n\n## بعد\n\nراحة.\n`,
  "he/berech.md": "---\ntitle: הזרקה לברך\nlang: he\n---\nכאב קל אחרי הזרקה.\n",
  "en/long.md": `---\ntitle: Knee ${LONG}\nlang: en\ntags: ["${LONG}"]\nsummary: "${LONG}"\n---\n${LONG}\n\n## ${LONG}\n\n[${LONG}](https://example.org/${LONG.replaceAll(" ", "")})
\n| ${LONG} | b |\n|---|---|\n| ${LONG} | b |\n\n    ${LONG}\n\n## B\n\nb\n\n## C\n\nc\n`,
  "topics.yaml": `start:\n  en: {title: "${LONG}", text: "${LONG}", try: ["${LONG}"]}\ntopics:\n  - {id: knee, tags: [ركبة, "${LONG}"], title: {en: "${LONG}", ar: الركبة}}\n`,
  "marrow.yaml": `site: {name: "${LONG.slice(0, 90)}"}\n`,
};
const HARD_PAGES = ["/", "/?lang=ar", "/topics/knee?lang=en", "/topics/knee?lang=ar", "/articles/ar/rukba", "/articles/he/berech", "/articles/en/long", "/search?q=knee",
  "/search?q=%D8%A7%D9%84%D8%B1%D9%83%D8%A8%D8%A9", `/search?q=${LONG.replace(" ", "+")}`, "/search?q=knee&tag=" + LONG.replace(" ", "+"), "/" + "0".repeat(200)];

let bench, hard;
before(async () => {
  bench = await Bench.open();
  hard = await Bench.open(HARD);
});
after(async () => {
  await bench.close();
  await hard.close();
});

const PAGES = ["/", "/search?q=knee", "/search?q=qqxzyv", "/articles/after-a-knee-injection", "/topics/joint", "/nope"];
const NOT_FOUND = /status of 404/;
const input = (page) => page.locator("marrow-search [role=combobox]");
const option = (page, text) => options(page).filter({ hasText: text }).first();
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

test("what is typed before the box is there stays, and so does the focus", () =>
  bench.visit("/healthz", async (page) => {
    let release;
    const released = new Promise((done) => (release = done));
    await page.route("**/marrow.js", async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(bench.server.origin + "/", { waitUntil: "commit" });
    await page.locator("input[name=q]:focus").waitFor();
    await page.keyboard.type("knee");
    await page.keyboard.press("ArrowLeft");
    release();
    await input(page).waitFor();
    await page.keyboard.type("l");
    assert.equal(await input(page).inputValue(), "knele");
  }, { expected: NOT_FOUND }));

test("nothing moves when the box comes, nor when results do", () =>
  bench.visit("/healthz", async (page) => {
    await page.addInitScript(() => {
      window.shifts = [];
      const moved = ({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.nodeName;
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value, sources }) => [value, ...sources.map(moved)])))
        .observe({ type: "layout-shift", buffered: true });
    });
    for (const address of PAGES) {
      await page.goto(bench.server.origin + address);
      await input(page).fill("cartilage");
      await option(page, "cartilage").waitFor();
      await settle(page);
      assert.deepEqual(await page.evaluate(() => window.shifts), [], address);
    }
  }, { expected: NOT_FOUND }));

test("back and forward lead where they should, with a box that works", () =>
  bench.visit("/", async (page) => {
    await input(page).fill("knee anatomy");
    await option(page, "Knee anatomy").click();
    await page.waitForURL("**/articles/knee-anatomy**");
    await input(page).fill("hip");
    await input(page).press("Enter");
    await page.waitForURL("**/search?q=hip");
    assert.equal(await input(page).inputValue(), "hip");
    await page.goBack();
    await page.waitForURL("**/articles/knee-anatomy**");
    await page.goBack();
    await page.waitForURL(bench.server.origin + "/");
    assert.equal(await options(page).count() > 0 && (await option(page, "").isVisible()), false);
    await input(page).fill("cartilage");
    await option(page, "cartilage").waitFor();
    await page.goForward();
    await page.goForward();
    await page.waitForURL("**/search?q=hip");
    await page.getByRole("heading", { name: /articles? for “hip”/ }).waitFor();
  }));

test("a result leads to its sentence in its section, also within the page one is on", () =>
  bench.visit("/articles/after-a-knee-injection", async (page) => {
    await input(page).fill("knee injection flare");
    await option(page, "A flare").click();
    await page.waitForFunction(() => location.hash === "#a-flare");
    await page.waitForFunction(() => {
      const { top } = document.getElementById("a-flare").getBoundingClientRect();
      return Math.abs(top) < innerHeight && scrollY > 0;
    });
    assert.equal(await page.locator("marrow-search [part=panel]").isVisible(), false);
  }));

test("nothing is wider than a small screen", () =>
  bench.visit(
    "/",
    async (page) => {
      for (const address of PAGES) {
        await page.goto(bench.server.origin + address);
        assert.equal(await overflow(page), 0, address);
        await input(page).fill("cartilage");
        await option(page, "cartilage").waitFor();
        assert.equal(await overflow(page), 0, `${address} with results`);
        const panel = await page.locator("marrow-search [part=panel]").boundingBox();
        assert.ok(panel.x >= 0 && panel.x + panel.width <= 320, `${address}: ${JSON.stringify(panel)}`);
      }
    },
    { viewport: { width: 320, height: 560 }, expected: NOT_FOUND },
  ));

for (const width of [320, 1000]) {
  test(`no word is too long and no script runs the wrong way: ${width} px`, () =>
    hard.visit(
      "/",
      async (page) => {
        for (const address of HARD_PAGES) {
          await page.goto(hard.server.origin + address);
          assert.equal(await overflow(page), 0, address);
          await checkAccess(page, address);
        }
      },
      { viewport: { width, height: 560 }, expected: NOT_FOUND },
    ));
}

test("dates read from left to right beside Arabic, and stand on its side", () =>
  hard.visit("/articles/ar/rukba", async (page) => {
    const place = await page.locator("p.place").boundingBox();
    const date = await page.locator(".date").boundingBox();
    assert.ok(Math.abs(place.x + place.width - date.x - date.width) < 2, JSON.stringify({ place, date }));
    assert.equal(await page.locator(".date").evaluate((each) => getComputedStyle(each).direction), "ltr");
    assert.equal(await page.locator("pre").evaluate((each) => getComputedStyle(each).direction), "ltr");
  }));

for (const locale of ["de", "es", "fr", "zh-CN"]) {
  test(`pages speak ${locale} without a fault`, () =>
    bench.visit(
      "/",
      async (page) => {
        const lang = locale.slice(0, 2);
        for (const address of ["/", "/search?q=knee", "/search?q=knee+qqxzyv", "/search?q=&tag=injection&sort=date", "/nope", `/topics/treatment?lang=${lang}`]) {
          await page.goto(bench.server.origin + address);
          await checkAccess(page, address);
          assert.equal(await page.locator("marrow-search").getAttribute("lang"), lang);
        }
      },
      { locale, expected: NOT_FOUND },
    ));
}

for (const [look, pages] of [
  [{ colorScheme: "light" }, [...PAGES, "/articles/zh/knee-replacement"]],
  [{ colorScheme: "dark" }, PAGES.slice(1, 4)],
  [{ forcedColors: "active" }, PAGES.slice(1, 4)],
]) {
  test(`axe finds nothing wrong with any page: ${JSON.stringify(look)}`, () =>
    bench.visit(
      "/",
      async (page) => {
        for (const address of pages) {
          await page.goto(bench.server.origin + address);
          await checkAccess(page, address);
        }
      },
      { ...look, expected: NOT_FOUND },
    ));
}

test("axe finds nothing wrong with any state of the box", () =>
  bench.visit(
    "/articles/knee-anatomy",
    async (page) => {
      await input(page).fill("cartilage");
      await option(page, "cartilage").waitFor();
      await checkAccess(page, "results");
      await page.keyboard.press("ArrowDown");
      await checkAccess(page, "an option chosen");
      await page.getByLabel("Language").selectOption("en");
      await page.locator("marrow-search a[href*='filter=lang']").waitFor();
      await checkAccess(page, "a filter");
      await input(page).fill("kartilage");
      await page.getByText("Showing results for cartilage").waitFor();
      await checkAccess(page, "a correction");
      await input(page).fill("qqxzyv");
      await page.getByText("Nothing found").first().waitFor();
      await checkAccess(page, "nothing found");
      await page.route("**/api/v1/search?*", (route) => route.abort());
      await input(page).fill("knee");
      await page.getByRole("button", { name: "Try again" }).waitFor();
      await checkAccess(page, "trouble");
      await page.unroute("**/api/v1/search?*");
      await page.evaluate(() => (localStorage[`marrow-search ${location.origin}/`] = '["knee"]'));
      await input(page).fill("");
      await page.getByRole("button", { name: "Forget recent searches" }).waitFor();
      await checkAccess(page, "recent searches");
    },
    { expected: /Failed to load resource|<marrow-search>/ },
  ));

test("where there is room filters stand beside results, and pages share one left edge", () =>
  bench.visit("/search?q=knee", async (page) => {
    const topic = page.getByRole("link", { name: "Treatment", exact: true }).first();
    const box = async (locator) => locator.first().boundingBox();
    const [results, filter] = [await box(page.locator(".hits")), await box(page.locator(".facets"))];
    assert.ok(filter.x >= results.x + results.width && filter.y < results.y + 200, JSON.stringify([results, filter]));
    assert.ok(await topic.isVisible());
    await checkAccess(page, "filters beside results");
    const edges = [];
    for (const address of ["/", "/search?q=knee", "/topics/joint", "/articles/knee-anatomy", "/nope"]) {
      await page.goto(bench.server.origin + address);
      edges.push((await box(page.locator("h1"))).x, (await box(page.locator(".name"))).x);
    }
    assert.deepEqual([...new Set(edges.map(Math.round))].length, 1, edges.join());
  }, { viewport: { width: 1200, height: 800 }, expected: NOT_FOUND }));

test("on a small screen filters are folded, and open", () =>
  bench.visit("/search?q=knee", async (page) => {
    const facets = page.locator(".facets");
    assert.equal(await facets.isVisible(), false);
    await page.getByText("Narrow down").click();
    assert.ok(await facets.isVisible());
  }, { viewport: { width: 390, height: 700 } }));

test("what one aims at is large enough", () =>
  bench.visit("/search?q=knee", async (page) => {
    for (const address of ["/", "/search?q=knee+injection&tag=injection", "/articles/knee-anatomy", "/topics/joint"]) {
      await page.goto(bench.server.origin + address);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("main :is(.narrow, .tags, .tries, .topics, .contents, .related, .pages, .crumbs) a, .languages a, summary")]
          .filter((each) => each.checkVisibility())
          .map((each) => [each.textContent, each.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([text, { width, height }]) => `${text} ${width} x ${height}`));
      assert.deepEqual(small, [], address);
    }
  }, { viewport: { width: 1200, height: 800 } }));

test("points between links are seen, not heard", () =>
  bench.visit("/search?q=knee+injection", async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Accessibility.enable");
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    assert.ok(await page.locator(".also li").count() > 1);
    const heard = nodes.filter((node) => !node.ignored && node.role.value === "StaticText" && node.name.value.trim() === "\u00b7");
    assert.equal(heard.length, 0);
  }));

test("a table that is wider than the screen has a shadow where it goes on", () =>
  bench.visit("/articles/cartilage-repair-options", async (page) => {
    const shade = async () => {
      const table = page.locator(".table").first();
      await table.scrollIntoViewIfNeeded();
      const image = await table.screenshot();
      return page.evaluate(async (data) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
        canvas.drawImage(bitmap, 0, 0);
        const row = bitmap.height - 30;
        const at = (x) => canvas.getImageData(x, row, 1, 1).data[0];
        return [at(1) < 245, at(bitmap.width - 2) < 245];
      }, image.toString("base64"));
    };
    await page.locator(".table").first().evaluate((each) => {
      each.style.minHeight = "25rem"; /* below the table there is nothing but the edge */
      each.firstElementChild.style.width = "40rem";
    });
    assert.deepEqual(await shade(), [false, true]);
    await page.locator(".table").first().evaluate((each) => (each.scrollLeft = each.scrollWidth));
    assert.deepEqual(await shade(), [true, false]);
    await page.setViewportSize({ width: 1000, height: 640 });
    assert.deepEqual(await shade(), [false, false]);
  }, { viewport: { width: 320, height: 640 } }));
