#include "address.h"
#include "html.h"
#include "language.h"
#include "render.h"
#include "schema_org.h"
#include "sentence.h"

/* ---- the start page ---- */

static void add_welcome(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  buf_add(out, STR("<h1"));
  html_lang(out, start->topics->title.len > 0 ? start->lang : STR(""));
  buf_byte(out, '>');
  if (start->topics->title.len > 0) {
    html_text(out, start->topics->title);
  } else {
    buf_add(out, STR("Search "));
    sentence_count(out, start->facts->articles, "article");
  }
  buf_add(out, STR("</h1>\n"));
  if (start->topics->text.len > 0) {
    buf_add(out, STR("<p class=\"lead\""));
    html_lang(out, start->lang);
    buf_byte(out, '>');
    html_text(out, start->topics->text);
    buf_add(out, STR("</p>\n"));
  }
}

static void add_tries(struct buf *out, const struct render_start *start) {
  if (start->topics->try_count == 0) {
    return;
  }
  buf_add(out, STR("<p class=\"tries\"><span lang=\"en\">Try</span>"));
  for (size_t i = 0; i < start->topics->try_count; i++) {
    buf_add(out, STR(" <a href=\"/search?q="));
    address_add_parameter(out, start->topics->tries[i]);
    buf_byte(out, '"');
    html_lang(out, start->lang);
    buf_byte(out, '>');
    html_text(out, start->topics->tries[i]);
    buf_add(out, STR("</a>"));
  }
  buf_add(out, STR("</p>\n"));
}

static void add_article_link(struct buf *out, const struct article *article) {
  buf_add(out, STR("<a"));
  html_lang(out, article->lang);
  html_href(out, article->url);
  buf_byte(out, '>');
  html_text(out, article->title);
  buf_add(out, STR("</a>"));
}

static void add_shelf(struct buf *out, const struct render_shelf *shelf, struct str lang) {
  const struct search_topic *topic = shelf->topic;
  buf_add(out, STR("<li>\n<h3"));
  html_lang(out, lang);
  buf_add(out, STR("><a"));
  html_topic_href(out, topic->id, lang);
  buf_byte(out, '>');
  html_text(out, topic->title);
  buf_add(out, STR("</a> <span class=\"count\">"));
  sentence_number(out, topic->article_count);
  buf_add(out, STR("</span></h3>\n"));
  if (topic->text.len > 0) {
    buf_add(out, STR("<p"));
    html_lang(out, lang);
    buf_byte(out, '>');
    html_text(out, topic->text);
    buf_add(out, STR("</p>\n"));
  }
  buf_add(out, STR("<ul>\n"));
  for (size_t i = 0; i < shelf->count; i++) {
    buf_add(out, STR("<li>"));
    add_article_link(out, &shelf->articles[i]);
    buf_add(out, STR("</li>\n"));
  }
  buf_add(out, STR("</ul>\n</li>\n"));
}

static void add_topics(struct buf *out, const struct render_start *start) {
  if (start->topics->count == 0) {
    return;
  }
  buf_add(out, STR("<section class=\"topics\" aria-labelledby=\"page.topics\">\n"
                   "<h2 id=\"page.topics\" lang=\"en\">By subject</h2>\n<ul>\n"));
  for (size_t i = 0; i < start->topics->count; i++) {
    add_shelf(out, &start->shelves[i], start->lang);
  }
  buf_add(out, STR("</ul>\n</section>\n"));
}

/* The page in other languages, each by its own name. */
static void add_languages(struct buf *out, const struct render_start *start) {
  if (start->lang_count < 2) {
    return;
  }
  buf_add(out, STR("<nav class=\"languages\" aria-label=\"Other editions\" lang=\"en\">"));
  for (size_t i = 0; i < start->lang_count; i++) {
    struct str kind;
    struct str name = language_name(start->langs[i], &kind);
    buf_add(out, STR("<a href=\"/?lang="));
    address_add_parameter(out, start->langs[i]);
    buf_byte(out, '"');
    buf_add(out, str_equal(start->langs[i], start->lang) ? STR(" aria-current=\"page\"") : STR(""));
    html_lang(out, start->langs[i]);
    buf_byte(out, '>');
    html_text(out, name);
    buf_add(out, STR("</a> "));
  }
  buf_add(out, STR("</nav>\n"));
}

static void add_help(struct buf *out) {
  static const struct {
    const char *write, *find;
  } ways[] = {
      {"&quot;two words&quot;", "both, side by side and in this order"},
      {"one -other", "the first without the second"},
      {"one OR other", "either of them"},
      {"title:word", "articles with it in the title"},
      {"tag:word", "articles with that tag"},
      {"code:word", "articles with it in a block of code"},
      {"begin*", "every word that begins so"},
  };
  buf_add(out, STR("<section class=\"help\" lang=\"en\" aria-labelledby=\"page.help\">\n"
                   "<h2 id=\"page.help\">Plain words are enough. To say more:</h2>\n<dl>\n"));
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    buf_format(out, "<div><dt><code>%s</code></dt><dd>%s</dd></div>\n", ways[i].write, ways[i].find);
  }
  buf_add(out, STR("</dl>\n</section>\n"));
}

