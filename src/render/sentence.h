/*
 * sentence: what terminal and pages say in the same words: pages in the language of their texts, the terminal in English. All of
 * it is plain text that still has to be made safe for where it goes: texts of strangers stand in it as they are. Private to
 * render.
 */
#ifndef MARROW_RENDER_SENTENCE_H
#define MARROW_RENDER_SENTENCE_H

#include "search/search.h"
#include "speech.h"

/* 1234567 as 1,234,567. */
void sentence_number(struct buf *out, uint64_t number);

/* "12 articles": a number and its noun, with s unless it is one. */
void sentence_count(struct buf *out, uint64_t number, const char *noun);

/* 2026-11-22 as 22 November 2026; any other text as it is. */
void sentence_date(struct buf *out, struct str date);

/*
 * What was found: "12 articles for “knee injection”". Articles that have every word and articles that have some are told apart.
 * The second goes on, in English, with what narrows it.
 */
void sentence_found(struct buf *out, const struct speech *speech, const struct search_answer *answer);
void sentence_filters(struct buf *out, const struct search_answer *answer);

/* What else is to be known about the query; empty where there is nothing. */
void sentence_about_query(struct buf *out, const struct speech *speech, const struct search_answer *answer);

/* Which query was answered instead, or may have been meant, in the terminal's words; empty where it was taken as typed. */
void sentence_corrected(struct buf *out, const struct search_answer *answer);

/* Which synonyms were looked for besides; empty where none were. */
void sentence_synonyms(struct buf *out, const struct speech *speech, const struct search_answer *answer);

/* Where an article stands for a query: "“Knee injection” is number 3 of 37 for “knee”, with 8.42 points." */
void sentence_position(struct buf *out, const struct search_explanation *explanation);

/* Why an article is not found; empty where it is. */
void sentence_absent(struct buf *out, const struct search_explanation *explanation);

/* Why another article stands before it, in one sentence: what earned most of the difference. */
void sentence_rival(struct buf *out, const struct search_explanation *explanation, const struct search_rival *rival);

/* What stands before the first hit without all words: "3 articles have every word. These have fewer." */
void sentence_fewer(struct buf *out, const struct speech *speech, const struct search_answer *answer);

/* Where the hits without all words begin; hit_count where there are none, or where they are mixed with the others. */
size_t sentence_first_incomplete(const struct search_answer *answer);

/* What to do where nothing was found: one step each, empty behind the last. */
struct str sentence_hint(const struct speech *speech, const struct search_answer *answer, size_t number);

/* How to see what follows, in the terminal's words; nothing where that is all. */
void sentence_more(struct buf *out, const struct search_answer *answer);

#endif
