/*
 * Tests of article_from_json(). Part of article_test.c.
 */
#ifndef MARROW_TESTS_ARTICLE_JSON_H
#define MARROW_TESTS_ARTICLE_JSON_H

#include "article_spec.h"

static void assert_json(const char *line, const char *expected) {
  struct arena arena;
  struct article article;
  struct error err;
  struct buf out;
  arena_init(&arena, MEMORY);
  buf_init(&out, SPEC_BYTES_MAX);
  if (article_from_json(&arena, str_of(line), &article, &err)) {
    buf_format(&out, "%.*s\n", STR_ARG(article.id));
    print_facts(&article, &out);
    print_sections(&article, &out);
    print_marks(&article, &out);
  } else {
    buf_add(&out, str_of(err.text));
  }
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
  arena_free(&arena);
}

static void json_lines_become_articles(void **state) {
  (void)state;
  assert_json("{\"id\":\"Q/1 é\",\"title\":\" A  b \",\"text\":\"One\\n\\n  two\\u001b[3m \\r\\n## H h\\n##no\\n####### no\\n# "
              "no\\n## \\n\"}",
              "Q/1 é\ntitle: A b\nurl: /articles/Q/1%20%C3%A9\n0 # \"\" \"One\\n\\ntwo [3m\"\n"
              "2 #h-h \"H h\" \"##no\\n\\n####### no\\n\\n# no\\n\\n##\"\nparagraph \"One\"\nparagraph \"two [3m\"\n"
              "heading 2 <h-h> \"H h\"\nparagraph \"##no\"\nparagraph \"####### no\"\nparagraph \"# no\"\nparagraph \"##\"\n");
  assert_json(
      "\xEF\xBB\xBF{\"id\":\"a\",\"title\":\"T\",\"text\":\"\",\"url\":\"https://e.org\",\"lang\":\"de\",\"tags\":\"a,b\","
      "\"date\":\"2024-12-31 23:59\",\"summary\":\"S\",\"aliases\":[\"x, "
      "y\"],\"boost\":3,\"translations\":{\"fr\":\"../fr/a.md\",\"pt-BR\":\"https://e.org/b\"},\"n\":{\"b\":[1.25,null]}}",
      "a\ntitle: T\nurl: https://e.org\nsummary: S\nlang: de\ndate: 2024-12-31\ntag: a\ntag: b\nalias: x, y\n"
      "translation fr: ../fr/a.md\ntranslation pt-BR: https://e.org/b\nboost: 3\n"
      "extra n: {\"b\":[1.25,null]}\n0 # \"\" \"\"\n");
  assert_json("{\"id\":\"a\",\"title\":null,\"text\":\"\\n## First *line*\\nmore\"}",
              "a\ntitle: First *line*\nurl: /articles/a\n0 # \"\" \"\"\n2 #first-line \"First *line*\" \"more\"\n"
              "heading 2 <first-line> \"First *line*\"\nparagraph \"more\"\n");
}

