#include "command.h"
#include "indexer/indexer.h"
#include "progress.h"
#include "quality/quality.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { OUTPUT, JOBS, WATCH, FULL, ALLOW_SHRINK };
enum { JOBS_MAX = 64 };

static const struct option options[] = {
    [OUTPUT] = {.name = "--output",
                .letter = "-o",
                .kind = OPTION_TEXT,
                .value = "FILE",
                .help = "the index to make",
                .fallback = INDEX_FALLBACK,
                .environment = INDEX_ENVIRONMENT},
    [JOBS] = {.name = "--jobs",
              .letter = "-j",
              .kind = OPTION_NUMBER,
              .value = "N",
              .help = "articles read at once (default one a core)",
              .least = 1,
              .most = JOBS_MAX},
    [WATCH] = {.name = "--watch", .letter = "-w", .kind = OPTION_FLAG, .help = "go on: index again after each change"},
    [FULL] = {.name = "--full", .kind = OPTION_FLAG, .help = "read all articles, though little or nothing changed"},
    [ALLOW_SHRINK] = {.name = "--allow-shrink",
                      .kind = OPTION_FLAG,
                      .help = "publish an index of far fewer articles than the old one"},
};

static void on_complaint(void *context, const char *sentence) {
  progress_erase(context);
  output_complain(sentence);
}

static void on_progress(void *context, uint64_t done, uint64_t of_bytes) {
  progress_update(context, done, of_bytes);
}

/* What was done in a few places: "1 article changed, 2 added: ". */
static void add_changes(struct buf *out, const struct indexer_report *report) {
  const struct {
    uint64_t count;
    const char *deed;
  } changes[] = {{report->changed, " changed"}, {report->added, " added"}, {report->removed, " removed"}};
  size_t begin = out->len;
  for (size_t i = 0; i < COUNT_OF(changes); i++) {
    if (changes[i].count > 0 && out->len == begin) {
      output_add_counted(out, changes[i].count, "article");
    } else if (changes[i].count > 0) {
      buf_add(out, STR(", "));
      output_add_count(out, changes[i].count);
    }
    buf_add(out, changes[i].count > 0 ? str_of(changes[i].deed) : STR(""));
  }
  buf_add(out, out->len == begin ? STR("No article changed: ") : STR(": "));
}

/* What was done: "Indexed ", "1 article changed: ". */
static void add_deed(struct buf *out, const struct indexer_report *report) {
  if (report->is_amended) {
    add_changes(out, report);
  } else {
    buf_add(out, report->is_unchanged ? STR("Nothing changed: ") : STR("Indexed "));
  }
}

/* "Indexed 18 articles, 2 complaints: 96 sections, 9,812 words, 412 kB in 0.04 s -> marrow.index" */
static void add_summary(struct buf *out, const struct indexer_report *report, double seconds, const char *index) {
  add_deed(out, report);
  output_add_counted(out, report->facts.articles, "article");
  if (report->complaints > 0) {
    buf_add(out, STR(", "));
    output_add_counted(out, report->complaints, "complaint");
  }
  buf_add(out, STR(": "));
  output_add_counted(out, report->facts.sections, "section");
  buf_add(out, STR(", "));
  output_add_counted(out, report->facts.words, "word");
  buf_add(out, STR(", "));
  output_add_size(out, report->file_bytes);
  buf_format(out, " in %.2f s -> ", seconds);
  output_add_plain(out, str_of(index));
  buf_byte(out, '\n');
}

static bool check(void *context, const char *index, const struct settings *settings, struct error *err) {
  (void)context;
  return quality_smoke(index, &settings->publish, err);
}

static bool show_summary(const struct indexer_report *report, double seconds, const char *index, struct error *err) {
  struct buf summary;
  buf_init(&summary, 1 << 14);
  add_summary(&summary, report, seconds, index);
  bool written = buf_failed(&summary) ? error_memory(err) : output_write(buf_str(&summary), err);
  buf_free(&summary);
  return written;
}

/* What is to be done, the same in each run. */
struct task {
  const char *source, *index;
  struct indexer_options options;
};

/* One run; of those after the first, one that finds nothing changed says nothing. */
static int run_once(const struct task *task, bool first, struct error *err) {
  struct progress progress;
  progress_begin(&progress);
  struct indexer_listener listener = {.context = &progress, .complaint = on_complaint, .progress = on_progress};
  struct indexer_report report;
  bool published = indexer_run(task->source, task->index, &task->options, &listener, &report, err);
  progress_erase(&progress);
  if (!published) {
    return CLI_TROUBLE;
  }
  bool told = !first && report.is_unchanged;
  bool written = told || show_summary(&report, progress_clock() - progress.started, task->index, err);
  return !written ? CLI_TROUBLE : report.complaints > 0 ? CLI_NOTHING : CLI_WELL;
}

/* Runs again and again until the program is told to end. What cannot be indexed is said, and awaits its correction. */
static int watch(const struct task *task, struct error *err) {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  (void)sigprocmask(SIG_BLOCK, &ending, NULL);
  int stop = signalfd(-1, &ending, SFD_CLOEXEC);
  struct indexer_watch *watching = NULL;
  bool ready = stop >= 0 ? indexer_watch_open(task->source, task->index, &watching, err)
                         : error_set(err, "signals cannot be waited for (%s)", strerror(errno));
  if (!ready) {
    return CLI_TROUBLE;
  }
  bool first = true;
  char last[sizeof err->text] = "";
  do {
    struct error trouble = {""};
    (void)run_once(task, first, &trouble);
    if (trouble.text[0] != '\0' && strcmp(trouble.text, last) != 0) {
      output_complain(trouble.text);
    }
    memcpy(last, trouble.text, sizeof last);
    first = false;
  } while (indexer_watch_wait(watching, stop));
  indexer_watch_close(watching);
  (void)close(stop);
  return CLI_WELL;
}

static int run(const struct call *call, struct error *err) {
  struct settings_known known;
  call_known_names(&known);
  const struct task task = {.source = call->word_count > 0 ? call->words[0] : ".",
                            .index = call->values[OUTPUT].text,
                            .options = {.known = &known,
                                        .jobs = (size_t)call->values[JOBS].number,
                                        .full = call->values[FULL].given,
                                        .allow_shrink = call->values[ALLOW_SHRINK].given,
                                        .check = check}};
  return call->values[WATCH].given ? watch(&task, err) : run_once(&task, true, err);
}

const struct command command_index = {
    .name = "index",
    .summary = "make an index of articles",
    .about = "Makes an index of every file below a folder that is Markdown (*.md, *.markdown,\n"
             "*.mdx), HTML (*.html, *.htm, *.xhtml), reStructuredText (*.rst), AsciiDoc\n"
             "(*.adoc, *.asciidoc) or plain text (*.txt), but for hidden ones, those that a\n"
             ".marrowignore leaves out and the folder's own README, or of every line of a\n"
             ".jsonl file. What its marrow.yaml sets goes into the index. Bad articles are\n"
             "named and left out. The new index takes the place of the old one only once it\n"
             "is complete; the old one stays as FILE.previous. Where nothing changed in the\n"
             "folder, nothing is done; where few articles changed, only these are read.",
    .example = "marrow index corpus -o marrow.index",
    .operand = {.name = "SOURCE", .help = "a folder or a .jsonl file (default the current folder)", .most = 1},
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
