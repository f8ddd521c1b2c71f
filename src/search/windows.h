/*
 * windows: where in an article the words of a query stand near one another. Private to search.
 */
#ifndef MARROW_SEARCH_WINDOWS_H
#define MARROW_SEARCH_WINDOWS_H

#include "near.h"

/*
 * Looks at an article once more and lists every two neighbouring words that stand near one another in it, with their best
 * places. The plan is that of near_begin(). The list lives in `arena`; the planner's article arena is used.
 */
bool windows_list(struct planner *planner, const struct plan *plan, uint32_t article, struct arena *arena,
                  struct search_pair **pairs, size_t *count, struct error *err) MUST_USE;

#endif
