#include "address.h"
#include "answer.h"
#include "facets_html.h"
#include "found.h"
#include "html.h"
#include "render.h"
#include "sentence.h"

/* ---- one card ---- */

/* To the sentence of the passage, where the browser can find it. */
static void add_section_href(struct buf *out, const struct search_hit *hit, const struct search_section *section) {
  struct buf address;
  buf_init(&address, out->ceiling);
  address_add_sentence(&address, hit->url, section);
  html_href(out, buf_str(&address));
  out->failed |= buf_failed(&address);
  buf_free(&address);
}

/* The title leads to the passage where no heading does. */
static void add_title(struct buf *out, const struct search_hit *hit) {
  buf_add(out, STR("<h2><a"));
  if (hit->section_count > 0 && hit->sections[0].heading.len == 0) {
    add_section_href(out, hit, &hit->sections[0]);
  } else {
    html_href(out, hit->url);
  }
  buf_byte(out, '>');
  html_passage(out, &hit->title);
  buf_add(out, STR("</a></h2>\n"));
}

/* Where the card leads, and how old that is: in the language of the page, whatever the article's. */
static void add_place(struct buf *out, const struct speech *speech, const struct search_hit *hit) {
  buf_add(out, STR("<p class=\"place\""));
  html_speech(out, speech);
  buf_add(out, STR("><span class=\"address\" dir=\"ltr\">"));
  html_text(out, hit->url);
  buf_add(out, STR("</span>"));
  if (hit->date.len > 0) {
    buf_add(out, STR(" <span class=\"date\" dir=\"auto\">"));
    html_date(out, speech, hit->date);
    buf_add(out, STR("</span>"));
  }
  buf_add(out, STR("</p>\n"));
}

/* "Risks › Infection": a heading behind those it stands under. */
static void add_heading(struct buf *out, const struct search_section *section) {
  for (size_t i = 0; i < section->above_count; i++) {
    html_text(out, section->above[i]);
    buf_add(out, STR(" › "));
  }
  html_text(out, section->heading);
}

/* The best section with its passage; the summary where the article has no text. */
static void add_best(struct buf *out, const struct search_hit *hit) {
  const struct search_section *best = hit->section_count == 0 ? NULL : &hit->sections[0];
  bool has_passage = best != NULL && best->passage.text.len > 0;
  if (!has_passage && hit->summary.len == 0) {
    return;
  }
  buf_add(out, STR("<p class=\"passage\">"));
  if (best != NULL && best->heading.len > 0) {
    buf_add(out, STR("<a class=\"section\""));
    add_section_href(out, hit, best);
    buf_byte(out, '>');
    add_heading(out, best);
    buf_add(out, STR("</a> "));
  }
  if (has_passage) {
    html_passage(out, &best->passage);
  } else {
    html_text(out, hit->summary);
  }
  buf_add(out, STR("</p>\n"));
}

static void add_further_sections(struct buf *out, const struct speech *speech, const struct search_hit *hit) {
  if (hit->section_count < 2) {
    return;
  }
  buf_add(out, STR("<div class=\"also\">"));
  html_words(out, speech, "span", "", SAY_ALSO_IN);
  buf_add(out, STR(" <ul>"));
  for (size_t i = 1; i < hit->section_count; i++) {
    buf_add(out, STR("<li><a"));
    add_section_href(out, hit, &hit->sections[i]);
    if (hit->sections[i].heading.len > 0) {
      buf_byte(out, '>');
      add_heading(out, &hit->sections[i]);
    } else {
      html_speech(out, speech);
      buf_byte(out, '>');
      html_text_of(out, speech, SAY_BEGINNING);
    }
    buf_add(out, STR("</a></li>"));
  }
  buf_add(out, STR("</ul></div>\n"));
}

