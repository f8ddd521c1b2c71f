#include "render.h"
#include "sentence.h"
#include "sheet.h"

/* The page in the making. */
struct page {
  struct sheet sheet;
  const struct quality_report *report;
};

static const struct style usual = {.flags = 0};

enum { ID_COLUMNS_MAX = 16 };

/* ---- all queries ---- */

static void add_means(struct page *page) {
  static const char *const meanings[QUALITY_METRICS] = {
      [QUALITY_NDCG] = "relevant articles among the ten best, the best first",
      [QUALITY_MRR] = "1 / rank of the first relevant article",
      [QUALITY_RECALL] = "share of the relevant articles found among 100",
      [QUALITY_PRECISION] = "share of the ten best that is relevant",
      [QUALITY_SUCCESS] = "share of queries whose first answer is relevant",
      [QUALITY_JUDGED_NDCG] = "ndcg@10 with the answers nobody judged taken out",
      [QUALITY_UNJUDGED] = "share of the ten best that nobody judged",
  };
  for (size_t i = 0; i < page->report->metric_count; i++) {
    buf_format(&page->sheet.line, "%-14s  %.4f  ", quality_metric_name((enum quality_metric)i), page->report->means[i]);
    sheet_cell(&page->sheet.line, str_of(meanings[i]), sheet_room(&page->sheet), true);
    sheet_line(&page->sheet, usual);
  }
}

/* Nothing where there is none of it. */
static void add_counted(struct page *page, const char *what, size_t number, const char *noun) {
  if (number > 0) {
    buf_add(&page->sheet.line, str_of(what));
    sentence_count(&page->sheet.line, number, noun);
    buf_byte(&page->sheet.line, '.');
  }
}

static void add_remarks(struct page *page) {
  const struct quality_report *report = page->report;
  sentence_number(&page->sheet.line, report->row_count);
  buf_add(&page->sheet.line, report->row_count == 1 ? STR(" measured query.") : STR(" measured queries."));
  if (report->without_relevant > 0) {
    buf_format(&page->sheet.line, " %zu left out: no article is relevant.", report->without_relevant);
  }
  if (report->none > 0 && report->run->searched) {
    buf_format(&page->sheet.line, " %zu that no article should answer: %zu found one with all words.", report->none,
               report->none_answered);
  }
  if (report->misspellings > 0) {
    buf_format(&page->sheet.line, " %zu misspelt: ndcg@10 is %.4f, spelt correctly %.4f", report->misspellings,
               report->misspelt_ndcg, report->correct_ndcg);
    if (report->correct_ndcg > 0) {
      buf_format(&page->sheet.line, ", a ratio of %.2f", report->misspelt_ndcg / report->correct_ndcg);
    }
    buf_byte(&page->sheet.line, '.');
  }
  add_counted(page, " Judged but not in the index: ", report->set->unknown_articles, "article");
  add_counted(page, " Passed over, being of other queries: ", report->set->other_queries, "judgment");
  add_counted(page, " Passed over, being of other queries: ", report->run->other_queries, "answer");
  flow_gap(&page->sheet.flow);
  sheet_text(&page->sheet);
}

static void add_kinds(struct page *page) {
  static const char *const short_names[] = {"nDCG@10", "MRR@10", "R@100", "P@10", "S@1"};
  flow_gap(&page->sheet.flow);
  buf_format(&page->sheet.line, "%-16s%9s", "Kind", "Queries");
  for (size_t i = 0; i < COUNT_OF(short_names); i++) {
    buf_format(&page->sheet.line, "%10s", short_names[i]);
  }
  sheet_heading(&page->sheet);
  for (size_t i = 0; i < page->report->kind_count; i++) {
    const struct quality_kind *kind = &page->report->kinds[i];
    sheet_cell(&page->sheet.line, kind->name, 16, false);
    buf_format(&page->sheet.line, "%9zu", kind->queries);
    for (size_t j = 0; j < COUNT_OF(short_names); j++) {
      buf_format(&page->sheet.line, "%10.4f", kind->means[j]);
    }
    sheet_line(&page->sheet, usual);
  }
}

/* ---- against another ranking ---- */

