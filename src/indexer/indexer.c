#include "indexer/indexer.h"
#include "article/article.h"
#include "folder.h"
#include "gate.h"
#include "intake.h"
#include "latest.h"
#include "lexicon/lexicon.h"
#include "lines.h"
#include "lists.h"
#include "pinned.h"
#include "site.h"
#include "successors.h"
#include "token/token.h"
#include "topical.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  LANGUAGES_MAX = 64,                  /* there are fewer */
  KEPT_ARENA_MAX = 1024 * 1024 * 1024, /* names of files */
  SENTENCES_BYTES_MAX = 256 * 1024 * 1024,
  JOBS_USUAL_MAX = 16, /* one thread takes what all others read: more would wait for it */
};

/* A run in progress. */
struct run {
  const char *source, *index;
  struct store_writer *writer;
  const struct indexer_listener *listener;
  const struct indexer_options *options;
  struct settings settings;
  bool filter_met[SETTINGS_FILTERS_MAX]; /* some article has the key of that filter */
  struct arena kept;                     /* what lasts as long as the run */
  struct folder folder;
  struct latest latest;            /* how it is */
  char (*digests)[DIGEST_HEX + 1]; /* of its files, in order */
  struct buf sentences;            /* complained with since the folder was listed, each ended by NUL */
  bool is_unchanged;               /* nothing was done: all is as the last run saw it */
  struct intake *intake;
  struct acronyms *acronyms;
  struct tokenizer *tokenizer;                     /* for them */
  struct guesser *guesser;                         /* of languages */
  const struct language *languages[LANGUAGES_MAX]; /* of the articles; NULL among them is one that is not known */
  size_t language_count;
  struct successors successors;
  size_t taken; /* files */
  uint64_t articles, complaints, sent_bytes, done_bytes, all_bytes;
};

static void complain(void *context, const char *sentence) {
  struct run *run = context;
  run->complaints++;
  buf_add(&run->sentences, str_of(sentence));
  buf_byte(&run->sentences, '\0');
  if (run->listener->complaint != NULL) {
    run->listener->complaint(run->listener->context, sentence);
  }
}

static void report_progress(struct run *run, uint64_t done) {
  run->done_bytes = done;
  if (run->listener->progress != NULL) {
    run->listener->progress(run->listener->context, run->done_bytes, run->all_bytes);
  }
}

static void note_language(struct run *run, const struct language *language) {
  size_t known = 0;
  while (known < run->language_count && run->languages[known] != language) {
    known++;
  }
  if (known == run->language_count && known < LANGUAGES_MAX) {
    run->languages[run->language_count++] = language;
  }
}

static void note_filters(struct run *run, const struct article *article) {
  for (size_t i = 0; i < run->settings.filter_count; i++) {
    for (size_t k = 0; k < article->extra_count && !run->filter_met[i]; k++) {
      run->filter_met[i] = str_equal(article->extras[k].key, run->settings.filters[i].text);
    }
  }
}

/* Filters that narrow to nothing: most probably a misspelt key. */
static void check_filters(struct run *run) {
  for (size_t i = 0; i < run->settings.filter_count; i++) {
    const struct settings_text *filter = &run->settings.filters[i];
    if (!run->filter_met[i]) {
      struct error sentence;
      (void)error_set(&sentence,
                      "%s/" SETTINGS_FILE ":%zu: filters: no article has the key \"%.*s\"; correct it, or leave it out",
                      run->source, filter->line, STR_ARG(filter->text));
      complain(run, sentence.text);
    }
  }
}

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
    complain(run, sentence.text);
    return true;
  }
  run->articles++;
  if (!successors_note(&run->successors, article, place)) {
    return error_memory(err);
  }
  const struct language *language = store_article_language(article->lang);
  note_filters(run, article);
  note_language(run, language);
  acronyms_add(run->acronyms, run->tokenizer, language, article->text);
  return true;
}

/* Takes the oldest source that was sent into the index. */
static bool take_reading(struct run *run, struct error *err) {
  struct reading *reading = intake_take(run->intake);
  bool done = true;
  if (reading == NULL) {
    return true;
  }
  if (reading->outcome == OUTCOME_BAD) {
    complain(run, reading->trouble.text);
  } else if (reading->outcome == OUTCOME_ARTICLE) {
    done = add_article(run, reading, err);
  }
  if (reading->name.len > 0) {
    memcpy(run->digests[run->taken++], reading->digest, sizeof reading->digest);
  }
  report_progress(run, reading->done_bytes);
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

static bool send(struct run *run, struct reading *reading, uint64_t size, struct error *err) {
  if (reading->place.ptr == NULL) {
    return error_memory(err);
  }
  run->sent_bytes += size;
  reading->size = size;
  reading->done_bytes = run->sent_bytes;
  intake_send(run->intake, reading);
  return true;
}

static bool take_all(struct run *run, struct error *err) {
  while (intake_waiting(run->intake)) {
    if (!take_reading(run, err)) {
      return false;
    }
  }
  return true;
}

static size_t jobs(const struct run *run) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t usual = cores < 1 ? 1 : cores > JOBS_USUAL_MAX ? JOBS_USUAL_MAX : (size_t)cores;
  return run->options->jobs > 0 ? run->options->jobs : usual;
}

/* Once the settings and all word forms are known. */
static bool open_intake(struct run *run, struct error *err) {
  const struct intake_setting setting = {
      .source = run->source, .settings = &run->settings, .writer = run->writer, .guesser = run->guesser, .jobs = jobs(run)};
  return intake_open(&setting, &run->intake, err);
}

