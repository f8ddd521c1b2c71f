/*
 * arena: memory that belongs to one unit of work (an article, a request, a command) and goes with it
 * in one call. Nothing is freed in the middle. Every arena is born with a ceiling, so that a
 * stranger's input never decides how much is allocated.
 *
 * All functions answer NULL (or a str with ptr NULL) once the ceiling is reached or the system has no
 * memory; arena_failed() then stays true, so that a chain of steps may ask once at its end.
 */
#ifndef MARROW_BASE_ARENA_H
#define MARROW_BASE_ARENA_H

#include "str.h"

struct arena_block;

struct arena {
  struct arena_block *blocks; /* newest first */
  size_t used, ceiling;       /* bytes handed out, bytes that may be */
  bool failed;
};

void arena_init(struct arena *arena, size_t ceiling);

/* Frees all at once, but for one small block; the arena is empty and usable again. */
void arena_reset(struct arena *arena);

/* Frees all at once. */
void arena_free(struct arena *arena);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* Zeroed array; the product is checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t bytes_each);

/* A copy of `text`, with a NUL behind it that len does not count. */
struct str arena_copy(struct arena *arena, struct str text);

/* The same for printf's arguments. */
struct str arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Room for one more element in an array that grows in the arena: answers the array, moved if it had
 * to grow (capacity doubles; the old one stays until the arena goes), or NULL.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t bytes_each);

bool arena_failed(const struct arena *arena);

#endif
