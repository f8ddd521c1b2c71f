/*
 * successors: which articles have taken the place of one, one after the other. Private to search.
 */
#ifndef MARROW_SEARCH_SUCCESSORS_H
#define MARROW_SEARCH_SUCCESSORS_H

#include "store/store.h"

/* Authors name one successor after the other; nobody follows more of them. */
enum { SUCCESSORS_MAX = 8 };

/* Answers how many there are, the latest last. Where articles name one another in a circle, the article itself may be among them.
 */
size_t successors_of(const struct store *store, uint32_t article, uint32_t chain[SUCCESSORS_MAX]);

#endif