static void add_start(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  add_tries(out, start);
  add_topics(out, start);
  add_languages(out, start);
  add_help(out);
}

static void add_start_head(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  schema_site(out, start->base, start->topics->title, start->lang);
}

void render_start_page(const struct render_start *start, struct buf *out) {
  struct page page = {
      .kind = start->topics->count > 0 ? "start shelved" : "start",
      .lang = start->lang,
      .title = start->topics->title,
      .description = start->topics->text,
      .base = start->base,
      .canonical = STR("/"),
      .found_by_engines = true,
      .head = add_start_head,
      .intro = add_welcome,
      .main = add_start,
      .subject = start,
  };
  html_page(out, &page);
}

/* ---- a topic ---- */

static void add_entry(struct buf *out, const struct article *article) {
  buf_add(out, STR("<li>\n<h2"));
  buf_add(out, STR(" dir=\"auto\">"));
  add_article_link(out, article);
  buf_add(out, STR("</h2>\n"));
  if (article->summary.len > 0) {
    buf_add(out, STR("<p class=\"passage\" dir=\"auto\""));
    html_lang(out, article->lang);
    buf_byte(out, '>');
    html_text(out, article->summary);
    buf_add(out, STR("</p>\n"));
  }
  if (article->date.len > 0) {
    buf_add(out, STR("<p class=\"place\" lang=\"en\" dir=\"ltr\">"));
    html_date(out, article->date);
    buf_add(out, STR("</p>\n"));
  }
  buf_add(out, STR("</li>\n"));
}

static void add_page_link(struct buf *out, const struct render_topic *topic, size_t offset, const char *relation,
                          struct str text) {
  buf_format(out, "<a rel=\"%s\" href=\"/topics/", relation);
  html_text(out, topic->shelf.topic->id);
  buf_add(out, STR("?lang="));
  address_add_parameter(out, topic->lang);
  buf_format(out, "&amp;offset=%zu\">", offset);
  buf_add(out, text);
  buf_add(out, STR("</a>\n"));
}

static void add_pages(struct buf *out, const struct render_topic *topic) {
  size_t end = topic->offset + topic->shelf.count;
  if (topic->offset == 0 && end >= topic->shelf.topic->article_count) {
    return;
  }
  buf_add(out, STR("<nav class=\"pages\" aria-label=\"Pages\" lang=\"en\">\n"));
  if (topic->offset > 0) {
    size_t before = topic->offset > TOPIC_PAGE_ARTICLES ? topic->offset - TOPIC_PAGE_ARTICLES : 0;
    add_page_link(out, topic, before, "prev", STR("Previous"));
  }
  if (end < topic->shelf.topic->article_count) {
    add_page_link(out, topic, end, "next", STR("Next"));
  }
  buf_add(out, STR("</nav>\n"));
}

static void add_topic(struct buf *out, const void *subject) {
  const struct render_topic *topic = subject;
  buf_add(out, STR("<div class=\"topic\" dir=\"auto\">\n<h1>"));
  html_text(out, topic->shelf.topic->title);
  buf_add(out, STR("</h1>\n"));
  if (topic->shelf.topic->text.len > 0) {
    buf_add(out, STR("<p class=\"lead\">"));
    html_text(out, topic->shelf.topic->text);
    buf_add(out, STR("</p>\n"));
  }
  buf_add(out, STR("<ol class=\"hits\">\n"));
  for (size_t i = 0; i < topic->shelf.count; i++) {
    add_entry(out, &topic->shelf.articles[i]);
  }
  buf_add(out, STR("</ol>\n"));
  add_pages(out, topic);
  buf_add(out, STR("</div>\n"));
}

void render_topic_page(const struct render_topic *topic, struct buf *out) {
  struct buf address;
  buf_init(&address, out->ceiling);
  buf_add(&address, STR("/topics/"));
  buf_add(&address, topic->shelf.topic->id);
  if (topic->lang.len > 0) {
    buf_add(&address, STR("?lang="));
    address_add_parameter(&address, topic->lang);
  }
  struct page page = {
      .kind = "topical",
      .lang = topic->lang,
      .title = topic->shelf.topic->title,
      .description = topic->shelf.topic->text,
      .base = topic->base,
      .canonical = buf_str(&address),
      .found_by_engines = true,
      .main = add_topic,
      .subject = topic,
  };
  html_page(out, &page);
  out->failed |= buf_failed(&address);
  buf_free(&address);
}
