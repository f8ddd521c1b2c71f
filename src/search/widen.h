/*
 * widen: whether articles that lack a word of the query are looked for, too. Private to search.
 *
 * Filters have no say in it, so that the count beside a value is what choosing it brings: where enough articles have every
 * word, those of them that filters leave are all. Only where filters leave none are others better than nothing.
 */
#ifndef MARROW_SEARCH_WIDEN_H
#define MARROW_SEARCH_WIDEN_H

#include "plan.h"

enum widening {
  WIDEN_NOT,
  WIDEN_ALL,
  WIDEN_TAKEN, /* because filters left nothing: counts do not go beyond what they take */
};

/* Decides once `taken` articles were found that have every word. A sentence is always widened. */
bool widen_decide(struct planner *planner, bool sentence, uint64_t taken, size_t enough, enum widening *widening,
                  struct error *err) MUST_USE;

#endif
