/*
 * bench: measures Marrow against what it is built on, as ratios within one run. What its files share;
 * README.md tells what each figure means.
 */
#ifndef MARROW_TESTS_BENCH_H
#define MARROW_TESTS_BENCH_H

#include "base/base.h"

#include <sqlite3.h>

/* What is measured. The paths name files in the folder that the caller of the program gave. */
struct bench {
  const char *docs;      /* the collection: JSON lines */
  const char *questions; /* its queries: id, tab, text */
  const char *program;   /* marrow */
  const char *stock;     /* the stock FTS5 table */
  const char *index;     /* ours */
};

/* ---- measure: clock and statistics ---- */

double seconds_now(void);

/* Both change the order of the values. Of a quantile, the least value that `share` of all do not exceed. */
double median(double *values, size_t count);
double quantile(double *values, size_t count, double share);
double least(const double *values, size_t count);
double greatest(const double *values, size_t count);

/* Memory that a child of run_apart() shares with its parent; NULL where there is none. Never freed. */
void *shared_memory(size_t bytes);

/*
 * Runs `work` in a child of its own, so that the peak of its memory is its own. What it finds out must
 * be written to shared memory.
 */
typedef bool job(void *context, struct error *err);
bool run_apart(job *work, void *context, double *peak_megabytes, struct error *err) MUST_USE;

/* ---- table ---- */

enum bound { REPORTED, AT_MOST, AT_LEAST };

/* A figure: both absolute values, and the number that the target is about. NAN: there is none. */
struct row {
  const char *figure;
  double ours, other, measured;
  enum bound bound;
  double target;
};

void table_title(const char *title, const char *other);
void table_row(struct row row);
void table_note(const char *format, ...) PRINTF_LIKE(1, 2);

/* ---- stock: one FTS5 table as anybody would make it ---- */

/* Fills a new file from articles that are in memory before the clock starts. */
bool stock_build(const char *docs, const char *path, double *seconds, struct error *err) MUST_USE;

/* Merges the table's index into one piece, as ours is. */
bool stock_optimise(const char *path, struct error *err) MUST_USE;

struct stock;

bool stock_open(const char *path, struct stock **stock, struct error *err) MUST_USE;
void stock_close(struct stock *stock);

/* The ten best by bm25(), counted, for words that must all be there. */
bool stock_top(struct stock *stock, const char *words, size_t *count, struct error *err) MUST_USE;

/* The same for a MATCH expression. */
bool stock_match(struct stock *stock, const char *match, size_t *count, struct error *err) MUST_USE;

bool sql_run(sqlite3 *connection, const char *sql, struct error *err) MUST_USE;
bool sql_prepare(sqlite3 *connection, const char *sql, sqlite3_stmt **statement, struct error *err) MUST_USE;

/* Words between spaces as a MATCH expression: each in quotation marks. */
void match_text(const char *words, char *text, size_t size);

/* ---- groups: queries made from the collection's own words ---- */

enum group {
  COMMON_1, /* words in over a tenth of the articles */
  COMMON_2,
  COMMON_3,
  RARE_FEW, /* one word in 2 or 3 articles */
  RARE_1,   /* words in 2 to 20 articles; several stand together in one */
  RARE_2,
  RARE_3,
  MIXED, /* a common and a rare word */
  GROUP_COUNT
};

enum { QUERIES_MAX = 40, QUERY_SIZE = 128 };

struct queries {
  char text[QUERIES_MAX][QUERY_SIZE];
  size_t count;
};

/* The same queries for the same stock table. */
bool groups_make(const char *stock_path, struct queries groups[GROUP_COUNT], struct error *err) MUST_USE;

const char *group_name(enum group group);

/* ---- the measurements, each of which prints its part of the table ---- */

/* Leaves both files for those that follow. The parent must be small yet. */
bool measure_index(const struct bench *bench, struct error *err) MUST_USE;
bool measure_parsing(const struct bench *bench, struct error *err) MUST_USE;
bool measure_queries(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) MUST_USE;
bool measure_latency(const struct bench *bench, struct error *err) MUST_USE;
bool measure_spelling(const struct bench *bench, struct error *err) MUST_USE;
bool measure_process(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) MUST_USE;
bool measure_load(const struct bench *bench, struct error *err) MUST_USE;
bool measure_http(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) MUST_USE;

#endif
