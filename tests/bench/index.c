#include "bench.h"

#include "indexer/indexer.h"
#include "token/token.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROUNDS = 5, PASSES = 3 };

/* What a child finds out, in shared memory. */
struct run {
  const struct bench *bench;
  double seconds;
  double adding; /* of these, until the last article was read */
  struct indexer_report report;
  double parsing, forming; /* single passes over the collection: parsed; parsed and cut into word forms */
};

/* ---- whole runs ---- */

static bool run_stock(void *context, struct error *err) {
  struct run *run = context;
  return stock_build(run->bench->docs, run->bench->stock, &run->seconds, err);
}

struct watch {
  double last;
};

static void on_progress(void *context, uint64_t done, uint64_t of_bytes) {
  (void)done, (void)of_bytes;
  ((struct watch *)context)->last = seconds_now();
}

static bool run_ours(void *context, struct error *err) {
  struct run *run = context;
  struct watch watch = {0};
  struct indexer_listener listener = {.context = &watch, .progress = on_progress};
  double start = seconds_now();
  bool done =
      indexer_run(run->bench->docs, run->bench->index, &(struct indexer_options){.jobs = 0}, &listener, &run->report, err);
  run->seconds = seconds_now() - start;
  run->adding = watch.last - start;
  return done && (run->report.complaints == 0 || error_set(err, "some articles were left out; the runs cannot be compared"));
}

/* ---- parts ---- */

static bool ignore(void *context, const struct token *token) {
  (void)context, (void)token;
  return true;
}

static bool pass_line(struct arena *arena, struct tokenizer *tokenizer, struct str line, struct error *err) {
  struct article article;
  bool done = article_from_json(arena, str_trim(line), &article, err);
  if (done && tokenizer != NULL) {
    const struct language *language = store_article_language(article.lang);
    (void)token_walk(tokenizer, language, article.title, ignore, NULL);
    (void)token_walk(tokenizer, language, article.text, ignore, NULL);
  }
  arena_reset(arena);
  return done;
}

static bool pass(const char *docs, struct tokenizer *tokenizer, double *seconds, struct error *err) {
  double start = seconds_now();
  FILE *file = fopen(docs, "re");
  if (file == NULL) {
    return error_set(err, "%s: cannot be opened", docs);
  }
  struct arena arena;
  arena_init(&arena, 1 << 30);
  char *line = NULL;
  size_t size = 0;
  bool done = true;
  for (ssize_t length; done && (length = getline(&line, &size, file)) > 0;) {
    done = pass_line(&arena, tokenizer, (struct str){line, (size_t)length}, err);
  }
  free(line);
  arena_free(&arena);
  (void)fclose(file);
  *seconds = seconds_now() - start;
  return done;
}

static bool run_parts(void *context, struct error *err) {
  struct run *run = context;
  double parsing[PASSES], forming[PASSES];
  for (size_t i = 0; i < PASSES; i++) {
    struct tokenizer *tokenizer = tokenizer_new();
    if (tokenizer == NULL) {
      return error_memory(err);
    }
    if (!pass(run->bench->docs, NULL, &parsing[i], err) || !pass(run->bench->docs, tokenizer, &forming[i], err)) {
      return false;
    }
    tokenizer_free(tokenizer);
  }
  run->parsing = least(parsing, PASSES);
  run->forming = least(forming, PASSES);
  return true;
}

/* ---- table ---- */

struct totals {
  double seconds[2][ROUNDS], megabytes[2][ROUNDS]; /* ours, stock */
  double adding[ROUNDS];
};

static bool measure_round(struct run *run, struct totals *totals, size_t round, struct error *err) {
  (void)unlink(run->bench->index);
  (void)unlink(run->bench->stock);
  if (!run_apart(run_ours, run, &totals->megabytes[0][round], err)) {
    return false;
  }
  totals->seconds[0][round] = run->seconds;
  totals->adding[round] = run->adding;
  if (!run_apart(run_stock, run, &totals->megabytes[1][round], err)) {
    return false;
  }
  totals->seconds[1][round] = run->seconds;
  return true;
}

static void print(const struct run *run, const struct totals *totals) {
  double ours = least(totals->seconds[0], ROUNDS), stock = least(totals->seconds[1], ROUNDS);
  double adding = least(totals->adding, ROUNDS);
  double memory = greatest(totals->megabytes[0], ROUNDS);
  double file = (double)run->report.file_bytes / 1e6, text = (double)run->report.facts.text_bytes / 1e6;
  char title[64];
  (void)snprintf(title, sizeof title, "Index, %llu articles", (unsigned long long)run->report.facts.articles);
  table_title(title, "stock FTS5");
  table_row((struct row){"whole run, s (least of 5)", ours, stock, ours / stock, AT_MOST, 4});
  table_row((struct row){"peak memory, MB", memory, greatest(totals->megabytes[1], ROUNDS), memory, AT_MOST, 150});
  table_row((struct row){"index file and the text in it, MB", file, text, file / text, AT_MOST, 2.2});
  table_row((struct row){"of our run: reading and parsing, s", run->parsing, NAN, run->parsing / ours, REPORTED, 0});
  table_row((struct row){"  word forms, s", run->forming - run->parsing, NAN, (run->forming - run->parsing) / ours, REPORTED, 0});
  table_row((struct row){"  rows and postings, s", adding - run->forming, NAN, (adding - run->forming) / ours, REPORTED, 0});
  table_row((struct row){"  merging, checks, sync, rename, s", ours - adding, NAN, (ours - adding) / ours, REPORTED, 0});
}

bool measure_index(const struct bench *bench, struct error *err) {
  struct run *run = shared_memory(sizeof *run);
  struct totals totals;
  double megabytes;
  if (run == NULL) {
    return error_memory(err);
  }
  run->bench = bench;
  for (size_t round = 0; round < ROUNDS; round++) {
    if (!measure_round(run, &totals, round, err)) {
      return false;
    }
  }
  if (!run_apart(run_parts, run, &megabytes, err)) {
    return false;
  }
  print(run, &totals);
  return true;
}
