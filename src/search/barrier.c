#include "barrier.h"
#include "card.h"

struct barriers {
  struct planner *planner;
  uint32_t article;
  struct arena *arena;
  struct search_barrier *list;
  size_t count;
  struct error *err;
};

/* Whether the article passes with nothing but this asked for. */
static bool passes(struct barriers *barriers, const struct search_request *request, bool *does) {
  struct sieve sieve;
  const struct planner *planner = barriers->planner;
  if (!sieve_make(&sieve, planner->store, request, planner->arena, barriers->err)) {
    return false;
  }
  *does = sieve_take(&sieve, barriers->article);
  return true;
}

/* What the article has of a facet. */
static bool add_values(struct barriers *barriers, struct search_barrier *barrier) {
  size_t facets;
  const struct store_facet *facet = store_facets(barriers->planner->store, &facets);
  while (facets > 0 && !str_equal(facet->name, barrier->name)) {
    facet++;
    facets--;
  }
  uint32_t begin = facets > 0 ? facet->starts[barriers->article - 1] : 0, end = facets > 0 ? facet->starts[barriers->article] : 0;
  barrier->has = arena_array(barriers->arena, end - begin, sizeof *barrier->has);
  for (uint32_t i = begin; i < end && barrier->has != NULL; i++) {
    barrier->has[barrier->has_count++] = facet->values[facet->numbers[i]];
  }
  return barrier->has != NULL || error_memory(barriers->err);
}

/* Of any facet but tag one of the values that are asked for is enough: all of a name are tried together. */
static bool add_filter(struct barriers *barriers, const struct search_filter *filters, size_t count,
                       struct search_filter wanted) {
  struct search_filter same[2 * SEARCH_FILTERS_MAX * STORE_FACETS_MAX];
  struct search_request alone = {.filters = same};
  bool tag = str_equal(wanted.name, STR("tag")), does;
  for (size_t i = 0; i < count && !tag && alone.filter_count < COUNT_OF(same); i++) {
    if (str_equal(filters[i].name, wanted.name)) {
      same[alone.filter_count++] = filters[i];
    }
  }
  if (tag) {
    same[alone.filter_count++] = wanted;
  }
  if (!passes(barriers, &alone, &does)) {
    return false;
  }
  if (does) {
    return true;
  }
  struct search_barrier *barrier = &barriers->list[barriers->count++];
  *barrier = (struct search_barrier){.kind = BARRIER_FILTER, .name = wanted.name, .wanted = wanted.value};
  return add_values(barriers, barrier);
}

static bool add_date(struct barriers *barriers, struct search_request alone) {
  bool does;
  if ((alone.since.len == 0 && alone.until.len == 0)) {
    return true;
  }
  if (!passes(barriers, &alone, &does)) {
    return false;
  }
  if (!does) {
    struct search_barrier *barrier = &barriers->list[barriers->count++];
    *barrier = (struct search_barrier){.kind = alone.since.len > 0 ? BARRIER_SINCE : BARRIER_UNTIL,
                                       .wanted = alone.since.len > 0 ? alone.since : alone.until};
    struct article article;
    if (!store_article(barriers->planner->store, barriers->article, barriers->planner->article, &article, NULL, barriers->err)) {
      return false;
    }
    barrier->has = arena_array(barriers->arena, 1, sizeof *barrier->has);
    barrier->has_count = barrier->has != NULL && article.date.len > 0;
    if (barrier->has_count > 0) {
      barrier->has[0] = arena_copy(barriers->arena, article.date);
    }
  }
  return true;
}

static bool add_narrowing(struct barriers *barriers) {
  const struct search_request *request = barriers->planner->request;
  for (size_t i = 0; i < request->filter_count; i++) {
    if (!add_filter(barriers, request->filters, request->filter_count, request->filters[i])) {
      return false;
    }
  }
  struct search_filter lang = {STR("lang"), request->lang};
  return (request->lang.len == 0 || add_filter(barriers, &lang, 1, lang)) &&
         add_date(barriers, (struct search_request){.since = request->since}) &&
         add_date(barriers, (struct search_request){.until = request->until});
}

/* ---- exclusions ---- */

struct looking {
  uint32_t article;
  bool met;
};

static bool meet(void *context, const struct match *match) {
  struct looking *looking = context;
  looking->met = match->article == looking->article;
  return match->article < looking->article;
}

/* Whether the article has a word of the query and none of the exclusions in *query. */
static bool matches(struct barriers *barriers, const struct query *query, bool *does) {
  struct planner planner = *barriers->planner;
  struct looking looking = {.article = barriers->article};
  struct plan plan;
  planner.query = query;
  planner.request = NULL;
  planner.lang = STR("");
  if (!plan_build(&planner, PLAN_ANY, true, &plan, barriers->err) ||
      (plan.term_count > 0 && !store_match(planner.store, &plan.wanted, meet, &looking, barriers->err))) {
    return false;
  }
  *does = looking.met;
  return true;
}

static bool add_exclusions(struct barriers *barriers) {
  struct query query = *barriers->planner->query;
  size_t count = query.excluded_count;
  const struct query all = query;
  bool does = false;
  query.excluded_count = 0;
  if (count > 0 && !matches(barriers, &query, &does)) {
    return false;
  }
  for (size_t i = 0; i < count && does; i++) {
    bool still;
    query.excluded = &all.excluded[i];
    query.excluded_count = 1;
    if (!matches(barriers, &query, &still)) {
      return false;
    }
    if (!still) {
      struct query_clause alone = {query.excluded, 1};
      barriers->list[barriers->count++] =
          (struct search_barrier){.kind = BARRIER_EXCLUDED, .wanted = card_clause_text(barriers->arena, &alone)};
    }
  }
  return true;
}

/* Not all that is found is ranked. */
static bool add_place(struct barriers *barriers, const struct ranking *ranking, bool lacks) {
  bool does = false;
  if (barriers->count > 0 || lacks || ranking->count >= ranking->total) {
    return true;
  }
  if (!matches(barriers, barriers->planner->query, &does)) {
    return false;
  }
  if (does || ranking->browsed) {
    barriers->list[barriers->count++] =
        (struct search_barrier){.kind = BARRIER_PLACE, .wanted = arena_format(barriers->arena, "%zu", ranking->count)};
  }
  return true;
}

bool barriers_list(struct planner *planner, uint32_t article, const struct ranking *ranking, bool lacks, struct arena *arena,
                   struct search_barrier **list, size_t *count, struct error *err) {
  struct barriers barriers = {.planner = planner, .article = article, .arena = arena, .err = err};
  size_t room = planner->request->filter_count + 4 + planner->query->excluded_count;
  barriers.list = arena_array(arena, room, sizeof *barriers.list);
  if (barriers.list == NULL) {
    return error_memory(err);
  }
  if (!add_narrowing(&barriers) || !add_exclusions(&barriers) || !add_place(&barriers, ranking, lacks)) {
    return false;
  }
  *list = barriers.list;
  *count = barriers.count;
  return !arena_failed(arena) || error_memory(err);
}