static void add_missing(struct buf *out, const struct speech *speech, const struct search_hit *hit) {
  if (hit->missing_count == 0) {
    return;
  }
  buf_add(out, STR("<p class=\"missing\">"));
  html_words(out, speech, "span", "", SAY_LACKS);
  buf_byte(out, ' ');
  for (size_t i = 0; i < hit->missing_count; i++) {
    buf_add(out, i > 0 ? STR(", <s>") : STR("<s>"));
    html_text(out, hit->missing[i]);
    buf_add(out, STR("</s>"));
  }
  buf_add(out, STR("</p>\n"));
}

/* What has taken its place, or when its review was due. */
static void fill_standing(struct buf *out, const struct speech *speech, char slot, const void *subject) {
  const struct search_hit *hit = subject;
  if (slot == 'd') {
    html_date(out, speech, hit->review_by);
    return;
  }
  html_link(out, hit->lang, hit->successor_url, hit->successor_title);
}

/* What an article is shown for besides its words. */
static void add_standing(struct buf *out, const struct speech *speech, const struct search_hit *hit) {
  if (hit->pinned) {
    html_paragraph(out, speech, "standing", SAY_PINNED, fill_standing, hit);
  }
  if (hit->successor_url.len > 0) {
    html_paragraph(out, speech, "standing", SAY_SUPERSEDED, fill_standing, hit);
  }
  if (hit->overdue) {
    html_paragraph(out, speech, "standing", SAY_OVERDUE, fill_standing, hit);
  }
}

/* "MRI = magnetic resonance imaging" */
static void add_reasons(struct buf *out, const struct search_hit *hit) {
  for (size_t i = 0; i < hit->reason_count; i++) {
    buf_add(out, i > 0 ? STR(", ") : STR("<p class=\"reason\">"));
    html_text(out, hit->reasons[i].typed);
    buf_add(out, STR(" = "));
    html_text(out, hit->reasons[i].found);
  }
  buf_add(out, hit->reason_count > 0 ? STR("</p>\n") : STR(""));
}

static void add_card(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                     const struct search_hit *hit) {
  buf_add(out, STR("<li><article dir=\"auto\""));
  html_lang(out, hit->lang);
  buf_add(out, STR(">\n"));
  html_crumbs(out, hit->crumbs, hit->crumb_count, hit->lang);
  add_title(out, hit);
  add_place(out, speech, hit);
  add_best(out, hit);
  add_further_sections(out, speech, hit);
  add_standing(out, speech, hit);
  add_reasons(out, hit);
  add_missing(out, speech, hit);
  html_tags(out, speech, answer->query, hit->tags, hit->tag_count);
  buf_add(out, STR("</article></li>\n"));
}

/* ---- the page ---- */

struct showing {
  const struct search_answer *answer;
  const struct search_topics *topics; /* may be NULL */
  const struct speech *speech;
};

static void add_cards(struct buf *out, const struct speech *speech, const struct search_answer *answer, size_t begin,
                      size_t end) {
  if (begin == end) {
    return;
  }
  buf_format(out, "<ol class=\"hits\" start=\"%zu\">\n", answer->offset + begin + 1);
  for (size_t i = begin; i < end; i++) {
    add_card(out, speech, answer, &answer->hits[i]);
  }
  buf_add(out, STR("</ol>\n"));
}

static void add_hints(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  struct str hint = sentence_hint(speech, answer, 0);
  if (sentence_hint(speech, answer, 1).len == 0) {
    buf_add(out, STR("<p class=\"hints\">"));
    html_text(out, hint);
    buf_add(out, STR("</p>\n"));
    return;
  }
  buf_add(out, STR("<ul class=\"hints\">\n"));
  for (size_t i = 0; (hint = sentence_hint(speech, answer, i)).len > 0; i++) {
    buf_add(out, STR("<li>"));
    html_text(out, hint);
    buf_add(out, STR("</li>\n"));
  }
  buf_add(out, STR("</ul>\n"));
}

