/* beginnings: what the beginnings of many words may become (completions.h). Private to store. */
#ifndef MARROW_STORE_BEGINNINGS_H
#define MARROW_STORE_BEGINNINGS_H

#include "writer.h"

/*
 * Makes all of them of the words and stems that the vocabulary has; earlier ones go. Words come by in order and only those at
 * hand are kept, but of each stem its bytes and eight more.
 */
bool beginnings_fill(struct store_writer *writer, struct error *err) MUST_USE;

#endif
