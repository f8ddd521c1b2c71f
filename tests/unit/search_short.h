/* The table of short queries, short-queries.md. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_SHORT_H
#define MARROW_TESTS_SEARCH_SHORT_H

#include "spec.h"

/* The articles of the section at hand: in the making, or in an index that is open. */
static struct store_writer *short_writer;

/* The next cell of a row of a Markdown table. */
static struct str next_cell(struct str *row) {
  size_t end = str_find(*row, '|', 0);
  struct str cell = str_trim(str_slice(*row, 0, end));
  *row = str_slice(*row, end + 1, row->len);
  return cell;
}

/* Adds the article of a row: "| id | language | text |". The first one behind queries begins a new index. */
static void take_row(struct str line) {
  struct error err = {""};
  if (!str_starts_with(line, STR("| ")) || str_starts_with(line, STR("| article |"))) {
    return;
  }
  if (short_writer == NULL && !store_writer_open(scratch.index, &short_writer, &err)) {
    fail_msg("%s", err.text);
  }
  struct str row = str_slice(line, 1, line.len), id = next_cell(&row), lang = next_cell(&row), text = next_cell(&row);
  char json[512];
  (void)snprintf(json, sizeof json, "{\"id\":\"%.*s\",\"lang\":\"%.*s\",\"text\":\"%.*s\"}", STR_ARG(id), STR_ARG(lang),
                 STR_ARG(text));
  scratch_add(short_writer, json);
}

static void open_section(void) {
  struct store_facts facts;
  struct error err = {""};
  if (short_writer != NULL) {
    store_close(store);
    if (!store_writer_publish(short_writer, &facts, &err)) {
      fail_msg("%s", err.text);
    }
    short_writer = NULL;
    store = scratch_open(scratch.index);
  }
}

/* The articles that have all of a query, best first, and behind a bar those that have some of it. */
static void found_by(struct str query, struct buf *out) {
  open_section();
  struct search_answer answer = ask_for((struct search_request){.query = query, .exact = true});
  for (size_t i = 0; i < answer.hit_count; i++) {
    buf_add(out, i == answer.complete ? STR("| ") : STR(""));
    buf_add(out, answer.hits[i].id);
    buf_add(out, i + 1 < answer.hit_count ? STR(" ") : STR(""));
  }
  arena_reset(&arena);
}

static void short_queries_find_what_they_mean(void **state) {
  (void)state;
  int run;
  assert_int_equal(spec_run_with("short-queries.md", take_row, found_by, &run), 0);
  assert_true(run >= 100);
}

#endif
