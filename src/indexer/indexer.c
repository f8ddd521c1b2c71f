#include "indexer/indexer.h"
#include "article/article.h"
#include "folder.h"
#include "lang.h"
#include "lexicon/lexicon.h"
#include "lines.h"
#include "pinned.h"
#include "site.h"
#include "successors.h"
#include "token/token.h"
#include "topical.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum {
  ARTICLE_ARENA_MAX = 512 * 1024 * 1024, /* an article's marks and sections */
  LANGUAGES_MAX = 64,                    /* there are fewer */
  KEPT_ARENA_MAX = 512 * 1024 * 1024,
  FOLDER_ARENA_MAX = 1024 * 1024 * 1024, /* names of files */
};

/* A run in progress. */
struct run {
  const char *source;
  struct store_writer *writer;
  const struct indexer_listener *listener;
  const struct settings_known *known;
  struct settings settings;
  bool filter_met[SETTINGS_FILTERS_MAX]; /* some article has the key of that filter */
  struct arena kept;                     /* what lasts as long as the run */
  struct arena arena;                    /* of the article at hand */
  struct acronyms *acronyms;
  struct tokenizer *tokenizer;                     /* for them */
  struct guesser *guesser;                         /* of languages */
  const struct language *languages[LANGUAGES_MAX]; /* of the articles; NULL among them is one that is not known */
  size_t language_count;
  struct successors successors;
  uint64_t articles, complaints, done_bytes, all_bytes;
};

