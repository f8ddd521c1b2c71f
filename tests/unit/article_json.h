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

/* Members of a JSON line, and the lines that say what was read or the sentence, which begins with the key. */
static void assert_facts(const char *facts, const char *expected) {
  struct arena arena;
  arena_init(&arena, MEMORY);
  struct str line = arena_format(&arena, "{\"id\":\"a\",\"title\":\"t\",%s}", facts);
  bool is_error = expected[0] == '"';
  struct str lines = arena_format(&arena, "a\ntitle: t\nurl: /articles/a\n%s0 # \"\" \"\"\n", expected);
  assert_json(line.ptr, is_error ? expected : lines.ptr);
  arena_free(&arena);
}

static void translations_lead_from_languages_to_articles(void **state) {
  (void)state;
  assert_facts("\"translations\":null", "");
  assert_facts("\"translations\":{}", "");
  assert_facts("\"translations\":{\"de\":\" b \"},\"lang\":\"de-AT\"", "lang: de-AT\ntranslation de: b\n");
  assert_facts("\"translations\":{\"zh-Hans\":\"b\",\"zh-Hant\":\"c\"}", "translation zh-Hans: b\ntranslation zh-Hant: c\n");
}

static void an_article_may_name_itself_among_its_translations(void **state) {
  (void)state;
  assert_facts("\"lang\":\"en\",\"translations\":{\"de\":\"b\",\"EN\":\"a\",\"fr\":\"c\"}",
               "lang: en\ntranslation de: b\ntranslation fr: c\n");
  assert_facts("\"translations\":{\"pt_br\":\"a\"},\"lang\":\"pt-BR\"", "lang: pt-BR\n");
}

static void bad_translations_are_sentences(void **state) {
  (void)state;
  static const struct {
    const char *value, *sentence;
  } rows[] = {
      {"[\"de\"]", "\"translations\" must be a map from languages to articles; write for example {de: de/knie.md}"},
      {"\"de\"", "\"translations\" must be a map from languages to articles; write for example {de: de/knie.md}"},
      {"{\"1\":\"a\"}", "\"translations\": \"1\" is no language tag; write for example de or pt-BR"},
      {"{\"\":\"a\"}", "\"translations\": \"\" is no language tag; write for example de or pt-BR"},
      {"{\"de-\":\"a\"}", "\"translations\": \"de-\" is no language tag; write for example de or pt-BR"},
      {"{\"de_\":\"a\"}", "\"translations\": \"de_\" is no language tag; write for example de or pt-BR"},
      {"{\"fr\":\"b\",\"de\":\"javascript:a\"}",
       "\"translations\": \"de\" must lead to an article; write for example {de: de/knie.md}"},
      {"{\"fr\":[]}", "\"translations\": \"fr\" must lead to an article; write for example {de: de/knie.md}"},
      {"{\"fr\":null}", "\"translations\": \"fr\" must lead to an article; write for example {de: de/knie.md}"},
      {"{\"fr\":\" \"}", "\"translations\": \"fr\" must lead to an article; write for example {de: de/knie.md}"},
      {"{\"de\":\"a\",\"DE\":\"b\"}", "\"translations\": the language \"DE\" stands twice; leave one out"},
      {"{\"de-AT\":\"a\",\"fr\":\"c\",\"de_at\":\"b\"}", "\"translations\": the language \"de_at\" stands twice; leave one out"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct arena arena;
    arena_init(&arena, MEMORY);
    assert_facts(arena_format(&arena, "\"translations\":%s", rows[i].value).ptr, rows[i].sentence);
    arena_free(&arena);
  }
}

static void translations_have_a_ceiling(void **state) {
  (void)state;
  for (int count = ARTICLE_LABELS_MAX; count <= ARTICLE_LABELS_MAX + 1; count++) {
    struct buf facts, lines;
    buf_init(&facts, SPEC_BYTES_MAX);
    buf_init(&lines, SPEC_BYTES_MAX);
    buf_add(&facts, STR("\"translations\":{"));
    for (int i = 0; i < count; i++) {
      buf_format(&facts, "%s\"a%d\":\"b\"", i > 0 ? "," : "", i);
      buf_format(&lines, "translation a%d: b\n", i);
    }
    buf_byte(&facts, '}');
    assert_facts(facts.ptr,
                 count > ARTICLE_LABELS_MAX ? "\"translations\" has more than 256 languages; leave some out" : lines.ptr);
    buf_free(&lines);
    buf_free(&facts);
  }
}

static void updated_stands_for_a_missing_date(void **state) {
  (void)state;
  assert_facts("\"updated\":\"2024-02-29\"", "date: 2024-02-29\n");
  assert_facts("\"updated\":\"2024-02-29\",\"date\":\"2023-01-02\"", "date: 2023-01-02\n");
  assert_facts("\"date\":\"2023-01-02\",\"updated\":\"2024-02-29\"", "date: 2023-01-02\n");
  assert_facts("\"updated\":\"2024-02-29\",\"date\":\"\"", "date: 2024-02-29\n");
  assert_facts("\"date\":null,\"updated\":\"\"", "");
  assert_facts("\"updated\":\"2023-02-29\"", "\"updated\" must be a day of the calendar; write it as YYYY-MM-DD");
  assert_facts("\"date\":\"2023-01-02\",\"updated\":\"soon\"",
               "\"updated\" must be a day of the calendar; write it as YYYY-MM-DD");
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
