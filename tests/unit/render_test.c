#include "render/render.h"
#include "render_samples.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "render_pages.h"
#include "render_pages_answer.h"

static const struct terminal pipe_of_40 = {.columns = 40}, screen = {.colour = true, .links = true, .columns = 60};

/* ---- JSON ---- */

static void search_json(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  render_search_json(&sample.answer, &sample_facts, out);
  expect(out,
         "{\"query\":\"knee \\\"injection\\\"\",\"understood\":\"knee "
         "injection\",\"total\":1,\"complete\":1,\"left_out\":[],\"synonyms\":[],"
         "\"limit\":10,\"offset\":0,\"generation\":\"0123456789abcdef0123456789abcdef\",\"answer\":null,\"hits\":[{\"id\":\"knee."
         "md\","
         "\"title\":\"Knee & hip\",\"url\":\"https://example.org/knee\",\"score\":2.2500,"
         "\"breadcrumb\":[],\"tags\":[\"surgery\",\"joint "
         "disease\"],\"missing\":[],\"reasons\":[{\"typed\":\"jab\",\"found\":\"injection & more\"}],"
         "\"title_matches\":[[0,4]],\"sections\":["
         "{\"heading\":\"Risks\",\"anchor\":\"risks\",\"above\":[\"Before & after\"],\"url\":\"https://example.org/knee#risks\","
         "\"link\":\"https://example.org/knee#risks:~:text=A-,co%2Dop%2C%20R%26D%20%C2%B5,the%20knee,-ends\",\"passage\":{"
         "\"text\":\"An 🦵 injected\\tthe knee\\n\\nends 'well'\",\"matches\":[[6,14],[19,23]],"
         "\"cut_before\":true,\"cut_after\":true}},"
         "{\"heading\":\"\",\"anchor\":\"\",\"above\":[],\"url\":\"https://example.org/knee\",\"link\":\"https://example.org/"
         "knee\",\"passage\":{\"text\":\"First words\","
         "\"matches\":[],\"cut_before\":false,\"cut_after\":false}}]}]}\n");
}

static void search_json_with_all_there_may_be(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.hits[0] = (struct search_hit){.id = STR("a"),
                                       .url = STR("u"),
                                       .title = {.text = STR("T")},
                                       .score = NAN,
                                       .summary = STR("S"),
                                       .lang = STR("en"),
                                       .date = STR("2026-11-22"),
                                       .crumbs = crumbs,
                                       .crumb_count = COUNT_OF(crumbs),
                                       .missing = sample.missing,
                                       .missing_count = 1,
                                       .parts = sample.parts,
                                       .part_count = 2};
  sample.parts[1].points = -INFINITY;
  sample.answer.cut = true;
  sample.answer.left_out = sample.left_out;
  sample.answer.left_out_count = 1;
  sample.answer.corrected = STR("c");
  sample.answer.suggestion = STR("s");
  sample.answer.synonyms = &STR("jab");
  sample.answer.synonym_count = 1;
  render_search_json(&sample.answer, &sample_facts, out);
  has(out, "\"understood\":\"knee injection\",\"cut\":true,\"corrected\":\"c\",\"suggestion\":\"s\",\"total\":1,\"complete\":1,"
           "\"left_out\":[\"after\"],\"synonyms\":[\"jab\"],");
  has(out,
      "{\"id\":\"a\",\"title\":\"T\",\"url\":\"u\",\"score\":0.0000,\"summary\":\"S\",\"lang\":\"en\",\"date\":\"2026-11-22\","
      "\"breadcrumb\":[{\"title\":\"T & <t>\",\"topic\":\"t-1\"},{\"title\":\"home\",\"url\":\"/articles/home\"}],"
      "\"tags\":[],\"missing\":[\"after\"],\"reasons\":[],\"title_matches\":[],\"sections\":[],\"explain\":["
      "{\"reason\":\"knee in title\",\"points\":1.5000},{\"reason\":\"closeness\",\"points\":0.0000}]}]}\n");
}

