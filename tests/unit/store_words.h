/* store_words: how the words of an index come into it: in runs, and into FTS5's own tables. */
#ifndef MARROW_TESTS_STORE_WORDS_H
#define MARROW_TESTS_STORE_WORDS_H

#include "scratch.h"
#include "store/inversion_table.h"
#include "store/places.h"
#include "store/segment.h"
#include "store/writer.h"

/* Numbers that look random and are the same in every run. */
static uint32_t words_random(uint64_t *state) {
  *state = *state * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(*state >> 33);
}

/* A JSON line with some words that most articles have and some that few have, in one of three languages. */
static void words_line(uint64_t *state, unsigned number, struct buf *line) {
  static const char *const languages[] = {"en", "de", "xx"};
  buf_clear(line);
  buf_format(line, "{\"id\":\"a%u\",\"title\":\"Knees %u\",\"tags\":[\"t%u\"],\"lang\":\"%s\",\"text\":\"", number, number % 7,
             number % 5, languages[words_random(state) % 3]);
  for (unsigned i = 0, count = 20 + words_random(state) % 200; i < count; i++) {
    unsigned kind = words_random(state) % 4, which = words_random(state) % (kind == 0 ? 5000 : kind == 1 ? 200 : 20);
    buf_format(line, "%s%c%us%s ", words_random(state) % 3 == 0 ? "Be" : "be", 'a' + (char)(which % 26), which,
               words_random(state) % 50 == 0 ? ".\\n# More\\n" : "");
  }
  buf_add(line, STR("\"}"));
}

/* An index of 300 articles, with a budget for words; how many runs it took. */
static uint32_t words_publish(const char *path, size_t budget, struct buf *bytes) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  struct buf line;
  uint64_t state = 7;
  buf_init(&line, 1 << 20);
  assert_true(store_writer_open(path, &writer, &err));
  writer->inversion->budget = budget;
  for (unsigned i = 0; i < 300; i++) {
    words_line(&state, i, &line);
    scratch_add(writer, line.ptr);
  }
  uint32_t runs = writer->inversion->run_count;
  if (!store_writer_publish(writer, &facts, &err)) {
    fail_msg("%s", err.text);
  }
  buf_clear(bytes);
  assert_true(file_read(path, 1 << 28, bytes, &err));
  buf_free(&line);
  return runs;
}

static void words_set_aside_change_nothing(void **state) {
  (void)state;
  static const size_t budgets[] = {100 * 1024, 300 * 1024};
  struct buf usual, other;
  buf_init(&usual, 1 << 28);
  buf_init(&other, 1 << 28);
  assert_int_equal(words_publish(scratch.index, INVERSION_BUDGET, &usual), 0);
  for (size_t i = 0; i < COUNT_OF(budgets); i++) {
    assert_true(words_publish(scratch.index, budgets[i], &other) > 1);
    assert_true(str_equal(buf_str(&usual), buf_str(&other)));
  }
  buf_free(&usual);
  buf_free(&other);
}

/* Nothing can be set aside in a folder that is gone, and the sentence says so. */
static void words_that_cannot_be_set_aside_are_told(void **state) {
  (void)state;
  struct error err = {""};
  struct inversion *inversion = inversion_new("/nowhere/at/all.index", 0);
  struct terms terms;
  terms_init(&terms);
  assert_non_null(inversion);
  assert_false(inversion_add(inversion, 1, &terms, NULL, &err));
  assert_non_null(strstr(err.text, "/nowhere/at/all.index: no file can be made beside it"));
  terms_free(&terms);
  inversion_free(inversion);
}

static const char *const words_tables =
    "CREATE VIRTUAL TABLE terms USING fts5(title, aliases, headings, summary, body, tags, content='', columnsize=0);"
    "CREATE TABLE vocabulary(term TEXT PRIMARY KEY, articles, postings, written) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE theirs USING fts5(title, aliases, headings, summary, body, tags, content='', columnsize=0);"
    "INSERT INTO theirs(theirs, rank) VALUES('automerge', 0);" /* a merge in several steps begins pages early */
    "INSERT INTO theirs(theirs, rank) VALUES('crisismerge', 1999);";

static void words_execute(sqlite3 *connection, const char *sql) {
  struct error err = {""};
  if (!store_execute(connection, sql, &err)) {
    fail_msg("%s", err.text);
  }
}

/* Gives a term to both: one article in `step` has it `count` times in two fields. */
static void words_give(sqlite3_stmt *insert, struct segment *segment, const char *term, unsigned articles, unsigned step,
                       uint32_t count) {
  struct buf text, places;
  uint32_t counts[FIELD_COUNT] = {[FIELD_TITLE] = count, [FIELD_BODY] = count}, *positions = calloc(2, count * sizeof *positions);
  assert_non_null(positions);
  buf_init(&text, 1 << 24);
  buf_init(&places, 1 << 24);
  for (uint32_t i = 0; i < count; i++) {
    positions[i] = positions[count + i] = i;
    buf_format(&text, "%s ", term);
  }
  places_add(&places, positions, counts);
  segment_term(segment, str_of(term));
  for (unsigned article = step; article <= articles; article += step) {
    (void)sqlite3_bind_int64(insert, 1, article);
    store_bind_text(insert, 2, buf_str(&text));
    assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
    (void)sqlite3_reset(insert);
    segment_article(segment, article, buf_str(&places));
  }
  free(positions);
  buf_free(&text);
  buf_free(&places);
}

