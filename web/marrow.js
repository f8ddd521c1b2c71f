/*
 * <marrow-search>, the search box of Marrow: a form first, then results as you type, in exactly the form's place.
 * docs/embedding.md tells how to use it. Texts of articles only ever become text nodes.
 */

/* ---- texts ---- */

/* Others are loaded where they are wanted. */
const LANGUAGES = new Set(["de", "es", "fr", "zh", "zh-Hant"]);

const TEXTS = {
  en: {
    label: "Search the articles", submit: "Search", close: "Close", results: "Results", found: "Results: {n}",
    all: "All results ({n})", missing: "Missing:", corrected: "Showing results for {q}", instead: "Search instead for {q}",
    meant: "Did you mean {q}?", none: "Nothing found for {q}.", help: "Check the spelling, or use fewer or more general words.",
    unfilter: "Search without filters", busy: "Searching …", failed: "The search does not answer.",
    crowded: "Too many searches: wait a moment.", retry: "Try again", recent: "Recent searches",
    forget: "Forget recent searches", suggestions: "Suggestions", any: "All", topic: "Topic", tag: "Keyword", lang: "Language",
    topics: "Topics", remove: "Delete removes one", offline: "There is no network.",
    partial: "Too many articles have these words to look at all of them: fewer or rarer words find better ones.",
  },
};

/* ---- style ---- */

const STYLE = `
:host {
  --m-ground: var(--marrow-ground, light-dark(#fff, #15191c));
  --m-raised: var(--marrow-raised, light-dark(#eef2f4, #262d32));
  --m-text: var(--marrow-text, light-dark(#1d2226, #e4e7e9));
  --m-quiet: var(--marrow-quiet, light-dark(#56606a, #a3adb5));
  --m-line: var(--marrow-line, light-dark(#d5dade, #343c42));
  --m-edge: var(--marrow-edge, light-dark(#7b8791, #77828b));
  --m-accent: var(--marrow-accent, light-dark(#0b5a72, #86c8de));
  --m-mark: var(--marrow-mark, light-dark(#ffefb0, #57480b));
  --m-radius: var(--marrow-radius, 6px);
  display: block;
  position: relative;
  outline: none !important;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
.place, .place ::slotted(*) { visibility: hidden !important; }
.box { font-family: var(--marrow-font, inherit); line-height: 1.4; color: var(--m-text); text-align: start; }
.over { position: absolute; inset: 0; display: flex; align-items: center; }
form { display: flex; gap: 0.5rem; width: 100%; height: 100%; max-height: 3rem; margin: 0; }
input, button, select {
  font: inherit;
  min-height: 2.75rem;
  padding: 0.3rem 0.9rem;
  border: 1px solid var(--m-edge);
  border-radius: var(--m-radius);
  background: var(--m-ground);
  color: inherit;
}
.over > form > *, .over > .opener { min-height: 0; height: 100%; padding-block: 0; }
input { flex: 1; width: 100%; min-width: 0; margin: 0; appearance: none; font-size: max(16px, 1em); }
input::placeholder { color: var(--m-quiet); opacity: 1; }
button { cursor: pointer; }
.submit { border-color: var(--m-accent); background: var(--m-accent); color: var(--m-ground); font-weight: 600; }
:focus-visible { outline: 3px solid var(--m-accent); outline-offset: 2px; }
.opener { display: flex; align-items: center; justify-content: space-between; width: 100%; max-height: 3rem; color: var(--m-quiet); }
dialog, .panel {
  padding: 0;
  border: 1px solid var(--m-edge);
  border-radius: var(--m-radius);
  background: var(--m-ground);
  color: inherit;
}
dialog { width: min(44rem, 100vw - 2rem); max-width: none; max-height: 80vh; margin-top: 10vh; overflow: hidden; }
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(0 0 0 / 0.45); }
dialog form { flex: none; height: auto; max-height: none; padding: 0.75rem; }
.panel { overflow-y: auto; overscroll-behavior: contain; padding: 0.5rem 0.75rem; border-top-width: 2px; }
.floating { position: fixed; inset: auto; z-index: 1000; margin: 0; box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.2); }
dialog .panel { border-color: transparent; border-width: 2px 0 0; }
.panel[aria-busy="true"] { border-top-color: var(--m-accent); transition: border-color 0s 0.3s; }
p { margin: 0 0 0.5rem; }
.filters { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-bottom: 0.5rem; font-size: 0.9em; }
select { max-width: 14rem; min-height: 2rem; padding: 0.1rem 0.4rem; }
.quiet { color: var(--m-quiet); font-size: 0.9em; }
.group + .group { margin-top: 0.3rem; padding-top: 0.3rem; border-top: 1px solid var(--m-line); }
.option {
  display: block;
  padding: 0.4rem 0.6rem;
  border-radius: var(--m-radius);
  color: inherit;
  text-decoration: none;
  overflow-wrap: anywhere;
  cursor: pointer;
}
.option:hover, .option[aria-selected="true"] { background: var(--m-raised); }
.option[aria-selected="true"] { outline: 2px solid var(--m-accent); outline-offset: -2px; }
.recent { display: flex; justify-content: space-between; }
.remove { flex: none; padding: 0.4rem 1rem; margin: -0.4rem -0.6rem; color: var(--m-quiet); }
.title { font-weight: 600; color: var(--m-accent); }
.section { margin-inline-start: 0.9rem; border-inline-start: 2px solid var(--m-line); }
.heading { font-weight: 600; }
.option .quiet, .note .quiet { display: block; }
.passage { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-size: 0.9em; }
mark { background: var(--m-mark); color: inherit; border-radius: 2px; }
.status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) {
  .filters { flex-wrap: nowrap; overflow-x: auto; }
  select { flex: 1 1 0; min-width: 6rem; }
  dialog { width: 100vw; height: 100dvh; max-height: none; margin: 0; border: 0; border-radius: 0; }
  kbd, dialog .submit { display: none; }
}
@media (forced-colors: active) {
  mark { outline: 1px solid; }
  .option[aria-selected="true"] { outline-color: Highlight; }
}
@media print { .box { display: none; } }
`;

