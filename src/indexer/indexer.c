#include "amend.h"
#include "gate.h"
#include "lines.h"
#include "lists.h"
#include "pinned.h"
#include "topical.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  KEPT_ARENA_MAX = 1024 * 1024 * 1024, /* names of files, what was counted */
  SENTENCES_BYTES_MAX = 256 * 1024 * 1024,
  ACRONYMS_PACKED_MAX = 256 * 1024 * 1024,
};

/* Adds an article. Pages have an address each; lines may be several parts of one page. */
static bool add_article(struct run *run, struct reading *reading, struct error *err) {
  const struct article *article = &reading->article;
  const char *clash, *place = reading->place.ptr;
  if (!store_writer_take(run->writer, reading->prepared, article, reading->name.len > 0, &clash, err)) {
    return error_prefix(err, "%s: ", place);
  }
  if (clash != NULL) {
    struct error sentence;
    (void)error_set(&sentence, "%s: has the id or the address (%.*s) of %s; give one of them another", place,
                    STR_ARG(article->url), clash);
    run_complain(run, sentence.text);
    reading->outcome = OUTCOME_CLASH;
    return true;
  }
  if (!run_note(run, article, place, err)) {
    return false;
  }
  acronyms_add(run->acronyms, run->tokenizer, store_article_language(article->lang),
               (uint32_t)(reading->name.len > 0 ? run->taken + 1 : run->articles), article->text);
  return true;
}

/* What became of a source. */
static int64_t became(const struct run *run, const struct reading *reading) {
  static const int64_t others[] = {
      [OUTCOME_NOTHING] = LEDGER_NOTHING, [OUTCOME_BAD] = LEDGER_LEFT_OUT, [OUTCOME_CLASH] = LEDGER_CLASH};
  return reading->outcome == OUTCOME_ARTICLE ? (int64_t)run->articles : others[reading->outcome];
}

/* Takes the oldest source that was sent into the index. */
static bool take_reading(struct run *run, struct error *err) {
  struct reading *reading = intake_take(run->intake);
  bool done = true;
  if (reading == NULL) {
    return true;
  }
  if (reading->outcome == OUTCOME_BAD) {
    run_complain(run, reading->trouble.text);
  } else if (reading->outcome == OUTCOME_ARTICLE) {
    done = add_article(run, reading, err);
  }
  if (reading->name.len > 0) {
    run->became[run->taken] = became(run, reading);
    run->turns[run->taken] = reading->turns;
    memcpy(run->digests[run->taken++], reading->digest, sizeof reading->digest);
  }
  run_progress(run, reading->done_bytes);
  return done;
}

/* A place for the next source. NULL where taking earlier ones failed. */
static struct reading *next_place(struct run *run, struct error *err) {
  struct reading *place;
  while ((place = intake_place(run->intake)) == NULL) {
    if (!take_reading(run, err)) {
      return NULL;
    }
  }
  return place;
}

static bool take_all(struct run *run, struct error *err) {
  while (intake_waiting(run->intake)) {
    if (!take_reading(run, err)) {
      return false;
    }
  }
  return true;
}

static bool index_file(struct run *run, const struct folder_file *file, struct error *err) {
  struct reading *place;
  while ((place = run_place(run, file)) == NULL) {
    if (!take_reading(run, err)) {
      return false;
    }
  }
  return run_send(run, place, file->stamp.bytes, err);
}

static bool index_files(struct run *run, struct error *err) {
  struct folder *folder = &run->folder;
  run->all_bytes = folder->bytes;
  bool done = run_open_intake(run, err);
  for (size_t i = 0; done && i < folder->count; i++) {
    done = index_file(run, &folder->files[i], err);
  }
  return done && take_all(run, err) && run_settle(run, err);
}

/* Whether there is nothing to do; then what the last run complained of is complained of again. */
static bool is_unchanged(struct run *run, struct indexer_report *report) {
  const struct latest_changes *changes = &run->changes;
  if (!changes->same_site || changes->count > 0) {
    return false;
  }
  for (size_t at = 0; at < changes->ledger.complaints.len; at++) {
    run->complaints += changes->ledger.complaints.ptr[at] == '\0';
  }
  run_tell(run, changes->ledger.complaints);
  report->facts = changes->facts;
  return true;
}

