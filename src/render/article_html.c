#include "address.h"
#include "body.h"
#include "html.h"
#include "language.h"
#include "render.h"
#include "schema_org.h"
#include "sentence.h"
#include "walk.h"

enum { CONTENTS_LEAST = 3, CONTENTS_LEVEL_MAX = 3 };

/* ---- the text ---- */

struct body {
  struct buf *out;
  const struct speech *speech;
  const struct article *article;
  size_t links; /* links that are open: none may stand in another */
};

static void add_link(struct body *body, struct str address) {
  struct buf target;
  if (body->links++ > 0) {
    buf_add(body->out, STR("<span>"));
    return;
  }
  buf_init(&target, body->out->ceiling);
  article_resolve_link(body->article->id, address, &target);
  buf_add(body->out, STR("<a"));
  html_href(body->out, buf_str(&target));
  buf_byte(body->out, '>');
  body->out->failed |= buf_failed(&target);
  buf_free(&target);
}

static void end_link(struct body *body) {
  buf_add(body->out, --body->links > 0 ? STR("</span>") : STR("</a>"));
}

static unsigned heading_level(const struct mark *mark) {
  return mark->number < 2 ? 2 : mark->number > 6 ? 6 : (unsigned)mark->number;
}

static void add_heading(struct body *body, const struct mark *mark) {
  buf_format(body->out, "<h%u", heading_level(mark));
  if (mark->value.len > 0) {
    buf_add(body->out, STR(" id=\""));
    html_text(body->out, mark->value);
    buf_byte(body->out, '"');
  }
  buf_byte(body->out, '>');
}

static void add_list(struct buf *out, const struct mark *mark) {
  if (mark->number == 0) {
    buf_add(out, STR("<ul>\n"));
  } else if (mark->number == 2) {
    buf_add(out, STR("<ol>\n"));
  } else {
    buf_format(out, "<ol start=\"%u\">\n", (unsigned)(mark->number - 1));
  }
}

/* A wide table scrolls by itself, so it must be reached by keyboard and have a name. */
static void add_table(struct body *body) {
  buf_add(body->out, STR("<div class=\"table\" role=\"group\" aria-label=\""));
  html_text_of(body->out, body->speech, SAY_TABLE);
  buf_add(body->out, STR("\" tabindex=\"0\"><table>\n"));
}

static void add_code_block(struct buf *out, const struct mark *mark) {
  buf_add(out, STR("<pre tabindex=\"0\"><code"));
  if (mark->value.len > 0) {
    buf_add(out, STR(" class=\"language-"));
    html_text(out, mark->value);
    buf_byte(out, '"');
  }
  buf_byte(out, '>');
}

/* What opens and closes each kind of mark; NULL where a function decides. */
static const struct {
  const char *open, *close;
} tags[MARK_KIND_COUNT] = {
    [MARK_PARAGRAPH] = {"<p>", "</p>\n"},
    [MARK_ITEM] = {"<li>", "</li>\n"},
    [MARK_QUOTE] = {"<blockquote>\n", "</blockquote>\n"},
    [MARK_CODE_BLOCK] = {NULL, "</code></pre>\n"},
    [MARK_RULE] = {"<hr>\n", ""},
    [MARK_TABLE] = {NULL, "</table></div>\n"},
    [MARK_ROW] = {"<tr>", "</tr>\n"},
    [MARK_HEADER_CELL] = {"<th scope=\"col\">", "</th>"},
    [MARK_CELL] = {"<td>", "</td>"},
    [MARK_EMPHASIS] = {"<em>", "</em>"},
    [MARK_STRONG] = {"<strong>", "</strong>"},
    [MARK_CODE] = {"<code>", "</code>"},
    [MARK_BREAK] = {"<br>\n", ""},
};

static bool open_mark(void *context, const struct mark *mark) {
  struct body *body = context;
  if (tags[mark->kind].open != NULL) {
    buf_add(body->out, str_of(tags[mark->kind].open));
  } else if (mark->kind == MARK_HEADING) {
    add_heading(body, mark);
  } else if (mark->kind == MARK_LIST) {
    add_list(body->out, mark);
  } else if (mark->kind == MARK_CODE_BLOCK) {
    add_code_block(body->out, mark);
  } else if (mark->kind == MARK_TABLE) {
    add_table(body);
  } else {
    add_link(body, mark->value);
  }
  return mark->kind != MARK_RULE && mark->kind != MARK_BREAK;
}

