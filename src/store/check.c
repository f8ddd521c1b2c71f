#include "segment.h"
#include "writer.h"

#include <pthread.h>

/* The check of a finished file. What it has of FTS5's index is read on a thread of its own. */

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

static bool check_pages(const char *path) {
  struct error ignored;
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  bool sound = open_file(path, &connection) && token_register(connection, NULL, &ignored) &&
               store_prepare(connection, "PRAGMA quick_check(1)", &statement, &ignored) &&
               sqlite3_step(statement) == SQLITE_ROW && str_equal(store_column(statement, 0), STR("ok"));
  (void)sqlite3_finalize(statement);
  (void)sqlite3_close(connection);
  return sound;
}

bool store_check(const char *path, const uint64_t *words_sum, struct error *err) {
  struct check words = {.path = path, .sum = words_sum == NULL ? 0 : *words_sum, .sound = words_sum == NULL};
  pthread_t thread;
  bool beside = words_sum != NULL && pthread_create(&thread, NULL, check_words, &words) == 0;
  bool sound = check_pages(path);
  bool synced = file_sync(path, err);
  if (beside) {
    (void)pthread_join(thread, NULL);
  } else if (words_sum != NULL) {
    (void)check_words(&words);
  }
  return synced && ((words.sound && sound) || error_set(err, "%s: the new file is damaged; check the disk and run again", path));
}
