#include "article/article.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "article_json.h"
#include "article_pack.h"
#include "article_spec.h"

#include "article_formats.h"

static void assert_page_is_kept(const char *page, size_t least) {
  struct buf text;
  struct error err;
  struct example example;
  char path[1024];
  size_t line = 0, wrong = 0, count = 0;
  buf_init(&text, SPEC_BYTES_MAX);
  (void)snprintf(path, sizeof path, "%s/spec/%s", TESTS_DIR, page);
  assert_true(file_read(path, SPEC_BYTES_MAX, &text, &err));
  for (struct str rest = buf_str(&text); next_example(&rest, &line, &example); count++) {
    wrong += run_example(page, &example);
  }
  buf_free(&text);
  assert_int_equal(wrong, 0);
  assert_true(count > least);
}

static void spec_is_kept(void **state) {
  (void)state;
  assert_page_is_kept("markdown.md", 40);
  assert_page_is_kept("html.md", 25);
  assert_page_is_kept("dialects.md", 15);
  assert_page_is_kept("prose.md", 5);
}

/* ---- sources that cannot be written down in the page ---- */

static void assert_markdown_error(const char *id, struct str bytes, const char *sentence) {
  struct arena arena;
  struct article article;
  struct error err;
  arena_init(&arena, MEMORY);
  assert_false(article_from_markdown(&arena, str_of(id), bytes, &article, &err));
  assert_string_equal(err.text, sentence);
  arena_free(&arena);
}

static void bad_bytes_are_named_with_their_place(void **state) {
  (void)state;
  assert_markdown_error("a.md", STR("one\n\ntw\0o"), "a.md:3: contains a NUL byte at line 3; save it as UTF-8 text");
  assert_markdown_error("a.md", STR("\xEF\xBB\xBFone\nd\xE9j\xE0"),
                        "a.md:2: is not UTF-8 at byte 2 of line 2; save it as UTF-8 text");
  assert_markdown_error("a.md", STR("---\ntitle: a\nb: \x01\n---\n"),
                        "a.md:3: the front matter is not YAML (control characters are not allowed); indent with spaces and put "
                        "text with : or # in quotes");
  assert_markdown_error("/a.md", STR(""), "/a.md: the name begins with /; name the file from its content folder on");
  assert_markdown_error("a/../b.md", STR(""),
                        "a/../b.md: the name has a part that is \".\" or \"..\", which no address can have; rename it");
  assert_markdown_error("./b.md", STR(""),
                        "./b.md: the name has a part that is \".\" or \"..\", which no address can have; rename it");
  assert_markdown_error("a\nb.md", STR(""), "a\nb.md: the name has a control character; rename it");
  assert_markdown_error("\xFF.md", STR(""), "\xFF.md: the name is not UTF-8; rename the file");
  assert_markdown_error("", STR("a"), ": the id is empty; give the article an id");
}

/* `text` repeated to `bytes` bytes or more; to be freed. */
static struct str repeat(struct str text, size_t bytes) {
  size_t count = bytes / text.len + 1;
  char *all = malloc(count * text.len);
  assert_non_null(all);
  for (size_t i = 0; i < count; i++) {
    memcpy(all + i * text.len, text.ptr, text.len);
  }
  return (struct str){all, count * text.len};
}

static void ceilings_are_sentences(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t bytes;
    const char *sentence;
  } rows[] = {
      {"a ", ARTICLE_BYTES_MAX, "a.md: has 16777218 bytes, more than the 16777216 an article may have; split it"},
      {"## a\n", (size_t)5 * ARTICLE_SECTIONS_MAX, "a.md: has more than 10000 sections; split the article"},
      {"a\n\n", (size_t)3 * ARTICLE_MARKS_MAX,
       "a.md: has more than 1000000 paragraphs, cells, links and the like; split the article"},
      {"]\n[", 300000, "a.md:1: the paragraph that begins here has too many lines and brackets; part it with empty lines"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct str bytes = repeat(str_of(rows[i].text), rows[i].bytes);
    assert_markdown_error("a.md", bytes, rows[i].sentence);
    free((char *)bytes.ptr);
  }
}

