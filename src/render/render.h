/*
 * render: answers and articles as JSON, HTML and terminal text. It only writes: what to say was
 * decided before. Text is escaped first and marked after. buf_failed() tells when a ceiling was met.
 */
#ifndef MARROW_RENDER_H
#define MARROW_RENDER_H

#include "quality/quality.h"
#include "search/search.h"

/* What a terminal can show. */
struct terminal {
  bool colour, links; /* SGR colours; OSC 8 links */
  size_t columns;     /* width to wrap at */
};

/*
 * ---- JSON: what the HTTP API and --json print, byte for byte ----
 *
 * One line and its end, valid JSON whatever the texts hold. Matches are [begin, end] in UTF-16 code
 * units of the decoded text, because that is how JavaScript counts: text.slice(begin, end) is the match.
 */

void render_search_json(const struct search_answer *answer, const struct store_facts *facts, struct buf *out);
void render_suggest_json(const struct suggest_answer *answer, const struct store_facts *facts, struct buf *out);
void render_article_json(const struct article *article, struct buf *out);

/* The articles that are related to one: {"id":...,"title":...,"related":[{"id":...},...]}. */
void render_related_json(const struct article *article, const struct search_related *related, size_t count, struct buf *out);

void render_facts_json(const struct store_facts *facts, struct buf *out);

/* `per_query`: with the figures of every query, worst first. */
void render_quality_json(const struct quality_report *report, bool per_query, struct buf *out);

void render_explanation_json(const struct search_explanation *explanation, const struct store_facts *facts, struct buf *out);

/* RFC 9457 problem details: {"type":"about:blank","title":...,"status":...,"detail":...}. */
void render_problem_json(unsigned status, struct str title, struct str detail, struct buf *out);

/* ---- terminal ---- */

void render_search_terminal(const struct search_answer *answer, const struct terminal *terminal, struct buf *out);
void render_suggest_terminal(const struct suggest_answer *answer, const struct terminal *terminal, struct buf *out);
void render_article_terminal(const struct article *article, const struct terminal *terminal, struct buf *out);
void render_related_terminal(const struct article *article, const struct search_related *related, size_t count,
                             const struct terminal *terminal, struct buf *out);
void render_facts_terminal(const struct store_facts *facts, const char *path, struct buf *out);
void render_quality_terminal(const struct quality_report *report, bool per_query, const struct terminal *terminal,
                             struct buf *out);

void render_explanation_terminal(const struct search_explanation *explanation, const struct terminal *terminal, struct buf *out);

/* ---- HTML: whole pages, made from web/page.html ---- */

void render_start_page(const struct store_facts *facts, struct buf *out);
void render_search_page(const struct search_answer *answer, struct buf *out);
void render_article_page(const struct article *article, const struct search_related *related, size_t count, struct buf *out);
void render_problem_page(unsigned status, struct str title, struct str detail, struct buf *out);

/*
 * A file of web/ that is part of the program ("style.css") and is served under its name, which pages
 * link to as /style.css. page.html is not one of them.
 */
struct web_file {
  const char *name;
  const char *type; /* media type */
  struct str bytes;
};

/* NULL where there is no such file. */
const struct web_file *web_file_find(struct str name);

#endif
