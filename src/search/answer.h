/*
 * answer: a query and its best articles -> the piece of text that answers it by itself, or none. Private to search.
 *
 * A heading (or a title, for what stands before the first heading) answers where it says what the query says. Its
 * score is the product of four numbers from 0 to 1:
 *
 *   words    the share of the query's topical words that stand in the heading or the title
 *   own      the share of the heading's topical words that the query has
 *   around   where the heading needs the title for that: (1 + the share of the title's topical words that the
 *            query has) / 2; else 1
 *   kind     1 where both ask the same kind of question (why, how, ...) or none; 0.85 where the heading asks none, or the
 *            query none and the heading what it is; else 0
 *
 * A paragraph that defines just what the query names ("A knee is a joint") scores 1, where the query asks what it is
 * and heading or title have its words, or is but a name and the heading is that name. A query of one topical word has
 * no other answer, unless heading and query ask the same.
 */
#ifndef MARROW_SEARCH_ANSWER_H
#define MARROW_SEARCH_ANSWER_H

#include "rank.h"

/* Only the first articles of the ranking can answer. */
enum { ANSWER_ARTICLES = 3 };

struct answering; /* a query that is being answered */

/*
 * Begins to answer a query by itself; *answering is NULL where nothing can. `any` is its plan by any word, not filtered;
 * the query must be the one that was typed, not a corrected one. What is found will live in `arena`.
 */
bool answer_begin(struct planner *planner, const struct ranking *ranking, const struct plan *any, struct arena *arena,
                  struct answering **answering, struct error *err) MUST_USE;

/* Looks at the article that stands at a place of the ranking, once it was read; those are to be taken from the first place on. */
bool answer_take(struct answering *answering, size_t place, const struct article *article, struct error *err) MUST_USE;

/*
 * Reads those of the first articles that were not taken (the first `taken` of all were); the planner's article arena is used. The
 * best piece, if its score is that of WEIGHT_ANSWER or more; else *direct is NULL.
 */
bool answer_end(struct answering *answering, size_t taken, const struct search_direct **direct, struct error *err) MUST_USE;

#endif
