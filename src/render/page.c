#include "html.h"
#include "web.h"

static void fill_kind(struct buf *out, const struct page *page) {
  buf_add(out, str_of(page->kind));
}

static void fill_lang(struct buf *out, const struct page *page) {
  html_text(out, page->lang.len > 0 ? page->lang : STR("en"));
}

static void fill_title(struct buf *out, const struct page *page) {
  html_text(out, page->title);
  buf_add(out, page->title.len > 0 ? STR(" – ") : STR(""));
}

static void fill_query(struct buf *out, const struct page *page) {
  html_text(out, page->query);
}

static void fill_head(struct buf *out, const struct page *page) {
  if (!page->found_by_engines) {
    buf_add(out, STR("<meta name=\"robots\" content=\"noindex\">\n"));
  }
  if (page->description.len > 0) {
    buf_add(out, STR("<meta name=\"description\" content=\""));
    html_text(out, page->description);
    buf_add(out, STR("\">\n"));
  }
  if (page->canonical.len > 0) {
    buf_add(out, STR("<link rel=\"canonical\" href=\""));
    html_absolute(out, page->base, page->canonical);
    buf_add(out, STR("\">\n"));
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

/* The slots of web/page.html: {{name}}. */
static const struct {
  struct str name;
  void (*fill)(struct buf *out, const struct page *page);
} slots[] = {
    {{"kind", 4}, fill_kind}, {{"lang", 4}, fill_lang},   {{"title", 5}, fill_title}, {{"query", 5}, fill_query},
    {{"head", 4}, fill_head}, {{"intro", 5}, fill_intro}, {{"focus", 5}, fill_focus}, {{"main", 4}, fill_main},
};

static void fill_slot(struct buf *out, const struct page *page, struct str name) {
  for (size_t i = 0; i < COUNT_OF(slots); i++) {
    if (str_equal(slots[i].name, name)) {
      slots[i].fill(out, page);
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
