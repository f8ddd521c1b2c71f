#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base_unicode.h"
#include "folder.h"

/* ---- str ---- */

static void strings_compare_by_bytes(void **state) {
  (void)state;
  static const char *const ascending[] = {"", "a", "aa", "ab", "b", "\xC3\xA9"};
  for (size_t i = 0; i < COUNT_OF(ascending); i++) {
    for (size_t j = 0; j < COUNT_OF(ascending); j++) {
      int order = str_compare(str_of(ascending[i]), str_of(ascending[j]));
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
      assert_int_equal(str_equal(str_of(ascending[i]), str_of(ascending[j])), i == j);
    }
  }
  assert_true(str_equal((struct str){NULL, 0}, STR("")));
  assert_false(str_equal(STR("a\0b"), STR("a\0c")));
}

static void strings_begin_end_and_slice(void **state) {
  (void)state;
  assert_true(str_starts_with(STR("abc"), STR("ab")));
  assert_true(str_starts_with(STR("abc"), STR("")));
  assert_false(str_starts_with(str_slice(STR("ab"), 0, 1), STR("ab")));
  assert_true(str_ends_with(STR("abc"), STR("bc")));
  assert_false(str_ends_with(STR("c"), STR("bc")));
  assert_false(str_ends_with(STR("bcd"), STR("bc")));
  assert_str(str_slice(STR("abcd"), 1, 3), "bc");
  assert_str(str_slice(STR("abcd"), 2, 99), "cd");
  assert_str(str_slice(STR("abcd"), 3, 1), "");
  assert_str(str_slice(STR("abcd"), 9, 9), "");
  assert_null(str_slice((struct str){NULL, 0}, 1, 2).ptr);
  assert_str(str_trim(STR(" \t\r\n\v\fa b\n ")), "a b");
  assert_str(str_trim(STR(" \n ")), "");
  assert_int_equal(str_find(STR("abca"), 'a', 0), 0);
  assert_int_equal(str_find(STR("abca"), 'a', 1), 3);
  assert_int_equal(str_find(STR("abca"), 'x', 0), 4);
  assert_int_equal(str_find(STR("abca"), 'a', 9), 4);
}

static void lines_are_taken_one_by_one(void **state) {
  (void)state;
  static const char *const lines[] = {"one", "", "two\rx", "last"};
  struct str rest = STR("one\r\n\ntwo\rx\nlast"), line;
  for (size_t i = 0; i < COUNT_OF(lines); i++) {
    assert_true(str_next_line(&rest, &line));
    assert_str(line, lines[i]);
  }
  assert_false(str_next_line(&rest, &line));
  rest = STR("end\n");
  assert_true(str_next_line(&rest, &line));
  assert_false(str_next_line(&rest, &line));
}

static void numbers_are_whole_and_bounded(void **state) {
  (void)state;
  static const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "18446744073709551616", "99999999999999999999"};
  uint64_t number = 7;
  assert_true(str_to_number(STR("0"), 0, &number));
  assert_int_equal(number, 0);
  assert_true(str_to_number(STR("0042"), 42, &number));
  assert_int_equal(number, 42);
  assert_false(str_to_number(STR("43"), 42, &number));
  assert_false(str_to_number(STR("9"), 5, &number));
  assert_true(str_to_number(STR("18446744073709551615"), UINT64_MAX, &number));
  assert_true(number == UINT64_MAX);
  for (size_t i = 0; i < COUNT_OF(bad); i++) {
    assert_false(str_to_number(str_of(bad[i]), UINT64_MAX, &number));
  }
}

/* ---- buf ---- */

static void a_full_buffer_stays_failed(void **state) {
  (void)state;
  struct buf buf;
  buf_init(&buf, 5);
  assert_null(buf_str(&buf).ptr);
  buf_add(&buf, STR("abc"));
  buf_byte(&buf, 'd');
  assert_false(buf_failed(&buf));
  buf_add(&buf, STR("ef"));
  assert_true(buf_failed(&buf));
  buf_byte(&buf, 'e');
  buf_format(&buf, "%d", 1);
  assert_null(buf_reserve(&buf, 0));
  assert_true(buf_failed(&buf));
  assert_string_equal(buf.ptr, "abcd");
  buf_clear(&buf);
  buf_format(&buf, "%s-%d", "ab", 12);
  assert_string_equal(buf.ptr, "ab-12");
  assert_false(buf_failed(&buf));
  buf_format(&buf, "%d", 3);
  assert_true(buf_failed(&buf));
  buf_free(&buf);
  assert_null(buf.ptr);
  assert_int_equal(buf.ceiling, 5);
}

