#include "base/base.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
  struct arena_block *next;
  size_t used, size;
  alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t ceiling) {
  *arena = (struct arena){.ceiling = ceiling};
}

/* Frees the blocks from `block` on. */
static void free_blocks(struct arena_block *block) {
  while (block != NULL) {
    struct arena_block *next = block->next;
    free(block);
    block = next;
  }
}

void arena_reset(struct arena *arena) {
  struct arena_block *kept = arena->blocks;
  if (kept != NULL && kept->size == BLOCK_BYTES) {
    free_blocks(kept->next);
    kept->next = NULL;
    kept->used = 0;
  } else {
    free_blocks(kept);
    kept = NULL;
  }
  *arena = (struct arena){.blocks = kept, .ceiling = arena->ceiling};
}

void arena_free(struct arena *arena) {
  free_blocks(arena->blocks);
  arena_init(arena, arena->ceiling);
}

static struct arena_block *add_block(struct arena *arena, size_t bytes) {
  size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
  struct arena_block *block = malloc(sizeof *block + size);
  if (block == NULL) {
    return NULL;
  }
  *block = (struct arena_block){.next = arena->blocks, .size = size};
  arena->blocks = block;
  return block;
}

void *arena_alloc(struct arena *arena, size_t bytes) {
  const size_t step = alignof(max_align_t);
  if (arena->failed || bytes > arena->ceiling || arena->used > arena->ceiling - bytes) {
    arena->failed = true;
    return NULL;
  }
  bytes = (bytes + step - 1) / step * step;
  struct arena_block *block = arena->blocks;
  if (block == NULL || block->size - block->used < bytes) {
    block = add_block(arena, bytes);
  }
  if (block == NULL) {
    arena->failed = true;
    return NULL;
  }
  void *memory = block->bytes + block->used;
  block->used += bytes;
  arena->used += bytes;
  return memset(memory, 0, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t bytes_each) {
  size_t bytes;
  if (__builtin_mul_overflow(count, bytes_each, &bytes)) {
    arena->failed = true;
    return NULL;
  }
  return arena_alloc(arena, bytes);
}

struct str arena_copy(struct arena *arena, struct str text) {
  char *copy = arena_alloc(arena, text.len + 1);
  if (copy == NULL) {
    return (struct str){NULL, 0};
  }
  if (text.len > 0) {
    memcpy(copy, text.ptr, text.len);
  }
  return (struct str){copy, text.len};
}

struct str arena_format(struct arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
  if (text != NULL) {
    (void)vsnprintf(text, (size_t)length + 1, format, again);
  }
  va_end(again);
  return (struct str){text, text == NULL ? 0 : (size_t)length};
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t bytes_each) {
  if (count < *capacity) {
    return array;
  }
  size_t larger = *capacity == 0 ? 8 : *capacity * 2;
  void *moved = arena_array(arena, larger, bytes_each);
  if (moved == NULL) {
    return NULL;
  }
  if (count > 0) {
    memcpy(moved, array, count * bytes_each);
  }
  *capacity = larger;
  return moved;
}

bool arena_failed(const struct arena *arena) {
  return arena->failed;
}
