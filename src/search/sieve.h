/*
 * sieve: which of the articles that match are wanted, and how many have each value. Private to search.
 *
 * All of it is looked up in memory, a match at a time. Of tags an article must have all that are asked
 * for, so that each further one narrows; of any other facet one of the values is enough, and what is
 * chosen there does not restrict that facet's own counts: they say what choosing another would bring.
 */
#ifndef MARROW_SEARCH_SIEVE_H
#define MARROW_SEARCH_SIEVE_H

#include "search/search.h"
#include "topics.h"

struct sieve_facet {
  const struct store_facet *facet;
  uint32_t wanted[SEARCH_FILTERS_MAX]; /* numbers of values; SIEVE_NO_VALUE for one that no article has */
  size_t wanted_count;
  bool all;         /* must have all that are wanted */
  uint32_t *counts; /* of articles, by value; NULL: not asked for */
};

#define SIEVE_NO_VALUE UINT32_MAX

struct sieve {
  const struct store *store;
  const struct topic_map *topics;
  struct store_facet topic;                        /* the last facet, unless the store has one of its name */
  struct sieve_facet facets[STORE_FACETS_MAX + 1]; /* as store_facets() */
  size_t facet_count;
  uint32_t since, until; /* as store_date(), inclusive */
  bool dated;            /* what has no date is not wanted */
  bool narrows;          /* something is not wanted */
};

/* Fails with a sentence for a filter, a facet or a date that cannot be. It stays where it is; `topics` as for topics_facet(). */
bool sieve_make(struct sieve *sieve, const struct store *store, const struct topic_map *topics,
                const struct search_request *request, struct arena *arena, struct error *err) MUST_USE;

/* Whether an article that matches is wanted. Each is shown once: it is counted. */
bool sieve_take(const struct sieve *sieve, uint32_t article);

/* The same, but one that is not wanted is counted nowhere. */
bool sieve_take_strictly(const struct sieve *sieve, uint32_t article);

/* Whether it is wanted, without counting it. */
bool sieve_wants(const struct sieve *sieve, uint32_t article);

/* The counts as an answer shows them. False where memory ends. */
bool sieve_answer(struct sieve *sieve, const struct search_request *request, struct arena *arena,
                  struct search_answer *answer) MUST_USE;

#endif