/* A style made this way needs no permission of a content security policy. */
function makeSheet(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}

/* Browsers without it keep the form. */
const IS_ABLE = "adoptedStyleSheets" in Document.prototype;
const KNOWS_DARK = CSS.supports("color", "light-dark(red, red)");
const SHEET = IS_ABLE && makeSheet(KNOWS_DARK ? STYLE : STYLE.replace(/light-dark\((\S+), .*?\)/g, "$1"));
const LOCK = IS_ABLE && makeSheet("html { overflow: hidden !important; scrollbar-gutter: stable !important; }");

/* ---- small tools ---- */

const HOME = new URL(".", import.meta.url).href;
const SPACING_MS = 80; // between two searches
const SUGGEST_MS = 250; // that results wait for them
const TIMEOUT_MS = 8000;
const SLOW_MS = 400; // until the box says so
const SPEAK_MS = 500; // of silence before something is said
const PANEL_LEAST = 176; // pixels
const RECENT_MAX = 5;
const SUGGESTIONS_MAX = 3;
const TOPICS_MAX = 5;

/* Android's keyboards compose every word, not only those of scripts that need it. */
const COMPOSES_ALL = /Android/.test(navigator.userAgent) && !/^(zh|ja|ko)/.test(navigator.language);
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/*
 * A text without what pages of Marrow leave out, too: control characters, and those by which text is shown in another order than
 * it is read. Elements stay.
 */
const HARMFUL = /[\0-\x08\v-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;
const harmless = (child) => (typeof child === "string" ? child.replace(HARMFUL, " ") : child);

/* What the page can style is a part, and here a class of the same name. */
function make(name, { part, ...attributes }, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries({ part, class: part, ...attributes })) {
    if (value != null) {
      element.setAttribute(key, harmless(value));
    }
  }
  element.append(...children.map(harmless));
  return element;
}

/* A text from an offset on, with its matches marked: pairs of offsets. Lines and cells are told apart. */
function marked(text, matches, from = 0) {
  const piece = (begin, end) => text.slice(begin, end).replace(/(?<![.:;!?。！？\n\t])[\n\t]+/g, " · ");
  const parts = [];
  for (const [begin, end] of matches) {
    parts.push(piece(from, begin), make("mark", { part: "mark" }, text.slice(begin, end)));
    from = end;
  }
  return [...parts, piece(from)];
}

/* A passage from a little before its first match on. */
function fromMatch({ text, matches, cut_before }) {
  const first = matches[0]?.[0] ?? 0;
  const from = first > 80 ? text.lastIndexOf(" ", first - 40) + 1 : 0;
  return [from > 0 || cut_before ? "… " : "", ...marked(text, matches, from)];
}

const quoted = (text) => ({ q: make("strong", {}, text) });
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/* The language around an element, and around its shadow tree. */
function languageOf(element) {
  const named = element.closest('[lang]:not([lang=""])');
  const { host } = element.getRootNode();
  if (named === null && host) {
    return languageOf(host);
  }
  try {
    return Intl.getCanonicalLocales(named.lang.replaceAll("_", "-"))[0];
  } catch {
    return "en"; /* none, or no good one, is named */
  }
}

async function loadTexts(lang) {
  try {
    TEXTS[lang] = (await import(`./marrow-${lang}.js`)).default;
  } catch (error) {
    console.warn("<marrow-search>:", error);
    LANGUAGES.delete(lang);
  }
}

/* All that is around a node, through shadow trees; it is the last one. */
function wayTo(node) {
  const outer = node.parentNode ?? node.host;
  return outer ? [...wayTo(outer), node] : [node];
}

