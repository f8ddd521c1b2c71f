#include "yaml/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY = 256 * 1024 * 1024 };

static bool read(struct arena *arena, struct str text, struct yaml_value *map, size_t *line, struct error *err) {
  const struct yaml_source source = {.text = text, .called = "the page", .first_line = 10};
  arena_init(arena, MEMORY);
  return yaml_read(arena, &source, map, line, err);
}

static void values_know_their_lines(void **state) {
  (void)state;
  struct arena arena;
  struct yaml_value map;
  struct error err;
  size_t line;
  assert_true(read(&arena, STR("# remark\ntitle: Knees\ntags:\n  - one\n  - 'two'\nmap: {a: ~,\n  b: 1}\n"), &map, &line, &err));
  assert_int_equal(map.kind, YAML_MAP);
  assert_int_equal(map.count, 3);
  assert_string_equal(map.entries[0].key.ptr, "title");
  assert_int_equal(map.entries[0].line, 11);
  assert_string_equal(map.entries[0].value.text.ptr, "Knees");
  const struct yaml_value *tags = &map.entries[1].value;
  assert_int_equal(tags->kind, YAML_LIST);
  assert_int_equal(tags->count, 2);
  assert_int_equal(tags->entries[1].value.line, 14);
  assert_true(tags->entries[0].value.plain);
  assert_false(tags->entries[1].value.plain);
  const struct yaml_value *inner = &map.entries[2].value;
  assert_int_equal(inner->kind, YAML_MAP);
  assert_true(yaml_is_null(&inner->entries[0].value));
  assert_int_equal(inner->entries[1].line, 16);
  arena_free(&arena);
}

static void nothing_is_a_map_without_entries(void **state) {
  (void)state;
  static const char *const texts[] = {"", "\n", "# only a remark\n", "{}", "---\n{}\n", "\xef\xbb\xbf{}"};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    struct arena arena;
    struct yaml_value map;
    struct error err;
    size_t line;
    assert_true(read(&arena, str_of(texts[i]), &map, &line, &err));
    assert_int_equal(map.kind, YAML_MAP);
    assert_int_equal(map.count, 0);
    arena_free(&arena);
  }
}

static void plain_texts_mean_what_the_core_schema_says(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int null, truth; /* truth: -1 for none */
    bool integer, real;
    double number;
  } rows[] = {
      {"~", 1, -1, false, false, 0},
      {"null", 1, -1, false, false, 0},
      {"true", 0, 1, false, false, 0},
      {"FALSE", 0, 0, false, false, 0},
      {"yes", 0, -1, false, false, 0},
      {"12", 0, -1, true, false, 12},
      {"-3", 0, -1, true, false, -3},
      {"0x1F", 0, -1, true, false, 31},
      {"0o17", 0, -1, true, false, 15},
      {"1.5", 0, -1, false, true, 1.5},
      {"2e3", 0, -1, false, true, 2000},
      {"1e999", 0, -1, false, false, 0},
      {"'12'", 0, -1, false, false, 0},
      {"1 2", 0, -1, false, false, 0},
      {"0x", 0, -1, false, false, 0},
      {"'~'", 0, -1, false, false, 0},
      {"99999999999999999999", 0, -1, false, false, 0},
      {"2024-05-01", 0, -1, false, false, 0},
      {"nan", 0, -1, false, false, 0},
      {".inf", 0, -1, false, false, 0},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    char text[64];
    struct arena arena;
    struct yaml_value map;
    struct error err;
    size_t line;
    (void)snprintf(text, sizeof text, "a: %s", rows[i].text);
    assert_true(read(&arena, str_of(text), &map, &line, &err));
    const struct yaml_value *value = &map.entries[0].value;
    bool truth = false;
    long long integer = 0;
    double real = 0;
    assert_int_equal(yaml_is_null(value), rows[i].null);
    assert_int_equal(yaml_truth(value, &truth), rows[i].truth >= 0);
    assert_int_equal(truth, rows[i].truth == 1);
    assert_int_equal(yaml_integer(value, &integer), rows[i].integer);
    assert_int_equal(yaml_real(value, &real), rows[i].real);
    assert_true((rows[i].integer ? (double)integer : real) == rows[i].number);
    arena_free(&arena);
  }
}