static void close_mark(void *context, const struct mark *mark) {
  struct body *body = context;
  if (tags[mark->kind].close != NULL) {
    buf_add(body->out, str_of(tags[mark->kind].close));
  } else if (mark->kind == MARK_HEADING) {
    buf_format(body->out, "</h%u>\n", heading_level(mark));
  } else if (mark->kind == MARK_LIST) {
    buf_add(body->out, mark->number == 0 ? STR("</ul>\n") : STR("</ol>\n"));
  } else {
    end_link(body);
  }
}

static bool holds_no_text(const struct mark *mark) {
  return mark->kind == MARK_LIST || mark->kind == MARK_TABLE || mark->kind == MARK_ROW;
}

static void add_text(void *context, const struct mark *inside, struct str text) {
  struct body *body = context;
  if (inside == NULL || !holds_no_text(inside)) {
    html_text(body->out, text);
  }
}

void body_html(struct buf *out, const struct speech *speech, const struct article *article) {
  struct body body = {.out = out, .speech = speech, .article = article};
  const struct walker walker = {.context = &body, .open = open_mark, .close = close_mark, .text = add_text};
  buf_add(out, STR("<div class=\"text\">\n"));
  walk_article(article, &walker);
  buf_add(out, STR("</div>\n"));
}

/* ---- what stands around the text ---- */

static bool is_in_contents(const struct section *section) {
  return section->anchor.len > 0 && section->level >= 2 && section->level <= CONTENTS_LEVEL_MAX;
}

static void add_contents(struct buf *out, const struct speech *speech, const struct article *article) {
  size_t count = 0;
  for (size_t i = 0; i < article->section_count; i++) {
    count += is_in_contents(&article->sections[i]);
  }
  if (count < CONTENTS_LEAST) {
    return;
  }
  buf_add(out, STR("<nav class=\"contents\" aria-labelledby=\"page.contents\">\n"));
  html_words(out, speech, "h2", " id=\"page.contents\"", SAY_CONTENTS);
  buf_add(out, STR("\n<ol>\n"));
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    if (is_in_contents(section)) {
      buf_format(out, "<li class=\"level-%u\"><a href=\"#", (unsigned)section->level);
      html_text(out, section->anchor);
      buf_add(out, STR("\">"));
      html_text(out, str_slice(article->text, section->heading.begin, section->heading.end));
      buf_add(out, STR("</a></li>\n"));
    }
  }
  buf_add(out, STR("</ol>\n</nav>\n"));
}

static void add_language(struct buf *out, struct str tag) {
  struct buf name;
  buf_init(&name, out->ceiling);
  language_add(&name, tag);
  html_text(out, buf_str(&name));
  out->failed |= buf_failed(&name);
  buf_free(&name);
}

static void add_translations(struct buf *out, const struct speech *speech, const struct article *article) {
  if (article->translation_count == 0) {
    return;
  }
  buf_add(out, STR("<nav class=\"translations\" aria-labelledby=\"page.translations\">"));
  html_words(out, speech, "span", " id=\"page.translations\"", SAY_EDITIONS);
  for (size_t i = 0; i < article->translation_count; i++) {
    const struct translation *translation = &article->translations[i];
    struct buf target;
    buf_init(&target, out->ceiling);
    article_resolve_link(article->id, translation->link, &target);
    buf_add(out, STR(" <a"));
    html_lang(out, translation->lang);
    buf_add(out, STR(" hreflang=\""));
    html_language(out, translation->lang);
    buf_byte(out, '"');
    html_href(out, buf_str(&target));
    buf_byte(out, '>');
    add_language(out, translation->lang);
    buf_add(out, STR("</a>"));
    out->failed |= buf_failed(&target);
    buf_free(&target);
  }
  buf_add(out, STR("</nav>\n"));
}

/* A language is called in that language. */
static void fill_language(struct buf *out, const struct speech *speech, char slot, const void *subject) {
  const struct article *article = subject;
  if (slot == 'k') {
    html_text_of(out, speech, SAY_LANGUAGE);
    return;
  }
  buf_add(out, STR("<span"));
  html_lang(out, article->lang);
  buf_byte(out, '>');
  add_language(out, article->lang);
  buf_add(out, STR("</span>"));
}