static void add_differences(struct page *page) {
  const struct quality_comparison *against = page->report->against;
  flow_gap(&page->sheet.flow);
  buf_format(&page->sheet.line, "%-14s %6s %6s %7s  %-16s %6s %5s %5s %5s", "Metric", "A", "B", "A - B", "95 % interval", "p",
             "A > B", "A < B", "A = B");
  sheet_heading(&page->sheet);
  for (size_t i = 0; i < page->report->metric_count; i++) {
    const struct quality_difference *difference = &against->metrics[i];
    buf_format(&page->sheet.line, "%-14s %6.4f %6.4f %+7.4f  %+.4f, %+.4f %6.4f %5zu %5zu %5zu",
               quality_metric_name((enum quality_metric)i), difference->a, difference->b, difference->a - difference->b,
               difference->low, difference->high, difference->p, difference->higher, difference->lower, difference->equal);
    sheet_line(&page->sheet, usual);
  }
}

static void add_changes(struct page *page) {
  const struct quality_comparison *against = page->report->against;
  flow_gap(&page->sheet.flow);
  if (against->change_count == 0) {
    flow_text(&page->sheet.flow, STR("No query has another ndcg@10."), usual);
    return;
  }
  buf_format(&page->sheet.line, "%7s %7s %8s  Queries that changed most (nDCG@10)", "A", "B", "A - B");
  sheet_heading(&page->sheet);
  for (size_t i = 0; i < against->change_count; i++) {
    const struct quality_change *change = &against->changes[i];
    buf_format(&page->sheet.line, "%7.4f %7.4f %+8.4f  ", change->a, change->b, change->a - change->b);
    sheet_cell(&page->sheet.line, change->query->text, sheet_room(&page->sheet), true);
    sheet_line(&page->sheet, usual);
  }
}

/* ---- query by query ---- */

static bool ids_are_texts(const struct quality_report *report) {
  return report->set->complete;
}

static void add_row(struct page *page, const struct quality_row *row, size_t id_columns, size_t query_columns) {
  buf_format(&page->sheet.line, "%7.4f ", row->values[QUALITY_NDCG]);
  if (row->first_relevant > 0) {
    buf_format(&page->sheet.line, "%5zu  ", row->first_relevant);
  } else {
    buf_format(&page->sheet.line, "%5s  ", "-");
  }
  if (id_columns > 0) {
    sheet_cell(&page->sheet.line, row->query->id, id_columns, false);
    buf_add(&page->sheet.line, STR("  "));
  }
  sheet_cell(&page->sheet.line, row->query->text, query_columns, row->wrong == NULL);
  if (row->wrong != NULL) {
    buf_format(&page->sheet.line, "  %2zu. ", row->wrong_rank);
    sheet_cell(&page->sheet.line, row->wrong->title.len > 0 ? row->wrong->title : row->wrong->id, sheet_room(&page->sheet), true);
  }
  sheet_line(&page->sheet, usual);
}

static void add_rows(struct page *page) {
  const struct quality_report *report = page->report;
  size_t id_columns = 0;
  for (size_t i = 0; i < report->row_count && !ids_are_texts(report); i++) {
    size_t columns = unicode_columns(report->rows[i].query->id);
    id_columns = columns > id_columns ? columns : id_columns;
  }
  id_columns = id_columns > ID_COLUMNS_MAX ? ID_COLUMNS_MAX : id_columns;
  flow_gap(&page->sheet.flow);
  buf_format(&page->sheet.line, "%7s %5s  ", "nDCG@10", "First");
  if (id_columns > 0) {
    sheet_cell(&page->sheet.line, STR("Id"), id_columns, false);
    buf_add(&page->sheet.line, STR("  "));
  }
  size_t query_columns = sheet_room(&page->sheet) > 8 ? (sheet_room(&page->sheet) - 8) / 2 : 1;
  sheet_cell(&page->sheet.line, STR("Query"), query_columns, false);
  buf_add(&page->sheet.line, STR("  Best wrong answer"));
  sheet_heading(&page->sheet);
  for (size_t i = 0; i < report->row_count; i++) {
    add_row(page, &report->rows[i], id_columns, query_columns);
  }
}

