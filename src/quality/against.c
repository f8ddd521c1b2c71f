#include "report.h"

#include <stdlib.h>

/* Values are made of a few divisions: what differs by less than this is equal. */
static const double EQUAL = 1e-9;

static int by_change(const void *a, const void *b) {
  const struct quality_change *x = a, *y = b;
  double left = x->a > x->b ? x->a - x->b : x->b - x->a, right = y->a > y->b ? y->a - y->b : y->b - y->a;
  if (left != right) {
    return left > right ? -1 : 1;
  }
  return (x->query > y->query) - (x->query < y->query);
}

static bool take_changes(const struct quality_row *a, const struct quality_row *b, size_t count, struct arena *arena,
                         struct quality_comparison *comparison, struct error *err) {
  struct quality_change *changes = arena_array(arena, count, sizeof *changes);
  size_t changed = 0;
  if (changes == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    double left = a[i].values[QUALITY_NDCG], right = b[i].values[QUALITY_NDCG];
    if (left - right > EQUAL || right - left > EQUAL) {
      changes[changed++] = (struct quality_change){a[i].query, left, right};
    }
  }
  qsort(changes, changed, sizeof *changes, by_change);
  comparison->change_count = changed < QUALITY_CHANGES_MAX ? changed : QUALITY_CHANGES_MAX;
  memcpy(comparison->changes, changes, comparison->change_count * sizeof *changes);
  return true;
}

bool report_compare(const struct quality_task *task, struct arena *arena, struct quality_report *report, struct error *err) {
  struct quality_row *others;
  size_t count;
  struct quality_comparison *comparison = arena_alloc(arena, sizeof *comparison);
  double *a = arena_array(arena, report->row_count, sizeof *a), *b = arena_array(arena, report->row_count, sizeof *b);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  comparison->name = task->against->name;
  if (!report_measure(task->set, task->against, arena, &others, &count, err)) {
    return false;
  }
  for (size_t metric = 0; metric < report->metric_count; metric++) {
    for (size_t i = 0; i < count; i++) {
      a[i] = report->rows[i].values[metric];
      b[i] = others[i].values[metric];
    }
    if (!quality_compare(a, b, count, arena, &comparison->metrics[metric], err)) {
      return false;
    }
  }
  report->against = comparison;
  return take_changes(report->rows, others, count, arena, comparison, err);
}