static void article_json(void **state) {
  struct buf *out = *state;
  struct section sections[] = {{0, {0, 0}, {0, 3}, STR("")}, {2, {5, 9}, {11, 14}, STR("risk")}};
  struct str aliases[] = {STR("TKR")};
  struct translation translations[] = {
      {STR("de"), STR("de/knie.md#a")}, {STR("fr"), STR("https://e.org/ä b")}, {STR("es"), STR("../x/rodilla é%20.md")}};
  struct extra extras[] = {{STR("a \"key\""), STR("[1,{\"b\":null}]")}};
  struct article article = {
      .id = STR("a.md"), .title = STR("A"), .url = STR("/articles/a"), .boost = 1.3, .text = STR("One\n\nRisk\n\nTwo")};
  article.sections = sections;
  article.section_count = 2;
  article.aliases = aliases;
  article.alias_count = 1;
  article.translations = translations;
  article.translation_count = 3;
  article.extras = extras;
  article.extra_count = 1;
  render_article_json(&article, out);
  expect(out, "{\"id\":\"a.md\",\"title\":\"A\",\"url\":\"/articles/a\",\"tags\":[],\"aliases\":[\"TKR\"],\"boost\":1.3,"
              "\"translations\":{\"de\":\"/articles/de/knie#a\",\"fr\":\"https://e.org/%C3%A4%20b\",\"es\":\"/articles/x/"
              "rodilla%20%C3%A9%20\"},\"extra\":{\"a "
              "\\\"key\\\"\":[1,{\"b\":null}]},\"sections\":["
              "{\"level\":0,\"heading\":\"\",\"anchor\":\"\",\"text\":\"One\"},"
              "{\"level\":2,\"heading\":\"Risk\",\"anchor\":\"risk\",\"text\":\"Two\"}]}\n");
  article.boost = 1;
  render_article_json(&article, out);
  lacks(out, "boost");
}

static void facts_and_problem_json(void **state) {
  struct buf *out = *state;
  render_facts_json(&sample_facts, out);
  expect(out, "{\"articles\":1234567,\"sections\":3,\"words\":1000,\"text_bytes\":999,\"mean_length\":{\"title\":2.5000,"
              "\"aliases\":0.0000,\"headings\":1.0000,\"summary\":1.0000,\"body\":1.0000,\"tags\":0.2500,\"code\":0.0000},"
              "\"digest\":\"0123456789abcdef0123456789abcdef\",\"format\":1,\"token_version\":2,\"stemmer\":\"5df233bc\","
              "\"version\":\"" MARROW_VERSION "\"}\n");
  render_problem_json(404, STR("Not \"found\""), STR(HOSTILE), out);
  expect(out, "{\"type\":\"about:blank\",\"title\":\"Not \\\"found\\\"\",\"status\":404,\"detail\":\"<script>\\\"'&</script>"
              "\\u001b]0;x\\u0007\\u009b31m\\u2028\xe2\x80\xae\xef\xbf\xbd\\u000d\\u007f\"}\n");
}

/* ---- terminal ---- */

static void search_terminal(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.answer.total = 1200;
  sample.answer.offset = 8;
  sample.hits[1] =
      (struct search_hit){.url = STR("/articles/hip"), .title = {.text = STR("Hip")}, .summary = STR("All of the hip.")};
  sample.hits[1].missing = sample.missing;
  sample.hits[1].missing_count = 1;
  sample.hits[1].parts = sample.parts;
  sample.hits[1].part_count = 2;
  sample.hits[1].score = 11.5;
  sample.answer.hit_count = 2;
  sample.answer.left_out = sample.left_out;
  sample.answer.left_out_count = 1;
  render_search_terminal(&sample.answer, &pipe_of_40, out);
  expect(out, "Articles 9 to 10 of 1,200 for “knee\n\"injection\"”\n\n"
              " 9. Knee & hip\n"
              "    https://example.org/knee\n"
              "    Before & after › Risks: … An 🦵\n"
              "    injected · the knee\n"
              "    ends 'well' …\n"
              "    also: the beginning\n"
              "    jab = injection & more\n\n"
              "1 article has every word. These have\nfewer. Left out: “after”.\n\n"
              "10. Hip\n"
              "    /articles/hip\n"
              "    All of the hip.\n"
              "    missing: after\n"
              "       1.5000  knee in title\n"
              "      10.0000  closeness\n"
              "      11.5000  in all\n\n"
              "1,190 more: --offset 10\n");
}

static void search_terminal_in_colour(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.hits[0].section_count = 1;
  render_search_terminal(&sample.answer, &screen, out);
  expect(out, "1 article for “knee \"injection\"”\n\n"
              "1. \x1b[1m\x1b[1;31m\x1b]8;;https://example.org/knee\x1b\\Knee\x1b[0m\x1b]8;;\x1b\\ "
              "\x1b[1m\x1b]8;;https://example.org/knee\x1b\\& hip\x1b[0m\x1b]8;;\x1b\\\n"
              "   \x1b[2mhttps://example.org/knee\x1b[0m\n"
              "   Before & after › Risks: … An 🦵 \x1b[1;31minjected\x1b[0m · the \x1b[1;31mknee\x1b[0m\n"
              "   ends 'well' …\n"
              "   \x1b[2mjab = injection & more\x1b[0m\n");
}

