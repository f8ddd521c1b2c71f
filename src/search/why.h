/*
 * why: a ranking -> why an article stands where it does in it. Private to search.
 */
#ifndef MARROW_SEARCH_WHY_H
#define MARROW_SEARCH_WHY_H

#include "rank.h"

/*
 * Fills all of an explanation but its answer, for an article and the ranking of all articles found by the planner's query.
 * `typed` is the query before words of it were corrected.
 */
bool why_explain(struct planner *planner, const struct ranking *ranking, const struct query *typed, uint32_t article,
                 struct arena *arena, struct search_explanation *explanation, struct error *err) MUST_USE;

#endif