static void add_filters(struct buf *out, const struct search_answer *answer) {
  const struct {
    const char *name;
    struct str value;
  } filters[] = {{"lang", answer->lang}, {"since", answer->since}, {"until", answer->until}};
  for (size_t i = 0; i < COUNT_OF(filters); i++) {
    if (filters[i].value.len > 0) {
      buf_format(out, "&amp;%s=", filters[i].name);
      address_add_parameter(out, filters[i].value);
    }
  }
  for (size_t i = 0; i < answer->filter_count; i++) {
    facets_add_filter(out, &answer->filters[i]);
  }
  buf_add(out, answer->by_date ? STR("&amp;sort=date") : STR(""));
}

/* A link to the answer for another query, or for the same taken as typed. */
static void add_query_link(struct buf *out, const struct search_answer *answer, struct str query, bool exact) {
  buf_add(out, STR("<a href=\"/search?q="));
  address_add_parameter(out, query);
  add_filters(out, answer);
  buf_add(out, exact ? STR("&amp;exact=1\">") : STR("\">"));
  html_text(out, query);
  buf_add(out, STR("</a>"));
}

static void fill_correction(struct buf *out, const struct speech *speech, char slot, const void *subject) {
  const struct search_answer *answer = subject;
  bool corrected = answer->corrected.len > 0;
  (void)speech;
  if (slot == 'c') {
    buf_add(out, STR("<strong>"));
    html_text(out, answer->corrected);
    buf_add(out, STR("</strong>"));
  } else {
    add_query_link(out, answer, corrected ? str_trim(answer->query) : answer->suggestion, corrected);
  }
}

static void add_correction(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  bool corrected = answer->corrected.len > 0;
  if (corrected || answer->suggestion.len > 0) {
    html_paragraph(out, speech, "note", corrected ? SAY_CORRECTED : SAY_MEANT, fill_correction, answer);
  }
}

static void add_page_link(struct buf *out, const struct speech *speech, const struct search_answer *answer, size_t offset,
                          enum say say) {
  buf_add(out, STR("<a href=\"/search?q="));
  address_add_parameter(out, answer->query);
  if (answer->limit != SEARCH_LIMIT_DEFAULT) {
    buf_format(out, "&amp;limit=%zu", answer->limit);
  }
  if (offset > 0) {
    buf_format(out, "&amp;offset=%zu", offset);
  }
  add_filters(out, answer);
  buf_add(out, answer->exact ? STR("&amp;exact=1") : STR(""));
  buf_add(out, say == SAY_NEXT ? STR("\" rel=\"next\">") : STR("\" rel=\"prev\">"));
  html_text_of(out, speech, say);
  buf_add(out, STR("</a>\n"));
}

static void add_page_links(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  size_t next = answer->offset + answer->limit;
  bool has_next = answer->hit_count > 0 && next < answer->total && next <= SEARCH_OFFSET_MAX;
  if (answer->offset == 0 && !has_next) {
    return;
  }
  buf_add(out, STR("<nav class=\"pages\" aria-label=\""));
  html_text_of(out, speech, SAY_PAGES);
  buf_add(out, STR("\">\n"));
  if (answer->offset > 0 && answer->hit_count == 0) {
    add_page_link(out, speech, answer, 0, SAY_FIRST_PAGE);
  } else if (answer->offset > 0) {
    add_page_link(out, speech, answer, answer->offset > answer->limit ? answer->offset - answer->limit : 0, SAY_PREVIOUS);
  }
  if (has_next) {
    add_page_link(out, speech, answer, next, SAY_NEXT);
  }
  buf_add(out, STR("</nav>\n"));
}

/* A paragraph with a sentence of its own. */
static void add_note(struct buf *out, const char *kind, html_sentence *sentence, const struct showing *showing) {
  buf_format(out, "<p class=\"%s\">", kind);
  html_say(out, sentence, showing->speech, showing->answer);
  buf_add(out, STR("</p>\n"));
}

