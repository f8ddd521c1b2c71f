#include "check/check.h"
#include "command.h"
#include "indexer/indexer.h"
#include "progress.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define CHECK_BYTES_MAX ((size_t)4 << 30)

enum { FORMAT, JSON, STRICT, INDEX };

static const struct option options[] = {
    [FORMAT] = {.name = "--format",
                .kind = OPTION_TEXT,
                .value = "F",
                .help = "terminal, json, sarif, github or markdown",
                .fallback = "terminal"},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "the same as --format json"},
    [STRICT] = {.name = "--strict", .kind = OPTION_FLAG, .help = "fail for warnings, too"},
    [INDEX] = {.name = "--index", .kind = OPTION_TEXT, .value = "FILE", .help = "this index; SOURCE only gives places"},
};

/* ---- how it is shown ---- */

static void show_terminal(const struct check_report *report, struct buf *out) {
  struct terminal terminal = output_terminal();
  render_check_terminal(report, &terminal, out);
}

typedef void show_report(const struct check_report *report, struct buf *out);

enum { SHOW_TERMINAL, SHOW_JSON, SHOW_SARIF, SHOW_GITHUB, SHOW_MARKDOWN };
static const char *const formats[] = {[SHOW_TERMINAL] = "terminal",
                                      [SHOW_JSON] = "json",
                                      [SHOW_SARIF] = "sarif",
                                      [SHOW_GITHUB] = "github",
                                      [SHOW_MARKDOWN] = "markdown"};
static show_report *const shows[] = {[SHOW_TERMINAL] = show_terminal,
                                     [SHOW_JSON] = render_check_json,
                                     [SHOW_SARIF] = render_check_sarif,
                                     [SHOW_GITHUB] = render_check_github,
                                     [SHOW_MARKDOWN] = render_check_markdown};

/* ---- an index that is thrown away ---- */

/* What a check works with. */
struct checking {
  struct arena arena;
  struct str *complaints;
  size_t count, capacity;
  struct progress progress;
  struct store *store;
};

static void on_complaint(void *context, const char *sentence) {
  struct checking *checking = context;
  struct str *grown = arena_grow(&checking->arena, checking->complaints, checking->count, &checking->capacity, sizeof *grown);
  if (grown != NULL) {
    checking->complaints = grown;
    checking->complaints[checking->count++] = arena_copy(&checking->arena, str_of(sentence));
  }
}

static void on_progress(void *context, uint64_t done, uint64_t of_bytes) {
  struct checking *checking = context;
  progress_update(&checking->progress, done, of_bytes);
}

static void remove_folder(const char *folder) {
  DIR *list = opendir(folder);
  for (struct dirent *entry = list != NULL ? readdir(list) : NULL; entry != NULL; entry = readdir(list)) {
    (void)unlinkat(dirfd(list), entry->d_name, 0);
  }
  if (list != NULL) {
    (void)closedir(list);
  }
  (void)rmdir(folder);
}

/* The file is gone as soon as it is open, so that nothing stays of a run that is killed while it searches. */
static bool make_index(struct checking *checking, const char *source, struct error *err) {
  const char *parent = getenv("TMPDIR");
  struct str folder =
      arena_format(&checking->arena, "%s/marrow-check-XXXXXX", parent != NULL && *parent != '\0' ? parent : "/tmp");
  struct str path = arena_format(&checking->arena, "%.*s/index", STR_ARG(folder));
  if (arena_failed(&checking->arena)) {
    return error_memory(err);
  }
  if (mkdtemp((char *)folder.ptr) == NULL) {
    return error_set(err, "%s: no folder can be made there (%s); set TMPDIR to one with room", folder.ptr, strerror(errno));
  }
  memcpy((char *)path.ptr, folder.ptr, folder.len);
  struct indexer_listener listener = {.context = checking, .complaint = on_complaint, .progress = on_progress};
  struct indexer_report report;
  struct settings_known known;
  call_known_names(&known);
  progress_begin(&checking->progress);
  const struct indexer_options how = {.known = &known};
  bool done = indexer_run(source, path.ptr, &how, &listener, &report, err);
  progress_erase(&checking->progress);
  done = done && store_open(path.ptr, &checking->store, err);
  remove_folder(folder.ptr);
  return done;
}

/* ---- the command ---- */

static bool check(struct checking *checking, const struct call *call, struct check_report *report, struct error *err) {
  const char *source = call->word_count > 0 ? call->words[0] : call->values[INDEX].given ? NULL : ".";
  if (!(call->values[INDEX].given ? store_open(call->values[INDEX].text, &checking->store, err)
                                  : make_index(checking, source, err))) {
    return false;
  }
  const struct check_task task = {.store = checking->store,
                                  .source = source,
                                  .complaints = checking->complaints,
                                  .complaint_count = checking->count,
                                  .today = day_today()};
  return check_run(&task, &checking->arena, report, err);
}

static int run(const struct call *call, struct error *err) {
  size_t format;
  if (!call_format(&call->values[FORMAT], &call->values[JSON], formats, COUNT_OF(formats), &format, err)) {
    return CLI_USAGE;
  }
  struct checking checking = {.store = NULL};
  struct check_report report;
  struct buf out;
  arena_init(&checking.arena, CHECK_BYTES_MAX);
  buf_init(&out, CHECK_BYTES_MAX);
  bool done = check(&checking, call, &report, err);
  if (done) {
    shows[format](&report, &out);
    done = buf_failed(&out) ? error_memory(err) : output_write(buf_str(&out), err);
  }
  bool well = done && report.errors == 0 && (report.warnings == 0 || !call->values[STRICT].given);
  if (checking.store != NULL) {
    store_close(checking.store);
  }
  buf_free(&out);
  arena_free(&checking.arena);
  return !done ? CLI_TROUBLE : well ? CLI_WELL : CLI_NOTHING;
}

const struct command command_check = {
    .name = "check",
    .summary = "tell authors what to mend",
    .about = "Looks for broken links, titles and addresses that stand twice, articles that say\n"
             "the same, lists that lead nowhere and more, and searches for each article by its\n"
             "own title, aliases and headings: it must be among the first three. Makes an\n"
             "index for that and throws it away, or looks at the one of --index. What a rule\n"
             "is worth (off, warning, error) is set in marrow.yaml. Fails where it finds an\n"
             "error.",
    .example = "marrow check corpus",
    .operand = {.name = "SOURCE", .help = "a folder or a .jsonl file (default the current folder)", .most = 1},
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