static void a_buffer_survives_growth_and_odd_requests(void **state) {
  (void)state;
  struct buf buf;
  buf_init(&buf, 1 << 20);
  memset(buf_reserve(&buf, 1000), 'x', 1000);
  for (int i = 0; i < 10000; i++) {
    buf_format(&buf, "%04d", i);
  }
  assert_int_equal(buf.len, 40000);
  assert_memory_equal(buf.ptr + 4 * 1234, "1234", 4);
  assert_int_equal(buf.ptr[buf.len], '\0');
  buf_add(&buf, (struct str){NULL, 0});
  assert_int_equal(buf.len, 40000);
  assert_null(buf_reserve(&buf, SIZE_MAX));
  buf_free(&buf);
}

/* ---- arena ---- */

static void an_arena_keeps_its_ceiling(void **state) {
  (void)state;
  struct arena arena;
  arena_init(&arena, 1024);
  char *bytes = arena_alloc(&arena, 1000);
  assert_non_null(bytes);
  for (size_t i = 0; i < 1000; i++) {
    assert_int_equal(bytes[i], 0);
  }
  assert_null(arena_alloc(&arena, 100));
  assert_true(arena_failed(&arena));
  assert_null(arena_alloc(&arena, 1)); /* although it would fit */
  assert_null(arena_copy(&arena, STR("a")).ptr);
  assert_null(arena_format(&arena, "a").ptr);
  arena_reset(&arena);
  assert_false(arena_failed(&arena));
  assert_null(arena_array(&arena, SIZE_MAX / 8 + 2, 8)); /* 8 bytes, if the product overflowed */
  assert_true(arena_failed(&arena));
  arena_reset(&arena);
  assert_null(arena_alloc(&arena, SIZE_MAX));
  arena_free(&arena);
}

static void an_arena_gives_aligned_memory_that_stays(void **state) {
  (void)state;
  struct arena arena;
  arena_init(&arena, 1 << 20);
  struct str first = arena_copy(&arena, STR("a\0b4567890123456"));
  for (size_t size = 1; size < 300; size++) {
    char *memory = arena_alloc(&arena, size);
    assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
    memset(memory, 0xFF, size);
  }
  memset(arena_alloc(&arena, 100000), 0xFF, 100000);
  assert_int_equal(first.len, 16);
  assert_memory_equal(first.ptr, "a\0b4567890123456", 17);
  assert_str(arena_format(&arena, "%s %d", "x", 5), "x 5");
  arena_free(&arena);
}

static void an_array_grows_in_an_arena(void **state) {
  (void)state;
  struct arena arena;
  size_t capacity = 0;
  uint64_t *numbers = NULL;
  arena_init(&arena, 1 << 20);
  for (size_t i = 0; i < 1000; i++) {
    numbers = arena_grow(&arena, numbers, i, &capacity, sizeof *numbers);
    assert_non_null(numbers);
    numbers[i] = i * i;
  }
  assert_int_equal(numbers[31], 961);
  assert_in_range(capacity, 1000, 2047);
  arena_free(&arena);
  arena_init(&arena, 64);
  capacity = 0;
  numbers = arena_grow(&arena, NULL, 0, &capacity, sizeof *numbers);
  assert_non_null(numbers);
  assert_null(arena_grow(&arena, numbers, 8, &capacity, sizeof *numbers));
  arena_free(&arena);
}

/* ---- error ---- */

static void errors_are_set_prefixed_and_cut(void **state) {
  (void)state;
  struct error err;
  assert_false(error_set(&err, "line %d", 7));
  assert_false(error_prefix(&err, "%s: ", "a.md"));
  assert_string_equal(err.text, "a.md: line 7");
  assert_false(error_memory(&err));
  assert_non_null(strstr(err.text, "memory"));
  assert_false(error_set(&err, "%02000d", 0));
  assert_int_equal(strlen(err.text), sizeof err.text - 1);
  assert_false(error_prefix(&err, "a: "));
  assert_int_equal(strlen(err.text), sizeof err.text - 1);
  assert_memory_equal(err.text, "a: 000", 6);
  assert_false(error_prefix(&err, "%02000d", 1));
  assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

/* ---- file ---- */

static void write_file(const char *path, struct str bytes) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
  assert_int_equal(fclose(file), 0);
}