static void assert_error(struct str text, size_t at, const char *sentence) {
  struct arena arena;
  struct yaml_value map;
  struct error err;
  size_t line;
  assert_false(read(&arena, text, &map, &line, &err));
  assert_string_equal(err.text, sentence);
  assert_int_equal(line, at);
  arena_free(&arena);
}

static void what_is_no_map_is_refused_with_its_line(void **state) {
  (void)state;
  assert_error(STR("a: 1\n\nb: 2\na: 3\n"), 13, "the key \"a\" stands twice in the page; leave one out");
  assert_error(STR("m:\n  x: 1\n  x: 2\nb: [\n"), 12, "the key \"x\" stands twice in the page; leave one out");
  assert_error(STR("a: &x 1\nb: *x\n"), 11, "the page has an alias (*name); write the value out");
  assert_error(STR("? [a]\n: 1\n"), 10, "the page has a key that is not plain text; write KEY: VALUE");
  assert_error(STR("a: 1\nb: \"x\\0y\"\n"), 11, "the page has a NUL character; leave it out");
  assert_error(STR("\"a\\0\": 1\n"), 10, "the page has a NUL character; leave it out");
  assert_error(STR("- a\n- b\n"), 10, "the page is not made of keys and values; write lines of KEY: VALUE");
  assert_error(STR("words\n"), 10, "the page is not made of keys and values; write lines of KEY: VALUE");
  assert_error(STR("a: 1\n---\nb: 2\n"), 11, "the page has a second document; leave it out");
  assert_error(STR("a: 1\nb: [1, 2\nc: 3\n"), 12,
               "the page is not YAML (did not find expected ',' or ']'); indent with spaces and put text with : or # in quotes");
  assert_error(
      STR("a: 1\nb: \x01\n"), 11,
      "the page is not YAML (control characters are not allowed); indent with spaces and put text with : or # in quotes");
}

/* `piece` so many times behind `head`; to be freed. */
static struct str repeat(const char *head, const char *piece, size_t times) {
  size_t front = strlen(head), bytes = strlen(piece);
  char *all = malloc(front + bytes * times + 1);
  assert_non_null(all);
  memcpy(all, head, front);
  for (size_t i = 0; i < times; i++) {
    memcpy(all + front + i * bytes, piece, bytes);
  }
  return (struct str){all, front + bytes * times};
}

static void sizes_have_ceilings(void **state) {
  (void)state;
  static const struct {
    const char *head, *piece;
    size_t times, line;
    const char *sentence;
  } rows[] = {
      {"a: ", "[", 50000, 10, "the page is nested too deeply; use fewer levels"},
      {"a:\n", "- b\n", YAML_VALUES_MAX + 5, 10 + YAML_VALUES_MAX - 1, "the page has more than 100,000 values; leave some out"},
      {"a: b", " b", YAML_BYTES_MAX / 2, 10, "the page is longer than 1,048,576 bytes; shorten it"},
      /* Each anchor would double what the one before it holds. */
      {"a: &a [x, x]\nb: &b [*a, *a]\n", "c: &c [*b, *b]\n", 1, 11, "the page has an alias (*name); write the value out"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct str text = repeat(rows[i].head, rows[i].piece, rows[i].times);
    assert_error(text, rows[i].line, rows[i].sentence);
    free((char *)text.ptr);
  }
}

/* A long key is shown cut, but never inside a character. */
static void a_long_key_is_cut_between_characters(void **state) {
  (void)state;
  struct str key = repeat("k", "\xc3\xa4", 60);
  char text[512], sentence[512];
  (void)snprintf(text, sizeof text, "%.*s: 1\n%.*s: 2\n", STR_ARG(key), STR_ARG(key));
  (void)snprintf(sentence, sizeof sentence, "the key \"%.99s\" stands twice in the page; leave one out", key.ptr);
  assert_error(str_of(text), 11, sentence);
  free((char *)key.ptr);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_know_their_lines),
      cmocka_unit_test(nothing_is_a_map_without_entries),
      cmocka_unit_test(plain_texts_mean_what_the_core_schema_says),
      cmocka_unit_test(what_is_no_map_is_refused_with_its_line),
      cmocka_unit_test(sizes_have_ceilings),
      cmocka_unit_test(a_long_key_is_cut_between_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