/* What can be done only once all articles are known. */
static bool settle_site(struct run *run, struct error *err) {
  const struct pinned pinned = {.folder = run->source,
                                .named = &run->settings.pins,
                                .writer = run->writer,
                                .tokenizer = run->tokenizer,
                                .languages = run->languages,
                                .language_count = run->language_count,
                                .complain = complain,
                                .context = run};
  const struct topical topical = {.folder = run->source, .writer = run->writer, .complain = complain, .context = run};
  check_filters(run);
  return pinned_keep(&pinned, err) && topical_keep(&topical, err);
}

static bool index_file(struct run *run, const struct folder_file *file, struct error *err) {
  struct reading *place = next_place(run, err);
  if (place == NULL) {
    return false;
  }
  place->name = file->path;
  place->place = arena_format(&place->arena, "%s/%.*s", run->source, STR_ARG(file->path));
  return send(run, place, file->stamp.bytes, err);
}

/* Whether there is nothing to do; then what the last run complained of is complained of again. */
static bool is_unchanged(struct run *run, struct indexer_report *report) {
  struct ledger ledger;
  if (run->options->full || !latest_is_indexed(&run->latest, &run->kept, &ledger, &report->facts)) {
    return false;
  }
  for (struct str rest = ledger.complaints; rest.len > 0;) {
    size_t end = str_find(rest, '\0', 0);
    complain(run, rest.ptr);
    rest = str_slice(rest, end + 1, rest.len);
  }
  return true;
}

static bool index_files(struct run *run, struct error *err) {
  struct folder *folder = &run->folder;
  run->all_bytes = folder->bytes;
  run->digests = arena_array(&run->kept, folder->count + 1, sizeof *run->digests);
  if (run->digests == NULL) {
    return error_memory(err);
  }
  lists_keep(run->source, run->writer, complain, run);
  bool done = open_intake(run, err);
  for (size_t i = 0; done && i < folder->count; i++) {
    done = index_file(run, &folder->files[i], err);
  }
  return done && take_all(run, err) && settle_site(run, err);
}

/* The settings hold for all that lies there, and come first. */
static bool index_folder(struct run *run, struct indexer_report *report, struct error *err) {
  run->folder = (struct folder){.arena = &run->kept, .listener = run->listener, .settings = &run->settings};
  run->latest = (struct latest){
      .source = run->source, .index = run->index, .folder = &run->folder, .settings = &run->settings, .began = ledger_clock()};
  bool done = folder_check(run->source, err) &&
              site_read(run->source, run->options->known, run->writer, &run->kept, &run->settings, err) &&
              folder_list(run->source, &run->folder, err);
  run->complaints += run->folder.complaints;
  run->is_unchanged = done && is_unchanged(run, report);
  return done && (run->is_unchanged || index_files(run, err));
}

static bool index_line(struct run *run, const struct lines *lines, struct error *err) {
  struct reading *place = next_place(run, err);
  if (place == NULL) {
    return false;
  }
  place->place = arena_format(&place->arena, "%s:%llu", run->source, (unsigned long long)lines->number);
  place->too_long = lines->too_long;
  buf_add(&place->bytes, buf_str(&lines->line));
  return send(run, place, lines->bytes - run->sent_bytes, err);
}

static bool index_lines(struct run *run, struct error *err) {
  struct lines lines;
  struct stat facts;
  if (!open_intake(run, err) || !lines_open(&lines, run->source, ARTICLE_BYTES_MAX, err)) {
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
  successors_check(&run->successors, run->writer, complain, run);
  return keep_acronyms(run, err);
}

/* Completes the index, has it looked at, and puts it in place. */
static bool publish(struct run *run, struct indexer_report *report, struct error *err) {
  const char *path;
  struct store_writer *writer = run->writer;
  run->writer = NULL;
  if (!store_writer_complete(writer, &report->facts, &path, err)) {
    return false;
  }
  if (!gate_pass(run->options, &run->settings, run->index, path, report, err)) {
    store_writer_abandon(writer);
    return error_prefix(err, "the index was not published: ");
  }
  if (!store_writer_publish(writer, &report->facts, err)) {
    return false;
  }
  if (run->latest.folder != NULL) {
    latest_keep(&run->latest, run->digests, buf_str(&run->sentences), report->facts.digest);
  }
  return true;
}

static void free_run(struct run *run) {
  intake_close(run->intake);
  acronyms_free(run->acronyms);
  tokenizer_free(run->tokenizer);
  guesser_free(run->guesser);
  store_writer_abandon(run->writer);
  buf_free(&run->sentences);
  arena_free(&run->kept);
}

bool indexer_run(const char *source, const char *index, const struct indexer_options *options,
                 const struct indexer_listener *listener, struct indexer_report *report, struct error *err) {
  struct run run = {.source = source, .index = index, .options = options, .listener = listener};
  struct stat facts;
  *report = (struct indexer_report){0};
  if (!store_writer_open(index, &run.writer, err)) {
    return false;
  }
  arena_init(&run.kept, KEPT_ARENA_MAX);
  buf_init(&run.sentences, SENTENCES_BYTES_MAX);
  run.successors.arena = &run.kept;
  bool done = index_all(&run, report, err);
  intake_close(run.intake);
  run.intake = NULL;
  if (done && run.is_unchanged) {
    report->file_bytes = stat(index, &facts) == 0 ? (uint64_t)facts.st_size : 0;
  } else if (done) {
    done = publish(&run, report, err);
  }
  report->complaints = run.complaints;
  report->is_unchanged = run.is_unchanged;
  free_run(&run);
  return done;
}
