#include "reader.h"

#include <stdlib.h>

/*
 * Matching. FTS5 finds the rows; for each it calls marrow_visit(), which counts or lists the phrases'
 * occurrences there and tells whoever asked. Scores are none of its business.
 */

/* How the rows of the running statement are used. */
struct visit {
  void (*row)(struct visit *visit, const Fts5ExtensionApi *api, Fts5Context *fts);
  size_t phrases;
  bool stop, failed;
  /* for matches */
  match_visitor *visitor;
  void *context;
  uint32_t frequency[STORE_PHRASES_MAX * FIELD_COUNT];
  /* for occurrences */
  struct arena *arena;
  struct occurrence *occurrences;
  size_t count, capacity, limit;
};

static void visit_frequencies(struct visit *visit, const Fts5ExtensionApi *api, Fts5Context *fts) {
  uint32_t *frequency = visit->frequency;
  for (size_t phrase = 0; phrase < visit->phrases; phrase++, frequency += FIELD_COUNT) {
    memset(frequency, 0, FIELD_COUNT * sizeof *frequency);
    Fts5PhraseIter at;
    int column, offset;
    if (api->xPhraseFirst(fts, (int)phrase, &at, &column, &offset) != SQLITE_OK) {
      visit->failed = true;
      return;
    }
    for (; column >= 0 && column < FIELD_COUNT; api->xPhraseNext(fts, &at, &column, &offset)) {
      frequency[column]++;
    }
  }
  struct match match = {(uint32_t)api->xRowid(fts), visit->frequency};
  visit->stop = !visit->visitor(visit->context, &match);
}

static void visit_occurrences(struct visit *visit, const Fts5ExtensionApi *api, Fts5Context *fts) {
  for (size_t phrase = 0; phrase < visit->phrases; phrase++) {
    Fts5PhraseIter at;
    int column, offset;
    if (api->xPhraseFirst(fts, (int)phrase, &at, &column, &offset) != SQLITE_OK) {
      visit->failed = true;
      return;
    }
    size_t end = visit->count + (visit->limit + visit->phrases - 1) / visit->phrases;
    for (; column >= 0 && column < FIELD_COUNT && visit->count < end; api->xPhraseNext(fts, &at, &column, &offset)) {
      void *grown = arena_grow(visit->arena, visit->occurrences, visit->count, &visit->capacity, sizeof *visit->occurrences);
      if (grown == NULL) {
        return;
      }
      visit->occurrences = grown;
      visit->occurrences[visit->count++] = (struct occurrence){(uint32_t)phrase, (enum field)column, (uint32_t)offset};
    }
  }
}

static void marrow_visit(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                         sqlite3_value **values) {
  (void)count, (void)values;
  struct store *store = api->xUserData(fts);
  struct visit *visit = store->visit;
  sqlite3_int64 number = api->xRowid(fts);
  if (number < 1 || (uint64_t)number > store->facts.articles) {
    visit->failed = visit->stop = true;
    return;
  }
  if ((size_t)api->xPhraseCount(fts) != visit->phrases) {
    sqlite3_result_error(result, "the expression has another number of phrases than was said", -1);
    return;
  }
  visit->row(visit, api, fts);
  sqlite3_result_null(result);
}

bool store_register_visit(struct store *store, fts5_api *api, struct error *err) {
  return api->xCreateFunction(api, "marrow_visit", store, marrow_visit, NULL) == SQLITE_OK ||
         error_set(err, "SQLite does not take the ranking function");
}

/* Steps through a statement whose first parameter is the expression. */
static bool run_visit(struct store *store, sqlite3_stmt *statement, struct str expression, struct visit *visit,
                      struct error *err) {
  (void)sqlite3_bind_text(statement, 1, expression.ptr, (int)expression.len, SQLITE_STATIC);
  store->visit = visit;
  int status = SQLITE_ROW;
  while (status == SQLITE_ROW && !visit->stop) {
    status = sqlite3_step(statement);
  }
  (void)sqlite3_reset(statement);
  store->visit = NULL;
  if ((status != SQLITE_DONE && status != SQLITE_ROW) || visit->failed) {
    return store_damaged(store, err);
  }
  return true;
}

static bool check_phrases(const struct wanted *wanted, struct error *err) {
  return wanted->phrases <= STORE_PHRASES_MAX || error_set(err, "the query has too many parts; use fewer words");
}

bool store_match(struct store *store, const struct wanted *wanted, match_visitor *visitor, void *context, struct error *err) {
  if (!check_phrases(wanted, err)) {
    return false;
  }
  if (wanted->words != NULL) {
    return store_match_words(store, wanted, visitor, context, err);
  }
  struct visit *visit = calloc(1, sizeof *visit);
  if (visit == NULL) {
    return error_memory(err);
  }
  visit->row = visit_frequencies;
  visit->phrases = wanted->phrases;
  visit->visitor = visitor;
  visit->context = context;
  bool done = run_visit(store, store->match, wanted->expression, visit, err);
  free(visit);
  return done;
}

bool store_occurrences(struct store *store, const struct wanted *wanted, uint32_t article, size_t limit, struct arena *arena,
                       struct occurrence **occurrences, size_t *count, struct error *err) {
  if (!check_phrases(wanted, err)) {
    return false;
  }
  struct visit *visit = calloc(1, sizeof *visit);
  if (visit == NULL) {
    return error_memory(err);
  }
  visit->row = visit_occurrences;
  visit->phrases = wanted->phrases;
  visit->arena = arena;
  visit->limit = limit;
  (void)sqlite3_bind_int64(store->match_one, 2, article);
  bool done = run_visit(store, store->match_one, wanted->expression, visit, err);
  *occurrences = visit->occurrences;
  *count = visit->count;
  free(visit);
  if (done && arena_failed(arena)) {
    return error_memory(err);
  }
  return done;
}
