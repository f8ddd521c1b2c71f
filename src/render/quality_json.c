#include "json.h"
#include "render.h"

static void add_value(struct json *json, const char *key, double value) {
  json_key(json, str_of(key));
  json_points(json, value);
}

static void add_values(struct json *json, const struct quality_report *report, const double *values) {
  for (size_t i = 0; i < report->metric_count; i++) {
    add_value(json, quality_metric_name((enum quality_metric)i), values[i]);
  }
}

static void add_kinds(struct json *json, const struct quality_report *report) {
  json_key(json, STR("kinds"));
  json_open(json, '{');
  for (size_t i = 0; i < report->kind_count; i++) {
    json_key(json, report->kinds[i].name);
    json_open(json, '{');
    add_values(json, report, report->kinds[i].means);
    json_number_member(json, STR("queries"), report->kinds[i].queries);
    json_close(json, '}');
  }
  json_close(json, '}');
}

static void add_none(struct json *json, const struct quality_report *report) {
  json_key(json, STR("none"));
  json_open(json, '{');
  json_number_member(json, STR("queries"), report->none);
  if (report->run->searched) {
    json_number_member(json, STR("answered"), report->none_answered);
  }
  json_close(json, '}');
}

static void add_misspelling(struct json *json, const struct quality_report *report) {
  json_key(json, STR("misspelling"));
  json_open(json, '{');
  json_number_member(json, STR("queries"), report->misspellings);
  add_value(json, "ndcg@10", report->misspelt_ndcg);
  add_value(json, "correct_ndcg@10", report->correct_ndcg);
  add_value(json, "ratio", report->misspelt_ndcg / report->correct_ndcg);
  json_close(json, '}');
}

static void add_direct(struct json *json, const struct quality_direct *direct) {
  json_key(json, STR("direct_answers"));
  json_open(json, '{');
  json_number_member(json, STR("shown"), direct->shown);
  json_number_member(json, STR("relevant"), direct->relevant);
  json_number_member(json, STR("unjudged"), direct->unjudged);
  json_key(json, STR("false"));
  json_open(json, '[');
  for (size_t i = 0; i < direct->wrong_count; i++) {
    json_open(json, '{');
    json_member(json, STR("query"), direct->wrong[i].query->text);
    json_member(json, STR("id"), direct->wrong[i].article);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_close(json, '}');
}

static void add_must(struct json *json, const struct quality_report *report) {
  json_number_member(json, STR("must"), report->must_count);
  json_key(json, STR("must_failures"));
  json_open(json, '[');
  for (size_t i = 0; i < report->must_failure_count; i++) {
    const struct quality_must_failure *failure = &report->must_failures[i];
    json_open(json, '{');
    json_member(json, STR("query"), failure->query->text);
    json_number_member(json, STR("within"), failure->query->must);
    if (failure->rank > 0) {
      json_number_member(json, STR("rank"), failure->rank);
    }
    if (failure->first != NULL) {
      json_member(json, STR("first"), failure->first->id);
    }
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_floors(struct json *json, const struct quality_report *report) {
  json_key(json, STR("floors_missed"));
  json_open(json, '{');
  for (size_t i = 0; i < report->floor_missed_count; i++) {
    add_value(json, quality_metric_name(report->floors_missed[i].metric), report->floors_missed[i].least);
  }
  json_close(json, '}');
}

static void add_difference(struct json *json, const struct quality_difference *difference) {
  json_open(json, '{');
  add_value(json, "a", difference->a);
  add_value(json, "b", difference->b);
  add_value(json, "difference", difference->a - difference->b);
  json_key(json, STR("interval"));
  json_open(json, '[');
  json_points(json, difference->low);
  json_points(json, difference->high);
  json_close(json, ']');
  add_value(json, "p", difference->p);
  json_number_member(json, STR("higher"), difference->higher);
  json_number_member(json, STR("lower"), difference->lower);
  json_number_member(json, STR("equal"), difference->equal);
  json_close(json, '}');
}

static void add_against(struct json *json, const struct quality_report *report) {
  const struct quality_comparison *against = report->against;
  json_key(json, STR("against"));
  json_open(json, '{');
  json_member(json, STR("b"), str_of(against->name));
  json_key(json, STR("metrics"));
  json_open(json, '{');
  for (size_t i = 0; i < report->metric_count; i++) {
    json_key(json, str_of(quality_metric_name((enum quality_metric)i)));
    add_difference(json, &against->metrics[i]);
  }
  json_close(json, '}');
  json_key(json, STR("changes"));
  json_open(json, '[');
  for (size_t i = 0; i < against->change_count; i++) {
    json_open(json, '{');
    json_member(json, STR("id"), against->changes[i].query->id);
    json_member(json, STR("query"), against->changes[i].query->text);
    add_value(json, "a", against->changes[i].a);
    add_value(json, "b", against->changes[i].b);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_close(json, '}');
}

static void add_row(struct json *json, const struct quality_report *report, const struct quality_row *row) {
  json_open(json, '{');
  json_member(json, STR("id"), row->query->id);
  json_member(json, STR("query"), row->query->text);
  json_optional_member(json, STR("kind"), row->query->kind);
  add_values(json, report, row->values);
  if (row->first_relevant > 0) {
    json_number_member(json, STR("first_relevant"), row->first_relevant);
  }
  if (row->wrong != NULL) {
    json_key(json, STR("best_wrong"));
    json_open(json, '{');
    json_number_member(json, STR("rank"), row->wrong_rank);
    json_member(json, STR("id"), row->wrong->id);
    json_optional_member(json, STR("title"), row->wrong->title);
    json_close(json, '}');
  }
  json_close(json, '}');
}

static void add_rows(struct json *json, const struct quality_report *report) {
  json_key(json, STR("per_query"));
  json_open(json, '[');
  for (size_t i = 0; i < report->row_count; i++) {
    add_row(json, report, &report->rows[i]);
  }
  json_close(json, ']');
}

void render_quality_json(const struct quality_report *report, bool per_query, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("answers"), str_of(report->run->name));
  json_member(&json, STR("judgments"), str_of(report->set->judged_by));
  json_number_member(&json, STR("queries"), report->row_count);
  json_number_member(&json, STR("without_relevant"), report->without_relevant);
  json_number_member(&json, STR("unknown_articles"), report->set->unknown_articles);
  json_number_member(&json, STR("other_queries"), report->set->other_queries + report->run->other_queries);
  add_values(&json, report, report->means);
  if (report->kind_count > 0) {
    add_kinds(&json, report);
  }
  if (report->none > 0) {
    add_none(&json, report);
  }
  if (report->misspellings > 0) {
    add_misspelling(&json, report);
  }
  if (report->run->searched) {
    add_direct(&json, &report->direct);
  }
  if (report->must_count > 0) {
    add_must(&json, report);
  }
  add_floors(&json, report);
  if (report->against != NULL) {
    add_against(&json, report);
  }
  if (per_query) {
    add_rows(&json, report);
  }
  json_close(&json, '}');
  buf_byte(out, '\n');
}
