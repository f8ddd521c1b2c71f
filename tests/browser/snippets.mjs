/* The examples of docs/embedding.md as the pages that they become: each is what a reader would copy. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "./site.mjs";

const DOCUMENT = readFileSync(path.join(ROOT, "docs/embedding.md"), "utf8");

/* The example in that language that has the words, with the server's address in place of the one in the documentation. */
export function snippet(language, words, server) {
  const fences = DOCUMENT.matchAll(new RegExp("```" + language + "\\n(.*?)```", "gs"));
  const found = [...fences].map(([, text]) => text).find((text) => text.includes(words));
  return found.replaceAll("https://search.example.org", server);
}

export const has = (command, ...version) => spawnSync(command, version).status === 0;

const page = (lang, body) => `<!doctype html><html lang="${lang}"><title>Embedding</title><main><h1>A site</h1>${body}</main></html>`;

export function plainPage(server) {
  return page("en", snippet("html", "<form", server));
}

/* Built by Hugo, of a site with two languages: the German one. */
export function hugoPage(server) {
  const site = mkdtempSync(path.join(tmpdir(), "marrow-hugo-"));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    writeFileSync(path.join(site, name), text);
  };
  try {
    const languages = "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n";
    write("hugo.toml", `disableKinds = ["sitemap", "RSS", "taxonomy", "term"]\n[params]\nsearch = "${server}"\n${languages}`);
    write("layouts/partials/search.html", snippet("go-html-template", "marrow", server));
    write("layouts/index.html", page("{{ site.Language.Lang }}", '{{ partial "search.html" . }}'));
    execFileSync("hugo", ["--source", site, "--quiet"], { stdio: ["ignore", "inherit", "inherit"] });
    return readFileSync(path.join(site, "public/de/index.html"), "utf8");
  } finally {
    rmSync(site, { recursive: true });
  }
}

/* What React makes of the component that takes the place of Docusaurus' own. */
export function docusaurusPage(server) {
  const require = createRequire(import.meta.url);
  const babel = require("@babel/standalone");
  const React = require("react");
  const { code } = babel.transform(snippet("jsx", "SearchBar", server), { presets: ["env", "react"] });
  const modules = { react: React, "@docusaurus/useDocusaurusContext": () => ({ i18n: { currentLocale: "fr" } }) };
  const component = {};
  new Function("require", "exports", code)((name) => modules[name], component);
  const bar = require("react-dom/server").renderToString(React.createElement(component.default));
  return page("fr", `<script type="module" src="${server}/marrow.js"></script>${bar}`);
}

/* What PHP makes of it, with the functions of WordPress that it calls. */
export function wordpressPage(server) {
  const wordpress = `<?php
    $called = [];
    function add_action($name, $run) { global $called; $called[$name] = $run; }
    function add_filter($name, $run) { global $called; $called[$name] = $run; }
    function wp_enqueue_script_module($id, $address) { echo '<script type="module" src="', $address, '"></script>'; }
    function esc_attr($text) { return htmlspecialchars($text); }
    function esc_attr__($text) { return htmlspecialchars($text); }
    function get_locale() { return 'es_ES'; }
    ${snippet("php", "marrow", server)}
    $called['wp_enqueue_scripts']();
    echo $called['get_search_form']('');`;
  return page("es", execFileSync("php", { input: wordpress, encoding: "utf8" }));
}
