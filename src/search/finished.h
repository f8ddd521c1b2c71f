/*
 * finished: a query whose last word is still being typed -> the queries it may become. Private to search.
 */
#ifndef MARROW_SEARCH_FINISHED_H
#define MARROW_SEARCH_FINISHED_H

#include "searcher.h"

enum { FINISHED_MAX = 12 }; /* the commonest words that are tried */

struct finished {
  struct str text;
  size_t typed;    /* bytes of it that were typed; 0 where it was corrected */
  size_t articles; /* that have all of its words, as far as they are counted */
  size_t rank;     /* of its last word among the completions: the commonest is 0 */
};

struct finishing {
  struct searcher *searcher;
  const struct planner *planner; /* that has understood the query */
  const struct sieve *sieve;     /* which articles count */
  struct str corrected;          /* what the query was corrected to; empty: it is as typed */
};

/*
 * Finds them, what most articles have first: with the words before kept as typed, and each word as it is mostly written. A
 * query that was corrected and has no word to finish is its own. They live in the planner's arena; `list` has room for
 * FINISHED_MAX.
 */
bool finished_find(const struct finishing *finishing, struct finished *list, size_t *count, struct error *err) MUST_USE;

#endif
