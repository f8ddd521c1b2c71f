/* site: what the owner of an index has set for searching it. Private to search. */
#ifndef MARROW_SEARCH_SITE_H
#define MARROW_SEARCH_SITE_H

#include "search/search.h"

/* The settings of one generation of an index. */
struct site {
  struct search_weights weights;
  char digest[DIGEST_HEX + 1]; /* empty: none were read yet */
};

/* Reads the settings of an index, unless they are there. */
bool site_learn(struct site *site, struct store *store, struct error *err) MUST_USE;

#endif
