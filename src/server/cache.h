/*
 * cache: answers that were given, by all that they depend on: the generation of the index, the day, the coding, and the
 * request as it was read. It holds at most so many bytes and forgets first what was asked for longest ago. Private to server.
 */
#ifndef MARROW_SERVER_CACHE_H
#define MARROW_SERVER_CACHE_H

#include "server/payload.h"

struct cache;

/* NULL where there is no memory. With 0 bytes nothing is kept. */
struct cache *cache_new(size_t bytes);
void cache_free(struct cache *cache);

/* The answer that was kept under a key, to be put back; NULL where there is none. */
struct payload *cache_get(struct cache *cache, struct str key);

/* Keeps an answer, and holds it; one that would take more than an eighth of the room is not kept. */
void cache_keep(struct cache *cache, struct str key, struct payload *payload);

struct cache_facts {
  uint64_t hits, misses, answers, bytes;
};
struct cache_facts cache_facts(struct cache *cache);

#endif
