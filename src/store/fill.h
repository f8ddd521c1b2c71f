/* fill: the words of a new index, on their way from an inversion into its tables. Private to store. */
#ifndef MARROW_STORE_FILL_H
#define MARROW_STORE_FILL_H

#include "writer.h"

/* Fills FTS5's index and the vocabulary, and makes the tallies of how words are written. */
bool fill_words(struct store_writer *writer, struct error *err) MUST_USE;

#endif
