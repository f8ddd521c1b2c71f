#include "segment.h"
#include "writer.h"

#include <pthread.h>

/* The check of a finished file, on threads of its own while the file is written to the disk. */

struct check {
  const char *path;
  uint64_t sum; /* of FTS5's rows, as they were written */
  bool sound;
};

/* A connection that takes no locks, as the file is ours. */
static bool open_file(const char *path, sqlite3 **connection) {
  struct buf address;
  buf_init(&address, 1 << 16);
  store_file_address(path, "?immutable=1", &address);
  bool open =
      !buf_failed(&address) &&
      sqlite3_open_v2(address.ptr, connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
  buf_free(&address);
  return open;
}

static void *check_words(void *context) {
  struct check *check = context;
  struct error ignored;
  sqlite3 *connection = NULL;
  uint64_t sum;
  check->sound = open_file(check->path, &connection) && segment_read_sum(connection, &sum, &ignored) && sum == check->sum;
  (void)sqlite3_close(connection);
  return NULL;
}

static void *check_pages(void *context) {
  struct check *check = context;
  struct error ignored;
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  check->sound = open_file(check->path, &connection) && token_register(connection, NULL, &ignored) &&
                 store_prepare(connection, "PRAGMA quick_check(1)", &statement, &ignored) &&
                 sqlite3_step(statement) == SQLITE_ROW && str_equal(store_column(statement, 0), STR("ok"));
  (void)sqlite3_finalize(statement);
  (void)sqlite3_close(connection);
  return NULL;
}

/* Starts a check beside this thread; false where it had to be made here. */
static bool start(void *check_it(void *), struct check *check, pthread_t *thread) {
  if (pthread_create(thread, NULL, check_it, check) == 0) {
    return true;
  }
  (void)check_it(check);
  return false;
}

bool store_check(const char *path, const uint64_t *words_sum, struct error *err) {
  struct check words = {.path = path, .sum = words_sum == NULL ? 0 : *words_sum, .sound = words_sum == NULL};
  struct check pages = {.path = path};
  pthread_t words_thread, pages_thread;
  bool words_beside = words_sum != NULL && start(check_words, &words, &words_thread);
  bool pages_beside = start(check_pages, &pages, &pages_thread);
  bool synced = file_sync(path, err);
  if (words_beside) {
    (void)pthread_join(words_thread, NULL);
  }
  if (pages_beside) {
    (void)pthread_join(pages_thread, NULL);
  }
  return synced &&
         ((words.sound && pages.sound) || error_set(err, "%s: the new file is damaged; check the disk and run again", path));
}
