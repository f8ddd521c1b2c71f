/* lookup: finds a number by a text. Private to quality. */
#ifndef MARROW_QUALITY_LOOKUP_H
#define MARROW_QUALITY_LOOKUP_H

#include "base/base.h"

struct name {
  struct str text; /* ptr NULL: a free place */
  size_t number;
};

struct lookup {
  struct arena *arena;
  struct name *places; /* a power of two, at least twice as many as are taken */
  size_t count, room;
};

/* Adds a text that is not empty. Answers its place, which holds an earlier number where it was there already; NULL: no memory. */
const struct name *lookup_add(struct lookup *lookup, struct str text, size_t number);

/* NULL where it is not there. */
const struct name *lookup_find(const struct lookup *lookup, struct str text);

#endif
