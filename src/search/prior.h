/*
 * prior: what an article is worth before any word of a query: its author's boost, how new it is, whether its review is
 * overdue, and whether it is in a language of the query. Private to search. What its words earn is multiplied by it.
 *
 * Newness: 1 + strength * 2 ^ (-age / half-life), age in days before the newest article of the index, 1 without a date. So
 * days that pass change nothing, and no article earns more than 1 + strength times what it would (exponential decay after Li and
 * Croft, "Time-Based Language Models", 2003). A date that is still to come is not believed: one slip of the pen (2203) would
 * make all others old. Until that day its article stands as if it had no date.
 */
#ifndef MARROW_SEARCH_PRIOR_H
#define MARROW_SEARCH_PRIOR_H

#include "search/search.h"

/* What is known of an index as a whole. */
struct priors {
  const struct store *store;
  const struct store_facet *langs; /* the languages of articles */
  double half_life, strength;      /* in days; half_life 0: being new earns nothing */
  uint32_t today;                  /* as of priors_believe() */
  uint32_t newest;                 /* the newest date that is believed, as store_date(); 0: no article has one */
  bool waiting;                    /* some date is still to come */
};

/* All dates are believed. */
struct priors priors_of(const struct store *store, const struct settings *settings);

/* From now on dates up to `today` are believed (20240131); 0: all are. Costs little where that is the same day as before. */
void priors_believe(struct priors *priors, uint32_t today);

/* The factors of a prior. */
struct prior {
  double boost;   /* the author's */
  double newness; /* from 1 to 1 + strength */
  double review;  /* 1, or less where a review was due before that newest date */
  double home;    /* 1, or less where the query is in other languages */
};

/* `foreign` (NULL: none is) tells of each value of the facet "lang" whether the query is in other languages. */
struct prior prior_of(const struct priors *priors, const struct search_weights *weights, const bool *foreign, uint32_t article);

/* No article has more than that. */
double prior_most(const struct priors *priors);

static inline double prior_factor(struct prior prior) {
  return prior.boost * prior.newness * prior.review * prior.home;
}

#endif
