#include "amend.h"

#include <stdlib.h>

/* Which articles have taken the places of others, found once all are there. */

/* The number of the article whose row is at hand. */
static uint32_t number_at(const struct store_writer *writer, sqlite3_stmt *row) {
  uint64_t slot = (uint64_t)sqlite3_column_int64(row, 0);
  return writer->amendment != NULL ? amendment_number(writer->amendment, slot) : (uint32_t)slot;
}

static uint32_t number_of(const struct store_writer *writer, sqlite3_stmt *find, const char *id) {
  store_bind_text(find, 1, str_of(id));
  uint32_t number = sqlite3_step(find) == SQLITE_ROW ? number_at(writer, find) : 0;
  (void)sqlite3_reset(find);
  return number;
}

/* Goes through the articles that name a successor. An article is none of its own. */
static bool find_all(const struct store_writer *writer, sqlite3_stmt *superseded, sqlite3_stmt *find, uint32_t *successors) {
  int status;
  while ((status = sqlite3_step(superseded)) == SQLITE_ROW) {
    uint32_t number = number_at(writer, superseded);
    const char *id = store_writer_follow(writer, store_column(superseded, 1), store_column(superseded, 2));
    uint32_t successor = id != NULL ? number_of(writer, find, id) : 0;
    if (number >= 1 && number <= writer->facts.articles && successor != number) {
      successors[number - 1] = successor;
    }
  }
  return status == SQLITE_DONE;
}

bool successors_find(struct store_writer *writer, struct buf *numbers, struct error *err) {
  sqlite3_stmt *superseded = NULL, *find = NULL;
  uint32_t *successors = calloc(writer->facts.articles + 1, sizeof *successors);
  bool done = successors != NULL
                  ? store_prepare(writer->connection, "SELECT number, id, superseded_by FROM article WHERE superseded_by <> ''",
                                  &superseded, err) &&
                        store_prepare(writer->connection, "SELECT number FROM article WHERE id = ?1", &find, err)
                  : error_memory(err);
  if (done && !find_all(writer, superseded, find, successors)) {
    done = store_trouble(writer->connection, err);
  }
  if (done) {
    buf_add(numbers, (struct str){(const char *)successors, writer->facts.articles * sizeof *successors});
  }
  (void)sqlite3_finalize(superseded);
  (void)sqlite3_finalize(find);
  free(successors);
  return done;
}
