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

/*
 * The best piece of the first articles, if its score is that of WEIGHT_ANSWER or more; else *direct is NULL. It lives in
 * `arena`; the planner's article arena is used. The query must be the one that was typed, not a corrected one.
 */
bool answer_find(struct planner *planner, const struct ranking *ranking, struct arena *arena, const struct search_direct **direct,
                 struct error *err) MUST_USE;

#endif
