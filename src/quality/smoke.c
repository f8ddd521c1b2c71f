#include "quality.h"
#include "search/search.h"

#include <math.h>

/* A new index is asked before visitors ask it. */

enum {
  ARENA_BYTES_MAX = 256 << 20,
  ROUNDS = 3, /* a query's least time counts: whatever else runs on the machine makes it slower */
};

struct smoke {
  struct searcher *searcher;
  struct store *store;
  struct arena arena;
  double latency; /* the most that a query may take */
};

static bool fails(const struct settings_text *query, struct error *err) {
  return error_prefix(err, SETTINGS_FILE ":%zu: publish: smoke: \"%.*s\" ", query->line,
                      (int)(query->text.len < 100 ? query->text.len : 100), query->text.ptr);
}

static bool ask(struct smoke *smoke, const struct settings_text *query, struct error *err) {
  double least = INFINITY;
  for (int round = 0; round == 0 || (round < ROUNDS && least > smoke->latency); round++) {
    struct search_request request = {.query = query->text, .limit = SEARCH_LIMIT_DEFAULT};
    struct search_answer answer;
    double start = (double)clock_microseconds() / 1e3;
    arena_reset(&smoke->arena);
    if (!search_run(smoke->searcher, smoke->store, &request, &smoke->arena, &answer, err)) {
      return false;
    }
    least = fmin(least, (double)clock_microseconds() / 1e3 - start);
    if (answer.total == 0) {
      (void)error_set(err, "finds nothing in the new index; correct the articles, or take the query out");
      return fails(query, err);
    }
  }
  if (least > smoke->latency) {
    (void)error_set(err, "takes %.1f ms, more than the %g ms allowed (publish: latency)", least, smoke->latency);
    return fails(query, err);
  }
  return true;
}

static bool ask_all(struct smoke *smoke, const struct settings_publish *publish, struct error *err) {
  for (size_t i = 0; i < publish->smoke_count; i++) {
    if (!ask(smoke, &publish->smoke[i], err)) {
      return false;
    }
  }
  return true;
}

bool quality_smoke(const char *index, const struct settings_publish *publish, struct error *err) {
  struct smoke smoke = {.latency = publish->latency > 0 ? publish->latency : INFINITY};
  if (publish->smoke_count == 0) {
    return true;
  }
  if (!store_open(index, &smoke.store, err)) {
    return false;
  }
  arena_init(&smoke.arena, ARENA_BYTES_MAX);
  smoke.searcher = searcher_new();
  bool done = smoke.searcher != NULL ? ask_all(&smoke, publish, err) : error_memory(err);
  searcher_free(smoke.searcher);
  arena_free(&smoke.arena);
  store_close(smoke.store);
  return done;
}
