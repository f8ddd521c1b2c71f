#include "quality.h"
#include "tsv.h"

#include <math.h>
#include <stdlib.h>

/* A line: "query Q0 article rank score tag". */
enum { RUN_QUERY, RUN_Q0, RUN_ARTICLE, RUN_RANK, RUN_SCORE, RUN_TAG, RUN_FIELDS };

static bool read_score(struct str text, double *score) {
  char digits[64];
  char *end = digits;
  if (text.len == 0 || text.len >= sizeof digits) {
    return false;
  }
  memcpy(digits, text.ptr, text.len);
  digits[text.len] = '\0';
  *score = strtod(digits, &end);
  return *end == '\0' && isfinite(*score);
}

static bool split(const struct tsv *tsv, struct str fields[RUN_FIELDS], struct error *err) {
  if (tsv_fields(tsv->line, fields, RUN_FIELDS) != RUN_FIELDS && tsv_words(tsv->line, fields, RUN_FIELDS) != RUN_FIELDS) {
    return tsv_error(tsv, err, "a line is \"query Q0 article rank score tag\"");
  }
  return true;
}

static bool add_line(const struct tsv *tsv, const struct lookup *queries, struct quality_run *run, struct arena *arena,
                     struct error *err) {
  struct str fields[RUN_FIELDS] = {{0}};
  struct quality_answer answer = {.score = 0};
  if (!split(tsv, fields, err)) {
    return false;
  }
  if (!str_to_number(fields[RUN_RANK], UINT32_MAX, &answer.rank) || !read_score(fields[RUN_SCORE], &answer.score)) {
    return tsv_error(tsv, err, "rank and score are numbers, not \"%.*s\" and \"%.*s\"",
                     STR_ARG(str_slice(fields[RUN_RANK], 0, 100)), STR_ARG(str_slice(fields[RUN_SCORE], 0, 100)));
  }
  const struct lookup_entry *name = lookup_find(queries, fields[RUN_QUERY]);
  if (name == NULL) {
    run->other_queries++;
    return true;
  }
  struct quality_ranking *ranking = &run->rankings[name->number];
  answer.id = fields[RUN_ARTICLE];
  ranking->answers = arena_grow(arena, ranking->answers, ranking->count, &ranking->room, sizeof *ranking->answers);
  if (ranking->answers == NULL) {
    return error_memory(err);
  }
  ranking->answers[ranking->count++] = answer;
  return true;
}

static int by_score(const void *a, const void *b) {
  const struct quality_answer *x = a, *y = b;
  if (x->score != y->score) {
    return x->score < y->score ? 1 : -1;
  }
  return x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank) : str_compare(x->id, y->id);
}

/* Sorts a ranking; an article that stands in it twice would earn twice. */
static bool finish(const char *path, const struct quality_query *query, struct quality_ranking *ranking, struct error *err) {
  if (ranking->count == 0) {
    return true;
  }
  qsort(ranking->answers, ranking->count, sizeof *ranking->answers, by_score);
  ranking->count = ranking->count < QUALITY_DEPTH ? ranking->count : QUALITY_DEPTH;
  for (size_t i = 0; i < ranking->count; i++) {
    for (size_t j = 0; j < i; j++) {
      if (str_equal(ranking->answers[i].id, ranking->answers[j].id)) {
        return error_set(err, "%.400s: the article \"%.*s\" is ranked twice for the query \"%.*s\"; leave one line out", path,
                         STR_ARG(str_slice(ranking->answers[i].id, 0, 200)), STR_ARG(str_slice(query->id, 0, 200)));
      }
    }
  }
  return true;
}

bool quality_read_run(const char *path, const struct quality_set *set, struct arena *arena, struct quality_run *run,
                      struct error *err) {
  struct tsv tsv;
  struct lookup queries = {.arena = arena};
  *run = (struct quality_run){.name = path};
  run->rankings = arena_array(arena, set->count, sizeof *run->rankings);
  for (size_t i = 0; i < set->count; i++) {
    (void)lookup_add(&queries, set->queries[i].id, i);
  }
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  if (!tsv_open(path, arena, &tsv, err)) {
    return false;
  }
  while (tsv_next(&tsv)) {
    if (!add_line(&tsv, &queries, run, arena, err)) {
      return false;
    }
  }
  size_t answers = 0;
  for (size_t i = 0; i < set->count; i++) {
    answers += run->rankings[i].count;
    if (!finish(path, &set->queries[i], &run->rankings[i], err)) {
      return false;
    }
  }
  return answers > 0 || error_set(err, "%s: has no answer to any query judged in %s; check that both are of one collection", path,
                                  set->judged_by);
}

void quality_write_run(const struct quality_set *set, const struct quality_run *run, struct buf *out) {
  for (size_t i = 0; i < set->count; i++) {
    for (size_t j = 0; j < run->rankings[i].count; j++) {
      const struct quality_answer *answer = &run->rankings[i].answers[j];
      buf_add(out, set->queries[i].id);
      buf_add(out, STR("\tQ0\t"));
      buf_add(out, answer->id);
      buf_format(out, "\t%zu\t%.17g\tmarrow\n", j + 1, answer->score);
    }
  }
}
