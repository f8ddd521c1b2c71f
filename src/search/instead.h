/*
 * instead: synonyms in an expression. Those of a word stand beside it. A word of more than two characters of a
 * script without spaces is several pieces (its pairs): there they are a term of their own, for all pieces
 * that touch the word, ((骨关 AND 关节 AND 节炎) OR "关 节 病"). Private to search.
 */
#ifndef MARROW_SEARCH_INSTEAD_H
#define MARROW_SEARCH_INSTEAD_H

#include "draft.h"

/* Pieces that have synonyms together. */
struct stretch {
  size_t first, last;          /* pieces */
  struct span words;           /* of the item, that the synonyms stand for */
  const struct others *others; /* NULL: there are none */
};

/* The longest stretch of an item's pieces that begins with piece `at`. */
struct stretch instead_stretch(const struct draft *draft, size_t clause, const struct words *words, const struct pieces *pieces,
                               size_t at);

/* Adds the synonyms of its clause to a term that is the whole of it: (a OR b OR "total knee"). */
void instead_beside(struct draft *draft, struct term *term);

/* Closes a stretch that was opened with "((" in the expression, once the terms of its pieces are there: with its synonyms. */
bool instead_close(struct draft *draft, const struct words *words, const struct stretch *stretch) MUST_USE;

#endif