static void search_terminal_without_hits(void **state) {
  struct buf *out = *state;
  struct search_answer answer = {.query = STR(" xyzzy "), .understood = STR("xyzzy"), .limit = 10, .cut = true};
  render_search_terminal(&answer, &pipe_of_40, out);
  expect(out, "Nothing found for “xyzzy”\n"
              "The query is longer than can be read:\nonly its beginning was looked for.\n"
              "Check how the words are spelled.\nUse fewer words, or more general ones.\n");
  answer = (struct search_answer){.query = STR("a:b"), .understood = STR("a:b"), .limit = 10};
  render_search_terminal(&answer, &pipe_of_40, out);
  expect(out, "Nothing found for “a:b”\nLeave out quotation marks, minus signs\nand colons.\n"
              "Check how the words are spelled.\n");
  answer = (struct search_answer){.query = STR("a"),
                                  .understood = STR("a"),
                                  .filters = &(struct search_filter){STR("tag"), STR("t")},
                                  .filter_count = 1,
                                  .lang = STR("xx"),
                                  .limit = 10};
  render_search_terminal(&answer, &pipe_of_40, out);
  expect(out, "Nothing found for “a” with the tag “t”\nin the language “xx”\nTry it with fewer filters.\n");
  answer = (struct search_answer){.query = STR("??"), .limit = 10};
  render_search_terminal(&answer, &pipe_of_40, out);
  expect(out, "Nothing found for “??”\nType at least one word to look for.\n");
  answer =
      (struct search_answer){.query = STR("a"), .understood = STR("a"), .total = 5, .complete = 5, .limit = 10, .offset = 10};
  render_search_terminal(&answer, &screen, out);
  expect(out, "5 articles for “a”\nThere are no further articles: go back to the first ones.\n");
}

static void facts_terminal(void **state) {
  struct buf *out = *state;
  render_facts_terminal(&sample_facts, "a\x1b.marrow", out);
  has(out, "Index                 a .marrow\n");
  has(out,
      "Articles              1,234,567\nSections              3\nWords                 1,000\nText                  999 bytes\n");
  has(out, "Words an article in\n  title               2.5\n");
  lacks(out, " \n");
}

static void marks_in_a_terminal(void **state) {
  struct buf *out = *state;
  struct making making;
  make_all_marks(&making);
  struct article article = make_article(&making, "guides/knee.md");
  article.date = STR("2026-01-02");
  render_article_terminal(&article, &pipe_of_40, out);
  expect(out, "Title\n/articles/x · 2 January 2026\n\nIntro\n\nRisks\n\n"
              "• one\n  3. three\n  4. both\n• \n\n│ far\n│ a hip\n\n    if (a < b)\n        return;\n\n────────\n\n"
              "Part  Material\n────  ────────\n      steel\n");
  article.text.len = making.marks[1].range.end;
  article.mark_count = 2;
  render_article_terminal(&article, &screen, out);
  expect(out, "\x1b[1mTitle\x1b[0m\n\x1b[2m/articles/x · 2 January 2026\x1b[0m\n\nIntro\n\n\x1b[1mRisks\x1b[0m\n");
}

static void wide_tables_become_rows(void **state) {
  struct buf *out = *state;
  struct making making = {.length = 0};
  make_open(&making, MARK_TABLE, 0, "");
  make_open(&making, MARK_ROW, 0, "");
  make_mark(&making, MARK_HEADER_CELL, "", "Part");
  make_mark(&making, MARK_HEADER_CELL, "", "Material");
  make_close(&making);
  make_open(&making, MARK_ROW, 0, "");
  make_mark(&making, MARK_CELL, "", "Cap");
  make_mark(&making, MARK_CELL, "", "an alloy of cobalt and chromium, polished");
  make_close(&making);
  make_close(&making);
  struct article article = make_article(&making, "a.md");
  render_article_terminal(&article, &pipe_of_40, out);
  expect(out, "Title\n/articles/x\n\nPart: Cap\nMaterial: an alloy of cobalt and\nchromium, polished\n");
}

