#include "address.h"
#include "html.h"
#include "language.h"
#include "render.h"
#include "schema_org.h"

enum { ADDRESS_BYTES_MAX = 4096 };

/* ---- the start page ---- */

/* The page in other languages, each by its own name. */
static void add_languages(struct buf *out, const struct render_start *start) {
  if (start->lang_count < 2) {
    return;
  }
  buf_add(out, STR("<nav class=\"languages\" aria-label=\""));
  html_text_of(out, speech_of(start->site->lang), SAY_LANGUAGES);
  buf_byte(out, '"');
  html_speech(out, speech_of(start->site->lang));
  buf_byte(out, '>');
  for (size_t i = 0; i < start->lang_count; i++) {
    struct buf name;
    buf_init(&name, out->ceiling);
    language_add(&name, start->langs[i]);
    buf_add(out, STR("<a href=\"/?lang="));
    address_add_parameter(out, start->langs[i]);
    buf_byte(out, '"');
    buf_add(out, str_equal(start->langs[i], start->lang) ? STR(" aria-current=\"page\"") : STR(""));
    html_lang(out, start->langs[i]);
    buf_byte(out, '>');
    html_text(out, buf_str(&name));
    buf_add(out, STR("</a> "));
    out->failed |= buf_failed(&name);
    buf_free(&name);
  }
  buf_add(out, STR("</nav>\n"));
}

/* What the topics say, else what the site says of itself. */
static struct str text_of(const struct render_start *start) {
  return start->topics->text.len > 0 ? start->topics->text : start->site->description;
}

static void add_welcome(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  add_languages(out, start);
  struct str title = start->topics->title, text = text_of(start);
  buf_add(out, STR("<h1"));
  html_lang(out, title.len > 0 ? start->lang : STR(""));
  buf_byte(out, '>');
  if (title.len > 0) {
    html_text(out, title);
  } else {
    html_counted(out, speech_of(start->site->lang), SAY_WELCOME, start->facts->articles);
  }
  buf_add(out, STR("</h1>\n"));
  if (text.len > 0) {
    buf_add(out, STR("<p class=\"lead\""));
    html_lang(out, start->lang);
    buf_byte(out, '>');
    html_text(out, text);
    buf_add(out, STR("</p>\n"));
  }
}

static void add_tries(struct buf *out, const struct render_start *start) {
  if (start->topics->try_count == 0) {
    return;
  }
  buf_add(out, STR("<p class=\"tries\">"));
  html_words(out, speech_of(start->site->lang), "span", "", SAY_TRY);
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

static void add_shelf(struct buf *out, const struct speech *speech, const struct render_shelf *shelf, struct str lang) {
  const struct search_topic *topic = shelf->topic;
  buf_add(out, STR("<li dir=\"auto\">\n<h3"));
  html_lang(out, lang);
  buf_add(out, STR("><a"));
  html_topic_href(out, topic->id, lang);
  buf_byte(out, '>');
  html_text(out, topic->title);
  buf_add(out, STR("</a> <span class=\"count\">"));
  speech_number(out, speech, topic->article_count);
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
    html_link(out, shelf->articles[i].lang, shelf->articles[i].url, shelf->articles[i].title);
    buf_add(out, STR("</li>\n"));
  }
  buf_add(out, STR("</ul>\n</li>\n"));
}

static void add_topics(struct buf *out, const struct render_start *start) {
  if (start->topics->count == 0) {
    return;
  }
  const struct speech *speech = speech_of(start->site->lang);
  buf_add(out, STR("<section class=\"topics\" aria-labelledby=\"page.topics\">\n"));
  html_words(out, speech, "h2", " id=\"page.topics\"", SAY_TOPICS);
  buf_add(out, STR("\n<ul>\n"));
  for (size_t i = 0; i < start->topics->count; i++) {
    add_shelf(out, speech, &start->shelves[i], start->lang);
  }
  buf_add(out, STR("</ul>\n</section>\n"));
}

static void add_help(struct buf *out, const struct speech *speech) {
  static const enum say ways[] = {SAY_HELP_PHRASE, SAY_HELP_WITHOUT, SAY_HELP_EITHER, SAY_HELP_TITLE,
                                  SAY_HELP_TAG,    SAY_HELP_CODE,    SAY_HELP_BEGIN};
  buf_add(out, STR("<section class=\"help\""));
  html_speech(out, speech);
  buf_add(out, STR(" dir=\"ltr\" aria-labelledby=\"page.help\">\n<h2 id=\"page.help\">"));
  html_text_of(out, speech, SAY_HELP);
  buf_add(out, STR("</h2>\n<dl>\n"));
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    buf_add(out, STR("<div><dt><code>"));
    html_text_of(out, speech, ways[i]);
    buf_add(out, STR("</code></dt><dd>"));
    html_text_of(out, speech, ways[i] + 1);
    buf_add(out, STR("</dd></div>\n"));
  }
  buf_add(out, STR("</dl>\n</section>\n"));
}

static void add_start(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  add_tries(out, start);
  add_topics(out, start);
  add_help(out, speech_of(start->site->lang));
}

static void add_alternate(struct buf *out, const struct render_start *start, struct str hreflang, struct str lang) {
  struct buf address;
  buf_init(&address, out->ceiling);
  address_add_in(&address, STR("/"), lang);
  buf_add(out, STR("<link rel=\"alternate\" hreflang=\""));
  html_language(out, hreflang);
  buf_add(out, STR("\" href=\""));
  html_absolute(out, start->site->base, buf_str(&address));
  buf_add(out, STR("\">\n"));
  out->failed |= buf_failed(&address);
  buf_free(&address);
}

