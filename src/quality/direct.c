#include "report.h"

static void count_one(const struct quality_set *set, const struct quality_query *query, struct str article,
                      struct quality_direct *direct) {
  int grade = report_grade(set, query, article);
  direct->shown++;
  if (grade > 0) {
    direct->relevant++;
  } else if (grade == QUALITY_GRADE_UNJUDGED) {
    direct->unjudged++;
  } else {
    direct->wrong[direct->wrong_count++] = (struct quality_false_answer){query, article};
  }
}

bool report_count_direct(const struct quality_task *task, struct arena *arena, struct quality_report *report, struct error *err) {
  const struct quality_set *set = task->set;
  report->direct.wrong = arena_array(arena, set->count, sizeof *report->direct.wrong);
  if (report->direct.wrong == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < set->count; i++) {
    const struct quality_query *query = &set->queries[i];
    struct str article = task->run->rankings[i].direct;
    bool judged = query->judgment_count > 0 || set->complete;
    if (article.len > 0 && judged) {
      count_one(set, query, article, &report->direct);
    }
  }
  return true;
}
