/*
 * Tests of unicode and digest. Part of base_test.c; cmocka.h comes before it.
 */
#ifndef MARROW_TESTS_BASE_UNICODE_H
#define MARROW_TESTS_BASE_UNICODE_H

#include "base/base.h"

static void assert_str(struct str text, const char *expected) {
  assert_int_equal(text.len, strlen(expected));
  assert_memory_equal(text.ptr, expected, text.len);
}

static void malformed_utf8_is_found_and_passed_over(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t bad, characters; /* offset of the first bad byte; characters that utf8_next answers */
  } rows[] = {
      {"ab\xFF", 2, 3},       {"\x80", 0, 1},          {"a\xC3", 1, 2},        {"\xE2\x82", 0, 2},
      {"\xC0\xAF", 0, 2},     {"\xE0\x80\x80", 0, 3},  {"\xED\xA0\x80", 0, 3}, {"\xF4\x90\x80\x80", 0, 4},
      {"\xF0\x9F\x98", 0, 3}, {"\xC3\xA9\xC3(", 2, 3},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct str text = str_of(rows[i].bytes);
    size_t bad = 99, at = 0, characters = 0;
    assert_false(utf8_valid(text, &bad));
    assert_int_equal(bad, rows[i].bad);
    for (; at < text.len; characters++) {
      size_t before = at;
      uint32_t character = utf8_next(text, &at);
      assert_true(at > before && at <= text.len);
      assert_true(before != bad || character == 0xFFFD);
    }
    assert_int_equal(characters, rows[i].characters);
  }
}

static void characters_come_and_go_unchanged(void **state) {
  (void)state;
  static const uint32_t characters[] = {0x0, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF};
  struct buf text;
  size_t at = 0, bad;
  buf_init(&text, 100);
  for (size_t i = 0; i < COUNT_OF(characters); i++) {
    utf8_add(&text, characters[i]);
  }
  assert_true(utf8_valid(buf_str(&text), &bad));
  for (size_t i = 0; i < COUNT_OF(characters); i++) {
    assert_int_equal(utf8_next(buf_str(&text), &at), characters[i]);
  }
  assert_int_equal(at, text.len);
  buf_free(&text);
}

static void characters_have_classes_capitals_and_widths(void **state) {
  (void)state;
  static const struct {
    uint32_t character;
    enum unicode_class class;
  } rows[] = {
      {'a', UNICODE_WORD},    {0x416, UNICODE_WORD},   {0x301, UNICODE_WORD}, {'7', UNICODE_DIGIT},     {0x663, UNICODE_DIGIT},
      {0x819D, UNICODE_SOLO}, {0x3042, UNICODE_SOLO},  {0xE01, UNICODE_SOLO}, {0xAC00, UNICODE_WORD},   {' ', UNICODE_OTHER},
      {'-', UNICODE_OTHER},   {0x3002, UNICODE_OTHER}, {0, UNICODE_OTHER},    {0x1F600, UNICODE_OTHER},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_int_equal(unicode_class(rows[i].character), rows[i].class);
  }
  assert_int_equal(unicode_upper(0xE9), 0xC9);
  assert_int_equal(unicode_upper('7'), '7');
  assert_int_equal(unicode_columns(STR("aé膝e\xCC\x81\n")), 5);
}

static void case_and_accents_fold(void **state) {
  (void)state;
  static const struct {
    const char *text, *lower, *folded;
  } rows[] = {
      {"KNEE", "knee", "knee"},
      {"Ärger", "ärger", "arger"},
      {"A\xCC\x88", "ä", "a"},
      {"Straße", "strasse", "strasse"},
      {"ﬁne ２", "fine 2", "fine 2"},
      {"ΣΟΦΟΣ", "σοφοσ", "σοφοσ"},
      {"Ёлка", "ёлка", "елка"},
      {"so\xC2\xAD"
       "ft",
       "soft", "soft"},
      {"ガ", "ガ", "カ"},
      {"", "", ""},
  };
  struct buf out;
  buf_init(&out, 100);
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    buf_clear(&out);
    unicode_lower(str_of(rows[i].text), &out);
    assert_str(buf_str(&out), rows[i].lower);
    buf_byte(&out, '|');
    buf_clear(&out);
    unicode_fold(str_of(rows[i].text), &out);
    assert_str(buf_str(&out), rows[i].folded);
  }
  buf_clear(&out);
  unicode_lower(STR("a\xFF"), &out);
  assert_true(buf_failed(&out));
  buf_free(&out);
}

/* ---- digest ---- */

static void assert_digest(struct str first, struct str second, char hex[DIGEST_HEX + 1]) {
  struct digest *digest = digest_new();
  assert_non_null(digest);
  digest_add(digest, first);
  digest_add(digest, second);
  digest_hex(digest, hex);
  digest_free(digest);
  assert_int_equal(strlen(hex), DIGEST_HEX);
  assert_int_equal(strspn(hex, "0123456789abcdef"), DIGEST_HEX);
}

static void a_digest_tells_fields_apart(void **state) {
  (void)state;
  char one[DIGEST_HEX + 1], again[DIGEST_HEX + 1], other[DIGEST_HEX + 1];
  assert_digest(STR("ab"), STR("c"), one);
  assert_digest(STR("ab"), STR("c"), again);
  assert_string_equal(one, again);
  assert_digest(STR("a"), STR("bc"), other);
  assert_string_not_equal(one, other);
  assert_digest(STR(""), STR("abc"), other);
  assert_string_not_equal(one, other);
  assert_digest(STR("abc"), (struct str){NULL, 0}, again);
  assert_string_not_equal(other, again);
}

#endif
