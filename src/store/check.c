#include "writer.h"

#include <pthread.h>

/* The check of a finished file. FTS5's part takes longest, and has a thread of its own. */

struct check {
  const char *path, *flags, *question;
  bool sound;
};

/* Asks a connection of its own, which must answer "ok" or nothing. */
static void *ask(void *context) {
  struct check *check = context;
  struct buf address;
  struct error ignored;
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  buf_init(&address, 1 << 16);
  store_file_address(check->path, check->flags, &address);
  bool open = !buf_failed(&address) &&
              sqlite3_open_v2(address.ptr, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) ==
                  SQLITE_OK &&
              token_register(connection, NULL, &ignored) && store_prepare(connection, check->question, &statement, &ignored);
  int status = open ? sqlite3_step(statement) : SQLITE_ERROR;
  check->sound = status == SQLITE_DONE || (status == SQLITE_ROW && str_equal(store_column(statement, 0), STR("ok")));
  (void)sqlite3_finalize(statement);
  (void)sqlite3_close(connection);
  buf_free(&address);
  return NULL;
}

bool store_check(const char *path, bool thoroughly, struct error *err) {
  struct check words = {path, "?mode=rw", "INSERT INTO terms(terms) VALUES('integrity-check')", !thoroughly};
  struct check tables = {path, "?immutable=1", "PRAGMA quick_check(1)",
                         false}; /* takes no locks, which would meet those of the other */
  pthread_t thread;
  bool beside = thoroughly && pthread_create(&thread, NULL, ask, &words) == 0;
  ask(&tables);
  bool synced = file_sync(path, err);
  if (beside) {
    (void)pthread_join(thread, NULL);
  } else if (thoroughly) {
    ask(&words);
  }
  return synced &&
         ((words.sound && tables.sound) || error_set(err, "%s: the new file is damaged; check the disk and run again", path));
}
