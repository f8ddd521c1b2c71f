#include "token/token.h"

#include <sqlite3.h>

/*
 * FTS5's side of the tokenizer. It reads lines that token_line() wrote, so there is nothing to set up
 * and nothing to remember between calls.
 */

static int create(void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer) {
  (void)context, (void)arguments, (void)count;
  static char nothing;
  *tokenizer = (Fts5Tokenizer *)&nothing;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) {
  (void)tokenizer;
}

typedef int term_sink(void *context, int flags, const char *term, int length, int begin, int end);

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *line, int length, term_sink *sink) {
  (void)tokenizer;
  /* In a query each term is a position of its own: "=knee =inject" asks for two stems in order. */
  bool colocates = (flags & FTS5_TOKENIZE_QUERY) == 0;
  struct str text = {line, (size_t)length};
  for (size_t begin = 0; begin < text.len;) {
    size_t end = str_find(text, ' ', begin);
    bool beside = colocates && begin > 0 && strchr("=+~", text.ptr[begin]) != NULL;
    int same_place = beside ? FTS5_TOKEN_COLOCATED : 0;
    begin += beside && text.ptr[begin] == '+';
    if (end > begin) {
      int status = sink(context, same_place, line + begin, (int)(end - begin), (int)begin, (int)end);
      if (status != SQLITE_OK) {
        return status;
      }
    }
    begin = end + 1;
  }
  return SQLITE_OK;
}

static fts5_api *find_api(sqlite3 *connection) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
    (void)sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
    (void)sqlite3_step(statement);
  }
  (void)sqlite3_finalize(statement);
  return api;
}

bool token_register(sqlite3 *connection, fts5_api **found, struct error *err) {
  fts5_api *api = find_api(connection);
  if (api == NULL) {
    return error_set(err, "SQLite was built without FTS5; install a libsqlite3 that has it");
  }
  if (found != NULL) {
    *found = api;
  }
  fts5_tokenizer tokenizer = {create, destroy, tokenize};
  if (api->xCreateTokenizer(api, "marrow", NULL, &tokenizer, NULL) != SQLITE_OK) {
    return error_set(err, "SQLite does not take the tokenizer (%s)", sqlite3_errmsg(connection));
  }
  return true;
}