static void quotes_keep_their_line(void **state) {
  struct buf *out = *state;
  struct making making = {.length = 0};
  for (int quote = 0; quote < 2; quote++) {
    make_open(&making, MARK_QUOTE, 0, "");
    make_mark(&making, MARK_PARAGRAPH, "", "one");
    make_mark(&making, MARK_PARAGRAPH, "", "two");
    make_close(&making);
  }
  struct article article = make_article(&making, "a.md");
  render_article_terminal(&article, &pipe_of_40, out);
  expect(out, "Title\n/articles/x\n\n│ one\n│\n│ two\n\n│ one\n│\n│ two\n");
}

static void lines_wrap(void **state) {
  static const char *const texts[][2] = {
      {"twenty-columns-wide- nineteen-columns-- x", "twenty-columns-wide- nineteen-columns--\nx\n"},
      {"twenty-columns-wide- a-nineteen-columns. x", "twenty-columns-wide- a-nineteen-columns.\nx\n"},
      {"twenty-columns-wide- twenty-columns-wide-", "twenty-columns-wide-\ntwenty-columns-wide-\n"},
      {"a-word-that-is-longer-than-the-terminal-is-wide x", "a-word-that-is-longer-than-the-terminal-is-wide\nx\n"},
      {"膝の注射についての記事です膝の注射についての記事です", "膝の注射についての記事です膝の注射につい\nての記事です\n"},
      {"thirty-nine-columns-of-a-word-and-a-half膝", "thirty-nine-columns-of-a-word-and-a-half\n膝\n"},
  };
  struct buf *out = *state;
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    struct making making = {.length = 0};
    make_mark(&making, MARK_PARAGRAPH, "", texts[i][0]);
    struct article article = make_article(&making, "a.md");
    render_article_terminal(&article, &pipe_of_40, out);
    assert_string_equal(out->ptr + strlen("Title\n/articles/x\n\n"), texts[i][1]);
    buf_clear(out);
  }
}

static void files_of_the_web_folder(void **state) {
  (void)state;
  const struct web_file *style = web_file_find(STR("style.css"));
  assert_non_null(style);
  assert_string_equal(style->type, "text/css; charset=utf-8");
  assert_true(str_starts_with(style->bytes, STR(":root {\n")) && str_ends_with(style->bytes, STR("}\n")));
  assert_string_equal(web_file_find(STR("favicon.svg"))->type, "image/svg+xml");
  assert_null(web_file_find(STR("page.html")));
  assert_null(web_file_find(STR("style.cs")));
}

/* ---- hostile texts and small memories, on every surface ---- */

enum { SURFACES = 8, FIRST_TERMINAL = 3, FIRST_PAGE = 6 };

static void render(int surface, struct buf *out) {
  struct sample sample;
  struct making making = {.length = 0};
  const struct str hostile = STR(HOSTILE);
  struct section section = {2, {0, (uint32_t)hostile.len}, {0, (uint32_t)hostile.len}, STR("a")};
  struct str texts[] = {hostile};
  sample_init(&sample);
  sample.sections[0].passage.text = sample.sections[0].heading = sample.hits[0].title.text = sample.hits[0].summary = hostile;
  sample.answer.query = sample.left_out[0] = sample.missing[0] = sample.tags[0] = sample.parts[0].reason = hostile;
  sample.hits[0].lang = sample.hits[0].date = sample.hits[0].id = sample.hits[0].url = hostile;
  sample.answer.corrected = sample.answer.suggestion = hostile;
  sample.answer.synonyms = texts;
  sample.answer.synonym_count = 1;
  sample.hits[0].missing = sample.missing;
  sample.hits[0].missing_count = sample.answer.left_out_count = sample.hits[0].part_count = 1;
  sample.hits[0].parts = sample.parts;
  sample.answer.left_out = sample.left_out;
  make_mark(&making, MARK_PARAGRAPH, "", HOSTILE);
  make_mark(&making, MARK_LINK, "https://" HOSTILE, HOSTILE);
  make_mark(&making, MARK_CODE_BLOCK, HOSTILE, HOSTILE);
  struct article article = make_article(&making, HOSTILE);
  article.title = article.summary = article.lang = article.date = hostile;
  article.url = STR("https://" HOSTILE);
  article.tags = article.aliases = texts;
  article.translations = &(struct translation){hostile, STR("https://" HOSTILE)};
  article.tag_count = article.alias_count = article.translation_count = article.section_count = 1;
  article.sections = &section;
  const struct search_related related = {hostile, hostile, article.url, hostile, 0.5};
  switch (surface) {
  case 0:
    render_search_json(&sample.answer, &sample_facts, out);
    break;
  case 1:
    render_article_json(&article, out);
    break;
  case 2:
    render_related_json(&article, &related, 1, out);
    break;
  case 3:
    render_search_terminal(&sample.answer, &screen, out);
    break;
  case 4:
    render_article_terminal(&article, &screen, out);
    break;
  case 5:
    render_related_terminal(&article, &related, 1, &screen, out);
    break;
  case 6:
    render_search_page(&sample_site, &sample.answer, NULL, out);
    break;
  default:
    render_article_page(
        &(struct render_reading){.site = &sample_site, .article = &article, .related = &related, .related_count = 1}, out);
    break;
  }
}

