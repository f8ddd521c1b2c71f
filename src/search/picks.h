/*
 * picks: the articles that may have something to suggest, from postings alone: nothing of them is read. Private to search.
 */
#ifndef MARROW_SEARCH_PICKS_H
#define MARROW_SEARCH_PICKS_H

#include "needles.h"

/* Ceilings on what one request looks at. */
enum {
  PICKS_BEGUN_MAX = 256,      /* titles that begin as typed; of more, the first in order of their words */
  PICKS_WALKED_MAX = 1 << 14, /* titles among which these are looked for: of others of the same beginning, or languages */
  PICKS_TITLES_MAX = 64,      /* titles that are read */
  PICKS_HEADINGS_MAX = 12,    /* articles whose headings are read */
};

struct pick {
  uint32_t article, words; /* of its title */
  double boost;
  bool full;       /* of headings: each word stands in one */
  bool superseded; /* another article has taken its place: it comes after all others */
};

struct picks {
  struct pick list[PICKS_BEGUN_MAX]; /* best first */
  size_t count;
};

struct picker {
  const struct sieve *sieve;
  const struct needles *needles;
  struct planner *planner;
  struct picks begun, titles, aliases, headings;
  const uint8_t *clauses; /* of each phrase of the plan */
  size_t phrases, visits, walked;
  bool sure; /* of the titles that may begin as typed, one does; of the others the store does not tell all words */
};

/* Picks the articles whose titles begin as typed. */
bool picks_begin(struct picker *picker, struct error *err) MUST_USE;

/* Picks those that have all words in their title, in their aliases or both, in their headings, or in title and headings together.
 */
bool picks_match(struct picker *picker, struct error *err) MUST_USE;

#endif
