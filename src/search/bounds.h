/*
 * bounds: what an article earns at most, known before its counts are read. Private to search.
 *
 * A rate is a byte for a posting: in its low bits what the term earns there as a share of its idf, in BOUND_STEPS, rounded
 * up; the highest bit says that it stands in the title (after the quantised impacts of Anh and Moffat, "Pruned Query
 * Evaluation Using Pre-Computed Impacts", 2006).
 */
#ifndef MARROW_SEARCH_BOUNDS_H
#define MARROW_SEARCH_BOUNDS_H

#include "score.h"

/* Rates by a scale, which must stay. */
struct rater bounds_rater(const struct scale *scale, const struct search_weights *weights);

/* More than an article earns by the words of a plan, boosts and the like not counted, by the rates of a match. */
double bounds_most(const struct scale *scale, const struct plan *plan, const struct match *match);

/*
 * What lets a visit of the articles that have some of the words of a plan, and not all, pass over most of them; NULL where
 * each has to be visited. False where memory ends.
 */
bool bounds_pruning(const struct scale *scale, const struct plan *plan, struct arena *arena, struct pruning **pruning) MUST_USE;

#endif
