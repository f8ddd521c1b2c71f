#include "bench.h"

#include <stdio.h>

/* The largest of these live as long as the program does. */
static bool measure(const struct bench *bench, struct error *err) {
  struct queries groups[GROUP_COUNT];
  return measure_parsing(bench, err) && measure_index(bench, err) && stock_optimise(bench->stock, err) &&
         groups_make(bench->stock, groups, err) && measure_queries(bench, groups, err) && measure_latency(bench, err) &&
         measure_spelling(bench, err) && measure_process(bench, groups, err) && measure_http(bench, groups, err) &&
         measure_load(bench, err);
}

int main(int count, char **arguments) {
  if (count != 5) {
    (void)fprintf(stderr, "usage: bench DOCS.jsonl QUERIES.tsv MARROW FOLDER; the folder takes the files that are measured\n");
    return 2;
  }
  struct buf stock, index;
  buf_init(&stock, 1 << 14);
  buf_init(&index, 1 << 14);
  buf_format(&stock, "%s/stock.sqlite", arguments[4]);
  buf_format(&index, "%s/marrow.index", arguments[4]);
  struct error err = {{0}};
  bool done = !buf_failed(&stock) && !buf_failed(&index)
                  ? measure(&(struct bench){arguments[1], arguments[2], arguments[3], stock.ptr, index.ptr}, &err)
                  : error_memory(&err);
  if (!done) {
    (void)fprintf(stderr, "bench: %s\n", err.text);
  }
  buf_free(&stock);
  buf_free(&index);
  return done ? 0 : 1;
}
