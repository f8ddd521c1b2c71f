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
 * Adds what those that were looked at earn by that, and sorts anew. Which are the best, and what that is worth, tell their words
 * alone: a boost of one article must not raise what all others earn. The planner's arenas are used.
 */
bool likeness_add(struct planner *planner, struct ranking *ranking, struct error *err) MUST_USE;

#endif
