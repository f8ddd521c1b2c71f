#include "server/readers.h"

#include "server/log.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Milliseconds between two looks at the file; longer after a new file was no good, for opening one costs something. */
enum { LOOK_AGAIN = 50, LOOK_AGAIN_AFTER_TROUBLE = 1000 };

struct generation {
  char tag[TAG_BYTES];
  struct reader *readers; /* all */
  struct reader **idle;   /* those that are not out, as a stack */
  size_t count, idle_count;
};

struct readers {
  const char *path;
  size_t count;
  pthread_mutex_t mutex;      /* guards what follows and the idle stacks */
  struct generation *current; /* never NULL */
  uint64_t next_look;         /* UINT64_MAX while somebody looks */
  uint64_t moves, failures;   /* to newer files */
  struct error trouble;       /* the last one logged; belongs to whoever looks */
};

static void reader_close(struct reader *reader) {
  store_close(reader->store);
  searcher_free(reader->searcher);
}

static bool reader_open(const char *path, struct reader *reader, struct error *err) {
  if (!store_open(path, &reader->store, err)) {
    return false;
  }
  reader->searcher = searcher_new();
  if (reader->searcher == NULL) {
    store_close(reader->store);
    return error_memory(err);
  }
  return true;
}

static void generation_free(struct generation *generation) {
  for (size_t i = 0; i < generation->count; i++) {
    reader_close(&generation->readers[i]);
  }
  free(generation->readers);
  free(generation->idle);
  free(generation);
}

/* Opens the readers. Should the file change meanwhile, those of the older file are dropped for the newer one's. */
static bool open_all(struct generation *generation, const char *path, size_t count, struct error *err) {
  while (generation->count < count) {
    struct reader reader = {.tag = generation->tag, .generation = generation};
    if (!reader_open(path, &reader, err)) {
      return false;
    }
    const char *digest = store_facts(reader.store)->digest;
    if (generation->count > 0 && strcmp(store_facts(generation->readers[0].store)->digest, digest) != 0) {
      while (generation->count > 0) {
        reader_close(&generation->readers[--generation->count]);
      }
    }
    generation->readers[generation->count++] = reader;
  }
  return true;
}

static bool make_tag(struct generation *generation, struct error *err) {
  struct digest *digest = digest_new();
  if (digest == NULL) {
    return error_memory(err);
  }
  char hex[DIGEST_HEX + 1];
  digest_add(digest, str_of(store_facts(generation->readers[0].store)->digest));
  digest_add(digest, STR(MARROW_VERSION));
  digest_hex(digest, hex);
  digest_free(digest);
  (void)snprintf(generation->tag, sizeof generation->tag, "\"%s\"", hex);
  return true;
}

static bool generation_open(const char *path, size_t count, struct generation **opened, struct error *err) {
  struct generation *generation = calloc(1, sizeof *generation);
  if (generation == NULL) {
    return error_memory(err);
  }
  generation->readers = calloc(count, sizeof *generation->readers);
  generation->idle = calloc(count, sizeof(*generation->idle));
  bool done = generation->readers != NULL && generation->idle != NULL
                  ? open_all(generation, path, count, err) && make_tag(generation, err)
                  : error_memory(err);
  if (!done) {
    generation_free(generation);
    return false;
  }
  while (generation->idle_count < count) {
    generation->idle[generation->idle_count] = &generation->readers[generation->idle_count];
    generation->idle_count++;
  }
  *opened = generation;
  return true;
}

bool readers_open(const char *path, size_t count, struct readers **readers, struct error *err) {
  struct readers *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  *made = (struct readers){.path = path, .count = count};
  if (!generation_open(path, count, &made->current, err)) {
    free(made);
    return false;
  }
  (void)pthread_mutex_init(&made->mutex, NULL);
  *readers = made;
  return true;
}

void readers_close(struct readers *readers) {
  generation_free(readers->current);
  (void)pthread_mutex_destroy(&readers->mutex);
  free(readers);
}

struct readers_facts readers_facts(struct readers *readers) {
  (void)pthread_mutex_lock(&readers->mutex);
  const struct store_facts *facts = store_facts(readers->current->readers[0].store);
  struct readers_facts told = {.articles = facts->articles, .moves = readers->moves, .failures = readers->failures};
  memcpy(told.digest, facts->digest, DIGEST_HEX);
  (void)pthread_mutex_unlock(&readers->mutex);
  return told;
}

/* Opens the new file, and makes it current if it is good. Answers the milliseconds until the next look. */
static uint64_t move_on(struct readers *readers) {
  struct generation *fresh;
  struct error err;
  bool opened = generation_open(readers->path, readers->count, &fresh, &err);
  (void)pthread_mutex_lock(&readers->mutex);
  readers->moves += opened;
  readers->failures += !opened;
  (void)pthread_mutex_unlock(&readers->mutex);
  if (!opened) {
    if (strcmp(err.text, readers->trouble.text) != 0) {
      log_line("the new index cannot be served, the old one still is: %s", err.text);
      readers->trouble = err;
    }
    return LOOK_AGAIN_AFTER_TROUBLE;
  }
  readers->trouble = (struct error){0};
  log_line("serves generation %s", store_facts(fresh->readers[0].store)->digest);
  (void)pthread_mutex_lock(&readers->mutex);
  readers->current = fresh; /* the old one goes when its last reader comes back: the caller still has one */
  (void)pthread_mutex_unlock(&readers->mutex);
  return LOOK_AGAIN;
}

struct reader *readers_take(struct readers *readers) {
  uint64_t now = clock_milliseconds();
  (void)pthread_mutex_lock(&readers->mutex);
  struct generation *generation = readers->current;
  struct reader *reader = generation->idle[--generation->idle_count];
  bool look = now >= readers->next_look;
  readers->next_look = look ? UINT64_MAX : readers->next_look;
  (void)pthread_mutex_unlock(&readers->mutex);
  if (!look) {
    return reader;
  }
  bool superseded = store_is_superseded(reader->store);
  uint64_t wait = superseded ? move_on(readers) : LOOK_AGAIN;
  (void)pthread_mutex_lock(&readers->mutex);
  readers->next_look = clock_milliseconds() + wait;
  bool moved = readers->current != generation;
  (void)pthread_mutex_unlock(&readers->mutex);
  if (!moved) {
    return reader;
  }
  readers_put(readers, reader);
  return readers_take(readers);
}

void readers_put(struct readers *readers, struct reader *reader) {
  struct generation *generation = reader->generation;
  (void)pthread_mutex_lock(&readers->mutex);
  generation->idle[generation->idle_count++] = reader;
  bool last = generation != readers->current && generation->idle_count == generation->count;
  (void)pthread_mutex_unlock(&readers->mutex);
  if (last) {
    generation_free(generation);
  }
}
