#include "report.h"

enum { GRADE_ANSWER = 2 };

/* Where the best-placed answer stands; 0: nowhere. */
static size_t answer_rank(const struct quality_set *set, const struct quality_query *query,
                          const struct quality_ranking *ranking) {
  for (size_t i = 0; i < ranking->count; i++) {
    if (report_grade(set, query, ranking->answers[i].id) >= GRADE_ANSWER) {
      return i + 1;
    }
  }
  return 0;
}

static void check_must(const struct quality_query *query, const struct quality_ranking *ranking, struct quality_report *report) {
  if (query->must == 0) {
    return;
  }
  size_t rank = answer_rank(report->set, query, ranking);
  report->must_count++;
  if (rank == 0 || rank > query->must) {
    report->must_failures[report->must_failure_count++] =
        (struct quality_must_failure){.query = query, .rank = rank, .first = ranking->count > 0 ? &ranking->answers[0] : NULL};
  }
}

bool report_check_gates(const struct quality_task *task, struct arena *arena, struct quality_report *report, struct error *err) {
  struct quality_floor *missed = arena_array(arena, task->floor_count, sizeof *missed);
  report->must_failures = arena_array(arena, task->set->count, sizeof *report->must_failures);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  for (size_t i = 0; i < task->set->count; i++) {
    check_must(&task->set->queries[i], &task->run->rankings[i], report);
  }
  for (size_t i = 0; i < task->floor_count; i++) {
    if (report->means[task->floors[i].metric] < task->floors[i].least) {
      missed[report->floor_missed_count++] = task->floors[i];
    }
  }
  report->floors_missed = missed;
  return true;
}
