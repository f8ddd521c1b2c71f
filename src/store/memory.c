#include "memory.h"

#include <stdlib.h>

enum { SLOTS = 1 << 13, FULL_BYTES = 16 * 1024 * 1024 };
#define MEMORY_BYTES_MAX ((size_t)1 << 32)

/* A slot holds the last key that fell into it; its bytes stay until all is forgotten. */
struct memory {
  struct arena arena;
  struct {
    struct str key; /* ptr NULL: empty */
    enum memory_kind kind;
    struct memory_entry entry;
  } slots[SLOTS];
};

struct memory *memory_new(void) {
  struct memory *memory = calloc(1, sizeof *memory);
  if (memory != NULL) {
    arena_init(&memory->arena, MEMORY_BYTES_MAX);
  }
  return memory;
}

void memory_free(struct memory *memory) {
  if (memory != NULL) {
    arena_free(&memory->arena);
    free(memory);
  }
}

void memory_relieve(struct memory *memory) {
  if (memory->arena.used > FULL_BYTES || arena_failed(&memory->arena)) {
    arena_reset(&memory->arena);
    memset(memory->slots, 0, sizeof memory->slots);
  }
}

static size_t slot_of(enum memory_kind kind, struct str key) {
  return (digest_hash(key) + (size_t)kind) % SLOTS;
}

const struct memory_entry *memory_find(const struct memory *memory, enum memory_kind kind, struct str key) {
  size_t slot = slot_of(kind, key);
  bool found = memory->slots[slot].key.ptr != NULL && memory->slots[slot].kind == kind && str_equal(memory->slots[slot].key, key);
  return found ? &memory->slots[slot].entry : NULL;
}

const struct memory_entry *memory_keep(struct memory *memory, enum memory_kind kind, struct str key, struct memory_entry entry) {
  size_t slot = slot_of(kind, key);
  struct str kept = arena_copy(&memory->arena, key);
  entry.bytes = arena_copy(&memory->arena, entry.bytes);
  if (kept.ptr == NULL || entry.bytes.ptr == NULL) {
    return NULL;
  }
  memory->slots[slot].key = kept;
  memory->slots[slot].kind = kind;
  memory->slots[slot].entry = entry;
  return &memory->slots[slot].entry;
}