static bool index_changes(struct run *run, struct error *err) {
  size_t count = run->folder.count + 1;
  run->digests = arena_array(&run->kept, count, sizeof *run->digests);
  run->became = arena_array(&run->kept, count, sizeof *run->became);
  run->turns = arena_array(&run->kept, count, sizeof *run->turns);
  if (run->digests == NULL || run->became == NULL || run->turns == NULL) {
    return error_memory(err);
  }
  run->amends = amend_pays(run);
  lists_keep(run->source, run->writer, run_complain, run);
  return run->amends ? amend_files(run, err) : index_files(run, err);
}

/* The settings hold for all that lies there, and come first. */
static bool index_folder(struct run *run, struct indexer_report *report, struct error *err) {
  run->folder =
      (struct folder){.arena = &run->kept, .listener = run->listener, .settings = &run->settings, .jobs = run_jobs(run)};
  run->latest = (struct latest){
      .source = run->source, .index = run->index, .folder = &run->folder, .settings = &run->settings, .began = ledger_clock()};
  bool done =
      folder_check(run->source, err) &&
      site_read(run->source, run->options->known, run->writer, &run->kept, &run->settings, &run->latest.settings_text, err) &&
      folder_list(run->source, &run->folder, err);
  run->complaints += run->folder.complaints;
  if (done) {
    latest_look(&run->latest);
  }
  if (done && !run->options->full && latest_compare(&run->latest, &run->kept, &run->changes)) {
    run->is_unchanged = is_unchanged(run, report);
  }
  return done && (run->is_unchanged || index_changes(run, err));
}

static bool index_line(struct run *run, const struct lines *lines, struct error *err) {
  struct reading *place = next_place(run, err);
  if (place == NULL) {
    return false;
  }
  place->place = arena_format(&place->arena, "%s:%llu", run->source, (unsigned long long)lines->number);
  place->too_long = lines->too_long;
  buf_add(&place->bytes, buf_str(&lines->line));
  return run_send(run, place, lines->bytes - run->sent_bytes, err);
}

static bool index_lines(struct run *run, struct error *err) {
  struct lines lines;
  struct stat facts;
  if (!run_open_intake(run, err) || !lines_open(&lines, run->source, ARTICLE_BYTES_MAX, err)) {
    return false;
  }
  run->all_bytes = fstat(fileno(lines.file), &facts) == 0 ? (uint64_t)facts.st_size : 0;
  bool done = true;
  while (done && lines_next(&lines)) {
    done = index_line(run, &lines, err);
  }
  done = done && take_all(run, err);
  if (done && ferror(lines.file)) {
    done = error_set(err, "%s: cannot be read to its end; check the disk", run->source);
  }
  lines_close(&lines);
  return done;
}

static bool index_source(struct run *run, struct indexer_report *report, struct error *err) {
  bool lines = str_ends_with(str_of(run->source), STR(".jsonl"));
  if (!(lines ? index_lines(run, err) : index_folder(run, report, err))) {
    return false;
  }
  if (run->articles == 0 && !run->is_unchanged) {
    return error_set(err, "%s: holds no article that can be indexed; %s", run->source,
                     lines ? "each line must be an object with id, title and text" : "put *.md files there");
  }
  return true;
}

/* Keeps what abbreviations stand for, as the articles themselves say. */
static bool keep_acronyms(struct run *run, struct error *err) {
  struct buf text, prepared;
  buf_init(&text, SYNONYMS_BYTES_MAX);
  buf_init(&prepared, SYNONYMS_BYTES_MAX);
  tokenizer_use(run->tokenizer, store_writer_forms(run->writer));
  bool done = acronyms_write(run->acronyms, &text, err) && synonyms_prepare(run->tokenizer, buf_str(&text), &prepared, err) &&
              (prepared.len == 0 || store_writer_resource(run->writer, STR(ACRONYMS_RESOURCE), buf_str(&prepared), err));
  buf_free(&text);
  buf_free(&prepared);
  return done;
}

