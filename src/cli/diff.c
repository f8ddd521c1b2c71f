#include "command.h"
#include "quality/quality.h"

/* Two rankings a query, a hundred deep. */
#define DIFF_BYTES_MAX ((size_t)4 << 30)

enum { QUERIES, QRELS, JUDGMENTS, FORMAT, JSON };

static const struct option options[] = {
    [QUERIES] = {.name = "--queries",
                 .kind = OPTION_TEXT,
                 .value = "FILE",
                 .help = "compare by these: one a line, or id, tab, text"},
    [QRELS] = {.name = "--qrels", .kind = OPTION_TEXT, .value = "FILE", .help = "and their grades, tabs or TREC form"},
    [JUDGMENTS] = {.name = "--judgments", .kind = OPTION_TEXT, .value = "FILE", .help = "or by judged queries, in columns"},
    [FORMAT] =
        {.name = "--format", .kind = OPTION_TEXT, .value = "F", .help = "terminal, json or markdown", .fallback = "terminal"},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "the same as --format json"},
};

/* ---- how it is shown ---- */

enum { SHOW_TERMINAL, SHOW_JSON, SHOW_MARKDOWN };
static const char *const formats[] = {[SHOW_TERMINAL] = "terminal", [SHOW_JSON] = "json", [SHOW_MARKDOWN] = "markdown"};

static void show(const struct quality_diff *diff, size_t format, struct buf *out) {
  struct terminal terminal = output_terminal();
  switch (format) {
  case SHOW_JSON:
    render_diff_json(diff, out);
    break;
  case SHOW_MARKDOWN:
    render_diff_markdown(diff, out);
    break;
  default:
    render_diff_terminal(diff, &terminal, out);
  }
}

/* ---- by which queries ---- */

static bool check_options(const struct call *call, struct error *err) {
  if (call->values[JUDGMENTS].given && (call->values[QUERIES].given || call->values[QRELS].given)) {
    return error_set(err, "diff takes either --judgments FILE or --queries FILE, with --qrels FILE or without; leave one out");
  }
  return !call->values[QRELS].given || call->values[QUERIES].given ||
         error_set(err, "--qrels says which articles are relevant to the queries of --queries FILE; name that, too");
}

static bool read_set(const struct call *call, const struct quality_diff_task *task, struct arena *arena, struct error *err) {
  const struct value *values = call->values;
  if (values[JUDGMENTS].given) {
    return quality_read_judgments(values[JUDGMENTS].text, arena, task->set, err);
  }
  if (values[QRELS].given) {
    return quality_read_queries(values[QUERIES].text, values[QRELS].text, arena, task->set, err);
  }
  return values[QUERIES].given ? quality_read_texts(values[QUERIES].text, arena, task->set, err)
                               : quality_own_queries(task->old, task->new, arena, task->set, err);
}

/* ---- the command ---- */

static bool compare(const struct call *call, size_t format, struct arena *arena, struct buf *out, struct error *err) {
  struct quality_set set;
  struct quality_diff diff;
  struct quality_diff_task task = {.old_name = call->words[0], .new_name = call->words[1], .set = &set};
  bool done = store_open(task.old_name, &task.old, err) && store_open(task.new_name, &task.new, err) &&
              read_set(call, &task, arena, err) && quality_diff(&task, arena, &diff, err);
  if (done) {
    show(&diff, format, out);
  }
  if (task.new != NULL) {
    store_close(task.new);
  }
  if (task.old != NULL) {
    store_close(task.old);
  }
  return done;
}

static int run(const struct call *call, struct error *err) {
  size_t format;
  if (!call_format(&call->values[FORMAT], &call->values[JSON], formats, COUNT_OF(formats), &format, err) ||
      !check_options(call, err)) {
    return CLI_USAGE;
  }
  struct arena arena;
  struct buf out;
  arena_init(&arena, DIFF_BYTES_MAX);
  buf_init(&out, DIFF_BYTES_MAX);
  bool done = compare(call, format, &arena, &out, err);
  done = done && (buf_failed(&out) ? error_memory(err) : output_write(buf_str(&out), err));
  buf_free(&out);
  arena_free(&arena);
  return done ? CLI_WELL : CLI_TROUBLE;
}

const struct command command_diff = {
    .name = "diff",
    .summary = "tell what changed for searchers",
    .about = "Compares two indexes: which articles were added, removed, changed and moved,\n"
             "how alike the answers are, which queries find nothing any more, what became of\n"
             "judged queries, and how long answers take. The queries are those of a file, or\n"
             "the titles and headings of the articles.",
    .example = "marrow diff before.index marrow.index",
    .operand = {.name = "INDEX", .help = "two of them: the old one, then the new one", .least = 2, .most = 2},
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