static void hostile_texts_stay_texts(void **state) {
  struct buf *out = *state;
  for (int surface = 0; surface < SURFACES; surface++) {
    size_t bad;
    render(surface, out);
    assert_false(buf_failed(out));
    assert_true(utf8_valid(buf_str(out), &bad));
    for (size_t i = 0; i < out->len; i++) {
      bool harmful = (unsigned char)out->ptr[i] < 0x20 && out->ptr[i] != '\n' && out->ptr[i] != '\x1b';
      assert_false(harmful || out->ptr[i] == 0x7F);
    }
    lacks(out, "\x1b]0;");
    lacks(out, "\xc2\x9b");
    lacks(out, "\xe2\x80\xa8");
    if (surface >= FIRST_PAGE) {
      lacks(out, "\x1b");
      lacks(out, "<script>");
      lacks(out, "\"'");
      lacks(out, "=\"<");
    }
    if (surface >= FIRST_TERMINAL) {
      lacks(out, "\xe2\x80\xae");
    }
    buf_clear(out);
  }
}

/* Whatever the ceiling, a part is written and the failure is told. */
static void ceilings_are_told(void **state) {
  struct buf *out = *state;
  for (int surface = 0; surface < SURFACES; surface++) {
    render(surface, out);
    for (size_t ceiling = 0; ceiling < out->len; ceiling += 7) {
      struct buf small;
      buf_init(&small, ceiling);
      render(surface, &small);
      assert_true(buf_failed(&small));
      buf_free(&small);
    }
    buf_clear(out);
  }
}

/* The page and the JSON would have room without the address that has none. */
static void an_address_without_room_is_told(void **state) {
  (void)state;
  static char link[20001];
  struct making making = {.length = 0};
  struct article article = make_article(&making, "a.md");
  memset(link, 'a', sizeof link - 1);
  article.translations = &(struct translation){STR("de"), str_of(link)};
  article.translation_count = 1;
  for (int surface = 0; surface < 2; surface++) {
    struct buf small;
    buf_init(&small, sizeof link - 1);
    if (surface == 0) {
      render_article_json(&article, &small);
    } else {
      render_article_page(&(struct render_reading){.site = &sample_site, .article = &article}, &small);
    }
    assert_true(small.len < 10000 && buf_failed(&small));
    buf_free(&small);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
  const struct CMUnitTest tests[] = {
      TEST(search_json),
      TEST(search_json_with_all_there_may_be),
      TEST(article_json),
      TEST(facts_and_problem_json),
      TEST(search_terminal),
      TEST(search_terminal_in_colour),
      TEST(search_terminal_without_hits),
      TEST(an_answer_stands_above_the_results),
      TEST(an_answer_in_json),
      TEST(an_answer_in_a_terminal),
      TEST(hostile_answers_do_no_harm),
      TEST(facts_terminal),
      TEST(marks_in_html),
      TEST(marks_in_a_terminal),
      TEST(wide_tables_become_rows),
      TEST(quotes_keep_their_line),
      TEST(lines_wrap),
      TEST(start_page),
      TEST(search_page),
      TEST(what_was_left_out_is_said),
      TEST(what_was_meant_is_said),
      TEST(pages_of_results_are_linked),
      TEST(article_page),
      TEST(languages_are_called_by_their_own_names),
      TEST(links_lead_to_pages),
      TEST(results_are_narrowed_by_links),
      TEST(problem_page),
      TEST(pages_speak_several_languages),
      TEST(numbers_and_dates_are_inflected),
      TEST(partial_matches_are_counted_apart),
      TEST(whole_answers_may_be_shown_by_engines),
      TEST(other_answers_may_not),
      TEST(files_of_the_web_folder),
      TEST(hostile_texts_stay_texts),
      TEST(ceilings_are_told),
      TEST(an_address_without_room_is_told),
  };
  return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
