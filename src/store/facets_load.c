#include "reader.h"

/* The values of articles into memory, where counting matches looks them up. */

static struct str next_text(struct str bytes, size_t *at) {
  size_t end = str_find(bytes, '\0', *at);
  struct str text = str_slice(bytes, *at, end);
  *at = end + 1;
  return text;
}

static bool load_values(struct arena *arena, struct str bytes, uint32_t count, struct store_facet *facet) {
  size_t at = 0;
  struct str kept = arena_copy(arena, bytes);
  if ((uint64_t)count * 2 > bytes.len) {
    return false;
  }
  facet->values = arena_array(arena, count, sizeof *facet->values);
  facet->folded = arena_array(arena, count, sizeof *facet->folded);
  for (uint32_t i = 0; kept.ptr != NULL && facet->values != NULL && facet->folded != NULL && i < count; i++) {
    facet->folded[i] = next_text(kept, &at);
    facet->values[i] = next_text(kept, &at);
    facet->value_count++;
  }
  return facet->value_count == count && at == bytes.len;
}

/* An article is at least a byte, and a number too: there is room for all of them. */
static bool load_articles(struct arena *arena, struct str bytes, uint64_t articles, struct store_facet *facet) {
  size_t at = 0, used = 0;
  facet->starts = arena_array(arena, articles + 1, sizeof *facet->starts);
  facet->numbers = arena_array(arena, bytes.len, sizeof *facet->numbers);
  if (facet->starts == NULL || facet->numbers == NULL || articles > bytes.len) {
    return false;
  }
  for (uint64_t article = 0; article < articles; article++) {
    uint32_t count;
    if (!decode_number(bytes, &at, &count) || count > bytes.len - at) {
      return false;
    }
    for (uint32_t i = 0; i < count; i++) {
      if (!decode_number(bytes, &at, &facet->numbers[used]) || facet->numbers[used] >= facet->value_count) {
        return false;
      }
      used++;
    }
    facet->starts[article + 1] = (uint32_t)used;
  }
  return at == bytes.len;
}

static bool load_facet(struct store *store, sqlite3_stmt *statement, struct error *err) {
  struct store_facet *facet = &store->facets[store->facet_count];
  sqlite3_int64 count = sqlite3_column_int64(statement, 1);
  facet->name = arena_copy(&store->facet_arena, store_column(statement, 0));
  if (count < 0 || count > UINT32_MAX || !load_values(&store->facet_arena, store_column(statement, 2), (uint32_t)count, facet) ||
      !load_articles(&store->facet_arena, store_column(statement, 3), store->facts.articles, facet)) {
    return arena_failed(&store->facet_arena) ? error_memory(err) : error_set(err, "its filters do not fit its articles");
  }
  store->facet_count++;
  return true;
}

bool store_load_facets(struct store *store, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(store->connection, "SELECT name, value_count, value_texts, articles FROM facet ORDER BY place", &statement,
                     err)) {
    return false;
  }
  bool done = true;
  while (done && store->facet_count < STORE_FACETS_MAX && sqlite3_step(statement) == SQLITE_ROW) {
    done = load_facet(store, statement, err);
  }
  (void)sqlite3_finalize(statement);
  return done;
}

const struct store_facet *store_facets(const struct store *store, size_t *count) {
  *count = store->facet_count;
  return store->facets;
}

uint32_t store_date(const struct store *store, uint32_t article) {
  return store->dates[article - 1];
}

uint32_t store_review(const struct store *store, uint32_t article) {
  return store->reviews == NULL ? 0 : store->reviews[article - 1];
}

uint32_t store_successor(const struct store *store, uint32_t article) {
  return store->successors == NULL ? 0 : store->successors[article - 1];
}
