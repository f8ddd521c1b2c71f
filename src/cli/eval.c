#include "command.h"
#include "quality/quality.h"
#include "search/search.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Two runs of a large collection and their judgments; far more than the largest that is judged. */
#define EVAL_BYTES_MAX ((size_t)4 << 30)

enum {
  JUDGMENTS,
  QUERIES,
  QRELS,
  RUN,
  FROM_RUN,
  AGAINST,
  AGAINST_RUN,
  WEIGHT,
  AGAINST_WEIGHT,
  EXACT,
  FLOOR,
  PER_QUERY,
  JSON,
  INDEX
};

static const struct option options[] = {
    [JUDGMENTS] = {.name = "--judgments", .kind = OPTION_TEXT, .value = "FILE", .help = "judged queries, in columns"},
    [QUERIES] = {.name = "--queries", .kind = OPTION_TEXT, .value = "FILE", .help = "or queries: id, tab, text"},
    [QRELS] = {.name = "--qrels", .kind = OPTION_TEXT, .value = "FILE", .help = "and their grades, tabs or TREC form"},
    [RUN] = {.name = "--run", .kind = OPTION_TEXT, .value = "FILE", .help = "write the answers there, in TREC form"},
    [FROM_RUN] = {.name = "--from-run", .kind = OPTION_TEXT, .value = "FILE", .help = "measure these instead of searching"},
    [AGAINST] = {.name = "--against", .kind = OPTION_TEXT, .value = "FILE", .help = "compare with another index"},
    [AGAINST_RUN] = {.name = "--against-run", .kind = OPTION_TEXT, .value = "FILE", .help = "compare with the answers of a run"},
    [WEIGHT] = {.name = "--weight",
                .kind = OPTION_TEXT,
                .value = "W",
                .help = "rank with weight W, NAME=VALUE; repeatable",
                .repeats = true},
    [AGAINST_WEIGHT] = {.name = "--against-weight",
                        .kind = OPTION_TEXT,
                        .value = "W",
                        .help = "compare with weight W instead; repeatable",
                        .repeats = true},
    [EXACT] = {.name = "--exact", .kind = OPTION_FLAG, .help = "do not correct misspelt words"},
    [FLOOR] = {.name = "--floor",
               .kind = OPTION_TEXT,
               .value = "M=VALUE",
               .help = "fail where metric M is below; repeatable",
               .repeats = true},
    [PER_QUERY] = {.name = "--per-query", .kind = OPTION_FLAG, .help = "show every query, worst first"},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print one JSON object"},
    [INDEX] = {INDEX_OPTION},
};

/* What an evaluation works with. */
struct evaluation {
  const struct call *call;
  struct arena arena;
  struct buf out;
  struct quality_set set;
  struct quality_run run, against;
  struct quality_floor floors[CALL_REPEATS_MAX + QUALITY_FLOORS_MAX]; /* those of the call first */
  size_t floor_count;
};

static const char *text_of(const struct call *call, size_t option) {
  return call->values[option].text;
}

static bool given(const struct call *call, size_t option) {
  return call->values[option].given;
}

/* ---- what is wanted ---- */

static bool read_metric(struct str name, enum quality_metric *metric, struct error *err) {
  const char *names[QUALITY_UNJUDGED];
  for (size_t i = 0; i < QUALITY_UNJUDGED; i++) {
    names[i] = quality_metric_name((enum quality_metric)i);
    if (str_equal(name, str_of(names[i]))) {
      *metric = (enum quality_metric)i;
      return true;
    }
  }
  char typed[32];
  (void)snprintf(typed, sizeof typed, "%.*s", STR_ARG(name));
  const char *near = nearest_name(typed, names, COUNT_OF(names));
  return error_set(err, "--floor knows no metric \"%s\"; did you mean %s?", typed, near != NULL ? near : "ndcg@10");
}

static bool read_floor(const char *text, struct quality_floor *floor, struct error *err) {
  struct str whole = str_of(text);
  size_t sign = str_find(whole, '=', 0);
  char *end = NULL;
  const char *number = sign < whole.len ? text + sign + 1 : "";
  floor->least = strtod(number, &end);
  if (*number == '\0' || *end != '\0' || !(floor->least >= 0 && floor->least <= 1)) {
    return error_set(err, "--floor takes a metric and a value from 0 to 1, as in --floor ndcg@10=0.9, not \"%.100s\"", text);
  }
  return read_metric(str_slice(whole, 0, sign), &floor->metric, err);
}

/* Sets what an option says, NAME=VALUE. */
static bool set_weights(const struct call *call, size_t option, struct search_weights *weights, struct error *err) {
  const struct value *given = &call->values[option];
  for (size_t i = 0; i < given->count; i++) {
    struct str whole = str_of(given->all[i]);
    size_t sign = str_find(whole, '=', 0);
    const char *number = sign < whole.len ? given->all[i] + sign + 1 : "";
    char *end = NULL;
    double value = strtod(number, &end);
    if (*number == '\0' || *end != '\0') {
      return error_set(err, "%s takes a weight and a number, as in %s closeness=0, not \"%.100s\"", options[option].name,
                       options[option].name, given->all[i]);
    }
    if (!search_weights_set(weights, str_slice(whole, 0, sign), value, err)) {
      return error_prefix(err, "%s: ", options[option].name);
    }
  }
  return true;
}