static void bad_json_is_a_sentence(void **state) {
  (void)state;
  static const struct {
    const char *line, *sentence;
  } rows[] = {
      {"", "is not JSON ('[' or '{' expected near end of file); write one object a line"},
      {"{\"id\":", "is not JSON (unexpected token near end of file); write one object a line"},
      {"[1]", "is no JSON object; write {\"id\": ..., \"title\": ..., \"text\": ...}"},
      {"{\"title\":\"a\"}", "has no text as \"id\"; write \"id\": \"...\""},
      {"{\"id\":7,\"title\":\"a\"}", "has no text as \"id\"; write \"id\": \"...\""},
      {"{\"id\":\"\",\"title\":\"a\"}", "the id is empty; give the article an id"},
      {"{\"id\":\"a\",\"text\":[]}", "has no text as \"text\"; write \"text\": \"...\""},
      {"{\"id\":\"a\",\"title\":\" \",\"text\":\" \"}", "has neither a title nor a text; write \"title\": \"...\""},
      {"{\"id\":\"a\",\"lang\":\"1en\"}", "\"lang\" must be a language tag; write for example en or pt-BR"},
      {"{\"id\":\"a\",\"title\":5}", "\"title\" must be text; write a single value in quotes"},
      {"{\"id\":\"a\",\"title\":\"t\",\"boost\":101}",
       "\"boost\" must be a number above 0 and at most 100; write for example 1.5"},
      {"{\"id\":\"a\",\"title\":\"t\",\"translations\":[\"de\"]}",
       "\"translations\" must lead from at most 256 languages to articles; write {de: de/knie.md}"},
      {"{\"id\":\"a\",\"title\":\"t\",\"translations\":{\"1\":\"a.md\"}}",
       "\"translations\" must lead from languages to articles; write for example {de: de/knie.md}"},
      {"{\"id\":\"a\",\"title\":\"t\",\"translations\":{\"de\":\"javascript:a\"}}",
       "\"translations\" must lead from languages to articles; write for example {de: de/knie.md}"},
      {"{\"id\":\"a\",\"title\":\"t\",\"translations\":{\"de\":[]}}",
       "\"translations\" must be text; write a single value in quotes"},
      {"{\"id\":\"../a\",\"title\":\"t\"}", "the name has a part that is \".\" or \"..\", which no address can have; rename it"},
      {"{\"id\":\"a\",\"id\":\"b\"}", "is not JSON (duplicate object key near '\"id\"'); write one object a line"},
      {"{\"id\":\"a\",\"text\":\"\\u0000\"}",
       "is not JSON (\\u0000 is not allowed without JSON_ALLOW_NUL near '\"\\u0000\"'); write "
       "one object a line"},
      {"{\"id\":\"a\xFF\"}", "is not UTF-8 at byte 9 of line 1; save it as UTF-8 text"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_json(rows[i].line, rows[i].sentence);
  }
}

static void long_ids_are_refused(void **state) {
  (void)state;
  struct buf line;
  buf_init(&line, SPEC_BYTES_MAX);
  buf_format(&line, "{\"id\":\"%01025d\",\"title\":\"t\"}", 0);
  assert_json(line.ptr, "the id is longer than 1024 bytes; shorten it");
  buf_free(&line);
}

static void assert_date(const char *date, const char *expected) {
  struct arena arena;
  struct article article;
  struct error err;
  arena_init(&arena, MEMORY);
  struct str line = arena_format(&arena, "{\"id\":\"a\",\"title\":\"t\",\"lang\":\"\",\"url\":\"\",\"date\":\"%s\"}", date);
  bool done = article_from_json(&arena, line, &article, &err);
  assert_int_equal(done, expected != NULL);
  assert_true(!done || (str_equal(article.date, str_of(expected)) && str_equal(article.url, STR("/articles/a"))));
  arena_free(&arena);
}

static void dates_are_days_of_the_calendar(void **state) {
  (void)state;
  static const char *const good[] = {"2024-02-29", "2000-02-29", "2023-01-01", "2023-12-31", "0001-06-30"};
  static const char *const bad[] = {"2023-02-29",
                                    "1900-02-29",
                                    "2023-00-10",
                                    "2023-13-01",
                                    "2023-01-00",
                                    "2023-04-31",
                                    "2023-01-32",
                                    "2023-1-1",
                                    "20230101",
                                    "2023-01-01x10:00",
                                    "2023-01-01T10:00 noon",
                                    "2023-01-01T1000",
                                    "2023-01-01T",
                                    "tomorrow",
                                    "2023/01/01"};
  for (size_t i = 0; i < COUNT_OF(good); i++) {
    assert_date(good[i], good[i]);
  }
  for (size_t i = 0; i < COUNT_OF(bad); i++) {
    assert_date(bad[i], NULL);
  }
  assert_date("", "");
  assert_date("2023-01-01T10:00:00.5+02:00", "2023-01-01");
  assert_date("2023-01-01 10:00", "2023-01-01");
}

#endif
