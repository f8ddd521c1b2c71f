#include "quality.h"
#include "search/search.h"

/* What a run needs while it searches. */
struct runner {
  struct searcher *searcher;
  struct store *store;
  bool exact;
  uint32_t today;
  struct arena *arena;             /* of the run */
  struct arena scratch;            /* of one article or request */
  struct quality_answer *articles; /* by number; id.ptr NULL: not read yet */
  struct search_rank ranks[QUALITY_DEPTH];
};

enum { SCRATCH_BYTES_MAX = 256 << 20 };

_Static_assert((int)QUALITY_DEPTH <= (int)SEARCH_LIMIT_MAX, "a search looks as deep as the metrics");

/* Id and title are read once an article: a common one is found by many queries. */
static bool name_article(struct runner *runner, uint32_t number, struct quality_answer *answer, struct error *err) {
  struct quality_answer *known = &runner->articles[number];
  if (known->id.ptr == NULL) {
    struct article article;
    arena_reset(&runner->scratch);
    if (!store_article(runner->store, number, &runner->scratch, &article, NULL, err)) {
      return false;
    }
    *known =
        (struct quality_answer){.id = arena_copy(runner->arena, article.id), .title = arena_copy(runner->arena, article.title)};
  }
  answer->id = known->id;
  answer->title = known->title;
  return known->id.ptr != NULL || error_memory(err);
}

/* How many articles have every word of a query that no article should answer. */
static bool count_complete(struct runner *runner, const struct quality_query *query, uint64_t *complete, struct error *err) {
  struct search_request request = {.query = query->text, .limit = 1, .exact = runner->exact, .today = runner->today};
  struct search_answer answer;
  arena_reset(&runner->scratch);
  if (!search_run(runner->searcher, runner->store, &request, &runner->scratch, &answer, err)) {
    return false;
  }
  *complete = answer.complete;
  return true;
}

/* The one place where a judged query becomes a search. */
static bool ask(struct runner *runner, const struct quality_query *query, struct quality_ranking *ranking, struct error *err) {
  struct search_request request = {.query = query->text,
                                   .limit = QUALITY_DEPTH,
                                   .exact = runner->exact,
                                   .today = runner->today,
                                   .typing = str_equal(query->kind, STR("prefix"))};
  const struct search_direct *direct;
  arena_reset(&runner->scratch);
  if (!search_rank_answered(runner->searcher, runner->store, &request, runner->ranks, &ranking->count, &runner->scratch, &direct,
                            err)) {
    return false;
  }
  ranking->direct = direct != NULL ? arena_copy(runner->arena, direct->id) : STR("");
  return !str_equal(query->kind, STR("none")) || count_complete(runner, query, &ranking->complete, err);
}

static bool run_query(struct runner *runner, const struct quality_query *query, struct quality_ranking *ranking,
                      struct error *err) {
  if (!ask(runner, query, ranking, err)) {
    return error_prefix(err, "the query \"%.*s\": ", STR_ARG(str_slice(query->text, 0, 200)));
  }
  ranking->answers = arena_array(runner->arena, ranking->count, sizeof *ranking->answers);
  if (ranking->answers == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < ranking->count; i++) {
    struct quality_answer *answer = &ranking->answers[i];
    answer->score = runner->ranks[i].score;
    answer->rank = i + 1;
    if (!name_article(runner, runner->ranks[i].article, answer, err)) {
      return false;
    }
  }
  return true;
}

bool quality_search(struct store *store, const struct quality_setting *setting, const struct quality_set *set,
                    struct arena *arena, struct quality_run *run, struct error *err) {
  struct runner runner = {
      .searcher = searcher_new(), .store = store, .arena = arena, .exact = setting->exact, .today = setting->today};
  arena_init(&runner.scratch, SCRATCH_BYTES_MAX);
  runner.articles = arena_array(arena, store_facts(store)->articles + 1, sizeof *runner.articles);
  *run = (struct quality_run){.name = setting->name, .searched = true};
  run->rankings = arena_array(arena, set->count, sizeof *run->rankings);
  bool done = (runner.searcher != NULL && !arena_failed(arena)) || error_memory(err);
  if (done && setting->weights != NULL) {
    searcher_set_weights(runner.searcher, setting->weights);
  }
  for (size_t i = 0; done && i < set->count; i++) {
    done = run_query(&runner, &set->queries[i], &run->rankings[i], err);
  }
  arena_free(&runner.scratch);
  searcher_free(runner.searcher);
  return done;
}
