#include "stems.h"
#include "memory.h"
#include "reader.h"

#include <stdlib.h>

static void pack_one(struct str surface, const struct word_stem *stem, struct buf *packed) {
  size_t shared = 0;
  while (shared < surface.len && shared < stem->stem.len && surface.ptr[shared] == stem->stem.ptr[shared]) {
    shared++;
  }
  buf_add(packed, stem->language == NULL ? STR("--") : str_of(stem->language->code));
  encode_number(stem->articles, packed);
  encode_number(shared, packed);
  encode_number(stem->stem.len - shared, packed);
  buf_add(packed, str_slice(stem->stem, shared, stem->stem.len));
}

/* The commonest first. */
static int compare_stems(const void *a, const void *b) {
  const struct word_stem *x = a, *y = b;
  if (x->articles != y->articles) {
    return x->articles > y->articles ? -1 : 1;
  }
  int order = strcmp(x->language == NULL ? "" : x->language->code, y->language == NULL ? "" : y->language->code);
  return order != 0 ? order : str_compare(x->stem, y->stem);
}

void stems_pack(struct str surface, struct word_stem *stems, size_t count, struct buf *packed) {
  if (count > 1) {
    qsort(stems, count, sizeof *stems, compare_stems);
  }
  for (size_t i = 0; i < count; i++) {
    pack_one(surface, &stems[i], packed);
  }
}

static bool unpack_one(struct str surface, struct str packed, size_t *at, struct arena *arena, struct word_stem *stem) {
  struct str code = str_slice(packed, *at, *at + 2);
  uint32_t shared, rest;
  *at += 2;
  if (code.len < 2 || !decode_number(packed, at, &stem->articles) || !decode_number(packed, at, &shared) ||
      !decode_number(packed, at, &rest) || shared > surface.len || rest > packed.len - *at) {
    return false;
  }
  stem->language = language_find(code);
  char *bytes = arena_alloc(arena, (size_t)shared + rest + 1);
  if (bytes == NULL) {
    return false;
  }
  memcpy(bytes, surface.ptr, shared);
  memcpy(bytes + shared, packed.ptr + *at, rest);
  stem->stem = (struct str){bytes, (size_t)shared + rest};
  *at += rest;
  return true;
}

bool stems_unpack(struct str surface, struct str packed, struct arena *arena, struct word_stem **stems, size_t *count) {
  size_t capacity = 0;
  *stems = NULL;
  *count = 0;
  for (size_t at = 0; at < packed.len; ++*count) {
    struct word_stem *grown = arena_grow(arena, *stems, *count, &capacity, sizeof *grown);
    if (grown == NULL || !unpack_one(surface, packed, &at, arena, &grown[*count])) {
      return false;
    }
    *stems = grown;
  }
  return true;
}

bool store_word_stems(struct store *store, struct str word, struct arena *arena, struct word_stem **stems, size_t *count,
                      struct error *err) {
  *stems = NULL;
  *count = 0;
  memory_relieve(store->memory);
  if (word.len == 0 || store_term_is_marked(word)) {
    return true;
  }
  struct memory_entry entry;
  if (!store_entry(store, word, &entry, err)) {
    return false;
  }
  bool sound = stems_unpack(word, entry.bytes, arena, stems, count);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  return sound || store_damaged(store, err);
}
