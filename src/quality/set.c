#include "set.h"

#include <stdlib.h>

struct set_maker set_begin(struct arena *arena, const char *judged_by, struct quality_set *set) {
  *set = (struct quality_set){.judged_by = judged_by};
  return (struct set_maker){.arena = arena, .set = set, .by_id = {.arena = arena}};
}

bool set_add_query(struct set_maker *maker, const struct tsv *tsv, const struct quality_query *query, struct error *err) {
  struct quality_set *set = maker->set;
  const struct lookup_entry *name = lookup_add(&maker->by_id, query->id, set->count);
  set->queries = arena_grow(maker->arena, set->queries, set->count, &maker->room, sizeof *set->queries);
  if (name == NULL || set->queries == NULL) {
    return error_memory(err);
  }
  if (name->number != set->count) {
    return tsv_error(tsv, err, "the query \"%.*s\" stands in line %zu already; leave one of them out",
                     STR_ARG(str_slice(query->id, 0, 200)), set->queries[name->number].line);
  }
  set->queries[set->count++] = *query;
  return true;
}

bool set_add_judgment(struct set_maker *maker, struct quality_query *query, struct quality_judgment judgment, struct error *err) {
  query->judgments =
      arena_grow(maker->arena, query->judgments, query->judgment_count, &query->judgment_room, sizeof *query->judgments);
  if (query->judgments == NULL) {
    return error_memory(err);
  }
  query->judgments[query->judgment_count++] = judgment;
  return true;
}

static int by_article(const void *a, const void *b) {
  const struct quality_judgment *x = a, *y = b;
  int order = str_compare(x->article, y->article);
  return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Sorts and takes out what was said twice. */
static bool sort_query(const struct quality_set *set, struct quality_query *query, struct error *err) {
  struct quality_judgment *judgments = query->judgments;
  size_t kept = 0;
  if (query->judgment_count > 0) {
    qsort(judgments, query->judgment_count, sizeof *judgments, by_article);
  }
  for (size_t i = 0; i < query->judgment_count; i++) {
    bool again = kept > 0 && str_equal(judgments[kept - 1].article, judgments[i].article);
    if (again && judgments[kept - 1].grade != judgments[i].grade) {
      return error_set(err, "%.400s:%zu: \"%.*s\" has another grade for the query \"%.*s\" in line %zu; leave one of them out",
                       set->judged_by, judgments[i].line, STR_ARG(str_slice(judgments[i].article, 0, 200)),
                       STR_ARG(str_slice(query->id, 0, 200)), judgments[kept - 1].line);
    }
    if (!again) {
      judgments[kept++] = judgments[i];
    }
  }
  query->judgment_count = kept;
  return true;
}

bool set_sort(const struct set_maker *maker, struct error *err) {
  for (size_t i = 0; i < maker->set->count; i++) {
    if (!sort_query(maker->set, &maker->set->queries[i], err)) {
      return false;
    }
  }
  return true;
}

bool quality_check_articles(struct store *store, struct quality_set *set, struct error *err) {
  set->unknown_articles = 0;
  for (size_t i = 0; i < set->count; i++) {
    const struct quality_query *query = &set->queries[i];
    for (size_t j = 0; j < query->judgment_count && query->correct == NULL; j++) {
      const struct quality_judgment *judgment = &query->judgments[j];
      uint32_t number = 0;
      if (!store_find(store, judgment->article, &number, err)) {
        return false;
      }
      if (number == 0 && set->complete) {
        return error_set(err, "%.400s:%zu: there is no article \"%.*s\" in the index; correct the id or index the article",
                         set->judged_by, judgment->line, STR_ARG(str_slice(judgment->article, 0, 200)));
      }
      set->unknown_articles += number == 0;
    }
  }
  return true;
}
