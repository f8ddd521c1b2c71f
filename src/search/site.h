/* site: what the owner of an index has set for searching it. Private to search. */
#ifndef MARROW_SEARCH_SITE_H
#define MARROW_SEARCH_SITE_H

#include "lexicon/lexicon.h"
#include "prior.h"
#include "topics.h"

/* The settings of one generation of an index. */
struct site {
  struct search_weights weights;
  struct priors priors;
  struct topic_map topics;
  struct settings_site name; /* lives in `arena` */
  struct arena arena;
  struct pins *pins;           /* NULL: there are none */
  char digest[DIGEST_HEX + 1]; /* empty: none were read yet */
};

void site_free(struct site *site);

/* Reads the settings of an index, unless they are there. The tokenizer has the forms of that index. */
bool site_learn(struct site *site, struct store *store, struct tokenizer *tokenizer, struct error *err) MUST_USE;

#endif
