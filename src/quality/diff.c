#include "quality.h"
#include "search/search.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 10, TIMED_MAX = 200, ROUNDS = 3, ANSWER_BYTES_MAX = 256 << 20 };

/* A comparison in the making. */
struct comparing {
  const struct quality_diff_task *task;
  struct arena *arena;
  struct quality_diff *diff;
  struct lookup moved; /* old ids of moved articles: places in the list of articles */
  struct quality_run old, new;
};

/* ---- moved articles ---- */

static bool note_moved(struct comparing *comparing) {
  const struct quality_articles *articles = &comparing->diff->articles;
  comparing->moved = (struct lookup){.arena = comparing->arena};
  for (size_t i = 0; i < articles->count; i++) {
    if (articles->list[i].fate == ARTICLE_MOVED && lookup_add(&comparing->moved, articles->list[i].old_id, i) == NULL) {
      return false;
    }
  }
  return true;
}

/* What an article of the old index is called now. */
static struct str id_now(const struct comparing *comparing, struct str id) {
  const struct lookup_entry *moved = lookup_find(&comparing->moved, id);
  return moved != NULL ? comparing->diff->articles.list[moved->number].id : id;
}

static int by_article(const void *a, const void *b) {
  return str_compare(((const struct quality_judgment *)a)->article, ((const struct quality_judgment *)b)->article);
}

/* Judgments may be older than the move, or newer. */
static void rename_judgments(const struct comparing *comparing) {
  for (size_t i = 0; i < comparing->task->set->count; i++) {
    struct quality_query *query = &comparing->task->set->queries[i];
    for (size_t k = 0; k < query->judgment_count && query->correct == NULL; k++) {
      query->judgments[k].article = id_now(comparing, query->judgments[k].article);
    }
    if (query->judgment_count > 1) {
      qsort(query->judgments, query->judgment_count, sizeof *query->judgments, by_article);
    }
  }
}

static void rename_answers(const struct comparing *comparing) {
  for (size_t i = 0; i < comparing->task->set->count; i++) {
    struct quality_ranking *ranking = &comparing->old.rankings[i];
    for (size_t k = 0; k < ranking->count; k++) {
      ranking->answers[k].id = id_now(comparing, ranking->answers[k].id);
    }
    ranking->direct = id_now(comparing, ranking->direct);
  }
}

/* ---- rankings ---- */

static int by_likeness(const void *a, const void *b) {
  const struct quality_pair *x = a, *y = b;
  if (x->rank_biased != y->rank_biased) {
    return x->rank_biased < y->rank_biased ? -1 : 1;
  }
  return (x->query > y->query) - (x->query < y->query);
}

static bool same_ten(const struct quality_ranking *a, const struct quality_ranking *b) {
  size_t shown = a->count < SHOWN ? a->count : SHOWN, other = b->count < SHOWN ? b->count : SHOWN;
  bool same = shown == other;
  for (size_t i = 0; same && i < shown; i++) {
    same = str_equal(a->answers[i].id, b->answers[i].id);
  }
  return same;
}

static bool compare_rankings(struct comparing *comparing, struct error *err) {
  struct quality_diff *diff = comparing->diff;
  const struct quality_set *set = comparing->task->set;
  diff->pairs = arena_array(comparing->arena, set->count, sizeof *diff->pairs);
  if (diff->pairs == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < set->count; i++) {
    const struct quality_ranking *old = &comparing->old.rankings[i], *new = &comparing->new.rankings[i];
    struct quality_pair *pair = &diff->pairs[diff->pair_count++];
    *pair = (struct quality_pair){.query = &set->queries[i],
                                  .overlap = quality_overlap(old, new),
                                  .rank_biased = quality_rank_biased_overlap(old, new),
                                  .old_count = old->count,
                                  .new_count = new->count,
                                  .old_first = old->count > 0 ? &old->answers[0] : NULL,
                                  .new_first = new->count > 0 ? &new->answers[0] : NULL};
    diff->overlap += pair->overlap / (double)set->count;
    diff->rank_biased += pair->rank_biased / (double)set->count;
    diff->equal += same_ten(old, new);
    diff->emptied += old->count > 0 && new->count == 0;
    diff->filled += old->count == 0 && new->count > 0;
  }
  if (diff->pair_count > 1) {
    qsort(diff->pairs, diff->pair_count, sizeof *diff->pairs, by_likeness);
  }
  return true;
}

