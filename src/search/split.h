/*
 * split: a long German word -> the two words of the index that it is made of: Tabellenvorlage is Tabellen
 * and Vorlage. Private to search.
 */
#ifndef MARROW_SEARCH_SPLIT_H
#define MARROW_SEARCH_SPLIT_H

#include "store/store.h"

struct split {
  struct str head, tail; /* slices of the word; empty where it is none of the kind */
};

/*
 * Of all ways to divide a plain word (four letters and more on each side) that whose rarer half most
 * articles have; more than one must. Other languages are not divided.
 */
bool split_word(struct store *store, struct tokenizer *tokenizer, const struct language *language, struct str word,
                struct split *split, struct error *err) MUST_USE;

#endif
