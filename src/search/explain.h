/*
 * explain: a score -> its parts, which add up to it. Private to search.
 */
#ifndef MARROW_SEARCH_EXPLAIN_H
#define MARROW_SEARCH_EXPLAIN_H

#include "rank.h"

/* What is known of an article whose score is to be explained. */
struct explanation {
  struct planner *planner;
  const struct plan *plan;
  double (*counts)[FIELD_COUNT]; /* by term: occurrences, of synonyms their share */
  double every_word;             /* what it got for having every word */
  const struct near *near;       /* that has looked at it; NULL: none has */
  struct near_points points;     /* of that look */
  double likeness;               /* what it earned by being like the best */
};

/* Fills hit->parts, in the planner's article arena. False where memory ends. */
bool explain_hit(const struct explanation *explanation, struct search_hit *hit) MUST_USE;

/* What a term stands for, as people read it: its item, or the piece of it. */
struct str explain_term(struct arena *arena, const struct plan *plan, size_t term);

#endif