/* Of two boxes the one that comes first on the page goes first. */
function inOrder(a, b) {
  const [first, second] = [wayTo(a), wayTo(b)];
  const at = first.findIndex((node, i) => node !== second[i]);
  return at < 0 || !second[at] ? 0 : first[at].compareDocumentPosition(second[at]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const isEditable = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

/* ---- the searches made in this browser ---- */

/* Storage may be full, forbidden, or hold anything: then nothing is kept. */
function readRecent(server) {
  try {
    return JSON.parse(localStorage[`marrow-search ${server}`]).map(String);
  } catch {
    return [];
  }
}

function writeRecent(server, queries) {
  try {
    localStorage[`marrow-search ${server}`] = JSON.stringify(queries.slice(0, RECENT_MAX));
  } catch {}
}

/* ---- what the server answers ---- */

/* An answer of /api/v1/. */
async function ask(server, route, parameters, signal) {
  const response = await fetch(new URL(`api/v1/${route}?${parameters}`, server), { signal });
  if (!response.ok) {
    throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
  }
  return response.json();
}

/* Where no article has every word, one still typed is taken as whole. */
async function search(server, parameters, signal) {
  const answer = await ask(server, "search", parameters, signal);
  if (answer.complete > 0 || !parameters.has("typing")) {
    return answer;
  }
  const whole = new URLSearchParams(parameters);
  whole.delete("typing");
  return ask(server, "search", whole, signal);
}

/* Queries that finish what was typed; results do not wait long for them, nor fail with them. */
async function suggest(server, parameters, signal) {
  const none = { suggestions: [] };
  const asked = ask(server, "suggest", parameters, signal).catch(() => none);
  const { suggestions } = await Promise.race([asked, pause(SUGGEST_MS).then(() => none)]);
  const typed = parameters.get("q").trim().toLowerCase();
  return suggestions.filter(({ kind, text }) => kind === "query" && text.toLowerCase() !== typed).slice(0, SUGGESTIONS_MAX);
}

/* ---- the element ---- */

/* Those on the page: the keys lead to one. */
const boxes = new Set();

export class MarrowSearch extends HTMLElement {
  static observedAttributes =
    ["src", "base", "mode", "lang", "texts", "placeholder", "filters", "filter", "limit", "recent", "shortcuts"];

  #root = this.attachShadow({ mode: "open" });
  #listening; // ends with the element
  #running; // the search whose answer is waited for
  #server;
  #say;
  #parts = {};
  #choices = new Map(); // of each option: what it stands for
  #active = null;
  #exact = false;
  #composing = false;
  #sent = -Infinity;
  #timers = {};
  #troubled = false;

  connectedCallback() {
    boxes.add(this);
    this.#root.adoptedStyleSheets = [SHEET];
    if (document.readyState === "loading") {
      /* The form inside may not be read yet. */
      document.addEventListener("DOMContentLoaded", () => this.isConnected && this.#build(), { once: true });
    } else {
      this.#build();
    }
  }

  disconnectedCallback() {
    boxes.delete(this);
    this.#end();
  }

  attributeChangedCallback() {
    if (this.#listening && this.isConnected) {
      this.#build();
    }
  }

  get value() {
    return this.#parts.input?.value ?? "";
  }

  focus(options) {
    (this.#parts.opener ?? this.#parts.input).focus(options);
  }

  open() {
    const { dialog, input } = this.#parts;
    if (dialog && !dialog.open) {
      dialog.showModal();
      this.#lock(true);
      this.#tell("open", {});
    }
    input.focus();
    input.select();
    this.#refresh();
  }

  close() {
    this.#parts.dialog?.close();
    this.#hide();
  }

  /* ---- building ---- */

  #build() {
    const language = languageOf(this);
    const { language: tongue, script } = new Intl.Locale(language).maximize();
    const key = script === "Hant" ? `${tongue}-Hant` : tongue;
    if (LANGUAGES.has(key) && !TEXTS[key]) {
      loadTexts(key).then(() => this.isConnected && this.#build());
      return;
    }
    const before = this.value;
    this.#end();
    this.#listening = new AbortController();
    const form = this.querySelector("form");
    const server = this.getAttribute("src");
    this.#server = server === null ? HOME : new URL(server.replace(/\/*$/, "/"), document.baseURI).href;
    const lang = this.#readTexts(language, TEXTS[key]);
    this.#makeParts(form);
    const { opener, form: own, panel, dialog, status } = this.#parts;
    const shown = dialog ? [opener, dialog] : [own, panel, status];
    const box = make("div", { class: form ? "box over" : "box", lang }, ...shown);
    this.#root.replaceChildren(make("div", { class: "place", inert: "" }, make("slot", {})), box);
    this.#listen();
    this.#takeOver(form, before);
  }

  #end() {
    this.#stop();
    Object.values(this.#timers).forEach(clearTimeout);
    this.#listening?.abort();
    if (this.#parts.dialog?.open) {
      this.#lock(false);
    }
  }

  /* Behind the dialog the page stays where it is, and as wide. */
  #lock(locked) {
    const { scrollHeight, clientHeight } = document.documentElement;
    const others = document.adoptedStyleSheets.filter((each) => each !== LOCK);
    document.adoptedStyleSheets = locked && scrollHeight > clientHeight ? [...others, LOCK] : others;
  }

  /* Answers their language. */
  #readTexts(wanted, built) {
    const own = this.#ownTexts();
    const lang = built || own ? wanted : "en";
    const texts = { ...TEXTS.en, ...built, ...own };
    /* Parts of a text, {n} and {q} put in. */
    this.#say = (name, { n, q } = {}) => {
      const values = { n: n?.toLocaleString(lang), q };
      return (texts[name] ?? name).split(/\{(\w)\}/).map((part, i) => (i % 2 ? values[part] : part));
    };
    return lang;
  }

  #ownTexts() {
    try {
      return JSON.parse(this.getAttribute("texts"));
    } catch (error) {
      console.error("<marrow-search>: its texts are no JSON:", error.message);
      return null;
    }
  }

  #text(name, values) {
    return this.#say(name, values).join("");
  }

  #makeParts(form) {
    const given = form?.querySelector('input:not([type="hidden"], [type="submit"])');
    const label = given?.labels?.[0]?.textContent.trim() || given?.getAttribute("aria-label") || this.#text("label");
    const inDialog = this.getAttribute("mode") === "dialog" && "HTMLDialogElement" in window;
    const floats = !inDialog && "showPopover" in this;
    const placeholder = this.getAttribute("placeholder") ?? (given?.placeholder || (inDialog ? label : null));
    const parts = {
      given,
      input: make("input", {
        part: "input", type: "search", name: given?.name || "q", role: "combobox", "aria-label": label, "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": "list", autocomplete: "off",
        spellcheck: "false", enterkeyhint: "search", maxlength: 1024, placeholder,
      }),
      filters: make("div", { part: "filters", hidden: "" }),
      note: make("p", { part: "note", hidden: "" }),
      list: make("div", { id: "list", part: "list", role: "listbox", "aria-label": this.#text("results"), hidden: "" }),
      help: make("div", { part: "help", hidden: "" }),
      status: make("div", { part: "status", role: "status" }),
    };
    const panel = [parts.filters, parts.note, parts.list, parts.help];
    parts.panel = make("div", { part: "panel", popover: floats ? "manual" : null }, ...panel);
    parts.panel.hidden = !inDialog;
    parts.panel.classList.toggle("floating", !inDialog);
    parts.form = make("form", { part: "form", role: "search", action: form?.action || new URL("search", this.#server).href },
      parts.input, make("button", { part: "submit" }, this.#text("submit")));
    if (inDialog) {
      parts.opener = make("button", { part: "opener", type: "button", "aria-haspopup": "dialog",
        "aria-keyshortcuts": IS_MAC ? "Meta+K" : "Control+K" },
      make("span", {}, this.#text("submit")), make("kbd", { "aria-hidden": "true" }, IS_MAC ? "⌘ K" : "Ctrl K"));
      parts.form.append(make("button", { part: "close", type: "button" }, this.#text("close")));
      /* What stands outside of an open dialog is not told to screen readers. */
      parts.dialog = make("dialog", { part: "dialog", "aria-label": label }, parts.form, parts.panel, parts.status);
    }
    parts.selects = words(this.getAttribute("filters")).map((key) => this.#makeFilter(key, parts.filters));
    this.#parts = parts;
  }

  /* "author" or "author:Written by". */
  #makeFilter(given, filters) {
    const [key, ...name] = given.split(":");
    const label = name.join(":").replaceAll("_", " ") || this.#text(key);
    const select = make("select", { part: "filter", name: key, "aria-label": label });
    filters.append(select);
    return select;
  }

  #listen() {
    const { input, form, panel, list, filters, opener, dialog } = this.#parts;
    const on = (target, name, run, options) =>
      target.addEventListener(name, run, { ...options, signal: this.#listening.signal });
    on(input, "input", () => this.#typed());
    on(input, "keydown", (event) => this.#pressed(event));
    on(input, "click", () => this.#isOpen() || this.#refresh());
    on(input, "compositionstart", () => (this.#composing = true));
    on(input, "compositionend", () => {
      this.#composing = false;
      this.#typed();
    });
    on(form, "submit", (event) => this.#submitted(event));
    on(form, "formdata", (event) => this.#addFields(event.formData));
    on(list, "click", (event) => this.#clicked(event));
    on(filters, "change", () => this.#search());
    on(panel, "mousedown", (event) => event.target.closest("select") ?? event.preventDefault());
    on(document, "keydown", (event) => this.#shortcut(event));
    on(window, "online", () => this.#troubled && this.#isOpen() && this.#search());
    if (dialog) {
      on(opener, "click", () => this.open());
      on(form.querySelector('[part="close"]'), "click", () => this.close());
      on(dialog, "mousedown", (event) => event.target === dialog && this.close());
      on(dialog, "close", () => {
        this.#lock(false);
        this.#hide();
        this.#tell("close", {});
      });
    } else {
      on(this.#root, "focusout", (event) => this.#left(event));
      on(panel, "keydown", (event) => event.key === "Escape" && (this.close(), input.focus()));
      on(window, "resize", () => this.#place());
      on(window, "scroll", () => this.#place(), { passive: true, capture: true });
    }
  }

  /* What was typed stays, and so does the focus. */
  #takeOver(form, before) {
    const { input, given, dialog } = this.#parts;
    input.value = before || (given?.value ?? "");
    if (form?.contains(this.getRootNode().activeElement) || (!dialog && given?.autofocus && document.activeElement === document.body)) {
      const { selectionStart, selectionEnd } = given;
      if (dialog) {
        this.open();
      }
      input.focus({ preventScroll: true });
      input.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  /* ---- what the visitor does ---- */

  #typed() {
    if (this.#composing && !COMPOSES_ALL) {
      return;
    }
    this.#exact = false;
    clearTimeout(this.#timers.typed);
    this.#timers.typed = setTimeout(() => this.#search(), Math.max(0, this.#sent + SPACING_MS - performance.now()));
  }

  #pressed(event) {
    /* Keys of the input method: Safari sends the last Enter after its end. */
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#step(step, event.altKey);
    } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(event.key)) {
      this.#activate(null); /* they move the caret */
    } else if (event.key === "Delete" && this.#choices.get(this.#active)?.recent) {
      event.preventDefault();
      this.#forget(this.#choices.get(this.#active).query);
    } else if (event.key === "Enter" && this.#active !== null) {
      event.preventDefault();
      this.#active.dispatchEvent(new MouseEvent("click", event)); /* with Ctrl and the like */
    } else if (event.key === "Escape") {
      event.preventDefault(); /* else a search input is emptied first */
      if (this.#isOpen()) {
        this.close();
      } else {
        this.#parts.input.value = "";
      }
    }
  }

  #step(step, alt) {
    if (!this.#isOpen() || this.#choices.size === 0) {
      this.#refresh();
    } else if (alt) {
      step < 0 && this.close();
    } else {
      const options = [...this.#choices.keys()];
      const places = options.length + 1; /* the last one is the input itself */
      const at = (options.indexOf(this.#active) + places) % places;
      this.#activate(options[(at + step + places) % places] ?? null);
    }
  }

  #activate(option) {
    this.#active?.setAttribute("aria-selected", "false");
    this.#active = option;
    if (option === null) {
      this.#parts.input.removeAttribute("aria-activedescendant");
    } else {
      option.setAttribute("aria-selected", "true");
      this.#parts.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  #clicked(event) {
    const choice = this.#choices.get(event.target.closest('[role="option"]'));
    if (choice === undefined) {
      return;
    }
    const query = this.value.trim();
    if (event.target.closest(".remove")) {
      this.#forget(choice.query);
    } else if (choice.kind === "query") {
      event.preventDefault();
      this.#parts.input.value = choice.query;
      this.#exact = choice.exact ?? false;
      this.#parts.input.focus();
      this.#search();
    } else if (!this.#tell("select", { query, ...choice })) {
      event.preventDefault();
    } else {
      if (choice.kind !== "topic") {
        this.#remember(query);
      }
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        this.close();
      }
    }
  }

  #submitted(event) {
    const query = this.value.trim();
    if (query === "" || (this.#composing && !COMPOSES_ALL) || !this.#tell("select", { kind: "all", query, url: this.#resultsPage(query) })) {
      event.preventDefault();
    } else {
      this.#remember(query);
      this.close();
    }
  }

  /* Fields of the page's own form, and the filters. */
  #addFields(data) {
    const { given, input } = this.#parts;
    for (const [name, value] of given?.form ? new FormData(given.form) : []) {
      if (name !== input.name) {
        data.append(name, value);
      }
    }
    for (const filter of this.#filters()) {
      data.append("filter", filter);
    }
    if (this.#exact) {
      data.append("exact", "1");
    }
  }

  #resultsPage(query, ...filters) {
    const { form, input } = this.#parts;
    const fields = new FormData(form);
    fields.set(input.name, query);
    filters.forEach((filter) => fields.append("filter", filter));
    return `${new URL(`?${new URLSearchParams(fields)}`, form.action)}`;
  }

  #recent() {
    return this.getAttribute("recent") === "off" ? [] : readRecent(this.#server);
  }

  #remember(query) {
    if (this.getAttribute("recent") !== "off") {
      writeRecent(this.#server, [query, ...this.#recent().filter((each) => each !== query)]);
    }
  }

  #forget(query) {
    const at = [...this.#choices.keys()].indexOf(this.#active);
    writeRecent(this.#server, this.#recent().filter((each) => each !== query));
    this.#showRecent();
    this.#activate([...this.#choices.keys()][at] ?? null);
  }

  /* One box answers for all; other inputs keep their keys, and where no box can take them so does the page. */
  #shortcut(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const target = event.composedPath()[0];
    const modified = IS_MAC ? metaKey && !ctrlKey : ctrlKey && !metaKey;
    const withKey = modified && !shiftKey && key?.toLowerCase() === "k";
    const plain = key === "/" && !ctrlKey && !metaKey;
    if (this !== [...boxes][0] || altKey || event.defaultPrevented || event.isComposing || !(withKey || plain)) {
      return;
    }
    const wants = (box) => box.getAttribute("shortcuts") !== "off" && (!isEditable(target) || (withKey && target === box.#parts.input));
    if ([...boxes].sort(inOrder).some((box) => wants(box) && box.#take())) {
      event.preventDefault();
    }
  }

  /* Opens it where it can be seen and has the focus then. */
  #take() {
    const { opener, input } = this.#parts;
    const seen = opener ?? input;
    if (!seen || seen.getClientRects().length === 0 || getComputedStyle(seen).visibility !== "visible" || wayTo(this).some((node) => node.inert)) {
      return false;
    }
    if (!opener) {
      input.focus(); /* not where the page has a dialog open */
    }
    if (!opener && this.#root.activeElement !== input) {
      return false;
    }
    this.open();
    return true;
  }

  /* Where another window has the focus the panel stays. */
  #left(event) {
    if (document.hasFocus() && !this.#root.contains(event.relatedTarget)) {
      this.close();
    }
  }

  /* ---- searching ---- */

  /* Those of the page, and those chosen: "tag:knee". */
  #filters() {
    const chosen = this.#parts.selects.filter((select) => select.value !== "");
    return [...words(this.getAttribute("filter")), ...chosen.map((select) => `${select.name}:${select.value}`)];
  }

  #parameters(query) {
    const parameters = new URLSearchParams({ q: query, limit: this.getAttribute("limit") || 6 });
    this.#filters().forEach((filter) => parameters.append("filter", filter));
    if (this.#parts.selects.length > 0) {
      parameters.set("facets", this.#parts.selects.map((select) => select.name).join(","));
    }
    parameters.set(this.#exact ? "exact" : "typing", "1");
    return parameters;
  }

  #stop() {
    clearTimeout(this.#timers.slow);
    clearTimeout(this.#timers.timeout);
    this.#running?.abort();
    this.#running = undefined;
    this.#parts.panel?.setAttribute("aria-busy", "false");
  }

  #refresh() {
    if (this.value.trim() === "") {
      this.#showRecent();
    } else {
      this.#search();
    }
  }

  async #search() {
    this.#stop();
    clearTimeout(this.#timers.typed);
    const query = this.value;
    if (query.trim() === "") {
      this.#showRecent();
      return;
    }
    const parameters = this.#parameters(query);
    if (!this.#tell("search", { query, parameters })) {
      return;
    }
    const running = new AbortController();
    this.#running = running;
    this.#sent = performance.now();
    this.#parts.panel.setAttribute("aria-busy", "true");
    this.#timers.slow = setTimeout(() => this.#showSlow(), SLOW_MS);
    this.#timers.timeout = setTimeout(() => running.abort(new Error("no answer in time")), TIMEOUT_MS);
    try {
      const [answer, suggestions] = await Promise.all([
        search(this.#server, parameters, running.signal),
        this.#suggestions(query, running.signal),
      ]);
      if (running === this.#running && this.#tell("results", { query, answer, suggestions })) {
        this.#showAnswer(query, answer, suggestions);
      }
    } catch (error) {
      if (running === this.#running) {
        this.#showTrouble(query, error);
      }
    } finally {
      if (running === this.#running) {
        this.#stop();
      }
    }
  }

  /* Suggested queries know no filter but the language. */
  #suggestions(query, signal) {
    const [filter = "", ...others] = this.#filters();
    const lang = /^lang:(.*)/.exec(filter)?.[1];
    const known = others.length === 0 && (lang || filter === "") && !this.#exact;
    return known ? suggest(this.#server, new URLSearchParams({ q: query, ...(lang && { lang }) }), signal) : [];
  }

  /* Tells the page; false where it prevents what would follow. */
  #tell(name, detail) {
    return this.dispatchEvent(new CustomEvent(`marrow:${name}`, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /* ---- showing ---- */

  #showAnswer(query, answer, suggestions) {
    this.#empty();
    this.#fillFilters(answer);
    if (answer.corrected) {
      this.#showNote(this.#say("corrected", quoted(answer.corrected)));
      this.#addQueries(null, [[this.#say("instead", quoted(query.trim())), { query: query.trim(), exact: true }]]);
    } else if (answer.suggestion) {
      this.#addQueries(null, [[this.#say("meant", quoted(answer.suggestion)), { query: answer.suggestion }]]);
    }
    const others = suggestions.filter(({ text }) => !answer.corrected?.startsWith(text)); /* it may end with … */
    this.#addQueries("suggestions", others.map(({ text, matches }) => [marked(text, matches), { query: text }]));
    answer.hits.forEach((hit, i) => this.#addHit(hit, i + 1));
    if (answer.partial) {
      this.#showNote(this.#say("partial"));
    }
    const ending = answer.partial ? ` ${this.#text("partial")}` : "";
    if (answer.hits.length > 0) {
      this.#addGroup(null, [this.#option(this.#say("all", { n: answer.total }), { kind: "all", url: this.#resultsPage(query) })]);
      this.#announce(this.#text("found", { n: answer.total }) + ending);
    } else if (answer.partial) {
      this.#announce(ending); /* there may be some */
    } else {
      this.#showNothing(query.trim());
    }
    this.#show();
  }

  #showNothing(query) {
    const { selects } = this.#parts;
    this.#showNote([...this.#say("none", quoted(query)), make("span", { class: "quiet" }, this.#text("help"))]);
    this.#showTopics();
    if (selects.some((select) => select.value !== "")) {
      this.#addButton("unfilter", () => {
        selects.forEach((select) => (select.value = ""));
        this.#search();
      });
    }
    this.#announce(this.#text("none", { q: `“${query}”` }));
  }

  /* Those of most articles, unless something else is shown by then. */
  async #showTopics() {
    const { value } = this;
    const choices = this.#choices;
    const parameters = this.#parameters("");
    parameters.set("facets", "topic");
    const answer = await ask(this.#server, "facets", parameters).catch(() => null);
    if (answer && this.#isOpen() && this.value === value && this.#choices === choices) {
      this.#addQueries("topics", answer.facets.topic.slice(0, TOPICS_MAX).map((topic) =>
        [[this.#named("topic", topic)], { kind: "topic", url: this.#resultsPage("", `topic:${topic.value}`) }]));
      this.#show();
    }
  }

  #showTrouble(query, error) {
    console.warn("<marrow-search>:", error);
    this.#tell("error", { query, error, status: error.status });
    const name = [429, 503].includes(error.status) ? "crowded" : navigator.onLine ? "failed" : "offline";
    this.#empty();
    this.#troubled = true;
    this.#showNote(this.#say(name));
    this.#addButton("retry", () => this.#search());
    this.#announce(this.#text(name));
    this.#show();
  }

  #showRecent() {
    this.#stop();
    this.#empty();
    const recent = this.#recent();
    if (recent.length > 0) {
      const remove = () => make("span", { part: "remove", "aria-hidden": "true", title: this.#text("remove") }, "✕");
      this.#addQueries("recent", recent.map((query) => [[query, remove()], { query, recent: true }]));
      this.#addHelp(make("p", { class: "quiet" }, this.#text("remove")));
      this.#addButton("forget", () => {
        writeRecent(this.#server, []);
        this.#showRecent();
      });
      this.#announce(this.#text("recent"));
      this.#show();
    } else {
      this.#announce("");
      this.#hide();
      this.#parts.dialog?.open && this.#showTopics();
    }
  }

  /* Earlier results stay. */
  #showSlow() {
    if (this.#choices.size === 0) {
      this.#empty();
      this.#showNote(this.#say("busy"));
    }
    this.#announce(this.#text("busy"));
  }

  #showNote(parts) {
    const { note } = this.#parts;
    note.append(note.hidden ? "" : " ", ...parts.map(harmless));
    note.hidden = false;
    this.#openPanel();
  }

  #addButton(name, run) {
    const button = make("button", { type: "button", part: "action" }, this.#text(name));
    button.addEventListener("click", () => {
      this.#parts.input.focus();
      run();
    });
    this.#addHelp(button);
  }

  #addHelp(element) {
    this.#parts.help.append(element);
    this.#parts.help.hidden = false;
  }

  #addGroup(label, options, attributes = {}) {
    const group = make("div", { role: "group", part: "group", ...attributes }, ...options);
    if (label !== null) {
      group.setAttribute("aria-label", harmless(label));
    }
    this.#parts.list.append(group);
    return group;
  }

  #option(content, choice, attributes = {}) {
    const option = make(choice.url === undefined ? "div" : "a", {
      role: "option", part: "option", id: `option-${this.#choices.size + 1}`, "aria-selected": "false", tabindex: choice.url && "-1",
      href: choice.url, ...attributes,
    }, ...content);
    this.#choices.set(option, choice);
    return option;
  }

  #addQueries(name, queries) {
    if (queries.length > 0) {
      const label = name === null ? null : this.#text(name);
      const options = queries.map(([content, choice]) =>
        this.#option(content, { kind: "query", ...choice }, { dir: "auto", class: choice.recent ? "option recent" : "option" }));
      const group = this.#addGroup(label, options);
      if (label !== null) {
        group.prepend(make("div", { class: "quiet", "aria-hidden": "true" }, label));
      }
    }
  }

  /* Articles can say any address. */
  #address(link) {
    try {
      const url = new URL(link, new URL(this.getAttribute("base") ?? this.#server, document.baseURI));
      return /^https?:$/.test(url.protocol) ? url.href : undefined;
    } catch {
      return undefined;
    }
  }

  /* An article, then its sections. */
  #addHit(hit, position) {
    const beginning = hit.sections.find((section) => section.heading === "");
    const title = [make("span", { part: "title" }, ...marked(hit.title, hit.title_matches))];
    if (beginning !== undefined || hit.sections.length === 0) {
      const passage = beginning === undefined ? [hit.summary ?? ""] : fromMatch(beginning.passage);
      title.push(make("span", { part: "passage" }, ...passage));
    }
    if (hit.missing.length > 0) {
      const missing = hit.missing.flatMap((word) => [" ", make("s", {}, word)]);
      title.push(make("span", { class: "quiet" }, ...this.#say("missing"), ...missing));
    }
    const choice = { kind: "article", hit, position, url: this.#address(beginning?.link ?? hit.url) };
    const options = [this.#option(title, choice)];
    for (const section of hit.sections.filter((each) => each !== beginning)) {
      const heading = [...section.above, section.heading].join(" › ");
      const content = [
        make("span", { part: "heading" }, heading),
        make("span", { part: "passage" }, ...fromMatch(section.passage)),
      ];
      options.push(this.#option(content, { kind: "section", hit, section, position, url: this.#address(section.link) },
        { part: "option section" }));
    }
    this.#addGroup(hit.title, options, { dir: "auto", lang: hit.lang });
  }

  /* A value of a filter with its count; topics and languages are called as the visitor knows them. */
  #named(key, { value, count, titles }) {
    const { lang } = this.#root.querySelector(".box");
    let name = titles?.[lang] ?? titles?.[lang.split("-")[0]] ?? Object.values(titles ?? [value])[0];
    if (key === "lang" && /^[a-z]{2,3}$/.test(value)) {
      name = new Intl.DisplayNames([lang], { type: "language" }).of(value);
    }
    return `${name} (${count})`;
  }

  #fillFilters(answer) {
    const { selects, filters } = this.#parts;
    for (const select of selects) {
      const chosen = select.value;
      const counts = answer.facets?.[select.name] ?? [];
      const options = counts.map((each) => make("option", { value: each.value }, this.#named(select.name, each)));
      select.replaceChildren(make("option", { value: "" }, `${select.getAttribute("aria-label")}: ${this.#text("any")}`), ...options);
      select.value = chosen;
      select.hidden = options.length < 2 && chosen === "";
    }
    filters.hidden = selects.every((select) => select.hidden);
  }

  #empty() {
    const { list, note, help } = this.#parts;
    this.#activate(null);
    this.#troubled = false;
    this.#choices.clear();
    [list, help, note].forEach((each) => each.replaceChildren());
    note.hidden = help.hidden = list.hidden = true;
  }

  #isOpen() {
    const { dialog, panel } = this.#parts;
    return dialog?.open ?? !panel.hidden;
  }

  #show() {
    const { list, input } = this.#parts;
    list.hidden = this.#choices.size === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    this.#openPanel();
    this.#parts.panel.scrollTop = 0;
  }

  #openPanel() {
    const { panel, dialog } = this.#parts;
    if (!dialog && !this.#isOpen()) {
      panel.hidden = false;
      panel.showPopover?.();
      this.#tell("open", {});
    }
    this.#place();
  }

  #hide() {
    const { panel, dialog, input } = this.#parts;
    this.#stop();
    clearTimeout(this.#timers.typed);
    this.#activate(null);
    input.setAttribute("aria-expanded", "false");
    if (!dialog && this.#isOpen()) {
      panel.hidePopover?.();
      panel.hidden = true;
      this.#tell("close", {});
    }
  }

  /* Under the form, or over it where there is more room, and within the window. */
  #place() {
    const { panel, form, dialog } = this.#parts;
    if (dialog || !this.#isOpen()) {
      return;
    }
    const margin = 8;
    const room = document.documentElement.clientWidth - margin;
    const box = form.getBoundingClientRect();
    const width = Math.min(Math.max(box.width, 576), room - margin);
    const start = getComputedStyle(this).direction === "rtl" ? box.right - width : box.left;
    const left = Math.max(margin, Math.min(start, room - width));
    const below = window.visualViewport.height - box.bottom;
    const isOver = below < PANEL_LEAST && box.top > below;
    const height = Math.max(80, (isOver ? box.top : below) - 2 * margin);
    const side = isOver ? `bottom: ${document.documentElement.clientHeight - box.top + 4}px` : `top: ${box.bottom + 4}px`;
    panel.style.cssText = `left: ${left}px; ${side}; width: ${width}px; max-height: ${height}px`;
  }

  #announce(text) {
    clearTimeout(this.#timers.speak);
    this.#timers.speak = setTimeout(() => (this.#parts.status.textContent = text), SPEAK_MS);
  }
}

if (IS_ABLE && customElements.get("marrow-search") === undefined) {
  customElements.define("marrow-search", MarrowSearch);
}
