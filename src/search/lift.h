/*
 * lift: articles that stand higher than their scores say, because the owner pinned them to the query. Private to search.
 */
#ifndef MARROW_SEARCH_LIFT_H
#define MARROW_SEARCH_LIFT_H

#include "rank.h"
#include "site.h"

/* The pin of the planner's query, where it is nothing but words; NULL: none. */
const struct pin *lift_pin(const struct planner *planner, const struct site *site);

/*
 * Puts the articles of a pin that pass the filters before the ranking, which keeps up to `wanted` ranks. They are found, too,
 * where they match no word. An answer in order of date, or to nothing typed, is left as it is.
 */
bool lift_pinned(struct planner *planner, const struct pin *pin, size_t wanted, struct ranking *ranking,
                 struct error *err) MUST_USE;

#endif
