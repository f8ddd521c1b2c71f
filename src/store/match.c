#include "reader.h"

#include <stdlib.h>

/*
 * Matching. FTS5 finds the rows; for each it calls marrow_visit(), which counts or lists the phrases'
 * occurrences there and tells whoever asked. Scores are none of its business.
 */

enum { STRAYS_ARENA_MAX = 256 * 1024 * 1024 };

/* How the rows of the running statement are used. */
struct visit {
  void (*row)(struct visit *visit, const Fts5ExtensionApi *api, Fts5Context *fts);
  size_t phrases;
  bool stop, failed;
  /* for matches */
  match_visitor *visitor;
  void *context;
  uint32_t article; /* of the row at hand */
  /* for matches out of order */
  struct strays *strays;
  /* for occurrences */
  struct arena *arena;
  struct occurrence *occurrences;
  size_t count, capacity, limit;
  uint32_t frequency[]; /* of each phrase in each field, for matches */
};

/* Matches whose rows stand behind those of later articles: they are gathered first, and visited where they belong. */
struct strays {
  struct arena arena;
  struct match *list;
  size_t count, capacity, visited;
};

static void gather_stray(struct visit *visit) {
  struct strays *strays = visit->strays;
  size_t numbers = visit->phrases * FIELD_COUNT;
  struct match *grown = arena_grow(&strays->arena, strays->list, strays->count, &strays->capacity, sizeof *grown);
  uint32_t *frequency = arena_array(&strays->arena, numbers + 1, sizeof *frequency);
  if (grown == NULL || frequency == NULL) {
    visit->failed = visit->stop = true;
    return;
  }
  memcpy(frequency, visit->frequency, numbers * sizeof *frequency);
  strays->list = grown;
  strays->list[strays->count++] = (struct match){.article = visit->article, .frequency = frequency};
}

/* Visits strays before an article. */
static void visit_strays(struct visit *visit, uint32_t before) {
  struct strays *strays = visit->strays;
  while (strays != NULL && !visit->stop && strays->visited < strays->count && strays->list[strays->visited].article < before) {
    visit->stop = !visit->visitor(visit->context, &strays->list[strays->visited++]);
  }
}

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
  if (visit->visitor == NULL) {
    gather_stray(visit);
    return;
  }
  visit_strays(visit, visit->article);
  struct match match = {.article = visit->article, .frequency = visit->frequency};
  visit->stop = visit->stop || !visit->visitor(visit->context, &match);
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
  visit->article = store_number(store, (uint64_t)api->xRowid(fts));
  if (visit->article == 0) {
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

static int compare_strays(const void *a, const void *b) {
  const struct match *x = a, *y = b;
  return x->article < y->article ? -1 : x->article > y->article;
}

static bool run_range(struct store *store, uint32_t begin, uint32_t end, struct str expression, struct visit *visit,
                      struct error *err) {
  (void)sqlite3_bind_int64(store->match_range, 2, begin);
  (void)sqlite3_bind_int64(store->match_range, 3, (sqlite3_int64)end - 1);
  return run_visit(store, store->match_range, expression, visit, err);
}

/* Visits in order of number, which is not that of rows. */
static bool match_with_strays(struct store *store, struct str expression, struct visit *visit, match_visitor *visitor,
                              struct error *err) {
  struct strays strays = {.count = 0};
  arena_init(&strays.arena, STRAYS_ARENA_MAX);
  visit->strays = &strays;
  bool done = run_range(store, store->slot_stray, store->slot_last + 1, expression, visit, err);
  if (strays.count > 1) {
    qsort(strays.list, strays.count, sizeof *strays.list, compare_strays);
  }
  visit->visitor = visitor;
  done = done && run_range(store, 1, store->slot_stray, expression, visit, err);
  if (done) {
    visit_strays(visit, UINT32_MAX);
  }
  visit->strays = NULL;
  arena_free(&strays.arena);
  return done;
}

bool store_match(struct store *store, const struct wanted *wanted, match_visitor *visitor, void *context, struct error *err) {
  if (!check_phrases(wanted, err)) {
    return false;
  }
  if (wanted->words != NULL) {
    return store_match_words(store, wanted, visitor, context, err);
  }
  struct visit *visit = calloc(1, sizeof *visit + wanted->phrases * FIELD_COUNT * sizeof *visit->frequency);
  if (visit == NULL) {
    return error_memory(err);
  }
  visit->row = visit_frequencies;
  visit->phrases = wanted->phrases;
  visit->context = context;
  bool in_order = store->slots == NULL || store->slot_stray > store->slot_last;
  visit->visitor = in_order ? visitor : NULL;
  bool done = in_order ? run_visit(store, store->match, wanted->expression, visit, err)
                       : match_with_strays(store, wanted->expression, visit, visitor, err);
  free(visit);
  return done;
}

bool store_occurrences(struct store *store, const struct wanted *wanted, uint32_t article, size_t limit, struct arena *arena,
                       struct occurrence **occurrences, size_t *count, struct error *err) {
  if (!check_phrases(wanted, err)) {
    return false;
  }
  struct visit visit = {.row = visit_occurrences, .phrases = wanted->phrases, .arena = arena, .limit = limit};
  (void)sqlite3_bind_int64(store->match_one, 2, store_slot(store, article));
  bool done = run_visit(store, store->match_one, wanted->expression, &visit, err);
  *occurrences = visit.occurrences;
  *count = visit.count;
  if (done && arena_failed(arena)) {
    return error_memory(err);
  }
  return done;
}
