#include "reader.h"

#include <stdlib.h>

/*
 * Document frequencies. A single term's stands in the vocabulary; those of phrases and prefixes are
 * counted by matching once. Both are remembered: a reader's index never changes.
 */

enum { COUNT_SLOTS = 2048, EXPRESSION_BYTES_MAX = 48 };

/* An answer by expression. A slot holds the last expression that fell into it. */
struct counts {
  struct {
    uint8_t length; /* 0: empty */
    char expression[EXPRESSION_BYTES_MAX];
    uint32_t articles;
  } slots[COUNT_SLOTS];
};

struct counts *store_counts_new(void) {
  return calloc(1, sizeof(struct counts));
}

void store_counts_free(struct counts *counts) {
  free(counts);
}

/* Whether an expression is one quoted term; its text. */
static bool is_single_term(struct str expression, struct str *term) {
  if (expression.len < 3 || expression.ptr[0] != '"' || expression.ptr[expression.len - 1] != '"') {
    return false;
  }
  *term = str_slice(expression, 1, expression.len - 1);
  return str_find(*term, ' ', 0) == term->len && str_find(*term, '"', 0) == term->len;
}

static bool count_term(struct store *store, struct str term, uint64_t *articles, struct error *err) {
  store_bind_text(store->count_term, 1, term);
  int status = sqlite3_step(store->count_term);
  *articles = status == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(store->count_term, 0) : 0;
  (void)sqlite3_reset(store->count_term);
  return status == SQLITE_ROW || status == SQLITE_DONE || store_damaged(store, err);
}

bool store_term_is_marked(struct str term) {
  return term.len > 0 && strchr("=#@~<", term.ptr[0]) != NULL;
}

bool store_words(struct store *store, word_visitor *visit, void *context, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(store->connection, "SELECT term, articles FROM vocabulary ORDER BY term", &statement, err)) {
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

static bool count_match(void *context, const struct match *match) {
  (void)match;
  ++*(uint64_t *)context;
  return true;
}

bool store_document_frequency(struct store *store, struct str expression, uint64_t *articles, struct error *err) {
  bool fits = expression.len > 0 && expression.len <= EXPRESSION_BYTES_MAX;
  size_t slot = digest_hash(expression) % COUNT_SLOTS;
  if (fits && str_equal(expression, (struct str){store->counts->slots[slot].expression, store->counts->slots[slot].length})) {
    *articles = store->counts->slots[slot].articles;
    return true;
  }
  struct str term;
  *articles = 0;
  bool done = is_single_term(expression, &term)
                  ? count_term(store, term, articles, err)
                  : store_match(store, &(struct wanted){.expression = expression, .phrases = 1}, count_match, articles, err);
  if (done && fits) {
    memcpy(store->counts->slots[slot].expression, expression.ptr, expression.len);
    store->counts->slots[slot].length = (uint8_t)expression.len;
    store->counts->slots[slot].articles = (uint32_t)*articles;
  }
  return done;
}
