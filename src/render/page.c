#include "address.h"
#include "html.h"
#include "language.h"
#include "web.h"

static void fill_kind(struct buf *out, const struct page *page) {
  buf_add(out, str_of(page->kind));
}

static void fill_lang(struct buf *out, const struct page *page) {
  html_language(out, page->lang.len > 0 ? page->lang : str_of(page->speech->lang));
}

/* Pages about what is written from right to left are laid out so. */
static void fill_dir(struct buf *out, const struct page *page) {
  buf_add(out, language_is_rtl(page->lang) ? STR(" dir=\"rtl\"") : STR(""));
}

static void fill_speech(struct buf *out, const struct page *page) {
  buf_add(out, str_of(page->speech->lang));
}

static struct str name_of(const struct page *page) {
  return page->site->name.len > 0 ? page->site->name : STR("Marrow");
}

static void fill_name(struct buf *out, const struct page *page) {
  html_text(out, name_of(page));
}

static void fill_title(struct buf *out, const struct page *page) {
  bool is_name = page->title.len == 0 || str_equal(page->title, name_of(page));
  html_text(out, is_name ? STR("") : page->title);
  buf_add(out, is_name ? STR("") : STR(" – "));
  html_text(out, name_of(page));
}

static void fill_home(struct buf *out, const struct page *page) {
  address_add_in(out, STR("/"), page->home);
}

/* The feed of the language that the page leads to the start in. */
static void fill_news(struct buf *out, const struct page *page) {
  address_add_in(out, STR("/feed.xml"), page->home);
}

static void fill_query(struct buf *out, const struct page *page) {
  html_text(out, page->query);
}

/* Appends <meta KEY="NAME" content="TEXT">; nothing where there is no text. */
static void add_meta(struct buf *out, const char *key, const char *name, struct str text) {
  if (text.len > 0) {
    buf_format(out, "<meta %s=\"%s\" content=\"", key, name);
    html_text(out, text);
    buf_add(out, STR("\">\n"));
  }
}

/* What is shown where somebody passes the address on (Open Graph protocol). */
static void add_preview(struct buf *out, const struct page *page) {
  add_meta(out, "property", "og:type", page->is_article ? STR("article") : STR("website"));
  add_meta(out, "property", "og:site_name", name_of(page));
  add_meta(out, "property", "og:title", page->title.len > 0 ? page->title : name_of(page));
  add_meta(out, "property", "og:description", page->description);
  buf_add(out, STR("<meta property=\"og:url\" content=\""));
  html_absolute(out, page->site->base, page->canonical);
  buf_add(out, STR("\">\n"));
}

static void fill_head(struct buf *out, const struct page *page) {
  if (!page->found_by_engines) {
    add_meta(out, "name", "robots", STR("noindex, follow"));
  }
  add_meta(out, "name", "description", page->description);
  if (page->canonical.len > 0) {
    buf_add(out, STR("<link rel=\"canonical\" href=\""));
    html_absolute(out, page->site->base, page->canonical);
    buf_add(out, STR("\">\n"));
  }
  if (page->found_by_engines) {
    add_preview(out, page);
  }
  if (page->head != NULL) {
    page->head(out, page->subject);
  }
}

static void fill_intro(struct buf *out, const struct page *page) {
  if (page->intro != NULL) {
    page->intro(out, page->subject);
  }
}

static void fill_focus(struct buf *out, const struct page *page) {
  buf_add(out, page->intro != NULL ? STR(" autofocus") : STR(""));
}

static void fill_main(struct buf *out, const struct page *page) {
  page->main(out, page->subject);
}

/* The slots of web/page.html: {{name}}, each a sentence or something that is made. */
static const struct {
  struct str name;
  void (*fill)(struct buf *out, const struct page *page);
  enum say say;
} slots[] = {
    {STR("kind"), fill_kind, SAY_COUNT},     {STR("dir"), fill_dir, SAY_COUNT},     {STR("lang"), fill_lang, SAY_COUNT},
    {STR("title"), fill_title, SAY_COUNT},   {STR("query"), fill_query, SAY_COUNT}, {STR("head"), fill_head, SAY_COUNT},
    {STR("intro"), fill_intro, SAY_COUNT},   {STR("focus"), fill_focus, SAY_COUNT}, {STR("main"), fill_main, SAY_COUNT},
    {STR("speech"), fill_speech, SAY_COUNT}, {STR("name"), fill_name, SAY_COUNT},   {STR("home"), fill_home, SAY_COUNT},
    {STR("skip"), NULL, SAY_SKIP},           {STR("label"), NULL, SAY_LABEL},       {STR("submit"), NULL, SAY_SUBMIT},
    {STR("news"), fill_news, SAY_COUNT},     {STR("feed"), NULL, SAY_FEED},         {STR("footer"), NULL, SAY_FOOTER},
};

static void fill_slot(struct buf *out, const struct page *page, struct str name) {
  for (size_t i = 0; i < COUNT_OF(slots); i++) {
    if (!str_equal(slots[i].name, name)) {
      continue;
    }
    if (slots[i].fill != NULL) {
      slots[i].fill(out, page);
    } else {
      html_text_of(out, page->speech, slots[i].say);
    }
  }
}

void html_page(struct buf *out, const struct page *page) {
  struct str rest = web_file_any(STR("page.html"))->bytes;
  while (rest.len > 0) {
    const char *open = memmem(rest.ptr, rest.len, "{{", 2);
    size_t begin = open == NULL ? rest.len : (size_t)(open - rest.ptr);
    size_t end = str_find(rest, '}', begin);
    buf_add(out, str_slice(rest, 0, begin));
    fill_slot(out, page, str_slice(rest, begin + 2, end));
    rest = str_slice(rest, end + 2, rest.len);
  }
}
