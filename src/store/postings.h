/*
 * postings: for a term, which articles have it and how often in each field. Private to store.
 *
 * An article is the difference to the one before (LEB128), then its counts: one byte below 128 is a
 * count in the body and nowhere else; else the low bits of the byte name the fields that have the term,
 * and a count (LEB128) follows for each.
 */
#ifndef MARROW_STORE_POSTINGS_H
#define MARROW_STORE_POSTINGS_H

#include "store/store.h"

void posting_add(struct buf *postings, uint32_t difference, const uint32_t counts[FIELD_COUNT]);

/* A reading place in postings. */
struct posting_cursor {
  const unsigned char *begin, *at, *end;
  uint32_t article; /* POSTING_END behind the last one, and where the bytes make no sense */
  uint32_t place;   /* 1 at the first article, 2 at the next one, ... */
  const unsigned char *counts;
};

#define POSTING_END UINT32_MAX

/* At the first article. */
struct posting_cursor posting_begin(struct str postings);

/* To the first article that is not before `article`. */
void posting_seek(struct posting_cursor *cursor, uint32_t article);

/* The counts of the article the cursor is at. */
void posting_counts(const struct posting_cursor *cursor, uint32_t counts[FIELD_COUNT]);

#endif
