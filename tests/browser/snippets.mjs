/* The examples of docs/embedding.md, and those of docs/examples as the pages that they become: each is what a reader would copy. */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { MARROW, ROOT } from "./site.mjs";

const EXAMPLES = path.join(ROOT, "docs/examples");
const ADDRESS = "https://search.example.org";
const DOCUMENT = readFileSync(path.join(ROOT, "docs/embedding.md"), "utf8");

/* The example in that language that has the words, with the server's address in place of the one in the documentation. */
export function snippet(language, words, server) {
  const fences = DOCUMENT.matchAll(new RegExp("```" + language + "\\n(.*?)```", "gs"));
  const found = [...fences].map(([, text]) => text).find((text) => text.includes(words));
  return found.replaceAll(ADDRESS, server);
}

const example = (name, server) => readFileSync(path.join(EXAMPLES, name), "utf8").replaceAll(ADDRESS, server);

export const has = (command, ...version) => spawnSync(command, version).status === 0;

const page = (lang, body) => `<!doctype html><html lang="${lang}"><title>Embedding</title><main><h1>A site</h1>${body}</main></html>`;

export function plainPage(server) {
  return page("en", snippet("html", "<form", server));
}

export const plainExample = (server) => example("plain.html", server);

/* The example for Hugo as its owner has it after the first steps of docs/reindexing.md: a folder with an index. */
export function hugoSite() {
  const folder = mkdtempSync(path.join(tmpdir(), "marrow-hugo-"));
  cpSync(path.join(EXAMPLES, "hugo"), folder, { recursive: true });
  for (const command of ["init", "index", "check"]) {
    execFileSync(MARROW, [command], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  }
  return folder;
}

/* As docs/embedding.md tells: addresses of articles begin with that of the site. */
export function hugoMoves(folder, origin) {
  const file = path.join(folder, "marrow.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(": /*/", `: ${origin}/*/`));
  execFileSync(MARROW, ["index"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

/* Makes its pages: in public/. */
export function hugoPages(folder, origin, server, languages = "") {
  const config = path.join(folder, "hugo.toml");
  writeFileSync(config, example("hugo/hugo.toml", server) + languages);
  execFileSync("hugo", ["--source", folder, "--quiet", "--baseURL", `${origin}/`], { stdio: ["ignore", "inherit", "inherit"] });
}

/* What React makes of the component that takes the place of Docusaurus' own. */
export function docusaurusPage(server) {
  const require = createRequire(import.meta.url);
  const babel = require("@babel/standalone");
  const React = require("react");
  const load = (name, modules) => {
    const { code } = babel.transform(example(`docusaurus/${name}`, server), { presets: ["env", "react"] });
    const exported = {};
    new Function("require", "exports", code)((each) => modules[each], exported);
    return exported.default;
  };
  const siteConfig = { ...load("docusaurus.config.js", {}), url: server };
  const context = { siteConfig, i18n: { currentLocale: "fr", locales: siteConfig.i18n.locales } };
  const bar = load("src/theme/SearchBar.js", { react: React, "@docusaurus/useDocusaurusContext": () => context });
  const scripts = siteConfig.scripts.map(({ src, type }) => `<script type="${type}" src="${src}"></script>`);
  return page("fr", scripts.join("") + require("react-dom/server").renderToString(React.createElement(bar)));
}

/* What PHP makes of the plugin, with the functions of WordPress that it calls. */
export function wordpressPage(server) {
  const plugin = path.join(EXAMPLES, "wordpress/marrow-search.php");
  const wordpress = `<?php
    $called = [];
    function add_action($name, $run) { global $called; $called[$name] = $run; }
    function add_filter($name, $run) { add_action($name, $run); }
    function add_shortcode($name, $run) { add_action("[$name]", $run); }
    function wp_print_script_tag($attributes) { echo '<script type="', $attributes['type'], '" src="', $attributes['src'], '"></script>'; }
    function esc_attr($text) { return htmlspecialchars($text); }
    function esc_html($text) { return htmlspecialchars($text); }
    function esc_url($address) { return htmlspecialchars($address); }
    function __($text) { return 'Buscar'; }
    function get_bloginfo($name) { return $name === 'language' ? 'es-ES' : ''; }
    function home_url($path) { return MARROW_SEARCH . $path; }
    define('ABSPATH', '/');
    define('MARROW_SEARCH', '${server}');
    error_reporting(E_ALL);
    set_error_handler(function ($level, $says) { fwrite(STDERR, $says); exit(1); });
    require '${plugin}';
    $called['wp_head']();
    $forms = [$called['get_search_form'](''), $called['render_block_core/search'](''), $called['[marrow_search]']('')];
    if (count(array_unique($forms)) !== 1) { exit(1); }
    echo $forms[0];`;
  return page("es", execFileSync("php", { input: wordpress, encoding: "utf8" }));
}