/* Where nothing was found, what there is. */
static void add_topics(struct buf *out, const struct showing *showing) {
  const struct search_topics *topics = showing->topics;
  if (topics == NULL || topics->count == 0) {
    return;
  }
  buf_add(out, STR("<nav class=\"meant\" aria-labelledby=\"page.topics\">\n"));
  html_words(out, showing->speech, "h2", " id=\"page.topics\"", SAY_TOPICS);
  buf_add(out, STR("\n<ul>\n"));
  for (size_t i = 0; i < topics->count; i++) {
    buf_add(out, STR("<li dir=\"auto\"><a"));
    html_lang(out, topics->lang);
    html_topic_href(out, topics->list[i].id, topics->lang);
    buf_byte(out, '>');
    html_text(out, topics->list[i].title);
    buf_add(out, STR("</a></li>\n"));
  }
  buf_add(out, STR("</ul>\n</nav>\n"));
}

static void add_results(struct buf *out, const void *subject) {
  const struct showing *showing = subject;
  const struct search_answer *answer = showing->answer;
  const struct speech *speech = showing->speech;
  size_t incomplete = sentence_first_incomplete(answer);
  buf_add(out, STR("<div class=\"results\">\n<h1>"));
  if (str_trim(answer->query).len == 0 && !answer->browsed) {
    html_text_of(out, speech, SAY_SEARCH);
  } else {
    html_say(out, sentence_found, speech, answer);
  }
  buf_add(out, STR("</h1>\n"));
  if (answer->cut || answer->partial) {
    add_note(out, "note", sentence_about_query, showing);
  }
  add_correction(out, speech, answer);
  if (answer->synonym_count > 0) {
    add_note(out, "also", sentence_synonyms, showing);
  }
  facets_html(out, speech, answer);
  if (answer->hit_count == 0) {
    add_hints(out, speech, answer);
    add_topics(out, showing);
  }
  answer_html(out, speech, answer->direct);
  add_cards(out, speech, answer, 0, incomplete);
  if (incomplete < answer->hit_count) {
    add_note(out, "note", sentence_fewer, showing);
  }
  add_cards(out, speech, answer, incomplete, answer->hit_count);
  add_page_links(out, speech, answer);
  buf_add(out, STR("</div>\n"));
}

/* For search engines: what was found, and what comes first. */
static void describe(struct buf *out, const struct showing *showing) {
  enum { NAMED_MAX = 3 };
  const struct search_answer *answer = showing->answer;
  struct buf found, titles;
  buf_init(&found, out->ceiling);
  buf_init(&titles, out->ceiling);
  sentence_found(&found, showing->speech, answer);
  for (size_t i = 0; i < answer->hit_count && i < NAMED_MAX; i++) {
    buf_add(&titles, i > 0 ? speech_text(showing->speech, SAY_COMMA) : STR(""));
    buf_add(&titles, answer->hits[i].title.text);
  }
  const struct speech_value values[] = {{'k', buf_str(&found)}, {'v', buf_str(&titles)}, {'\0', STR("")}};
  speech_say(out, speech_text(showing->speech, SAY_NAMED), values);
  out->failed |= buf_failed(&found) || buf_failed(&titles);
  buf_free(&found);
  buf_free(&titles);
}

void render_search_page(const struct render_site *site, const struct search_answer *answer, const struct search_topics *topics,
                        struct buf *out) {
  struct showing showing = {answer, topics, speech_of(site->lang)};
  struct str query = str_trim(answer->query);
  struct buf canonical, description;
  buf_init(&canonical, out->ceiling);
  buf_init(&description, out->ceiling);
  found_canonical(&canonical, answer);
  if (canonical.len > 0) {
    describe(&description, &showing);
  }
  struct page page = {
      .kind = "search",
      .site = site,
      .speech = showing.speech,
      .title = query.len > 0 ? query : speech_text(showing.speech, SAY_SEARCH),
      .query = answer->query,
      .description = buf_str(&description),
      .canonical = buf_str(&canonical),
      .found_by_engines = canonical.len > 0,
      .main = add_results,
      .subject = &showing,
  };
  html_page(out, &page);
  out->failed |= buf_failed(&canonical) || buf_failed(&description);
  buf_free(&canonical);
  buf_free(&description);
}