static bool index_all(struct run *run, struct indexer_report *report, struct error *err) {
  run->acronyms = acronyms_new();
  run->tokenizer = tokenizer_new();
  run->guesser = guesser_new();
  if (run->acronyms == NULL || run->tokenizer == NULL || run->guesser == NULL) {
    return error_memory(err);
  }
  if (!index_source(run, report, err)) {
    return false;
  }
  if (run->is_unchanged) {
    return true;
  }
  successors_check(&run->successors, run->writer, run_complain, run);
  return keep_acronyms(run, err);
}

/* For the next run. */
static void keep_latest(struct run *run, struct str tallies, const char *index_digest) {
  struct buf acronyms;
  buf_init(&acronyms, ACRONYMS_PACKED_MAX);
  acronyms_pack(run->acronyms, &acronyms);
  latest_keep(&run->latest, &(struct latest_run){.digests = run->digests,
                                                 .turns = run->turns,
                                                 .articles = run->became,
                                                 .complaints = buf_str(&run->sentences),
                                                 .tallies = tallies,
                                                 .acronyms = buf_failed(&acronyms) ? STR("") : buf_str(&acronyms),
                                                 .index_digest = index_digest});
  buf_free(&acronyms);
}

/* Completes the index, has it looked at, and puts it in place. */
static bool publish(struct run *run, struct indexer_report *report, struct error *err) {
  const char *path;
  struct store_writer *writer = run->writer;
  run->writer = NULL;
  if (!store_writer_complete(writer, &report->facts, &path, err)) {
    return false;
  }
  struct str tallies = run->latest.folder == NULL ? STR("") : arena_copy(&run->kept, store_writer_tallies(writer));
  if (!gate_pass(run->options, &run->settings, run->index, path, report, err)) {
    store_writer_abandon(writer);
    return error_prefix(err, "the index was not published: ");
  }
  if (!store_writer_publish(writer, &report->facts, err)) {
    return false;
  }
  if (run->latest.folder != NULL) {
    keep_latest(run, tallies, report->facts.digest);
  }
  return true;
}

static void free_run(struct run *run) {
  store_writer_abandon(run->writer);
  intake_close(run->intake);
  store_close(run->changes.store);
  acronyms_free(run->acronyms);
  tokenizer_free(run->tokenizer);
  guesser_free(run->guesser);
  buf_free(&run->sentences);
  arena_free(&run->kept);
}

/* One road to an index. *amends: it was that which changes the published one. */
static bool try_run(struct run *run, struct indexer_report *report, bool *amends, struct error *err) {
  struct stat facts;
  *report = (struct indexer_report){0};
  *amends = false;
  if (!store_writer_open(run->index, &run->writer, err)) {
    return false;
  }
  arena_init(&run->kept, KEPT_ARENA_MAX);
  buf_init(&run->sentences, SENTENCES_BYTES_MAX);
  run->successors.arena = &run->kept;
  bool done = index_all(run, report, err);
  intake_close(run->intake);
  run->intake = NULL;
  if (done && run->is_unchanged) {
    report->file_bytes = stat(run->index, &facts) == 0 ? (uint64_t)facts.st_size : 0;
  } else if (done) {
    done = publish(run, report, err);
  }
  if (done && run->amends) {
    run_tell(run, buf_str(&run->sentences));
  }
  *amends = run->amends;
  report->complaints = run->complaints;
  report->is_unchanged = run->is_unchanged;
  report->is_amended = run->amends;
  report->changed = run->changed;
  report->added = run->added;
  report->removed = run->removed;
  free_run(run);
  return done;
}

bool indexer_run(const char *source, const char *index, const struct indexer_options *options,
                 const struct indexer_listener *listener, struct indexer_report *report, struct error *err) {
  struct run run = {.source = source, .index = index, .options = options, .listener = listener};
  bool amends;
  if (try_run(&run, report, &amends, err)) {
    return true;
  }
  if (!amends) {
    return false;
  }
  /* Whatever was in the way, an index that is made from the beginning has the last word. */
  *err = (struct error){""};
  struct indexer_options full = *options;
  full.full = true;
  run = (struct run){.source = source, .index = index, .options = &full, .listener = listener};
  return try_run(&run, report, &amends, err);
}
