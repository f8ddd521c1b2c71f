#include "amend.h"
#include "completions.h"
#include "fill.h"
#include "stems.h"

/* Beginnings of many words, made again of what the vocabulary has now. */

enum { STEMS_ARENA_MAX = 1 << 24 }; /* of one surface */

/* Puts a row of the vocabulary into the other one. */
static bool restore(struct vocabulary *vocabulary, sqlite3_stmt *row, struct arena *arena) {
  struct word_stem *stems;
  size_t count;
  struct str term = store_column(row, 0);
  vocabulary_restore(vocabulary, term, (uint32_t)sqlite3_column_int64(row, 1), store_column(row, 3));
  if (store_term_is_marked(term)) {
    return true;
  }
  bool sound = stems_unpack(term, store_column(row, 2), arena, &stems, &count);
  for (size_t i = 0; sound && i < count; i++) {
    vocabulary_restore_stem(vocabulary, term, &stems[i]);
  }
  arena_reset(arena);
  return sound;
}

/* Stems come first in the order of the second query, where the words that have them are looked up. */
static bool restore_all(struct store_writer *writer, struct vocabulary *vocabulary, struct error *err) {
  static const char *const queries[] = {"SELECT term, articles, NULL, NULL FROM vocabulary WHERE term >= '=' AND term < '>'",
                                        "SELECT term, articles, postings, coalesce(nullif(written, ''), term) FROM vocabulary"
                                        " WHERE postings NOT NULL AND substr(term, 1, 1) NOT IN ('=', '#', '@', '~', '<', '^')"};
  struct arena arena;
  bool done = true;
  arena_init(&arena, STEMS_ARENA_MAX);
  for (size_t i = 0; done && i < COUNT_OF(queries); i++) {
    sqlite3_stmt *row = NULL;
    done = store_prepare(writer->connection, queries[i], &row, err);
    int status = SQLITE_DONE;
    while (done && (status = sqlite3_step(row)) == SQLITE_ROW) {
      done = restore(vocabulary, row, &arena) || error_set(err, "the stems of a word make no sense");
    }
    done = done && (status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(writer->connection)));
    (void)sqlite3_finalize(row);
  }
  arena_free(&arena);
  return done && (!vocabulary_failed(vocabulary) || error_memory(err));
}

bool amend_beginnings(struct store_writer *writer, struct error *err) {
  struct vocabulary *vocabulary = vocabulary_new();
  bool done = vocabulary != NULL || error_memory(err);
  done = done && restore_all(writer, vocabulary, err) &&
         store_execute(writer->connection, "DELETE FROM vocabulary WHERE term >= '<' AND term < '='", err) &&
         fill_beginnings(writer, vocabulary, err);
  vocabulary_free(vocabulary);
  return done;
}
