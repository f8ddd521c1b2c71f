/*
 * barrier: an article that was not found -> what of the request keeps it out. Private to search.
 */
#ifndef MARROW_SEARCH_BARRIER_H
#define MARROW_SEARCH_BARRIER_H

#include "rank.h"

/*
 * Lists the filters, dates and exclusions of the planner's request that an article does not pass; where there is none, and
 * `lacks` does not say that it lacks words that it would have to have, whether it stands behind all of the ranking. The list
 * lives in `arena`.
 */
bool barriers_list(struct planner *planner, uint32_t article, const struct ranking *ranking, bool lacks, struct arena *arena,
                   struct search_barrier **barriers, size_t *count, struct error *err) MUST_USE;

#endif