static void labels_and_titles_have_ceilings(void **state) {
  (void)state;
  struct buf page;
  buf_init(&page, 1 << 21);
  buf_format(&page, "---\na: 1\ntags: [");
  for (int i = 0; i <= ARTICLE_LABELS_MAX; i++) {
    buf_format(&page, "t%d, ", i);
  }
  buf_format(&page, "]\n---\n");
  assert_markdown_error("a.md", buf_str(&page), "a.md:3: \"tags\" has more than 256 entries; leave some out");
  buf_clear(&page);
  buf_format(&page, "---\naliases: [%0201d]\n---\n", 0);
  assert_markdown_error("a.md", buf_str(&page), "a.md:2: \"aliases\" has an entry of more than 200 bytes; shorten it");
  buf_clear(&page);
  buf_format(&page, "---\ntitle: %01001d\n---\n", 0);
  assert_markdown_error("a.md", buf_str(&page), "a.md:2: \"title\" is longer than 1000 bytes; shorten it");
  buf_clear(&page);
  buf_format(&page, "[a]: <%01000000d>\n\n", 0);
  for (int i = 0; i < 17; i++) {
    buf_add(&page, STR("[a] "));
  }
  assert_markdown_error("a.md", buf_str(&page), "a.md: has links whose addresses are too long in all; shorten them");
  buf_free(&page);
}

static void a_heading_too_long_for_a_title_is_a_section(void **state) {
  (void)state;
  struct arena arena;
  struct article article;
  struct error err;
  arena_init(&arena, MEMORY);
  struct str page = arena_format(&arena, "# %01001d\n\n# T\n\n## %01001d\n", 0, 0);
  assert_true(article_from_markdown(&arena, STR("a.md"), page, &article, &err));
  assert_true(str_equal(article.title, STR("T")));
  assert_int_equal(article.section_count, 3);
  assert_int_equal(article.sections[1].anchor.len, 200);
  assert_int_equal(article.sections[2].anchor.len, 202);
  arena_free(&arena);
}

static void assert_prints(const char *id, struct str bytes, const char *expected) {
  struct arena arena;
  struct article article;
  struct error err = {""};
  struct buf out;
  arena_init(&arena, MEMORY);
  buf_init(&out, SPEC_BYTES_MAX);
  if (!article_from_markdown(&arena, str_of(id), bytes, &article, &err)) {
    fail_msg("%s", err.text);
  }
  print_facts(&article, &out);
  print_text(&article, &out);
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
  arena_free(&arena);
}

static void line_ends_and_names_of_every_kind(void **state) {
  (void)state;
  assert_prints("a.md",
                STR("\xEF\xBB\xBF---\r\ntitle: T\r\nsummary: S\r\n--- \t\r\n# T\r\n\r\none\r\ntwo\r\n\r\n```\r\nx\r\n```\r\n"),
                "title: T\nurl: /articles/a\nsummary: S\none two\n\nx");
  assert_prints("a.md",
                STR("a\x1B[31m\x7F\xC2\x9B"
                    "b"),
                "title: A\nurl: /articles/a\na [31m  b");
  assert_prints("x/knee-pain_and  more.markdown", STR("a"),
                "title: Knee pain and more\nurl: /articles/x/knee-pain_and%20%20more\na");
  assert_prints("über/éa?#%&.md", STR("a"), "title: Éa?#%&\nurl: /articles/%C3%BCber/%C3%A9a%3F%23%25%26\na");
  assert_prints("read.me", STR("a"), "title: Read.me\nurl: /articles/read.me\na");
  assert_prints("x/---.md", STR("a"), "title: x/---.md\nurl: /articles/x/---\na");
}

/* ---- hostile input ---- */

