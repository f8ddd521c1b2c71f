/*
 * prepare: what of an article is known from the article alone: its words, its terms, its row, its digest. Private to store.
 */
#ifndef MARROW_STORE_PREPARE_H
#define MARROW_STORE_PREPARE_H

#include "rows.h"
#include "terms.h"

struct store_prepared {
  struct row row; /* all but its number */
  struct terms terms;
  const struct language *language;
  uint32_t lengths[FIELD_COUNT]; /* words */
  char digest[DIGEST_BYTES];
};

#endif
