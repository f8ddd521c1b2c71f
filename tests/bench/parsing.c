#include "bench.h"

#include "article/article.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * What marrow index does on all cores: lines become articles, and these are cut into words, counted and compressed. The lines are
 * in memory before the clock starts.
 */

enum { ROUNDS = 5, THREADS_MAX = 2, COLLECTION_BYTES_MAX = 1 << 30, ARENA_BYTES_MAX = 1 << 30 };

struct parsing {
  struct str *lines;
  size_t count;
  atomic_size_t next;
  struct store_writer *writer;
  atomic_bool failed;
};

static void prepare_lines(struct parsing *parsing, struct store_preparer *preparer, struct store_prepared *prepared) {
  struct arena arena;
  arena_init(&arena, ARENA_BYTES_MAX);
  for (size_t i; (i = atomic_fetch_add(&parsing->next, 1)) < parsing->count;) {
    struct article article;
    struct error err;
    if (!article_from_json(&arena, parsing->lines[i], &article, &err)) {
      atomic_store(&parsing->failed, true);
      break;
    }
    store_prepare_article(preparer, &article, prepared);
    arena_reset(&arena);
  }
  arena_free(&arena);
}

static void *work(void *context) {
  struct parsing *parsing = context;
  struct store_preparer *preparer = store_preparer_new(parsing->writer);
  struct store_prepared *prepared = store_prepared_new();
  if (preparer == NULL || prepared == NULL) {
    atomic_store(&parsing->failed, true);
  } else {
    prepare_lines(parsing, preparer, prepared);
  }
  store_prepared_free(prepared);
  store_preparer_free(preparer);
  return NULL;
}

static bool pass(struct parsing *parsing, size_t threads, double *seconds, struct error *err) {
  pthread_t started[THREADS_MAX];
  double start = seconds_now();
  atomic_store(&parsing->next, 0);
  for (size_t i = 0; i < threads; i++) {
    if (pthread_create(&started[i], NULL, work, parsing) != 0) {
      return error_set(err, "no thread can be started");
    }
  }
  for (size_t i = 0; i < threads; i++) {
    (void)pthread_join(started[i], NULL);
  }
  *seconds = seconds_now() - start;
  return !atomic_load(&parsing->failed) || error_set(err, "an article could not be read");
}

static bool cut_lines(struct parsing *parsing, struct arena *arena, struct str text) {
  size_t capacity = 0;
  for (size_t begin = 0, end; begin < text.len; begin = end + 1) {
    end = str_find(text, '\n', begin);
    struct str *grown = arena_grow(arena, parsing->lines, parsing->count, &capacity, sizeof *grown);
    if (grown == NULL) {
      return false;
    }
    parsing->lines = grown;
    parsing->lines[parsing->count++] = str_slice(text, begin, end);
  }
  return true;
}

static bool measure(struct parsing *parsing, struct error *err) {
  double seconds[THREADS_MAX][ROUNDS];
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t threads = 1; threads <= THREADS_MAX; threads++) {
      if (!pass(parsing, threads, &seconds[threads - 1][round], err)) {
        return false;
      }
    }
  }
  double one = least(seconds[0], ROUNDS), two = least(seconds[1], ROUNDS);
  table_title("Parsing, words and rows", "one thread");
  if (sysconf(_SC_NPROCESSORS_ONLN) < THREADS_MAX) {
    table_note("one core alone: two cannot be compared with it");
    (void)fflush(stdout);
    return true;
  }
  table_row((struct row){"two threads, s (least of 5)", two, one, one / two, AT_LEAST, 1.6});
  return true;
}

static bool measure_apart(void *context, struct error *err) {
  const struct bench *bench = context;
  struct parsing parsing = {.count = 0};
  struct arena arena;
  struct buf text;
  arena_init(&arena, ARENA_BYTES_MAX);
  buf_init(&text, COLLECTION_BYTES_MAX);
  (void)unlink(bench->index);
  bool done = file_read(bench->docs, COLLECTION_BYTES_MAX, &text, err) &&
              (cut_lines(&parsing, &arena, buf_str(&text)) || error_memory(err)) &&
              store_writer_open(bench->index, &parsing.writer, err) && measure(&parsing, err);
  store_writer_abandon(parsing.writer);
  buf_free(&text);
  arena_free(&arena);
  return done;
}

/* In a process of its own: others are measured by their memory. */
bool measure_parsing(const struct bench *bench, struct error *err) {
  struct bench copy = *bench;
  double megabytes;
  return run_apart(measure_apart, &copy, &megabytes, err);
}