static void assert_unreadable(const char *path, size_t ceiling, const char *part) {
  struct buf bytes;
  struct error err;
  buf_init(&bytes, 1 << 20);
  assert_false(file_read(path, ceiling, &bytes, &err));
  assert_non_null(strstr(err.text, part));
  assert_int_equal(bytes.len, 0);
  buf_free(&bytes);
}

static void files_are_read_whole_or_not_at_all(void **state) {
  (void)state;
  char folder[64], path[96], fifo[96];
  struct buf bytes;
  struct error err;
  folder_make(folder);
  (void)snprintf(path, sizeof path, "%s/file", folder);
  (void)snprintf(fifo, sizeof fifo, "%s/fifo", folder);
  assert_unreadable(path, 100, "cannot be opened (No such file or directory)");
  write_file(path, STR("a\0bc"));
  buf_init(&bytes, 1 << 20);
  buf_byte(&bytes, '>');
  assert_true(file_read(path, 4, &bytes, &err));
  assert_int_equal(bytes.len, 5);
  assert_memory_equal(bytes.ptr, ">a\0bc", 6);
  buf_free(&bytes);
  assert_unreadable(path, 3, "has 4 bytes, more than the 3 allowed");
  assert_unreadable(folder, 100, "is not a regular file");
  assert_int_equal(mkfifo(fifo, 0600), 0);
  assert_unreadable(fifo, 100, "is not a regular file");
  buf_init(&bytes, 2);
  assert_false(file_read(path, 100, &bytes, &err));
  buf_free(&bytes);
  (void)unlink(fifo);
  (void)unlink(path);
  (void)rmdir(folder);
}

static void a_file_takes_the_place_of_another(void **state) {
  (void)state;
  char folder[64], old[96], new[96];
  struct buf bytes;
  struct error err;
  folder_make(folder);
  (void)snprintf(old, sizeof old, "%s/old", folder);
  (void)snprintf(new, sizeof new, "%s/new", folder);
  write_file(old, STR("old"));
  write_file(new, STR("new"));
  assert_true(file_sync(new, &err));
  assert_true(file_replace(new, old, &err));
  buf_init(&bytes, 100);
  assert_true(file_read(old, 100, &bytes, &err));
  assert_str(buf_str(&bytes), "new");
  buf_free(&bytes);
  assert_int_equal(access(new, F_OK), -1);
  assert_false(file_sync(new, &err));
  assert_memory_equal(err.text, new, strlen(new));
  assert_false(file_replace(new, old, &err));
  assert_memory_equal(err.text, old, strlen(old));
  (void)unlink(old);
  (void)rmdir(folder);
}

static void days_are_counted(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t count;
  } rows[] = {{"1970-01-01", 0},       {"1969-12-31", -1},      {"2000-02-29", 11016},
              {"2000-03-01", 11017},   {"2024-12-31", 20088},   {"1900-03-01", -25508},
              {"0000-03-01", -719468}, {"0001-01-01", -719162}, {"9999-12-31", 2932896}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_int_equal(day_count(day_number(str_of(rows[i].text))), rows[i].count);
  }
  assert_int_equal(day_number(STR("2024-01-31T10:00:00Z")), 20240131);
  assert_int_equal(day_number(STR("")), 0);
  uint32_t today = day_today();
  assert_true(today > 20260101 && today / 100 % 100 >= 1 && today / 100 % 100 <= 12 && today % 100 >= 1 && today % 100 <= 31);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strings_compare_by_bytes),
      cmocka_unit_test(strings_begin_end_and_slice),
      cmocka_unit_test(lines_are_taken_one_by_one),
      cmocka_unit_test(numbers_are_whole_and_bounded),
      cmocka_unit_test(a_full_buffer_stays_failed),
      cmocka_unit_test(a_buffer_survives_growth_and_odd_requests),
      cmocka_unit_test(an_arena_keeps_its_ceiling),
      cmocka_unit_test(an_arena_gives_aligned_memory_that_stays),
      cmocka_unit_test(an_array_grows_in_an_arena),
      cmocka_unit_test(errors_are_set_prefixed_and_cut),
      cmocka_unit_test(files_are_read_whole_or_not_at_all),
      cmocka_unit_test(a_file_takes_the_place_of_another),
      cmocka_unit_test(malformed_utf8_is_found_and_passed_over),
      cmocka_unit_test(characters_come_and_go_unchanged),
      cmocka_unit_test(characters_have_classes_capitals_and_widths),
      cmocka_unit_test(case_and_accents_fold),
      cmocka_unit_test(a_digest_tells_fields_apart),
      cmocka_unit_test(days_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
