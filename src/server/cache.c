#include "server/cache.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS = 4096, GREATEST_SHARE = 8 };

/* One answer: in the chain of its slot, and in the line of all by when they were asked for. */
struct entry {
  struct entry *next;          /* in the slot */
  struct entry *newer, *older; /* in the line */
  struct payload *payload;
  uint64_t hash;
  size_t key_length;
  char key[];
};

struct cache {
  pthread_mutex_t mutex;
  size_t bytes_most;
  struct cache_facts facts;
  struct entry *newest, *oldest;
  struct entry *slots[SLOTS];
};

struct cache *cache_new(size_t bytes) {
  struct cache *cache = calloc(1, sizeof *cache);
  if (cache != NULL) {
    (void)pthread_mutex_init(&cache->mutex, NULL);
    cache->bytes_most = bytes;
  }
  return cache;
}

static size_t bytes_of(const struct entry *entry) {
  return sizeof *entry + sizeof *entry->payload + PAYLOAD_MESSAGE_BYTES + entry->key_length + entry->payload->body.capacity;
}

static void leave_line(struct cache *cache, struct entry *entry) {
  *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
  *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void enter_line(struct cache *cache, struct entry *entry) {
  entry->newer = NULL;
  entry->older = cache->newest;
  *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry;
  cache->newest = entry;
}

/* The link that leads to the entry of a key, or to NULL. */
static struct entry **find(struct cache *cache, uint64_t hash, struct str key) {
  struct entry **link = &cache->slots[hash % SLOTS];
  while (*link != NULL && !((*link)->hash == hash && str_equal((struct str){(*link)->key, (*link)->key_length}, key))) {
    link = &(*link)->next;
  }
  return link;
}

static void forget(struct cache *cache, struct entry **link) {
  struct entry *entry = *link;
  if (entry == NULL) {
    return;
  }
  *link = entry->next;
  leave_line(cache, entry);
  cache->facts.bytes -= bytes_of(entry);
  cache->facts.answers--;
  payload_put(entry->payload);
  free(entry);
}

static void forget_oldest(struct cache *cache) {
  const struct entry *oldest = cache->oldest;
  if (oldest == NULL) {
    return;
  }
  forget(cache, find(cache, oldest->hash, (struct str){oldest->key, oldest->key_length}));
}

void cache_free(struct cache *cache) {
  if (cache != NULL) {
    while (cache->oldest != NULL) {
      forget_oldest(cache);
    }
    (void)pthread_mutex_destroy(&cache->mutex);
    free(cache);
  }
}

struct payload *cache_get(struct cache *cache, struct str key) {
  uint64_t hash = digest_hash(key);
  (void)pthread_mutex_lock(&cache->mutex);
  struct entry *entry = *find(cache, hash, key);
  struct payload *payload = entry == NULL ? NULL : payload_hold(entry->payload);
  if (entry != NULL) {
    leave_line(cache, entry);
    enter_line(cache, entry);
  }
  *(entry == NULL ? &cache->facts.misses : &cache->facts.hits) += 1;
  (void)pthread_mutex_unlock(&cache->mutex);
  return payload;
}

void cache_keep(struct cache *cache, struct str key, struct payload *payload) {
  struct entry *entry = malloc(sizeof *entry + key.len);
  if (entry == NULL) {
    return;
  }
  *entry = (struct entry){.payload = payload, .hash = digest_hash(key), .key_length = key.len};
  memcpy(entry->key, key.ptr, key.len);
  size_t bytes = bytes_of(entry);
  (void)pthread_mutex_lock(&cache->mutex);
  struct entry **link = find(cache, entry->hash, key);
  if (*link != NULL || bytes > cache->bytes_most / GREATEST_SHARE) {
    free(entry); /* somebody else was faster, or it is too large */
  } else {
    *link = entry;
    (void)payload_hold(payload);
    enter_line(cache, entry);
    cache->facts.bytes += bytes;
    cache->facts.answers++;
    while (cache->facts.bytes > cache->bytes_most) {
      forget_oldest(cache);
    }
  }
  (void)pthread_mutex_unlock(&cache->mutex);
}

struct cache_facts cache_facts(struct cache *cache) {
  (void)pthread_mutex_lock(&cache->mutex);
  struct cache_facts facts = cache->facts;
  (void)pthread_mutex_unlock(&cache->mutex);
  return facts;
}
