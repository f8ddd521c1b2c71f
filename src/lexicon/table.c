#include "table.h"

#include <stdlib.h>

/* The slot of a key, or the empty one where it belongs. */
static struct table_slot *slot_of(const struct table *table, struct str key, uint64_t hash) {
  size_t at = hash & (table->capacity - 1);
  while (table->slots[at].number != 0 && !(table->slots[at].hash == hash && str_equal(table->slots[at].key, key))) {
    at = (at + 1) & (table->capacity - 1);
  }
  return &table->slots[at];
}

uint32_t table_find(const struct table *table, struct str key) {
  return table->count == 0 ? 0 : slot_of(table, key, digest_hash(key))->number;
}

static bool grow(struct table *table) {
  struct table larger = {.count = table->count, .capacity = table->capacity == 0 ? 64 : table->capacity * 2};
  larger.slots = calloc(larger.capacity, sizeof *larger.slots);
  if (larger.slots == NULL) {
    return false;
  }
  for (size_t i = 0; i < table->capacity; i++) {
    if (table->slots[i].number != 0) {
      *slot_of(&larger, table->slots[i].key, table->slots[i].hash) = table->slots[i];
    }
  }
  free(table->slots);
  *table = larger;
  return true;
}

bool table_add(struct table *table, struct str key, uint32_t number) {
  if (table->count >= table->capacity / 2 && !grow(table)) {
    return false;
  }
  uint64_t hash = digest_hash(key);
  *slot_of(table, key, hash) = (struct table_slot){hash, key, number};
  table->count++;
  return true;
}

void table_free(struct table *table) {
  free(table->slots);
  *table = (struct table){0};
}
