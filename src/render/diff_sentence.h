/* diff_sentence: what terminal and Markdown say of two indexes in the same words. Private to render. */
#ifndef MARROW_RENDER_DIFF_SENTENCE_H
#define MARROW_RENDER_DIFF_SENTENCE_H

#include "quality/quality.h"

/* As many of each list are shown; the rest is counted. */
enum { DIFF_ARTICLES_MAX = 20, DIFF_QUERIES_MAX = 10 };

/* How many articles there were and are, and what became of them. */
void diff_sentence_articles(struct buf *out, const struct quality_diff *diff);

/* What became of one: "moved, with other content, from old.md; its address was /old". Empty where its fate says all. */
void diff_sentence_article(struct buf *out, const struct quality_article *article);

/* How alike the answers are. */
void diff_sentence_queries(struct buf *out, const struct quality_diff *diff);

/* How one query's answers changed: "12 answers, 9 before; first knee.md, hip.md before". */
void diff_sentence_pair(struct buf *out, const struct quality_pair *pair);

/* How long answers take. */
void diff_sentence_latency(struct buf *out, const struct quality_diff *diff);

/* What became of the judged queries. */
void diff_sentence_judged(struct buf *out, const struct quality_report *report);

/* "added", "removed", "changed", "moved" */
const char *diff_fate(enum quality_fate fate);

/* Whether a query is worth showing: its answers are others. Those that find nothing any more come before all. */
bool diff_emptied(const struct quality_pair *pair);

#endif