static double seconds(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *const hostile[] = {
    ">",
    "[",
    "![",
    "[a](",
    "*a ",
    "**a *",
    "`` ` ",
    "<a ",
    "<!-- ",
    "x <![CDATA[",
    "&",
    "http://a.b(",
    "www.a.b![",
    "- ",
    "1. ",
    "|",
    "]( [",
    "~~a ",
    "\\",
    "## a\n\n",
    "{#",
    "a@b.c ",
    "<div>\n<script>",
    "x <script>",
    "[a]: /u\n",
    "***\n",
    "```\n",
    "_a__b",
    "\n\t- ",
    "> > a\n",
    "((",
    "a  \n",
    "]\n\n[",
    "|a|\n|---|\n",
    "](.![-\n",
    "[a]\n\n[a]: <u> 't'\n\n",
    "a\n===\n",
};

/* With "{%" before them, so that templates are looked for. */
static const char *const hostile_templates[] = {
    "{{",
    "{% ",
    "{{a(\"",
    "}}",
    "{:",
    ":::",
    "!!! a\n    ",
    "`` ` ",
    "`",
    "<A ",
    "{a",
    "<A {",
    "{'",
    "{% comment %}",
    "import a from 'b'\n",
    "{{#",
    "[!",
    "> [!a]\n",
    "=== \"a\"\n",
    ":a",
    "link:",
    "<<",
    "link:a[",
    "http://a",
    "* a ",
    "a:: ",
    "``a",
    "a\n=\n",
    ".. a::\n",
    "[[a\n",
    "|a",
    "::\n\n ",
    "a {% ",
};

static const char *const hostile_pages[] = {
    "<div>",
    "<b>",
    "<b></p>",
    "<p><b id=1>",
    "<b><p>",
    "<ul><li>",
    "<li>",
    "<table>",
    "<table><tr><td>",
    "<td>",
    "<h2>",
    "<h2>a</h2>",
    "<a href=b>c",
    "<main>",
    "<article>a",
    "<div role=main>",
    "<div data-pagefind-body>",
    "<div data-pagefind-filter=a>",
    "<div data-marrow-ignore>a",
    "<i data-pagefind-meta='a,b,c:d'>e",
    "<div lang=de>",
    "</div>",
    "<div></b>",
    "<!--",
    "<!---",
    "<![CDATA[",
    "<script>",
    "<title>",
    "<svg><title>",
    "<pre>",
    "<pre>1",
    "<form>",
    "<template>",
    "<x>",
    "<x/>",
    "<p a b c d e f g h>",
    "<a a=\"",
    "<a ",
    "<",
    "</",
    "&",
    "&amp",
    "&nbsp;",
    "<img alt=a>",
    "<br>",
    "<meta name=keywords content=a,b,c>",
    "<link rel=alternate hreflang=de href=a>",
    "<base href=x>",
    "<dl><dd>",
    "<blockquote>a",
    "<caption>a",
};

/* Whether a source is read, or refused for its size, within five seconds (without sanitizers it takes a tenth of one). */
static void assert_read_in_time(const char *id, const char *text) {
  struct arena arena;
  struct article article;
  struct error err;
  struct str bytes = repeat(str_of(text), 100000);
  arena_init(&arena, MEMORY);
  double begin = seconds();
  if (!article_from_file(&arena, str_of(id), bytes, &article, &err)) {
    assert_non_null(strstr(err.text, "; split the "));
  }
  if (seconds() - begin > 5) {
    fail_msg("%s repeated took %.1f s", text, seconds() - begin);
  }
  arena_free(&arena);
  free((char *)bytes.ptr);
}

static void hostile_input_is_read_in_time(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(hostile); i++) {
    assert_read_in_time("a.md", hostile[i]);
    assert_read_in_time("a.rst", hostile[i]);
    assert_read_in_time("a.adoc", hostile[i]);
    assert_read_in_time("a.txt", hostile[i]);
  }
  for (size_t i = 0; i < COUNT_OF(hostile_templates); i++) {
    struct buf text;
    buf_init(&text, 1 << 10);
    buf_format(&text, "%s%s", i % 2 == 0 ? "" : "{% x %}", hostile_templates[i]);
    assert_read_in_time("a.mdx", text.ptr);
    assert_read_in_time("a.md", text.ptr);
    assert_read_in_time("a.mdx", hostile_templates[i]);
    assert_read_in_time("a.rst", hostile_templates[i]);
    assert_read_in_time("a.adoc", hostile_templates[i]);
    buf_free(&text);
  }
  for (size_t i = 0; i < COUNT_OF(hostile_pages); i++) {
    assert_read_in_time("a.html", hostile_pages[i]);
  }
}

static void depth_ends_marks_but_not_text(void **state) {
  (void)state;
  struct arena arena;
  struct article article;
  struct error err;
  struct str quotes = repeat(STR("> "), 400);
  struct buf page;
  buf_init(&page, 1 << 20);
  buf_add(&page, quotes);
  buf_add(&page, STR("## deep *text*\n\nbehind"));
  arena_init(&arena, MEMORY);
  assert_true(article_from_markdown(&arena, STR("a.md"), buf_str(&page), &article, &err));
  assert_true(str_equal(article.text, STR("deep text\n\nbehind")));
  assert_int_equal(article.mark_count, 65);
  assert_int_equal(article.marks[63].depth, 63);
  assert_int_equal(article.marks[64].kind, MARK_PARAGRAPH);
  assert_int_equal(article.section_count, 2);
  arena_free(&arena);
  buf_free(&page);
  free((char *)quotes.ptr);
}

static void little_memory_is_a_sentence(void **state) {
  (void)state;
  struct article article;
  struct error err;
  struct str page = STR("---\ntags: [a, b]\nx: [1]\n---\n# T\n\n## A {#b}\n\n* [x](y) `c`\n\n|a|b|\n|---|---|\n|c|www.d.e|\n");
  size_t failures = 0;
  for (size_t ceiling = 0; ceiling < 16384; ceiling += 16) {
    struct arena arena;
    arena_init(&arena, ceiling);
    if (!article_from_markdown(&arena, STR("a.md"), page, &article, &err)) {
      assert_non_null(strstr(err.text, "not enough memory"));
      failures++;
    }
    arena_free(&arena);
  }
  assert_in_range(failures, 100, 1023);
  for (size_t ceiling = 0; ceiling < 8192; ceiling += 16) {
    struct arena arena;
    arena_init(&arena, ceiling);
    if (!article_from_json(
            &arena,
            STR("{\"id\":\"a\",\"text\":\"b\",\"tags\":\"c\",\"date\":\"2024-01-01\",\"translations\":{\"de\":\"b\"},\"x\":1}"),
            &article, &err)) {
      assert_non_null(strstr(err.text, "not enough memory"));
    }
    arena_free(&arena);
  }
}

