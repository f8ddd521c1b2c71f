/*
 * likeness: how like the best articles of a ranking each of its first ones is. Private to search.
 *
 * A sentence says in some words what can be said in others; the articles that answer it share the others, too. So the best
 * stand for the answer, each by its score, as the mean of their vectors (Rocchio, "Relevance Feedback in Information Retrieval",
 * 1971), and an article is as like them as the cosine between its vector and that mean (Diaz, "Regularizing Ad Hoc Retrieval
 * Scores", 2005). A word weighs (1 + ln tf) * ln(1 + articles / df), where both are counted among the articles compared: how rare
 * it is in the whole index tells no more.
 */
#ifndef MARROW_SEARCH_LIKENESS_H
#define MARROW_SEARCH_LIKENESS_H

#include "rank.h"

/*
 * Writes for each of the first `count` of `ranks` (in order, at most RANK_LOOK_MAX) how like the best it is, from 0 to 1. The
 * planner's arenas are used.
 */
bool likeness_of(struct planner *planner, const struct search_rank *ranks, size_t count, double likeness[RANK_LOOK_MAX],
                 struct error *err) MUST_USE;

#endif