static void complain(void *context, const char *sentence) {
  struct run *run = context;
  run->complaints++;
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

/*
 * Adds an article; `place` ("corpus/knee.md" or "all.jsonl:12") is named if it clashes with an earlier
 * one. Pages have an address each; lines may be several parts of one page.
 */
static bool add_article(struct run *run, struct article *article, bool page, const char *place, struct error *err) {
  const char *clash;
  lang_settle(run->guesser, run->settings.language.text, article);
  if (!store_writer_add(run->writer, article, page, &clash, err)) {
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

static bool index_file(struct run *run, const struct folder_file *file, struct buf *bytes, struct error *err) {
  struct str path = arena_format(&run->arena, "%s/%.*s", run->source, STR_ARG(file->path));
  struct article article;
  struct error trouble;
  buf_clear(bytes);
  if (path.ptr == NULL) {
    return error_memory(err);
  }
  if (!file_read(path.ptr, ARTICLE_BYTES_MAX, bytes, &trouble)) {
    (void)error_prefix(&trouble, "%s: ", path.ptr);
    complain(run, trouble.text);
    return true;
  }
  if (!article_from_markdown(&run->arena, file->path, buf_str(bytes), &article, &trouble)) {
    (void)error_prefix(&trouble, "%s/", run->source);
    complain(run, trouble.text);
    return true;
  }
  return add_article(run, &article, true, path.ptr, err);
}

/* Whether the text of synonyms.txt can be read; queries will be. Other lists are checked by the store, which uses them. */
static bool check_list(const char *name, struct str text, struct error *err) {
  struct synonyms *synonyms = NULL;
  if (strcmp(name, SYNONYMS_FILE) != 0) {
    return true;
  }
  /* Words that are not stemmed and English ones: what stands for too much is seen without knowing the articles. */
  const struct language *languages[] = {language_find(STR("en")), NULL};
  struct synonyms_source source = {.text = text, .languages = languages, .language_count = COUNT_OF(languages)};
  struct tokenizer *tokenizer = tokenizer_new();
  bool done = tokenizer != NULL ? synonyms_new(tokenizer, &source, &synonyms, err) : error_memory(err);
  synonyms_free(synonyms);
  tokenizer_free(tokenizer);
  return done;
}

/* Lists of words that lie beside the articles; one that cannot be used is complained of like an article. */
static void take_list(struct run *run, const char *name, struct buf *bytes) {
  struct error trouble;
  bool there;
  buf_clear(bytes);
  if (!site_file(run->source, name, STORE_RESOURCE_MAX, bytes, &there, &trouble)) {
    (void)error_prefix(&trouble, "%s/%s: ", run->source, name);
    complain(run, trouble.text);
  } else if (there && (!check_list(name, buf_str(bytes), &trouble) ||
                       !store_writer_resource(run->writer, str_of(name), buf_str(bytes), &trouble))) {
    (void)error_prefix(&trouble, "%s/", run->source);
    complain(run, trouble.text);
  }
}

/* What lies beside the articles. The settings hold for all of them and come first. */
static bool take_site(struct run *run, struct buf *bytes, struct error *err) {
  static const char *const names[] = {TOKEN_FAMILIES, TOKEN_EXCEPTIONS, SYNONYMS_FILE};
  if (!site_read(run->source, run->known, run->writer, &run->kept, &run->settings, err)) {
    return false;
  }
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    take_list(run, names[i], bytes);
  }
  return true;
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

static bool index_folder(struct run *run, struct error *err) {
  struct arena names;
  arena_init(&names, FOLDER_ARENA_MAX);
  struct folder folder = {.arena = &names, .listener = run->listener};
  struct buf bytes;
  buf_init(&bytes, ARTICLE_BYTES_MAX);
  bool done = folder_list(run->source, &folder, err) && take_site(run, &bytes, err);
  run->complaints += folder.complaints;
  run->all_bytes = folder.bytes;
  for (size_t i = 0; done && i < folder.count; i++) {
    done = index_file(run, &folder.files[i], &bytes, err);
    arena_reset(&run->arena);
    report_progress(run, run->done_bytes + folder.files[i].bytes);
  }
  done = done && settle_site(run, err);
  buf_free(&bytes);
  arena_free(&names);
  return done;
}

static bool index_line(struct run *run, const struct lines *lines, struct error *err) {
  struct article article;
  struct error trouble;
  struct str line = str_trim(buf_str(&lines->line));
  struct str place = arena_format(&run->arena, "%s:%llu", run->source, (unsigned long long)lines->number);
  if (place.ptr == NULL) {
    return error_memory(err);
  }
  if (lines->too_long) {
    (void)error_set(&trouble, "%s: is longer than %d bytes; split it or leave it out", place.ptr, ARTICLE_BYTES_MAX);
    complain(run, trouble.text);
    return true;
  }
  if (line.len == 0) {
    return true;
  }
  if (!article_from_json(&run->arena, line, &article, &trouble)) {
    (void)error_prefix(&trouble, "%s: ", place.ptr);
    complain(run, trouble.text);
    return true;
  }
  return add_article(run, &article, false, place.ptr, err);
}

static bool index_lines(struct run *run, struct error *err) {
  struct lines lines;
  struct stat facts;
  if (!lines_open(&lines, run->source, ARTICLE_BYTES_MAX, err)) {
    return false;
  }
  run->all_bytes = fstat(fileno(lines.file), &facts) == 0 ? (uint64_t)facts.st_size : 0;
  bool done = true;
  while (done && lines_next(&lines)) {
    done = index_line(run, &lines, err);
    arena_reset(&run->arena);
    report_progress(run, lines.bytes);
  }
  if (done && ferror(lines.file)) {
    done = error_set(err, "%s: cannot be read to its end; check the disk", run->source);
  }
  lines_close(&lines);
  return done;
}

static bool index_source(struct run *run, struct error *err) {
  bool lines = str_ends_with(str_of(run->source), STR(".jsonl"));
  if (!(lines ? index_lines(run, err) : index_folder(run, err))) {
    return false;
  }
  if (run->articles == 0) {
    return error_set(err, "%s: holds no article that can be indexed; %s", run->source,
                     lines ? "each line must be an object with id, title and text" : "put *.md files there");
  }
  return true;
}

/* Keeps what abbreviations stand for, as the articles themselves say. */
static bool keep_acronyms(struct run *run, struct error *err) {
  struct buf text;
  buf_init(&text, SYNONYMS_BYTES_MAX);
  bool done = acronyms_write(run->acronyms, &text, err) &&
              (text.len == 0 || store_writer_resource(run->writer, STR(ACRONYMS_RESOURCE), buf_str(&text), err));
  buf_free(&text);
  return done;
}

static bool index_all(struct run *run, struct error *err) {
  run->acronyms = acronyms_new();
  run->tokenizer = tokenizer_new();
  run->guesser = guesser_new();
  if (run->acronyms == NULL || run->tokenizer == NULL || run->guesser == NULL) {
    return error_memory(err);
  }
  if (!index_source(run, err)) {
    return false;
  }
  successors_check(&run->successors, run->writer, complain, run);
  return keep_acronyms(run, err);
}

bool indexer_run(const char *source, const char *index, const struct settings_known *known,
                 const struct indexer_listener *listener, struct indexer_report *report, struct error *err) {
  struct run run = {.source = source, .known = known, .listener = listener};
  *report = (struct indexer_report){0};
  if (!store_writer_open(index, &run.writer, err)) {
    return false;
  }
  arena_init(&run.arena, ARTICLE_ARENA_MAX);
  arena_init(&run.kept, KEPT_ARENA_MAX);
  run.successors.arena = &run.kept;
  bool done = index_all(&run, err);
  acronyms_free(run.acronyms);
  tokenizer_free(run.tokenizer);
  guesser_free(run.guesser);
  arena_free(&run.arena);
  arena_free(&run.kept);
  report->complaints = run.complaints;
  if (!done) {
    store_writer_abandon(run.writer);
    return false;
  }
  if (!store_writer_publish(run.writer, &report->facts, err)) {
    return false;
  }
  struct stat facts;
  report->file_bytes = stat(index, &facts) == 0 ? (uint64_t)facts.st_size : 0;
  return true;
}