/* Whether the options go together. */
static bool check_options(const struct call *call, struct error *err) {
  bool listed = given(call, QUERIES) || given(call, QRELS);
  if (given(call, JUDGMENTS) == listed) {
    return error_set(err, "eval takes either --judgments FILE or --queries FILE with --qrels FILE, as in: %s",
                     call->command->example);
  }
  if (given(call, QUERIES) != given(call, QRELS)) {
    return error_set(err, "--queries and --qrels go together: the queries, and which articles are relevant to them");
  }
  if (given(call, RUN) && given(call, FROM_RUN)) {
    return error_set(err, "--run writes what was searched, and --from-run searches nothing; leave one of them out");
  }
  if (given(call, AGAINST) && given(call, AGAINST_RUN)) {
    return error_set(err, "--against and --against-run cannot both be compared with; leave one of them out");
  }
  if (given(call, FROM_RUN) && (given(call, WEIGHT) || given(call, EXACT))) {
    return error_set(err, "--from-run searches nothing; leave --weight and --exact out");
  }
  if (given(call, AGAINST_RUN) && given(call, AGAINST_WEIGHT)) {
    return error_set(err, "--against-run searches nothing; leave --against-weight out");
  }
  return true;
}

static bool read_call(struct evaluation *evaluation, struct error *err) {
  const struct value *floors = &evaluation->call->values[FLOOR];
  for (; evaluation->floor_count < floors->count; evaluation->floor_count++) {
    size_t i = evaluation->floor_count;
    if (!read_floor(floors->all[i], &evaluation->floors[i], err)) {
      return false;
    }
  }
  struct search_weights tried;
  search_weights_default(&tried);
  return set_weights(evaluation->call, WEIGHT, &tried, err) && set_weights(evaluation->call, AGAINST_WEIGHT, &tried, err) &&
         check_options(evaluation->call, err);
}

/* ---- doing it ---- */

static bool read_set(struct evaluation *evaluation, struct error *err) {
  const struct call *call = evaluation->call;
  return given(call, JUDGMENTS)
             ? quality_read_judgments(text_of(call, JUDGMENTS), &evaluation->arena, &evaluation->set, err)
             : quality_read_queries(text_of(call, QUERIES), text_of(call, QRELS), &evaluation->arena, &evaluation->set, err);
}

/* What a run is called: its index, and what was set. */
static const char *name_run(struct evaluation *evaluation, const char *path, size_t option) {
  struct str name = str_of(path);
  const struct value *weights = &evaluation->call->values[option];
  for (size_t i = 0; i < weights->count && name.ptr != NULL; i++) {
    name = arena_format(&evaluation->arena, "%.*s%s%s", STR_ARG(name), i == 0 ? " with " : " ", weights->all[i]);
  }
  return name.ptr;
}

/* The floors of an index hold besides those of the call, which for one metric hold instead. */
static bool add_floors(struct evaluation *evaluation, struct store *store, struct error *err) {
  struct quality_floor floors[QUALITY_FLOORS_MAX];
  size_t count, called = evaluation->floor_count;
  if (!quality_floors(store, floors, &count, err)) {
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    bool instead = false;
    for (size_t k = 0; k < called; k++) {
      instead = instead || evaluation->floors[k].metric == floors[i].metric;
    }
    if (!instead) {
      evaluation->floors[evaluation->floor_count++] = floors[i];
    }
  }
  return true;
}

static bool search(struct evaluation *evaluation, struct store *store, const char *name, size_t option, struct quality_run *run,
                   struct error *err) {
  struct search_weights weights;
  const struct quality_setting setting = {
      .name = name, .weights = &weights, .exact = given(evaluation->call, EXACT), .today = day_today()};
  return (name != NULL || error_memory(err)) && search_weights_of(store, &weights, err) &&
         set_weights(evaluation->call, option, &weights, err) &&
         quality_search(store, &setting, &evaluation->set, &evaluation->arena, run, err);
}

/* Opens an index, looks into what it asks for where it is the `first`, and searches where `run` is not NULL. */
static bool use_index(struct evaluation *evaluation, const char *path, bool first, struct quality_run *run, struct error *err) {
  size_t option = first ? WEIGHT : AGAINST_WEIGHT;
  struct store *store = NULL;
  if (!store_open(path, &store, err)) {
    return false;
  }
  bool done = (!first || (quality_check_articles(store, &evaluation->set, err) && add_floors(evaluation, store, err))) &&
              (run == NULL || search(evaluation, store, name_run(evaluation, path, option), option, run, err));
  store_close(store);
  return done;
}

