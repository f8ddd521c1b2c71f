#include "bench.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum { MATCH_SIZE = 2 * QUERY_SIZE };

/* ---- helpers ---- */

bool sql_run(sqlite3 *connection, const char *sql, struct error *err) {
  return sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK ||
         error_set(err, "stock table: %s", sqlite3_errmsg(connection));
}

bool sql_prepare(sqlite3 *connection, const char *sql, sqlite3_stmt **statement, struct error *err) {
  return sqlite3_prepare_v2(connection, sql, -1, statement, NULL) == SQLITE_OK ||
         error_set(err, "stock table: %s", sqlite3_errmsg(connection));
}

void match_text(const char *words, char *text, size_t size) {
  struct str rest = str_of(words);
  text[0] = '\0';
  for (size_t begin = 0, length = 0; begin < rest.len;) {
    size_t end = str_find(rest, ' ', begin);
    length += (size_t)snprintf(text + length, size - length, "\"%.*s\" ", (int)(end - begin), rest.ptr + begin);
    begin = end + 1;
  }
}

/* ---- building ---- */

struct articles {
  json_t **objects;
  size_t count, capacity;
};

static bool load_line(struct articles *articles, const char *line, size_t length, struct error *err) {
  if (articles->count == articles->capacity) {
    articles->capacity = articles->capacity > 0 ? 2 * articles->capacity : 1024;
    json_t **grown = realloc(articles->objects, articles->capacity * sizeof(json_t *));
    if (grown == NULL) {
      return error_memory(err);
    }
    articles->objects = grown;
  }
  json_t *object = json_loadb(line, length, 0, NULL);
  if (object == NULL || !json_is_string(json_object_get(object, "title")) || !json_is_string(json_object_get(object, "text"))) {
    return error_set(err, "line %zu has no title and text; give a collection's docs.jsonl", articles->count + 1);
  }
  articles->objects[articles->count++] = object;
  return true;
}

/* All articles into memory, which the end of the process frees. */
static bool load(const char *docs, struct articles *articles, struct error *err) {
  FILE *file = fopen(docs, "re");
  if (file == NULL) {
    return error_set(err, "cannot be opened");
  }
  char *line = NULL;
  size_t size = 0;
  bool done = true;
  for (ssize_t length; done && (length = getline(&line, &size, file)) > 0;) {
    done = load_line(articles, line, (size_t)length, err);
  }
  free(line);
  (void)fclose(file);
  return done;
}

static void bind_member(sqlite3_stmt *statement, int parameter, const json_t *object, const char *key) {
  const json_t *text = json_object_get(object, key);
  (void)sqlite3_bind_text(statement, parameter, json_string_value(text), (int)json_string_length(text), SQLITE_STATIC);
}

static bool fill(sqlite3 *connection, const struct articles *articles, struct error *err) {
  sqlite3_stmt *insert = NULL;
  bool done = sql_run(connection,
                      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
                      "CREATE VIRTUAL TABLE articles USING fts5(title, text, tokenize='porter unicode61')",
                      err) &&
              sql_prepare(connection, "INSERT INTO articles(title, text) VALUES(?1, ?2)", &insert, err);
  for (size_t i = 0; done && i < articles->count; i++) {
    bind_member(insert, 1, articles->objects[i], "title");
    bind_member(insert, 2, articles->objects[i], "text");
    done = sqlite3_step(insert) == SQLITE_DONE || error_set(err, "stock table: %s", sqlite3_errmsg(connection));
    (void)sqlite3_reset(insert);
  }
  (void)sqlite3_finalize(insert);
  return done && sql_run(connection, "COMMIT", err);
}

bool stock_build(const char *docs, const char *path, double *seconds, struct error *err) {
  struct articles articles = {0};
  if (!load(docs, &articles, err)) {
    return error_prefix(err, "%s: ", docs);
  }
  double start = seconds_now();
  sqlite3 *connection = NULL;
  bool done = sqlite3_open(path, &connection) == SQLITE_OK ? fill(connection, &articles, err)
                                                           : error_set(err, "%s: cannot be made", path);
  (void)sqlite3_close(connection);
  *seconds = seconds_now() - start;
  return done;
}

bool stock_optimise(const char *path, struct error *err) {
  sqlite3 *connection = NULL;
  bool done = sqlite3_open(path, &connection) == SQLITE_OK
                  ? sql_run(connection, "INSERT INTO articles(articles) VALUES('optimize')", err)
                  : error_set(err, "%s: cannot be opened", path);
  (void)sqlite3_close(connection);
  return done;
}

/* ---- asking ---- */

struct stock {
  sqlite3 *connection;
  sqlite3_stmt *top;
};

bool stock_open(const char *path, struct stock **stock, struct error *err) {
  struct stock *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  /* Mapped into memory and without locks for threads, as our reader has it. */
  bool done = sqlite3_open_v2(path, &made->connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
                  ? sql_run(made->connection, "PRAGMA mmap_size=2147418112", err) &&
                        sql_prepare(made->connection,
                                    "SELECT rowid FROM articles WHERE articles MATCH ?1 ORDER BY bm25(articles) LIMIT 10",
                                    &made->top, err)
                  : error_set(err, "%s: cannot be opened", path);
  if (!done) {
    stock_close(made);
    return false;
  }
  *stock = made;
  return true;
}

void stock_close(struct stock *stock) {
  (void)sqlite3_finalize(stock->top);
  (void)sqlite3_close(stock->connection);
  free(stock);
}

bool stock_top(struct stock *stock, const char *words, size_t *count, struct error *err) {
  char match[MATCH_SIZE];
  match_text(words, match, sizeof match);
  return stock_match(stock, match, count, err);
}

bool stock_match(struct stock *stock, const char *match, size_t *count, struct error *err) {
  (void)sqlite3_bind_text(stock->top, 1, match, -1, SQLITE_STATIC);
  int status;
  *count = 0;
  while ((status = sqlite3_step(stock->top)) == SQLITE_ROW) {
    ++*count;
  }
  (void)sqlite3_reset(stock->top);
  return status == SQLITE_DONE || error_set(err, "stock table: %s", sqlite3_errmsg(stock->connection));
}
