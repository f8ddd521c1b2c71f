#include "memory.h"
#include "postings.h"
#include "reader.h"

/* What the vocabulary has of a term, and what FTS5 finds for a phrase as if it were a term. Both are remembered. */

bool store_entry(struct store *store, struct str term, struct memory_entry *entry, struct error *err) {
  const struct memory_entry *kept = memory_find(store->memory, MEMORY_TERM, term);
  if (kept != NULL) {
    *entry = *kept;
    return true;
  }
  store_bind_text(store->read_entry, 1, term);
  int status = sqlite3_step(store->read_entry);
  *entry = (struct memory_entry){0, STR("")};
  if (status == SQLITE_ROW) {
    *entry = (struct memory_entry){(uint64_t)sqlite3_column_int64(store->read_entry, 0), store_column(store->read_entry, 1)};
  }
  bool sound = status == SQLITE_ROW || status == SQLITE_DONE;
  kept = sound ? memory_keep(store->memory, MEMORY_TERM, term, *entry) : NULL;
  (void)sqlite3_reset(store->read_entry);
  if (kept == NULL) {
    return sound ? error_memory(err) : store_damaged(store, err);
  }
  *entry = *kept;
  return true;
}

bool store_term_articles(struct store *store, struct str term, uint64_t *articles, struct error *err) {
  const struct memory_entry *kept = memory_find(store->memory, MEMORY_TERM, term);
  *articles = kept != NULL ? kept->articles : 0;
  if (kept != NULL) {
    return true;
  }
  store_bind_text(store->read_entry, 1, term);
  int status = sqlite3_step(store->read_entry);
  *articles = status == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(store->read_entry, 0) : 0;
  (void)sqlite3_reset(store->read_entry);
  return status == SQLITE_ROW || status == SQLITE_DONE || store_damaged(store, err);
}

/* The postings of a phrase in the making. */
struct gathering {
  struct buf postings;
  uint32_t last;
  uint64_t articles;
};

static bool add_match(void *context, const struct match *match) {
  struct gathering *gathering = context;
  posting_add(&gathering->postings, match->article - gathering->last, match->frequency);
  gathering->last = match->article;
  gathering->articles++;
  return !buf_failed(&gathering->postings);
}

bool store_phrase(struct store *store, struct str expression, struct memory_entry *entry, struct error *err) {
  const struct memory_entry *kept = memory_find(store->memory, MEMORY_PHRASE, expression);
  if (kept != NULL) {
    *entry = *kept;
    return true;
  }
  struct gathering gathering = {.last = 0};
  buf_init(&gathering.postings, (size_t)1 << 31);
  bool done = store_match(store, &(struct wanted){.expression = expression, .phrases = 1}, add_match, &gathering, err);
  if (done) {
    *entry = (struct memory_entry){gathering.articles, buf_str(&gathering.postings)};
    kept = buf_failed(&gathering.postings) ? NULL : memory_keep(store->memory, MEMORY_PHRASE, expression, *entry);
    done = kept != NULL || error_memory(err);
  }
  buf_free(&gathering.postings);
  if (done) {
    *entry = *kept;
  }
  return done;
}
