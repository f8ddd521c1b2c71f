/*
 * node tests/browser/wordpress.mjs FOLDER: fills a new WordPress with articles and docs/examples/wordpress, has Marrow index its pages,
 * and searches them in the browser. FOLDER is WordPress as it was unpacked, with a wp-config.php that names an empty database; PHP
 * names the program where it is not `php` (and its options). So much is asked for that it is no part of the other tests.
 */

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Index, openBrowser, options, ROOT, Server } from "./site.mjs";

const PORT = 8899;
const SITE = `http://127.0.0.1:${PORT}`;
const SEARCH = "http://127.0.0.1:8898";
const ARTICLES = {
  "knee-injection": ["Knee injection", "<p>A thin needle.</p><h2>After</h2><p>Rest the knee. A flare passes.</p>"],
  "stairs": ["On stairs", "<p>Stairs load the knee.</p>[marrow_search]"],
  "find": ["Find", '<!-- wp:search {"label":"Search"} /-->'],
};

const folder = path.resolve(process.argv[2]);
const [php, ...phpOptions] = (process.env.PHP ?? "php").split(" ");
const run = (code) => execFileSync(php, [...phpOptions, "-r", code], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });

/* As its own pages would: installed, with a language, pages, and the plugin switched on. */
function fill(lang) {
  mkdirSync(path.join(folder, "wp-content/plugins"), { recursive: true });
  copyFileSync(path.join(ROOT, "docs/examples/wordpress/marrow-search.php"), path.join(folder, "wp-content/plugins/marrow-search.php"));
  const pages = Object.entries(ARTICLES).map(([name, [title, content]]) =>
    `wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_name' => '${name}', 'post_title' => '${title}',
      'post_content' => '${content}']);`);
  run(`define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1:${PORT}'; require 'wp-load.php';
    require 'wp-admin/includes/upgrade.php'; wp_install('Joint clinic', 'admin', 'admin@example.org', false, '', 'no secret');`);
  run(`require 'wp-load.php'; update_option('siteurl', '${SITE}'); update_option('home', '${SITE}'); update_option('WPLANG', '${lang}');
    $wp_rewrite->set_permalink_structure('/%postname%/'); flush_rewrite_rules(); ${pages.join("\n")}
    update_option('active_plugins', ['marrow-search.php']);`);
}

/* Its pages as a crawler finds them. */
async function gather() {
  const files = { "marrow.yaml": `addresses: {"*.html": ${SITE}/*/}\n` };
  for (const name of Object.keys(ARTICLES)) {
    const answer = await fetch(`${SITE}/${name}/`);
    assert.equal(answer.status, 200, name);
    files[`${name}.html`] = await answer.text();
  }
  return files;
}

async function visit(page, lang, label) {
  await page.goto(`${SITE}/stairs/`);
  await page.getByRole("button", { name: label }).first().waitFor();
  assert.equal(await page.locator("marrow-search").first().getAttribute("lang"), lang);
  await page.keyboard.press("/");
  await page.keyboard.type("flare");
  await options(page).filter({ hasText: "After" }).first().click();
  await page.waitForURL((url) => url.href.startsWith(`${SITE}/knee-injection/`));
  await page.getByRole("heading", { name: "After" }).waitFor();
  await page.goto(`${SITE}/find/`); /* the block */
  await page.locator("main marrow-search [role=combobox]").fill("stairs");
  await options(page).filter({ hasText: "On stairs" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${SEARCH}/search?q=stairs`);
  await page.getByRole("link", { name: "On stairs" }).first().click();
  await page.waitForURL((url) => url.href.startsWith(`${SITE}/stairs/`));
}

run(`file_exists('wp-config.php') || exit(1);`);
fill("de_DE");
const web = spawn(php, [...phpOptions, "-S", `127.0.0.1:${PORT}`, "-t", folder], { cwd: folder, stdio: "ignore" });
const browser = await openBrowser();
let index, server;
try {
  await new Promise((done) => setTimeout(done, 1500));
  index = new Index(await gather());
  server = await Server.start(index, "--cors", SITE, "--port", "8898");
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await visit(page, "de-DE", "Suchen");
  assert.deepEqual(complaints, []);
  console.log("The example for WordPress works.");
} finally {
  await browser.close();
  await server?.stop();
  index?.remove();
  web.kill();
}
