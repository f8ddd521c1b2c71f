/*
 * prior: what an article is worth before any query: its author's boost, how new it is, and whether its review is
 * overdue. Private to search. What its words earn is multiplied by it.
 *
 * Newness: 1 + strength * 2 ^ (-age / half-life), age in days before the newest article of the index, 1 without a date. So
 * the clock has no say, and no article earns more than 1 + strength times what it would (exponential decay after Li and Croft,
 * "Time-Based Language Models", 2003).
 */
#ifndef MARROW_SEARCH_PRIOR_H
#define MARROW_SEARCH_PRIOR_H

#include "search/search.h"

/* What is known of an index as a whole. */
struct priors {
  const struct store *store;
  double half_life, strength; /* in days; half_life 0: being new earns nothing */
  uint32_t newest;            /* the date of the newest article, as store_date(); 0: none has one */
};

struct priors priors_of(const struct store *store, const struct settings *settings);

/* The factors of a prior. */
struct prior {
  double boost;   /* the author's */
  double newness; /* from 1 to 1 + strength */
  double review;  /* 1, or less where a review was due before the newest article */
};

struct prior prior_of(const struct priors *priors, const struct search_weights *weights, uint32_t article);

/* No article has more than that. */
double prior_most(const struct priors *priors);

static inline double prior_factor(struct prior prior) {
  return prior.boost * prior.newness * prior.review;
}

#endif
