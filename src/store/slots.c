#include "reader.h"

#include <stdlib.h>

/*
 * Articles have numbers in order. Their rows, in `article` and in FTS5, have the same ones in an index that was made from the
 * beginning; where articles came and went since, rows stay where they are, and new ones stand behind all others.
 */

uint32_t store_slot(const struct store *store, uint32_t number) {
  return store->slots == NULL ? number : store->slots[number - 1];
}

uint32_t store_number(const struct store *store, uint64_t slot) {
  if (store->slots == NULL) {
    return slot <= store->facts.articles ? (uint32_t)slot : 0;
  }
  return slot <= store->slot_last ? store->numbers[slot] : 0;
}

bool store_settle_slots(struct store *store) {
  enum { SLOTS_A_NUMBER = 64 }; /* far more than ever stay empty */
  uint64_t articles = store->facts.articles;
  if (store->slots == NULL) {
    return true;
  }
  for (uint64_t i = 0; i < articles; i++) {
    store->slot_last = store->slots[i] > store->slot_last ? store->slots[i] : store->slot_last;
  }
  if (store->slot_last / SLOTS_A_NUMBER > articles + SLOTS_A_NUMBER) {
    return false;
  }
  store->numbers = calloc((size_t)store->slot_last + 1, sizeof *store->numbers);
  for (uint64_t i = 0; store->numbers != NULL && i < articles; i++) {
    uint32_t *number = &store->numbers[store->slots[i]];
    if (store->slots[i] == 0 || *number != 0) {
      return false;
    }
    *number = (uint32_t)i + 1;
  }
  uint32_t last = 0;
  store->slot_stray = 1;
  while (store->numbers != NULL && store->slot_stray <= store->slot_last &&
         (store->numbers[store->slot_stray] == 0 || store->numbers[store->slot_stray] > last)) {
    last = store->numbers[store->slot_stray] > 0 ? store->numbers[store->slot_stray] : last;
    store->slot_stray++;
  }
  return store->numbers != NULL;
}
