/*
 * lift: articles that stand higher than their scores say, because the owner pinned them to the query, or because they have
 * taken the place of an article that would stand before them. Private to search.
 */
#ifndef MARROW_SEARCH_LIFT_H
#define MARROW_SEARCH_LIFT_H

#include "rank.h"
#include "site.h"

/* The pin of the planner's query, where it is nothing but words; NULL: none. */
const struct pin *lift_pin(const struct planner *planner, const struct site *site);

/*
 * Puts the articles of `pin` (may be NULL) that pass the filters before the ranking; they are found, too, where they match no
 * word. Then puts each article that was found directly before one that it supersedes. The ranking keeps up to `wanted` ranks. An
 * answer in order of date, or to nothing typed, is left as it is.
 */
bool lift(struct planner *planner, const struct pin *pin, size_t wanted, struct ranking *ranking, struct error *err) MUST_USE;

#endif
