/*
 * reasons: why an article was found that lacks the words as typed. Private to search.
 */
#ifndef MARROW_SEARCH_REASONS_H
#define MARROW_SEARCH_REASONS_H

#include "plan.h"

/*
 * Says of the clauses that only a synonym met which one it was; clauses side by side that the same one met are one
 * reason. times[phrase] is how often a phrase of the plan stands in the article. False where memory ended.
 */
bool reasons_find(const struct planner *planner, const struct plan *plan, const uint32_t *times, struct search_hit *hit) MUST_USE;

#endif
