/* scratch: a folder of the test's own, and indexes made from JSON lines in it. */
#ifndef MARROW_TESTS_SCRATCH_H
#define MARROW_TESTS_SCRATCH_H

#include "folder.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct scratch {
  char folder[FOLDER_BYTES];
  char index[96];
};

static inline void scratch_make(struct scratch *scratch) {
  folder_make(scratch->folder);
  (void)snprintf(scratch->index, sizeof scratch->index, "%s/test.index", scratch->folder);
}

static inline void scratch_remove(struct scratch *scratch) {
  char command[128];
  (void)snprintf(command, sizeof command, "rm -rf '%s'", scratch->folder);
  assert_int_equal(system(command), 0);
}

/* Both steps of adding an article. */
static inline bool scratch_take(struct store_writer *writer, const struct article *article, bool own_address, const char **clash,
                                struct error *err) {
  struct store_preparer *preparer = store_preparer_new(writer);
  struct store_prepared *prepared = store_prepared_new();
  assert_true(preparer != NULL && prepared != NULL);
  store_prepare_article(preparer, article, prepared);
  bool done = store_writer_take(writer, prepared, article, own_address, clash, err);
  store_prepared_free(prepared);
  store_preparer_free(preparer);
  return done;
}

static inline void scratch_add(struct store_writer *writer, const char *line) {
  struct arena arena;
  struct article article;
  struct error err = {""};
  const char *clash;
  arena_init(&arena, 1 << 24);
  if (!article_from_json(&arena, str_of(line), &article, &err) || !scratch_take(writer, &article, true, &clash, &err)) {
    fail_msg("%s: %s", line, err.text);
  }
  assert_null(clash);
  arena_free(&arena);
}

/* Publishes an index of JSON lines; `lines` ends in NULL. */
static inline struct store_facts scratch_publish(const char *path, const char *const *lines) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  if (!store_writer_open(path, &writer, &err)) {
    fail_msg("%s", err.text);
  }
  for (; *lines != NULL; lines++) {
    scratch_add(writer, *lines);
  }
  if (!store_writer_publish(writer, &facts, &err)) {
    fail_msg("%s", err.text);
  }
  return facts;
}

static inline struct store *scratch_open(const char *path) {
  struct store *store = NULL;
  struct error err = {""};
  if (!store_open(path, &store, &err)) {
    fail_msg("%s", err.text);
  }
  return store;
}

#endif