static bool find_answers(struct evaluation *evaluation, struct error *err) {
  const struct call *call = evaluation->call;
  const char *from_run = text_of(call, FROM_RUN);
  if (from_run == NULL) {
    return use_index(evaluation, text_of(call, INDEX), true, &evaluation->run, err);
  }
  /* A run needs no index; one that is named all the same tells whether the judged articles exist. */
  return (!given(call, INDEX) || use_index(evaluation, text_of(call, INDEX), true, NULL, err)) &&
         quality_read_run(from_run, &evaluation->set, &evaluation->arena, &evaluation->run, err);
}

static bool find_other_answers(struct evaluation *evaluation, struct error *err) {
  const struct call *call = evaluation->call;
  if (given(call, AGAINST_RUN)) {
    return quality_read_run(text_of(call, AGAINST_RUN), &evaluation->set, &evaluation->arena, &evaluation->against, err);
  }
  if (!given(call, AGAINST) && !given(call, AGAINST_WEIGHT)) {
    return true;
  }
  const char *path = text_of(call, given(call, AGAINST) ? AGAINST : INDEX);
  return use_index(evaluation, path, false, &evaluation->against, err);
}

static bool write_run(struct evaluation *evaluation, struct error *err) {
  const char *path = text_of(evaluation->call, RUN);
  if (path == NULL) {
    return true;
  }
  quality_write_run(&evaluation->set, &evaluation->run, &evaluation->out);
  if (buf_failed(&evaluation->out)) {
    return error_memory(err);
  }
  FILE *file = fopen(path, "we");
  bool written = file != NULL && fwrite(evaluation->out.ptr, 1, evaluation->out.len, file) == evaluation->out.len;
  written = file != NULL && fclose(file) == 0 && written;
  buf_clear(&evaluation->out);
  return written || error_set(err, "%s: cannot be written (%s); check the folder and its free space", path, strerror(errno));
}

/* The sentence of a failed gate, for those who read only standard error. */
static int judge(const struct quality_report *report, struct error *err) {
  if (report->must_failure_count > 0) {
    (void)error_set(err, "the gate failed: %zu of %zu queries have no answer at the rank where one must stand",
                    report->must_failure_count, report->must_count);
  } else if (report->floor_missed_count > 0) {
    const struct quality_floor *floor = &report->floors_missed[0];
    (void)error_set(err, "the gate failed: %s is %.4f, below its floor of %.4f", quality_metric_name(floor->metric),
                    report->means[floor->metric], floor->least);
  } else {
    return CLI_WELL;
  }
  return CLI_NOTHING;
}

static int report(struct evaluation *evaluation, struct error *err) {
  const struct call *call = evaluation->call;
  struct quality_task task = {.set = &evaluation->set,
                              .run = &evaluation->run,
                              .against = evaluation->against.rankings == NULL ? NULL : &evaluation->against,
                              .floors = evaluation->floors,
                              .floor_count = evaluation->floor_count};
  struct quality_report found;
  if (!quality_assess(&task, &evaluation->arena, &found, err)) {
    return CLI_TROUBLE;
  }
  if (given(call, JSON)) {
    render_quality_json(&found, given(call, PER_QUERY), &evaluation->out);
  } else {
    struct terminal terminal = output_terminal();
    render_quality_terminal(&found, given(call, PER_QUERY), &terminal, &evaluation->out);
  }
  if (buf_failed(&evaluation->out)) {
    (void)error_memory(err);
    return CLI_TROUBLE;
  }
  return output_write(buf_str(&evaluation->out), err) ? judge(&found, err) : CLI_TROUBLE;
}

static int run(const struct call *call, struct error *err) {
  struct evaluation evaluation = {.call = call};
  if (!read_call(&evaluation, err)) {
    return CLI_USAGE;
  }
  arena_init(&evaluation.arena, EVAL_BYTES_MAX);
  buf_init(&evaluation.out, EVAL_BYTES_MAX);
  int status = CLI_TROUBLE;
  if (read_set(&evaluation, err) && find_answers(&evaluation, err) && write_run(&evaluation, err) &&
      find_other_answers(&evaluation, err)) {
    status = report(&evaluation, err);
  }
  arena_free(&evaluation.arena);
  buf_free(&evaluation.out);
  return status;
}

const struct command command_eval = {
    .name = "eval",
    .summary = "measure how good the answers are",
    .about = "Searches for judged queries, 100 answers each, and tells how good the ranking\n"
             "is. Compares it with another index, run or weight. Fails where no answer stands\n"
             "where one must (column must of the judgments), or where a mean is below its\n"
             "floor, as --floor or the marrow.yaml of the index sets it.",
    .example = "marrow eval --judgments corpus/judgments.tsv",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};

_Static_assert(COUNT_OF(options) <= CALL_OPTIONS_MAX, "a call has room for the values of all options");