/* For search engines: the page in each language, and without one for visitors whose browser says theirs. */
static void add_start_head(struct buf *out, const void *subject) {
  const struct render_start *start = subject;
  for (size_t i = 0; i < start->lang_count && start->lang_count > 1; i++) {
    add_alternate(out, start, start->langs[i], start->langs[i]);
  }
  if (start->lang_count > 1) {
    add_alternate(out, start, STR("x-default"), STR(""));
  }
  schema_site(out, start);
}

void render_start_page(const struct render_start *start, struct buf *out) {
  struct buf address;
  buf_init(&address, out->ceiling);
  address_add_in(&address, STR("/"), start->chosen ? start->lang : STR(""));
  struct page page = {
      .kind = start->topics->count > 0 ? "start shelved" : "start",
      .site = start->site,
      .speech = speech_of(start->site->lang),
      .lang = start->lang,
      .home = start->chosen ? start->lang : STR(""),
      .title = start->topics->title,
      .description = text_of(start),
      .canonical = buf_str(&address),
      .found_by_engines = true,
      .head = add_start_head,
      .intro = add_welcome,
      .main = add_start,
      .subject = start,
  };
  html_page(out, &page);
  out->failed |= buf_failed(&address);
  buf_free(&address);
}

/* ---- a topic ---- */

static void add_entry(struct buf *out, const struct speech *speech, const struct article *article) {
  buf_add(out, STR("<li>\n<h2"));
  buf_add(out, STR(" dir=\"auto\">"));
  html_link(out, article->lang, article->url, article->title);
  buf_add(out, STR("</h2>\n"));
  if (article->summary.len > 0) {
    buf_add(out, STR("<p class=\"passage\" dir=\"auto\""));
    html_lang(out, article->lang);
    buf_byte(out, '>');
    html_text(out, article->summary);
    buf_add(out, STR("</p>\n"));
  }
  if (article->date.len > 0) {
    buf_add(out, STR("<p class=\"place\""));
    html_speech(out, speech);
    buf_add(out, STR("><span class=\"date\" dir=\"auto\">"));
    html_date(out, speech, article->date);
    buf_add(out, STR("</span></p>\n"));
  }
  buf_add(out, STR("</li>\n"));
}

static void add_page_link(struct buf *out, const struct render_topic *topic, size_t offset, enum say say) {
  buf_add(out, say == SAY_NEXT ? STR("<a rel=\"next\" href=\"/topics/") : STR("<a rel=\"prev\" href=\"/topics/"));
  html_text(out, topic->shelf.topic->id);
  buf_add(out, STR("?lang="));
  address_add_parameter(out, topic->lang);
  buf_format(out, "&amp;offset=%zu\">", offset);
  html_text_of(out, speech_of(topic->site->lang), say);
  buf_add(out, STR("</a>\n"));
}

static void add_pages(struct buf *out, const struct render_topic *topic) {
  size_t end = topic->offset + topic->shelf.count;
  if (topic->offset == 0 && end >= topic->shelf.topic->article_count) {
    return;
  }
  buf_add(out, STR("<nav class=\"pages\" aria-label=\""));
  html_text_of(out, speech_of(topic->site->lang), SAY_PAGES);
  buf_byte(out, '"');
  html_speech(out, speech_of(topic->site->lang));
  buf_add(out, STR(">\n"));
  if (topic->offset > 0) {
    size_t before = topic->offset > TOPIC_PAGE_ARTICLES ? topic->offset - TOPIC_PAGE_ARTICLES : 0;
    add_page_link(out, topic, before, SAY_PREVIOUS);
  }
  if (end < topic->shelf.topic->article_count) {
    add_page_link(out, topic, end, SAY_NEXT);
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
    add_entry(out, speech_of(topic->site->lang), &topic->shelf.articles[i]);
  }
  buf_add(out, STR("</ol>\n"));
  add_pages(out, topic);
  buf_add(out, STR("</div>\n"));
}

static void add_topic_address(struct buf *out, struct str id, struct str lang) {
  buf_add(out, STR("/topics/"));
  address_add_in(out, id, lang);
}

struct str render_topic_address(struct arena *arena, struct str id, struct str lang) {
  struct buf address;
  buf_init(&address, ADDRESS_BYTES_MAX);
  add_topic_address(&address, id, lang);
  struct str kept = buf_failed(&address) ? STR("") : arena_copy(arena, buf_str(&address));
  buf_free(&address);
  return kept.ptr == NULL ? STR("") : kept;
}

void render_topic_page(const struct render_topic *topic, struct buf *out) {
  struct buf address;
  buf_init(&address, out->ceiling);
  add_topic_address(&address, topic->shelf.topic->id, topic->lang);
  struct page page = {
      .kind = "topical",
      .site = topic->site,
      .speech = speech_of(topic->site->lang),
      .home = topic->lang,
      .lang = topic->lang,
      .title = topic->shelf.topic->title,
      .description = topic->shelf.topic->text,
      .canonical = buf_str(&address),
      .found_by_engines = true,
      .main = add_topic,
      .subject = topic,
  };
  html_page(out, &page);
  out->failed |= buf_failed(&address);
  buf_free(&address);
}
