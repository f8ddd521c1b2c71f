#include "memory.h"
#include "reader.h"

/* Document frequencies. A single term's stands in the vocabulary; those of phrases and prefixes are counted by matching once. */

/* Whether an expression is one quoted term; its text. */
static bool is_single_term(struct str expression, struct str *term) {
  if (expression.len < 3 || expression.ptr[0] != '"' || expression.ptr[expression.len - 1] != '"') {
    return false;
  }
  *term = str_slice(expression, 1, expression.len - 1);
  return str_find(*term, ' ', 0) == term->len && str_find(*term, '"', 0) == term->len;
}

bool store_term_is_marked(struct str term) {
  return term.len > 0 && strchr("=#@~<^", term.ptr[0]) != NULL;
}

bool store_words(struct store *store, word_visitor *visit, void *context, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(store->connection, "SELECT term, articles FROM vocabulary WHERE written IS NOT '' ORDER BY term", &statement,
                     err)) {
    return false;
  }
  int status;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    struct str term = store_column(statement, 0);
    if (!store_term_is_marked(term)) {
      visit(context, term, (uint32_t)sqlite3_column_int64(statement, 1));
    }
  }
  bool done = status == SQLITE_DONE || store_damaged(store, err);
  (void)sqlite3_finalize(statement);
  return done;
}

bool store_document_frequency(struct store *store, struct str expression, uint64_t *articles, struct error *err) {
  struct str term;
  struct memory_entry entry;
  memory_relieve(store->memory);
  bool done =
      is_single_term(expression, &term) ? store_entry(store, term, &entry, err) : store_phrase(store, expression, &entry, err);
  *articles = done ? entry.articles : 0;
  return done;
}
