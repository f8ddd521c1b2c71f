/*
 * rates: what search makes of the postings of a word, a byte each, and ways through the postings that are cheaper than from
 * the first to the last. Made of words that are asked for again, and remembered. Private to store.
 */
#ifndef MARROW_STORE_RATES_H
#define MARROW_STORE_RATES_H

#include "postings.h"
#include "reader.h"

/* After each so many postings there is a place to begin at (skip lists in inverted files; Moffat and Zobel, 1996). */
enum { RATES_STEP = 32 };

/* A cursor at such a place. */
struct rates_skip {
  uint32_t article, at, counts; /* offsets in the postings */
};

/* What is remembered of a word's postings. All of it stays in the store's memory until that is relieved. */
struct rates {
  const uint8_t *list; /* the rate of each posting; NULL: there is nothing of all this */
  const struct rates_skip *skips;
  size_t skip_count;
  const uint8_t *articles; /* a bit for each article, from 0 on */
};

/* Of few postings, of those of a beginning, and of a word that is asked for the first time there is nothing. */
bool rates_find(struct store *store, const struct word *word, const struct rater *rater, struct str postings, struct rates *rates,
                struct error *err) MUST_USE;

/* The same as posting_seek(). `next` is the first skip not passed yet, from 0 on, and moves on with the cursor. */
void rates_seek(const struct rates *rates, size_t *next, struct posting_cursor *cursor, uint32_t article);

#endif
