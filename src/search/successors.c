#include "successors.h"

size_t successors_of(const struct store *store, uint32_t article, uint32_t chain[SUCCESSORS_MAX]) {
  size_t length = 0;
  for (uint32_t next = store_successor(store, article); next > 0 && length < SUCCESSORS_MAX;
       next = store_successor(store, next)) {
    chain[length++] = next;
  }
  return length;
}
