/*
 * rank: a parsed query -> the best articles, in order. Private to search.
 */
#ifndef MARROW_SEARCH_RANK_H
#define MARROW_SEARCH_RANK_H

#include "score.h"

struct ranking {
  struct search_rank *ranks; /* best first; those with every word before the others */
  size_t count;
  uint64_t total;    /* articles found */
  uint64_t first;    /* of these, with every word that any article has: the first in `ranks` */
  uint64_t complete; /* of these, with every word */
  double every_word; /* what the complete ones got for being so */
};

/*
 * Ranks up to `wanted` articles; words are left out where fewer than `enough` have them all. The
 * planner's roles are set on the way.
 */
bool rank_articles(struct planner *planner, size_t wanted, size_t enough, struct ranking *ranking, struct error *err) MUST_USE;

#endif