/* ---- gates ---- */

static void add_must_failure(struct page *page, const struct quality_must_failure *failure) {
  const struct quality_answer *first = failure->first;
  buf_format(&page->sheet.line, "“%.*s” must have an answer within rank %ju", STR_ARG(failure->query->text),
             (uintmax_t)failure->query->must);
  if (first == NULL) {
    buf_add(&page->sheet.line, STR(", but found nothing."));
  } else if (failure->rank == 0) {
    buf_format(&page->sheet.line, ", but none was found among %d; ", QUALITY_DEPTH);
  } else {
    buf_format(&page->sheet.line, ", but the best stands at rank %zu; ", failure->rank);
  }
  if (first != NULL) {
    buf_format(&page->sheet.line, "%.*s came first.", STR_ARG(first->id));
  }
  flow_break(&page->sheet.flow);
  flow_bullet(&page->sheet.flow, "! ");
  sheet_text(&page->sheet);
}

/* The answers shown above the others, and those that are false. */
static void add_direct(struct page *page) {
  const struct quality_direct *direct = &page->report->direct;
  flow_gap(&page->sheet.flow);
  sentence_count(&page->sheet.line, direct->shown, "answer");
  buf_format(&page->sheet.line, " shown above the results: %zu from a relevant article, %zu from another", direct->relevant,
             direct->wrong_count);
  if (direct->unjudged > 0) {
    buf_format(&page->sheet.line, ", %zu from one that nobody judged", direct->unjudged);
  }
  buf_byte(&page->sheet.line, '.');
  sheet_text(&page->sheet);
  flow_push(&page->sheet.flow, STR("  "));
  for (size_t i = 0; i < direct->wrong_count; i++) {
    flow_break(&page->sheet.flow);
    flow_bullet(&page->sheet.flow, "- ");
    buf_format(&page->sheet.line, "“%.*s” is answered from %.*s.", STR_ARG(direct->wrong[i].query->text),
               STR_ARG(direct->wrong[i].article));
    sheet_text(&page->sheet);
  }
  flow_pop(&page->sheet.flow, 2);
}

static void add_gates(struct page *page) {
  const struct quality_report *report = page->report;
  if (report->must_count > 0) {
    flow_gap(&page->sheet.flow);
    buf_format(&page->sheet.line, "%zu of %zu queries that must have an answer at a rank have it there.",
               report->must_count - report->must_failure_count, report->must_count);
    sheet_text(&page->sheet);
    flow_break(&page->sheet.flow);
  }
  flow_push(&page->sheet.flow, STR("  "));
  for (size_t i = 0; i < report->must_failure_count; i++) {
    add_must_failure(page, &report->must_failures[i]);
  }
  for (size_t i = 0; i < report->floor_missed_count; i++) {
    const struct quality_floor *floor = &report->floors_missed[i];
    flow_break(&page->sheet.flow);
    flow_bullet(&page->sheet.flow, "! ");
    buf_format(&page->sheet.line, "%s is %.4f, below the floor of %.4f.", quality_metric_name(floor->metric),
               report->means[floor->metric], floor->least);
    sheet_text(&page->sheet);
  }
  flow_pop(&page->sheet.flow, 2);
}

void render_quality_terminal(const struct quality_report *report, bool per_query, const struct terminal *terminal,
                             struct buf *out) {
  struct page page = {.report = report};
  sheet_begin(&page.sheet, terminal, out);
  buf_format(&page.sheet.line, "%s, judged by %s", report->run->name, report->set->judged_by);
  sheet_text(&page.sheet);
  flow_gap(&page.sheet.flow);
  add_means(&page);
  add_remarks(&page);
  if (report->run->searched) {
    add_direct(&page);
  }
  if (report->kind_count > 0) {
    add_kinds(&page);
  }
  if (report->against != NULL) {
    flow_gap(&page.sheet.flow);
    buf_format(&page.sheet.line, "A is %s, B is %s.", report->run->name, report->against->name);
    sheet_text(&page.sheet);
    add_differences(&page);
    add_changes(&page);
  }
  if (per_query) {
    add_rows(&page);
  }
  add_gates(&page);
  sheet_end(&page.sheet);
}
