/*
 * variants: a planned query -> what of each word is looked for, for people. Private to search.
 */
#ifndef MARROW_SEARCH_VARIANTS_H
#define MARROW_SEARCH_VARIANTS_H

#include "plan.h"

/*
 * Fills asked, with the terms of a plan of the planner's query. `typed` is the query before words of it were corrected.
 * All of it lives in `arena`.
 */
bool variants_list(struct planner *planner, const struct plan *plan, const struct query *typed, struct arena *arena,
                   struct search_explanation *explanation, struct error *err) MUST_USE;

#endif
