/* lookup: finds a number by a text. */
#ifndef MARROW_BASE_LOOKUP_H
#define MARROW_BASE_LOOKUP_H

#include "arena.h"

struct lookup_entry {
  struct str text; /* ptr NULL: a free place */
  size_t number;
};

/* Zeroed with its arena set: empty. */
struct lookup {
  struct arena *arena;
  struct lookup_entry *places; /* a power of two, at least twice as many as are taken */
  size_t count, room;
};

/* Adds a text that is not empty. Answers its place, which holds an earlier number where it was there already; NULL: no memory. */
const struct lookup_entry *lookup_add(struct lookup *lookup, struct str text, size_t number);

/* NULL where it is not there. */
const struct lookup_entry *lookup_find(const struct lookup *lookup, struct str text);

#endif