/* The date, and the language where the page speaks another one. */
static void add_facts(struct buf *out, const struct speech *speech, const struct article *article) {
  bool foreign = article->lang.len > 0 && !str_equal(render_speaks(article->lang), str_of(speech->lang));
  if (article->date.len > 0 || foreign) {
    buf_add(out, STR("<p class=\"place\""));
    html_speech(out, speech);
    buf_byte(out, '>');
    if (article->date.len > 0) {
      buf_add(out, STR("<span class=\"date\" dir=\"auto\">"));
      html_date(out, speech, article->date);
      buf_add(out, STR("</span> "));
    }
    if (foreign) {
      buf_add(out, STR("<span class=\"language\" dir=\"auto\">"));
      html_fill(out, speech, SAY_NAMED, fill_language, article);
      buf_add(out, STR("</span>"));
    }
    buf_add(out, STR("</p>\n"));
  }
  add_translations(out, speech, article);
  html_tags(out, speech, STR(""), article->tags, article->tag_count);
}

static void fill_source(struct buf *out, const struct speech *speech, char slot, const void *subject) {
  const struct article *article = subject;
  if (slot == 'k') {
    html_text_of(out, speech, SAY_SOURCE);
    return;
  }
  html_link(out, STR(""), article->url, article->url);
}

static void add_source(struct buf *out, const struct speech *speech, const struct article *article) {
  if (address_is_web(article->url)) {
    html_paragraph(out, speech, "source", SAY_NAMED, fill_source, article);
  }
}

static void add_related(struct buf *out, const struct speech *speech, const struct search_related *related, size_t count) {
  if (count == 0) {
    return;
  }
  buf_add(out, STR("<nav class=\"related\" aria-labelledby=\"page.related\">\n"));
  html_words(out, speech, "h2", " id=\"page.related\"", SAY_RELATED);
  buf_add(out, STR("\n<ul>\n"));
  for (size_t i = 0; i < count; i++) {
    buf_add(out, STR("<li><a"));
    html_href(out, related[i].url);
    buf_byte(out, '>');
    html_text(out, related[i].title);
    buf_add(out, STR("</a></li>\n"));
  }
  buf_add(out, STR("</ul>\n</nav>\n"));
}

/* A summary that only repeats how the text begins says nothing new. */
static bool has_own_summary(const struct article *article) {
  return article->summary.len > 0 && !str_starts_with(str_trim(article->text), article->summary);
}

static void add_main(struct buf *out, const void *subject) {
  const struct render_reading *reading = subject;
  const struct article *article = reading->article;
  const struct speech *speech = speech_of(reading->site->lang);
  buf_add(out, STR("<article class=\"article\" dir=\"auto\">\n<header>\n"));
  html_crumbs(out, reading->crumbs, reading->crumb_count, article->lang);
  buf_add(out, STR("<h1>"));
  html_text(out, article->title);
  buf_add(out, STR("</h1>\n"));
  if (has_own_summary(article)) {
    buf_add(out, STR("<p class=\"summary\">"));
    html_text(out, article->summary);
    buf_add(out, STR("</p>\n"));
  }
  add_facts(out, speech, article);
  buf_add(out, STR("</header>\n"));
  add_contents(out, speech, article);
  body_html(out, speech, article);
  add_source(out, speech, article);
  add_related(out, speech, reading->related, reading->related_count);
  buf_add(out, STR("</article>\n"));
}

/* Other editions for search engines, and what the page is about for programs that know schema.org. */
static void add_head(struct buf *out, const void *subject) {
  const struct render_reading *reading = subject;
  const struct article *article = reading->article;
  for (size_t i = 0; i < article->translation_count; i++) {
    struct buf target;
    buf_init(&target, out->ceiling);
    article_resolve_link(article->id, article->translations[i].link, &target);
    buf_add(out, STR("<link rel=\"alternate\" hreflang=\""));
    html_language(out, article->translations[i].lang);
    buf_add(out, STR("\" href=\""));
    html_absolute(out, reading->site->base, buf_str(&target));
    buf_add(out, STR("\">\n"));
    out->failed |= buf_failed(&target);
    buf_free(&target);
  }
  schema_article(out, reading);
}

void render_article_page(const struct render_reading *reading, struct buf *out) {
  const struct article *article = reading->article;
  struct page page = {
      .kind = "reading",
      .site = reading->site,
      .speech = speech_of(reading->site->lang),
      .home = article->lang,
      .lang = article->lang,
      .title = article->title,
      .description = article->summary,
      .canonical = article->url,
      .found_by_engines = true,
      .is_article = true,
      .head = add_head,
      .main = add_main,
      .subject = reading,
  };
  html_page(out, &page);
}
