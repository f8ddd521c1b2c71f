#include "report.h"

#include <stdlib.h>

static bool is_kind(const struct quality_query *query, const char *kind) {
  return str_equal(query->kind, str_of(kind));
}

static bool is_measured(const struct quality_query *query) {
  for (size_t i = 0; i < query->judgment_count; i++) {
    if (query->judgments[i].grade > 0) {
      return true;
    }
  }
  return false;
}

static int by_id(const void *key, const void *judgment) {
  return str_compare(*(const struct str *)key, ((const struct quality_judgment *)judgment)->article);
}

int report_grade(const struct quality_set *set, const struct quality_query *query, struct str article) {
  const struct quality_judgment *found =
      query->judgment_count == 0 ? NULL
                                 : bsearch(&article, query->judgments, query->judgment_count, sizeof *query->judgments, by_id);
  return found != NULL ? (int)found->grade : set->complete ? 0 : QUALITY_GRADE_UNJUDGED;
}

static int descending(const void *a, const void *b) {
  return *(const int *)b - *(const int *)a;
}

/* The query's own grades, the best first. */
static int *ideal_grades(const struct quality_query *query, struct arena *arena) {
  int *grades = arena_array(arena, query->judgment_count, sizeof *grades);
  for (size_t i = 0; grades != NULL && i < query->judgment_count; i++) {
    grades[i] = (int)query->judgments[i].grade;
  }
  if (grades != NULL) {
    qsort(grades, query->judgment_count, sizeof *grades, descending);
  }
  return grades;
}

static bool measure_row(const struct quality_set *set, const struct quality_ranking *ranking, struct arena *arena,
                        struct quality_row *row) {
  int grades[QUALITY_DEPTH];
  const int *ideal = ideal_grades(row->query, arena);
  for (size_t i = 0; i < ranking->count; i++) {
    grades[i] = report_grade(set, row->query, ranking->answers[i].id);
    if (grades[i] > 0 && row->first_relevant == 0) {
      row->first_relevant = i + 1;
    }
    if (grades[i] <= 0 && row->wrong == NULL) {
      row->wrong_rank = i + 1;
      row->wrong = &ranking->answers[i];
    }
  }
  if (ideal == NULL) {
    return false;
  }
  quality_measure(grades, ranking->count, ideal, row->query->judgment_count, row->values);
  return true;
}

bool report_measure(const struct quality_set *set, const struct quality_run *run, struct arena *arena, struct quality_row **rows,
                    size_t *count, struct error *err) {
  *rows = arena_array(arena, set->count, sizeof **rows);
  *count = 0;
  for (size_t i = 0; *rows != NULL && i < set->count; i++) {
    if (is_measured(&set->queries[i])) {
      struct quality_row *row = &(*rows)[(*count)++];
      row->query = &set->queries[i];
      (void)measure_row(set, &run->rankings[i], arena, row);
    }
  }
  return !arena_failed(arena) || error_memory(err);
}

static void add_values(double sums[QUALITY_METRICS], const double values[QUALITY_METRICS]) {
  for (size_t i = 0; i < QUALITY_METRICS; i++) {
    sums[i] += values[i];
  }
}

/* Divided once at the end, so that the mean of ones is 1. */
static void divide(double sums[QUALITY_METRICS], size_t count) {
  for (size_t i = 0; i < QUALITY_METRICS; i++) {
    sums[i] /= (double)count;
  }
}

static struct quality_kind *kind_of(struct quality_report *report, struct str name) {
  for (size_t i = 0; i < report->kind_count; i++) {
    if (str_equal(report->kinds[i].name, name)) {
      return &report->kinds[i];
    }
  }
  report->kinds[report->kind_count] = (struct quality_kind){.name = name};
  return &report->kinds[report->kind_count++];
}

static void take_means(struct quality_report *report) {
  for (size_t i = 0; i < report->row_count; i++) {
    const struct quality_row *row = &report->rows[i];
    add_values(report->means, row->values);
    if (row->query->kind.len > 0) {
      struct quality_kind *kind = kind_of(report, row->query->kind);
      kind->queries++;
      add_values(kind->means, row->values);
    }
  }
  divide(report->means, report->row_count);
  for (size_t i = 0; i < report->kind_count; i++) {
    divide(report->kinds[i].means, report->kinds[i].queries);
  }
}

/* The queries that cannot be measured, and those that nothing should answer. */
static void count_others(struct quality_report *report) {
  for (size_t i = 0; i < report->set->count; i++) {
    const struct quality_query *query = &report->set->queries[i];
    if (is_kind(query, "none")) {
      report->none++;
      report->none_answered += report->run->rankings[i].complete > 0;
    } else if (!is_measured(query)) {
      report->without_relevant++;
    }
  }
}

/* The row of each query by its number in the set; NULL where it is not measured. */
static const struct quality_row **rows_by_query(const struct quality_report *report, struct arena *arena) {
  const struct quality_row **found = arena_array(arena, report->set->count, sizeof(struct quality_row *));
  for (size_t i = 0; found != NULL && i < report->row_count; i++) {
    found[report->rows[i].query - report->set->queries] = &report->rows[i];
  }
  return found;
}

static bool compare_misspellings(struct quality_report *report, struct arena *arena, struct error *err) {
  const struct quality_row **rows = rows_by_query(report, arena);
  if (rows == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < report->row_count; i++) {
    const struct quality_query *query = report->rows[i].query;
    if (query->correct != NULL) {
      report->misspellings++;
      report->misspelt_ndcg += report->rows[i].values[QUALITY_NDCG];
      report->correct_ndcg += rows[query->correct - report->set->queries]->values[QUALITY_NDCG];
    }
  }
  if (report->misspellings > 0) {
    report->misspelt_ndcg /= (double)report->misspellings;
    report->correct_ndcg /= (double)report->misspellings;
  }
  return true;
}

static int worst_first(const void *a, const void *b) {
  const struct quality_row *x = a, *y = b;
  double left = x->values[QUALITY_NDCG], right = y->values[QUALITY_NDCG];
  if (left != right) {
    return left < right ? -1 : 1;
  }
  return (x->query > y->query) - (x->query < y->query);
}

bool quality_assess(const struct quality_task *task, struct arena *arena, struct quality_report *report, struct error *err) {
  *report = (struct quality_report){.set = task->set, .run = task->run};
  report->metric_count = task->set->complete ? QUALITY_JUDGED_NDCG : QUALITY_METRICS;
  report->kinds = arena_array(arena, task->set->count, sizeof *report->kinds);
  if (!report_measure(task->set, task->run, arena, &report->rows, &report->row_count, err)) {
    return false;
  }
  if (report->row_count == 0) {
    return error_set(
        err, "%s: no query has a relevant article, so nothing can be measured; check that its ids are those of the queries",
        task->set->judged_by);
  }
  take_means(report);
  count_others(report);
  if (!compare_misspellings(report, arena, err) || !report_count_direct(task, arena, report, err) ||
      !report_check_gates(task, arena, report, err) || (task->against != NULL && !report_compare(task, arena, report, err))) {
    return false;
  }
  qsort(report->rows, report->row_count, sizeof *report->rows, worst_first);
  return true;
}