static bool search_both(struct comparing *comparing, struct error *err) {
  const struct quality_diff_task *task = comparing->task;
  const struct quality_setting old = {.name = task->old_name}, new = {.name = task->new_name};
  return (quality_search(task->old, &old, task->set, comparing->arena, &comparing->old, err) ||
          error_prefix(err, "%s: ", task->old_name)) &&
         (quality_search(task->new, &new, task->set, comparing->arena, &comparing->new, err) ||
          error_prefix(err, "%s: ", task->new_name));
}

/* ---- latency ---- */

/* An index whose answers are timed. */
struct timing {
  struct searcher *searcher;
  struct store *store;
  struct arena arena;
};

static bool time_answer(struct timing *timing, struct str query, double *best, struct error *err) {
  struct search_request request = {.query = query, .limit = SEARCH_LIMIT_DEFAULT};
  struct search_answer answer;
  arena_reset(&timing->arena);
  double begin = (double)clock_microseconds() / 1e3;
  if (!search_run(timing->searcher, timing->store, &request, &timing->arena, &answer, err)) {
    return false;
  }
  *best = fmin(*best, (double)clock_microseconds() / 1e3 - begin);
  return true;
}

/* Old and new in turn, so that whatever else the machine does meets both. */
static bool time_queries(const struct quality_set *set, struct timing *old, struct timing *new, struct quality_latency *latency,
                         struct error *err) {
  size_t step = set->count / TIMED_MAX + 1;
  for (size_t i = 0; i < set->count; i += step) {
    double before = INFINITY, after = INFINITY;
    for (size_t round = 0; round < ROUNDS; round++) {
      if (!time_answer(old, set->queries[i].text, &before, err) || !time_answer(new, set->queries[i].text, &after, err)) {
        return false;
      }
    }
    latency->queries++;
    latency->old_ms += before;
    latency->new_ms += after;
  }
  if (latency->queries > 0) {
    latency->old_ms /= (double)latency->queries;
    latency->new_ms /= (double)latency->queries;
  }
  return true;
}

static bool measure_latency(const struct comparing *comparing, struct quality_latency *latency, struct error *err) {
  struct timing old = {.searcher = searcher_new(), .store = comparing->task->old};
  struct timing new = {.searcher = searcher_new(), .store = comparing->task->new};
  arena_init(&old.arena, ANSWER_BYTES_MAX);
  arena_init(&new.arena, ANSWER_BYTES_MAX);
  bool done = (old.searcher != NULL && new.searcher != NULL) || error_memory(err);
  done = done && time_queries(comparing->task->set, &old, &new, latency, err);
  arena_free(&old.arena);
  arena_free(&new.arena);
  searcher_free(old.searcher);
  searcher_free(new.searcher);
  return done;
}

/* ---- judgments ---- */

static bool is_judged(const struct quality_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    if (set->queries[i].judgment_count > 0) {
      return true;
    }
  }
  return false;
}

static bool assess(struct comparing *comparing, struct error *err) {
  struct quality_task task = {.set = comparing->task->set, .run = &comparing->new, .against = &comparing->old};
  if (!is_judged(task.set)) {
    return true;
  }
  comparing->diff->report = arena_alloc(comparing->arena, sizeof *comparing->diff->report);
  return comparing->diff->report != NULL ? quality_assess(&task, comparing->arena, comparing->diff->report, err)
                                         : error_memory(err);
}

bool quality_diff(const struct quality_diff_task *task, struct arena *arena, struct quality_diff *diff, struct error *err) {
  struct comparing comparing = {.task = task, .arena = arena, .diff = diff};
  *diff = (struct quality_diff){.old_name = task->old_name, .new_name = task->new_name, .set = task->set};
  diff->old_articles = store_facts(task->old)->articles;
  diff->new_articles = store_facts(task->new)->articles;
  diff->same = strcmp(store_facts(task->old)->digest, store_facts(task->new)->digest) == 0;
  if (!quality_compare_articles(task->old, task->new, arena, &diff->articles, err) ||
      !(note_moved(&comparing) || error_memory(err))) {
    return false;
  }
  rename_judgments(&comparing);
  if (!search_both(&comparing, err)) {
    return false;
  }
  rename_answers(&comparing);
  return compare_rankings(&comparing, err) && assess(&comparing, err) && measure_latency(&comparing, &diff->latency, err);
}
