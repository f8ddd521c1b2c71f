/*
 * places: where a term stands in an article, in FTS5's layout of such a list. Private to store.
 *
 * Fields come in order, each but the first behind a 1 and its number; a position is the difference to the one before in its
 * field, and 2. Numbers are SQLite's (skips.h).
 */
#ifndef MARROW_STORE_PLACES_H
#define MARROW_STORE_PLACES_H

#include "terms.h"

/* Appends positions, field after field as many as `counts` says, and ascending within each. */
void places_add(struct buf *places, const uint32_t *positions, const uint32_t counts[FIELD_COUNT]);

/* How many there are in each field. */
void places_count(struct str places, uint32_t counts[FIELD_COUNT]);

#endif
