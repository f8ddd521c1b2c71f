/* An index that was changed in place has the same full-text index, word by word, as one that was made from the beginning. */
#include "token/token.h"

#include <sqlite3.h>

/* Every place of every term, in order. */
static sqlite3_stmt *walk_places(const char *path, sqlite3 **connection) {
  sqlite3_stmt *statement = NULL;
  struct error err = {""};
  assert_int_equal(sqlite3_open_v2(path, connection, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
  assert_true(token_register(*connection, NULL, &err));
  assert_int_equal(sqlite3_exec(*connection,
                                "INSERT INTO terms(terms) VALUES('integrity-check');"
                                "CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, terms, instance)",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(*connection, "SELECT term, doc, col, offset FROM places ORDER BY 1, 2, 3, 4", -1, &statement, NULL),
      SQLITE_OK);
  return statement;
}

static uint64_t assert_same_places(const char *one, const char *other) {
  sqlite3 *connections[2];
  sqlite3_stmt *walks[2] = {walk_places(one, &connections[0]), walk_places(other, &connections[1])};
  uint64_t count = 0;
  for (;; count++) {
    int status = sqlite3_step(walks[0]);
    assert_int_equal(sqlite3_step(walks[1]), status);
    if (status != SQLITE_ROW) {
      assert_int_equal(status, SQLITE_DONE);
      break;
    }
    for (int column = 0; column < 4; column++) {
      assert_string_equal((const char *)sqlite3_column_text(walks[0], column),
                          (const char *)sqlite3_column_text(walks[1], column));
    }
  }
  for (size_t i = 0; i < COUNT_OF(walks); i++) {
    (void)sqlite3_finalize(walks[i]);
    assert_int_equal(sqlite3_close(connections[i]), SQLITE_OK);
  }
  return count;
}

/* An article of its own words and of common ones; each turn it says something else. */
static void write_turn(int number, int turn) {
  char name[32], text[600];
  (void)snprintf(name, sizeof name, "a%02d.md", number);
  (void)snprintf(text, sizeof text,
                 "---\ntags: [blue, turn%d]\n---\n# Knee %d\n\nThe knees of turn %d, and word%d between the knees.\n\n## Hip "
                 "%d\n\nHips %s\n",
                 turn % 3, number, turn, number * 7 + turn, turn, turn % 2 == 0 ? "and the knees again." : "alone.");
  write_text(name, text);
}

static void amended_places_are_those_of_a_clean_index(void **state) {
  (void)state;
  enum { ARTICLES = 48, TURNS = 30 };
  char clean[sizeof scratch.index + 8];
  for (int i = 0; i < ARTICLES; i++) {
    write_turn(i, 0);
  }
  (void)index_source(scratch.folder);
  (void)snprintf(clean, sizeof clean, "%s.clean", scratch.index);
  for (int turn = 1; turn <= TURNS; turn++) {
    write_turn(turn * 7 % ARTICLES, turn);
    write_turn((turn * 7 + 3) % ARTICLES, turn);
    struct indexer_report report = index_source(scratch.folder);
    assert_true(report.is_amended);
    assert_int_equal(report.changed, 2);
  }
  struct indexer_report made;
  struct error err = {""};
  assert_true(
      indexer_run(scratch.folder, clean, &(struct indexer_options){.jobs = 1}, &(struct indexer_listener){NULL}, &made, &err));
  assert_false(made.is_amended);
  assert_true(assert_same_places(scratch.index, clean) > 2000);
}