static void a_missing_title_is_cut_at_a_word(void **state) {
  (void)state;
  struct arena arena;
  struct article article;
  struct error err;
  arena_init(&arena, MEMORY);
  struct str words = repeat(STR("ääääääää "), 500);
  struct str line = arena_format(&arena, "{\"id\":\"a\",\"text\":\"%.*s\"}", STR_ARG(words));
  assert_true(article_from_json(&arena, line, &article, &err));
  assert_int_equal(article.title.len, 13 * 16 + 12); /* 120 characters end within the next word */
  struct str unbroken = repeat(STR("x"), 200);
  struct str json = arena_format(&arena, "{\"id\":\"a\",\"text\":\"%.*s\"}", STR_ARG(unbroken));
  assert_true(article_from_json(&arena, json, &article, &err));
  assert_int_equal(article.title.len, 120);
  free((char *)unbroken.ptr);
  free((char *)words.ptr);
  arena_free(&arena);
}

static void addresses_that_may_stand_in_a_page(void **state) {
  (void)state;
  static const char *const safe[] = {"a",         "/a?b:c",     "#x", "?a:b",  "//h/p", "http://h",
                                     "HTTPS://h", "MailTo:a@b", "é",  "./j:x", " a "};
  static const char *const unsafe[] = {"",
                                       " ",
                                       "javascript:x",
                                       " javascript:x",
                                       "/\\evil.example/",
                                       " \\\\evil.example",
                                       "\\x",
                                       "//\\x",
                                       "\tjavascript:x",
                                       "java\nscript:x",
                                       "x:y",
                                       "C:\\x",
                                       "data:,",
                                       "file:///",
                                       "http:\x01",
                                       "a\x7F",
                                       "a\xC2\x85",
                                       "\xFF",
                                       ":x",
                                       "httpx:a",
                                       "htt:a"};
  for (size_t i = 0; i < COUNT_OF(safe); i++) {
    assert_true(article_address_is_safe(str_of(safe[i])));
  }
  for (size_t i = 0; i < COUNT_OF(unsafe); i++) {
    assert_false(article_address_is_safe(str_of(unsafe[i])));
  }
  struct str longest = repeat(STR("a"), 2048);
  assert_true(article_address_is_safe(str_slice(longest, 0, 2048)));
  assert_false(article_address_is_safe(longest));
  free((char *)longest.ptr);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spec_is_kept),
      cmocka_unit_test(bad_bytes_are_named_with_their_place),
      cmocka_unit_test(ceilings_are_sentences),
      cmocka_unit_test(labels_and_titles_have_ceilings),
      cmocka_unit_test(a_heading_too_long_for_a_title_is_a_section),
      cmocka_unit_test(line_ends_and_names_of_every_kind),
      cmocka_unit_test(hostile_input_is_read_in_time),
      cmocka_unit_test(any_bytes_of_any_format_are_an_article_or_a_sentence),
      cmocka_unit_test(pages_become_utf8),
      cmocka_unit_test(huge_pages_are_sentences),
      cmocka_unit_test(names_tell_formats),
      cmocka_unit_test(rules_lead_links_to_addresses),
      cmocka_unit_test(little_memory_for_a_page_is_a_sentence),
      cmocka_unit_test(depth_ends_marks_but_not_text),
      cmocka_unit_test(little_memory_is_a_sentence),
      cmocka_unit_test(json_lines_become_articles),
      cmocka_unit_test(a_missing_title_is_cut_at_a_word),
      cmocka_unit_test(bad_json_is_a_sentence),
      cmocka_unit_test(translations_lead_from_languages_to_articles),
      cmocka_unit_test(an_article_may_name_itself_among_its_translations),
      cmocka_unit_test(bad_translations_are_sentences),
      cmocka_unit_test(translations_have_a_ceiling),
      cmocka_unit_test(updated_stands_for_a_missing_date),
      cmocka_unit_test(long_ids_are_refused),
      cmocka_unit_test(dates_are_days_of_the_calendar),
      cmocka_unit_test(addresses_that_may_stand_in_a_page),
      cmocka_unit_test(packing_keeps_everything),
      cmocka_unit_test(forged_packs_are_refused),
      cmocka_unit_test(damaged_packs_are_refused_or_sound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