static uint64_t words_count(sqlite3 *connection, const char *sql) {
  sqlite3_stmt *statement = NULL;
  struct error err = {""};
  if (!store_prepare(connection, sql, &statement, &err)) {
    fail_msg("%s", err.text);
  }
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  uint64_t count = (uint64_t)sqlite3_column_int64(statement, 0);
  (void)sqlite3_finalize(statement);
  return count;
}

/*
 * The pages are those that FTS5 makes of the same articles: of terms by the thousand, of lists that take many pages and an
 * index of two levels, of one article that takes many. Beyond 1,000 pages FTS5 works in steps, and begins a page with each.
 * Only its record of what segments there are may name others (id 10).
 */
static void pages_are_those_of_fts5(void **state) {
  (void)state;
  char path[96], sql[512];
  sqlite3 *connection = NULL;
  sqlite3_stmt *insert = NULL;
  struct scribe *scribe = NULL;
  struct segment *segment = NULL;
  struct error err = {""};
  (void)snprintf(path, sizeof path, "%s/words.db", scratch.folder);
  assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
  words_execute(connection, words_tables);
  (void)snprintf(sql, sizeof sql, "INSERT INTO theirs(theirs, rank) VALUES('pgsz', %d)", STORE_TERMS_PAGE_BYTES);
  words_execute(connection, sql);
  words_execute(connection, "BEGIN");
  assert_true(store_prepare(connection, "INSERT INTO theirs(rowid, title, body) VALUES(?1, ?2, ?2)", &insert, &err));
  assert_true(scribe_open(connection, &scribe, &err));
  assert_true(segment_open(connection, scribe, &segment, &err));
  words_give(insert, segment, "common", 48000 * 300, 300, 12);
  words_give(insert, segment, "long", 5, 2, 9000);
  for (unsigned i = 1000; i < 1500; i++) {
    char term[16];
    (void)snprintf(term, sizeof term, "rare%u", i);
    words_give(insert, segment, term, i % 10 == 0 ? 1000 : 3, 1 + i % 3, 1 + i % 4);
  }
  words_give(insert, segment, "some", 80000, 3, 1);
  const uint64_t positions[FIELD_COUNT] = {0};
  uint64_t sum, read = 0;
  assert_true(segment_close(segment, 80000, positions, &sum, &err));
  assert_true(scribe_close(scribe, &err));
  words_execute(connection, "INSERT INTO theirs(theirs) VALUES('optimize'); COMMIT;");
  assert_true(segment_read_sum(connection, &read, &err));
  assert_int_equal(read, sum);
  (void)sqlite3_finalize(insert);
  (void)sqlite3_close(connection);
  assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK); /* which has read nothing before */
  words_execute(connection, "INSERT INTO terms(terms) VALUES('integrity-check');");
  /* FTS5 numbers its segments otherwise. */
  const char *of_both = "WITH ours AS (SELECT id & 0x1fffffffff AS page, block FROM terms_data WHERE id > 10),"
                        " others AS (SELECT id & 0x1fffffffff AS page, block FROM theirs_data WHERE id > 10)";
  (void)snprintf(sql, sizeof sql, "%s SELECT count(*) FROM (SELECT * FROM ours EXCEPT SELECT * FROM others)", of_both);
  assert_int_equal(words_count(connection, sql), 0);
  (void)snprintf(sql, sizeof sql, "%s SELECT count(*) FROM (SELECT * FROM others EXCEPT SELECT * FROM ours)", of_both);
  assert_int_equal(words_count(connection, sql), 0);
  assert_true(words_count(connection, "SELECT count(*) FROM terms_data WHERE id >> 31 & 63 = 33") > 0); /* a second level */
  assert_int_equal(words_count(connection, "SELECT count(*) FROM (SELECT term, pgno FROM terms_idx EXCEPT SELECT term, pgno FROM "
                                           "theirs_idx)"),
                   0);
  assert_int_equal(words_count(connection, "SELECT count(*) FROM terms('common AND some AND long')"), 0);
  assert_int_equal(words_count(connection, "SELECT count(*) FROM terms('common AND some')"), 266);
  assert_true(store_check(path, &sum, &err));
  words_execute(connection, "UPDATE terms_data SET block = CAST(substr(block, 1, length(block) - 1) || 'x' AS BLOB)"
                            " WHERE id = (SELECT max(id) FROM terms_data)");
  assert_true(store_check(path, NULL, &err)); /* SQLite knows nothing of what is in its rows */
  assert_false(store_check(path, &sum, &err));
  (void)sqlite3_close(connection);
}

#endif
