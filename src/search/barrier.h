/*
 * barrier: an article that was not found -> what of the request keeps it out. Private to search.
 */
#ifndef MARROW_SEARCH_BARRIER_H
#define MARROW_SEARCH_BARRIER_H

#include "plan.h"

/*
 * Lists the filters, dates and exclusions of the planner's request that an article does not pass; none where it only lacks
 * words. The list lives in `arena`.
 */
bool barriers_list(struct planner *planner, uint32_t article, struct arena *arena, struct search_barrier **barriers,
                   size_t *count, struct error *err) MUST_USE;

#endif
