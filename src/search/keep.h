/* keep: what of a card outlasts the article it was made from. Private to search. */
#ifndef MARROW_SEARCH_KEEP_H
#define MARROW_SEARCH_KEEP_H

#include "search/search.h"

/* Copies all texts and lists of a card into `arena`. False where it is full. */
bool keep_hit(struct arena *arena, struct search_hit *hit) MUST_USE;

#endif
