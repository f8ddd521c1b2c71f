/*
 * rates: what search makes of the postings of a term, a byte each, remembered. Private to store.
 */
#ifndef MARROW_STORE_RATES_H
#define MARROW_STORE_RATES_H

#include "postings.h"
#include "reader.h"

/*
 * The rates of a word's postings, one each; NULL where there are none: of few postings, and of a word that is asked for
 * the first time. They stay in the store's memory until it is relieved.
 */
bool rates_find(struct store *store, const struct word *word, const struct rater *rater, struct str postings,
                const uint8_t **rates, struct error *err) MUST_USE;

#endif
