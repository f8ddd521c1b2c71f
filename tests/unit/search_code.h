/* Blocks of code, a field of their own. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_CODE_H
#define MARROW_TESTS_SEARCH_CODE_H

/* An index of pages of Markdown, named "a", "b" and so on. */
static void open_pages(const char *const *pages, size_t count) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  struct article article;
  const char *clash;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (size_t i = 0; i < count; i++) {
    struct str id = arena_format(&arena, "%c", 'a' + (int)i);
    if (!article_from_markdown(&arena, id, str_of(pages[i]), &article, &err) ||
        !scratch_take(writer, &article, true, &clash, &err)) {
      fail_msg("%s", err.text);
    }
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

static const char *const manual[] = {
    "# Writing\n\nHow an index is made.\n\n```c\nbool store_writer_open(const char *path);\nint camelCase = foo.bar();\n```\n\n"
    "What stands behind it is prose, too.\n\n## From a terminal\n\n    marrow index --allow-shrink gargle\n\nThat is all.\n",
    "# Gargling\n\nWe gargle in prose.\n",
    "# Sums\n\nThe sum of nothing is\n\n```\ntrapezoid\n```\n\nnothing, and a trapezium is a shape. So is a trapezium of wood.\n",
};

/* The first passage of the best hit, with its matches in brackets. */
static void expect_passage_of(const char *query, const char *expected) {
  struct search_answer answer = ask(query);
  assert_true(answer.hit_count > 0 && answer.hits[0].section_count > 0);
  struct passage passage = answer.hits[0].sections[0].passage;
  struct buf said;
  buf_init(&said, 1 << 12);
  size_t at = 0;
  for (size_t i = 0; i < passage.match_count; i++) {
    struct span match = passage.matches[i];
    buf_add(&said, str_slice(passage.text, at, match.begin));
    buf_format(&said, "[%.*s]", STR_ARG(str_slice(passage.text, match.begin, match.end)));
    at = match.end;
  }
  buf_add(&said, str_slice(passage.text, at, passage.text.len));
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void names_in_code_are_found_whole_and_in_parts(void **state) {
  (void)state;
  static const char *const found[] = {"store_writer_open", "storewriteropen", "writer open",    "camelCase",    "camel case",
                                      "foo.bar()",         "foo.bar",         "--allow-shrink", "allow shrink", "camelc*",
                                      "\"char path\"",     "code:foo",        "code:store*"};
  open_pages(manual, COUNT_OF(manual));
  for (size_t i = 0; i < COUNT_OF(found); i++) {
    expect(found[i], "a");
  }
  expect("code:prose", "");
}

static void prose_comes_before_code(void **state) {
  (void)state;
  open_pages(manual, COUNT_OF(manual));
  expect("gargle", "b a");
  expect("code:gargle", "a");
  expect("gargle -code:gargle", "b");
}

static void passages_show_code_and_mark_it(void **state) {
  (void)state;
  open_pages(manual, COUNT_OF(manual));
  expect_passage_of(
      "code:writer",
      "bool store_[writer]_open(const char *path);\nint camelCase = foo.bar();\n\nWhat stands behind it is prose, too.");
  expect_passage_of("prose stands", "What [stands] behind it is [prose], too.");
  expect_passage_of("shrink", "marrow index --allow-[shrink] gargle\n\nThat is all.");
  struct search_answer answer = ask("shrink");
  assert_true(str_equal(answer.hits[0].sections[0].heading, STR("From a terminal")));
}

/* Only code stands between "is" and "nothing". */
static void code_is_no_prose(void **state) {
  (void)state;
  open_pages(manual, COUNT_OF(manual));
  expect("\"is nothing\"", "c");
  expect("\"is trapezoid\"", "");
  /* Code is not what a word is corrected to; nor is a word that code has corrected. */
  assert_int_equal(ask("trapezoit").corrected.len, 0);
  expect("trapezoid", "c");
  assert_int_equal(ask("trapezoid").corrected.len, 0);
}

#endif
