/* table: texts -> numbers from 1 on, by open addressing. Private to lexicon. */
#ifndef MARROW_LEXICON_TABLE_H
#define MARROW_LEXICON_TABLE_H

#include "base/base.h"

struct table_slot {
  uint64_t hash;
  struct str key;
  uint32_t number; /* 0: the slot is empty */
};

struct table {
  struct table_slot *slots;
  size_t count, capacity; /* capacity: a power of two, or 0 */
};

/* The number of a key; 0 where it has none. */
uint32_t table_find(const struct table *table, struct str key);

/* Gives a key that has none a number. The key's bytes must stay. False where there is no memory. */
bool table_add(struct table *table, struct str key, uint32_t number) MUST_USE;

void table_free(struct table *table);

#endif
