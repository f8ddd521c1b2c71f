#include "query/query.h"
#include "spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void describe(struct str typed, struct buf *out) {
  struct arena arena;
  struct query query;
  arena_init(&arena, 1 << 22);
  query_parse(&arena, typed, &query);
  query_describe(&query, out);
  arena_free(&arena);
}

/* The plain form, and beside it the plain form of the plain form where that differs. */
static void describe_twice(struct str typed, struct buf *out) {
  struct buf again;
  buf_init(&again, 1 << 20);
  describe(typed, out);
  describe(buf_str(out), &again);
  if (!str_equal(buf_str(&again), buf_str(out))) {
    buf_format(out, " BUT AGAIN %.*s", STR_ARG(buf_str(&again)));
  }
  buf_free(&again);
}

static void examples_hold(void **state) {
  (void)state;
  int run;
  assert_int_equal(spec_run("query.md", describe_twice, &run), 0);
  assert_true(run >= 40);
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Random bytes, rich in operators: they parse, and their plain form is understood as itself. */
static void any_bytes_parse(void **state) {
  (void)state;
  static const char *const pieces[] = {"knee", "\"", "-",  " ",    "OR",       " OR ", "title:", "tag:", "*",   "\xff",
                                       "(",    ")",  "\n", "\xc2", "\xe2\x80", "a",    "'",      "软",   "\\0", "«"};
  uint32_t seed = 7;
  for (int round = 0; round < 20000; round++) {
    struct buf typed, plain, again;
    buf_init(&typed, 1 << 12);
    buf_init(&plain, 1 << 14);
    buf_init(&again, 1 << 14);
    for (uint32_t i = next_random(&seed) % 12; i > 0; i--) {
      uint32_t pick = next_random(&seed) % (COUNT_OF(pieces) + 2);
      if (pick < COUNT_OF(pieces)) {
        buf_add(&typed, str_of(pieces[pick]));
      } else {
        buf_byte(&typed, (char)next_random(&seed));
      }
    }
    describe(buf_str(&typed), &plain);
    describe(buf_str(&plain), &again);
    if (!str_equal(buf_str(&plain), buf_str(&again))) {
      fail_msg("typed <%.*s> plain <%.*s> again <%.*s>", STR_ARG(buf_str(&typed)), STR_ARG(buf_str(&plain)),
               STR_ARG(buf_str(&again)));
    }
    buf_free(&typed);
    buf_free(&plain);
    buf_free(&again);
  }
}

static struct query parse_repeated(struct arena *arena, struct buf *typed, const char *piece, size_t times) {
  struct query query;
  buf_init(typed, 1 << 24);
  for (size_t i = 0; i < times; i++) {
    buf_add(typed, str_of(piece));
  }
  query_parse(arena, buf_str(typed), &query);
  return query;
}

static void long_queries_are_cut_and_say_so(void **state) {
  (void)state;
  static const struct {
    const char *piece;
    size_t times, clauses;
    bool cut;
  } cases[] = {
      {"a ", 10000, QUERY_WORDS_MAX, true},
      {"a ", QUERY_WORDS_MAX, QUERY_WORDS_MAX, false},
      {"knee ", 200000, QUERY_WORDS_MAX, true},
      {"\"", 1000000, 0, true},
      {"-", 1000000, 0, true},
      {"x", 1000000, 1, true},
      {"软", 100000, 0, true}, /* one item of more words than are read */
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct arena arena;
    struct buf typed;
    arena_init(&arena, 1 << 22);
    struct query query = parse_repeated(&arena, &typed, cases[i].piece, cases[i].times);
    assert_int_equal(query.clause_count, cases[i].clauses);
    assert_int_equal(query.cut, cases[i].cut);
    assert_true(query.typed.len <= QUERY_BYTES_MAX);
    size_t bad;
    assert_true(utf8_valid(query.typed, &bad));
    buf_free(&typed);
    arena_free(&arena);
  }
}

static void a_full_arena_gives_fewer_clauses_and_no_crash(void **state) {
  (void)state;
  for (size_t ceiling = 0; ceiling < 4096; ceiling += 64) {
    struct arena arena;
    struct query query;
    arena_init(&arena, ceiling);
    query_parse(&arena, STR("a OR b \"c d\" -e title:f g*"), &query);
    assert_true(query.clause_count <= 4);
    arena_free(&arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(examples_hold),
      cmocka_unit_test(any_bytes_parse),
      cmocka_unit_test(long_queries_are_cut_and_say_so),
      cmocka_unit_test(a_full_arena_gives_fewer_clauses_and_no_crash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
