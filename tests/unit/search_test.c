#include "lexicon_corpus.h"
#include "scratch.h"
#include "search/search.h"

#include <math.h>

/* Ranking tests compare answers with one another; they freeze no score. */

static struct scratch scratch;
static struct store *store;
static struct searcher *searcher;
static struct arena arena;

static void open_index(const char *const *lines) {
  (void)scratch_publish(scratch.index, lines);
  store = scratch_open(scratch.index);
}

static struct search_answer ask_for(struct search_request request) {
  struct search_answer answer;
  struct error err = {""};
  request.limit = request.limit == 0 ? 10 : request.limit;
  if (!search_run(searcher, store, &request, &arena, &answer, &err)) {
    fail_msg("%.*s: %s", STR_ARG(request.query), err.text);
  }
  for (size_t i = 1; i < answer.hit_count; i++) {
    assert_true(answer.hits[i].score <= answer.hits[i - 1].score);
  }
  return answer;
}

static struct search_answer ask(const char *query) {
  return ask_for((struct search_request){.query = str_of(query)});
}

/* The ids of an answer in order: "a b c". */
static void expect_ids_of(const char *query, struct search_answer answer, const char *ids) {
  struct buf found;
  buf_init(&found, 1 << 12);
  for (size_t i = 0; i < answer.hit_count; i++) {
    buf_add(&found, i > 0 ? STR(" ") : STR(""));
    buf_add(&found, answer.hits[i].id);
  }
  if (!str_equal(buf_str(&found), str_of(ids))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(buf_str(&found)), ids);
  }
  buf_free(&found);
}

static void expect(const char *query, const char *ids) {
  expect_ids_of(query, ask(query), ids);
}

#define LINE(id, title, text, more) "{\"id\":\"" id "\",\"title\":\"" title "\",\"text\":\"" text "\"" more "}"

static const char *const clinic[] = {
    LINE("knee", "Knee injection", "A needle goes into the joint.\\n## After the injection\\nRest the knee for a day.",
         ",\"tags\":[\"injection\",\"knee\"]"),
    LINE("hip", "Hip pain", "Pain deep in the groin. An injection may help. The knee is another matter.", ",\"tags\":[\"hip\"]"),
    LINE("cartilage", "Cartilage repair", "Cartilage has no blood. Injected cells were tried, and repairs by surgery.",
         ",\"aliases\":[\"gristle mending\"]"),
    LINE("shoe", "Shoes", "High heels load the knees. K-L grades say nothing of shoes. An L of K is no grade.", ""),
    NULL,
};

static void all_words_come_before_fewer(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("knee injection");
  assert_int_equal(answer.complete, 2);
  assert_int_equal(answer.total, 4);
  expect("knee injection", "knee hip cartilage shoe");
  assert_int_equal(answer.hits[0].missing_count, 0);
  assert_int_equal(answer.hits[1].missing_count, 0);
  assert_true(str_equal(answer.hits[2].missing[0], STR("knee")));
  assert_true(str_equal(answer.hits[3].missing[0], STR("injection")));
  assert_int_equal(answer.left_out_count, 0);
}

static void enough_complete_answers_stand_alone(void **state) {
  (void)state;
#define BOTH(id) LINE(id, "Knee", "An injection.", "")
  static const char *const lines[] = {BOTH("0"),
                                      BOTH("1"),
                                      BOTH("2"),
                                      BOTH("3"),
                                      BOTH("4"),
                                      BOTH("5"),
                                      BOTH("6"),
                                      BOTH("7"),
                                      BOTH("8"),
                                      BOTH("9"),
                                      LINE("one", "Knee", "Only that.", ""),
                                      NULL};
  open_index(lines);
  assert_int_equal(ask("knee injection").total, 10);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee injection"), .limit = 1}).total, 10);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee injection"), .limit = 11}).total, 11);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee only"), .limit = 1}).total, 11);
}

static void unknown_words_are_named(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("knee zzz");
  assert_int_equal(answer.complete, 0);
  assert_int_equal(answer.total, 3);
  assert_int_equal(answer.left_out_count, 1);
  assert_true(str_equal(answer.left_out[0], STR("zzz")));
  assert_true(str_equal(answer.hits[0].missing[0], STR("zzz")));
  assert_int_equal(ask("zzz").total, 0);
  assert_int_equal(ask("zzz yyy").left_out_count, 2);
}

static void other_forms_of_a_word_are_found(void **state) {
  (void)state;
  open_index(clinic);
  assert_int_equal(ask("knees").total, 3);
  assert_int_equal(ask("INJECTIONS").total, 3);
  assert_int_equal(ask("\"injections\"").total, 0); /* quoted words are meant as they stand */
}

static void operators_do_what_they_say(void **state) {
  (void)state;
  open_index(clinic);
  expect("injection -knee", "cartilage");
  expect("-knee", "");
  expect("\"knee for a day\"", "knee");
  expect("\"day a for knee\"", "");
  expect("title:knee", "knee");
  expect("tag:hip", "hip");
  expect("gristle", "cartilage");
  expect("cart*", "cartilage");
  expect("groin OR heels", "hip shoe");
  expect("-\"knee injection\" -shoes knee", "hip");
  expect("K-L", "shoe");
  expect("title:inj* knee", "knee");
}

static void filters_hold_for_fewer_words_too(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask_for((struct search_request){
      .query = STR("knee shoes"), .filters = &(struct search_filter){STR("tag"), STR("Injection")}, .filter_count = 1});
  assert_int_equal(answer.total, 1);
  assert_true(str_equal(answer.hits[0].id, STR("knee")));
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"),
                                                   .filters = &(struct search_filter){STR("tag"), STR("no such tag")},
                                                   .filter_count = 1})
                       .total,
                   0);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"), .lang = STR("de")}).total, 0);
}

static void function_words_ask_for_nothing(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("what is the pain in my hip");
  assert_int_equal(answer.complete, 1);
  assert_true(str_equal(answer.hits[0].id, STR("hip")));
  assert_int_equal(answer.hits[0].missing_count, 0);
  assert_int_equal(ask("the").total, 3); /* and alone they are words */
}

static void languages_are_read_each_in_its_way(void **state) {
  (void)state;
  static const char *const mixed[] = {
      LINE("en", "Joints", "The joints.", ",\"lang\":\"en\""),
      LINE("de", "Gelenke", "Schmerzen der Gelenke.", ",\"lang\":\"de\""),
      LINE("zh", "关节", "膝关节的软骨修复。", ",\"lang\":\"zh\""),
      NULL,
  };
  open_index(mixed);
  expect("joint", "en");
  expect("Gelenken", "de");
  expect("软骨", "zh");
  expect("骨软", "zh"); /* not in that order: as single characters */
  assert_int_equal(ask("骨软").complete, 0);
  assert_int_equal(ask_for((struct search_request){.query = STR("Gelenk"), .lang = STR("de-CH")}).total, 1);
}

static void titles_outweigh_bodies_and_short_texts_long_ones(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("body", "Notes", "cartilage and many other things that the notes of this month speak of", ""),
      LINE("title", "Cartilage", "many other things that the notes of this month speak of, and more", ""),
      LINE("often", "Reports", "cartilage cartilage cartilage things that the notes of this month speak", ""),
      LINE("none", "Other", "nothing of the kind", ""),
      NULL,
  };
  open_index(lines);
  expect("cartilage", "title often body");
}

static void an_exact_title_comes_first(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("long", "Migraine and sporadic migraine", "Migraine, migraine and migraine.", ",\"tags\":[\"migraine\"]"),
      LINE("exact", "What is migraine?", "A kind of headache that many people have, of which more is said elsewhere.", ""),
      NULL,
  };
  open_index(lines);
  expect("what is migraine", "exact long");
  expect("migraine", "exact long");
}

/* K-L is found as its parts where it does not stand as such, and then said to be missing. */
static void words_in_a_row_are_missed_when_apart(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("pain-groin hip");
  assert_int_equal(answer.complete, 0);
  assert_true(str_equal(answer.hits[0].id, STR("hip")));
  assert_int_equal(answer.hits[0].missing_count, 1);
  assert_true(str_equal(answer.hits[0].missing[0], STR("pain-groin")));
  answer = ask("K-L zzz");
  assert_true(str_equal(answer.hits[0].id, STR("shoe")));
  assert_int_equal(answer.hits[0].missing_count, 1);
  answer = ask("follow-up");
  for (size_t i = 0; i < answer.hit_count; i++) {
    assert_int_equal(answer.hits[i].missing_count, 1);
  }
}

static void a_heading_like_a_text_is_cut(void **state) {
  (void)state;
  struct buf line;
  buf_init(&line, 1 << 16);
  buf_add(&line, STR("{\"id\":\"a\",\"title\":\"A\",\"text\":\"## "));
  for (int i = 0; i < 300; i++) {
    buf_add(&line, STR("zebra é"));
  }
  buf_add(&line, STR("\\nA zebra.\"}"));
  const char *const lines[] = {line.ptr, NULL};
  open_index(lines);
  struct search_answer answer = ask("zebra");
  size_t bad;
  assert_true(answer.hits[0].sections[0].heading.len <= 240);
  assert_true(utf8_valid(answer.hits[0].sections[0].heading, &bad));
  buf_free(&line);
}

static void filters_that_are_no_text_match_nothing(void **state) {
  (void)state;
  open_index(clinic);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"),
                                                   .filters = &(struct search_filter){STR("tag"), STR("\xff")},
                                                   .filter_count = 1})
                       .total,
                   0);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"), .lang = STR("\xff")}).total, 0);
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"), .lang = STR("en-GB")}).total, 3);
}

static void an_author_can_boost(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Knee", "About the knee.", ""),
      LINE("b", "Knee", "About the knee.", ",\"boost\":2,\"url\":\"/b\""),
      LINE("c", "Knee", "About the knee.", ",\"boost\":0.5,\"url\":\"/c\""),
      NULL,
  };
  open_index(lines);
  expect("knee", "b a c");
}

static void sections_and_passages_show_the_match(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("rest after injection");
  struct search_hit hit = answer.hits[0];
  assert_true(str_equal(hit.id, STR("knee")));
  assert_true(str_equal(hit.sections[0].heading, STR("After the injection")));
  assert_true(str_equal(hit.sections[0].anchor, STR("after-the-injection")));
  struct passage passage = hit.sections[0].passage;
  assert_true(str_equal(passage.text, STR("Rest the knee for a day.")));
  assert_int_equal(passage.match_count, 1);
  assert_int_equal(passage.matches[0].begin, 0);
  assert_int_equal(passage.matches[0].end, 4);
  assert_int_equal(hit.title.match_count, 1);
  assert_true(str_equal(str_slice(hit.title.text, hit.title.matches[0].begin, hit.title.matches[0].end), STR("injection")));
}

static void an_article_found_by_its_alias_shows_how_it_begins(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("gristle");
  assert_int_equal(answer.hits[0].section_count, 1);
  assert_true(str_starts_with(answer.hits[0].sections[0].passage.text, STR("Cartilage has no blood.")));
  assert_int_equal(answer.hits[0].sections[0].passage.match_count, 0);
}

/* Cards find prefixes in the article itself: they must mark and count what the index found. */
static void prefixes_are_marked_where_they_stand(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask_for((struct search_request){.query = STR("inject* title:kne*"), .explain = true});
  assert_int_equal(answer.total, 1);
  struct search_hit hit = answer.hits[0];
  assert_true(str_equal(hit.id, STR("knee")));
  assert_int_equal(hit.missing_count, 0);
  assert_int_equal(hit.title.match_count, 2);
  struct passage passage = ask("hi* load*").hits[0].sections[0].passage;
  assert_int_equal(passage.match_count, 2);
  assert_true(str_equal(str_slice(passage.text, passage.matches[0].begin, passage.matches[0].end), STR("High")));
  answer = ask("after-the-inj*");
  assert_true(str_equal(answer.hits[0].sections[0].anchor, STR("after-the-injection")));
  assert_int_equal(answer.complete, 1);
}

static void long_texts_give_short_passages(void **state) {
  (void)state;
  struct buf line;
  buf_init(&line, 1 << 22);
  buf_add(&line, STR("{\"id\":\"long\",\"title\":\"Long\",\"text\":\""));
  for (int i = 0; i < 20000; i++) {
    buf_add(&line, STR("needle in a sentence without end, "));
  }
  buf_add(&line, STR("cartilage. The end.\"}"));
  const char *const lines[] = {line.ptr, NULL};
  open_index(lines);
  struct search_answer answer = ask("cartilage needle");
  struct passage passage = answer.hits[0].sections[0].passage;
  assert_true(passage.text.len > 20 && passage.text.len <= 600);
  assert_true(passage.match_count > 0);
  assert_true(passage.cut_after);
  buf_free(&line);
}

static void pages_fit_together(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer whole = ask_for((struct search_request){.query = STR("knee injection"), .limit = 4});
  for (size_t offset = 0; offset < 4; offset++) {
    struct search_answer page = ask_for((struct search_request){.query = STR("knee injection"), .limit = 4, .offset = offset});
    assert_int_equal(page.total, whole.total);
    assert_int_equal(page.hit_count, 4 - 0 - (offset > 0 ? offset : 0));
    assert_true(str_equal(page.hits[0].id, whole.hits[offset].id));
  }
  assert_int_equal(ask_for((struct search_request){.query = STR("knee"), .offset = 10000}).hit_count, 0);
}

static void explained_parts_add_up(void **state) {
  (void)state;
  open_index(clinic);
  static const char *const queries[] = {"knee injection", "cartilage", "hip OR heels pain",
                                        "title:knee zzz", "K-L shoes", "inj* kne*"};
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    struct search_answer answer = ask_for((struct search_request){.query = str_of(queries[i]), .explain = true});
    assert_true(answer.hit_count > 0);
    for (size_t k = 0; k < answer.hit_count; k++) {
      double sum = 0;
      for (size_t part = 0; part < answer.hits[k].part_count; part++) {
        sum += answer.hits[k].parts[part].points;
      }
      assert_true(sum > answer.hits[k].score - 1e-6 && sum < answer.hits[k].score + 1e-6);
    }
  }
}

/* More occurrences than a card looks at: of each word some are, so that none that is there is said to be missing. */
static void a_word_behind_many_others_is_not_missing(void **state) {
  (void)state;
  enum { TIMES = 25000 };
  static char line[64 + 5 * TIMES];
  size_t at = (size_t)snprintf(line, sizeof line, "{\"id\":\"long\",\"title\":\"One\",\"text\":\"");
  for (size_t i = 0; i < TIMES; i++, at += 5) {
    memcpy(line + at, "knee ", 5);
  }
  memcpy(line + at, "pain.\"}", sizeof "pain.\"}");
  const char *const lines[] = {line, NULL};
  open_index(lines);
  struct search_answer answer = ask_for((struct search_request){.query = STR("knee pain"), .explain = true});
  assert_int_equal(answer.hits[0].missing_count, 0);
  double sum = 0;
  for (size_t i = 0; i < answer.hits[0].part_count; i++) {
    sum += answer.hits[0].parts[i].points;
  }
  assert_true(fabs(sum - answer.hits[0].score) < 1e-6);
}

static void ranks_without_cards_are_the_same(void **state) {
  (void)state;
  open_index(clinic);
  struct search_answer answer = ask("knee injection");
  struct search_rank ranks[10];
  size_t count;
  struct error err;
  assert_true(
      search_rank(searcher, store, &(struct search_request){.query = STR("knee injection"), .limit = 10}, ranks, &count, &err));
  assert_int_equal(count, answer.hit_count);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(ranks[i].article, answer.hits[i].article);
    assert_true(ranks[i].score == answer.hits[i].score);
  }
}

/* Whatever is typed: an answer, and passages that are slices of the text with marks inside them. */
static void check_explanation(const char *query, const struct search_answer *answer, const char *id); /* search_explained.h */

static void any_bytes_are_answered(void **state) {
  (void)state;
  open_index(clinic);
  static const char *const pieces[] = {"knee", "injection", "\"", "-",    " ",     " OR ", "title:",   "tag:", "*",
                                       "\xff", "(",         ")",  "NEAR", "NOT",   "AND",  "\xcc\x81", "'",    ";",
                                       "软",   "^",         "{",  "}",    ":",     "+",    "zzz ",     "a b",  "K-L",
                                       "the",  "=",         "|",  "||",   "#knee", "@en"};
  uint32_t seed = 5;
  for (int round = 0; round < 3000; round++) {
    char typed[256] = "";
    for (int i = (int)((seed >> 20) % 12); i >= 0; i--) {
      seed = seed * 1664525u + 1013904223u;
      strncat(typed, pieces[(seed >> 8) % COUNT_OF(pieces)], sizeof typed - strlen(typed) - 1);
    }
    arena_reset(&arena);
    struct search_answer answer = ask_for((struct search_request){.query = str_of(typed), .explain = true});
    for (size_t i = 0; i < answer.hit_count; i++) {
      for (size_t k = 0; k < answer.hits[i].section_count; k++) {
        struct passage passage = answer.hits[i].sections[k].passage;
        uint32_t end = 0;
        for (size_t m = 0; m < passage.match_count; m++) {
          assert_true(passage.matches[m].begin >= end && passage.matches[m].end > passage.matches[m].begin);
          end = passage.matches[m].end;
        }
        assert_true(end <= passage.text.len);
        assert_true(passage.sentence.begin <= passage.sentence.end && passage.sentence.end <= passage.text.len);
        assert_true((passage.sentence.end > 0) == (passage.match_count > 0));
      }
    }
    check_explanation(typed, &answer, round % 2 == 0 ? "knee" : "shoe");
  }
}

#include "search_facets.h"
#include "search_languages.h"
#include "search_pins.h"
#include "search_pruning.h"
#include "search_related.h"
#include "search_short.h"
#include "search_standing.h"
#include "search_topics.h"
#include "search_typing.h"

#include "search_suggest.h" /* uses search_typing.h */

#include "search_words.h"

static int make(void **state) {
  (void)state;
  scratch_make(&scratch);
  arena_init(&arena, 1 << 26);
  searcher = searcher_new();
  return searcher == NULL;
}

static int clean(void **state) {
  (void)state;
  searcher_free(searcher);
  store_close(store);
  store = NULL;
  arena_free(&arena);
  scratch_remove(&scratch);
  return 0;
}

#include "search_cards.h"
#include "search_closer.h"
#include "search_code.h"
#include "search_direct.h"
#include "search_explained.h"
#include "search_fragments.h"
#include "search_sentences.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clean)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(all_words_come_before_fewer),
      TEST(enough_complete_answers_stand_alone),
      TEST(unknown_words_are_named),
      TEST(passing_over_articles_changes_no_answer),
      TEST(short_queries_find_what_they_mean),
      TEST(other_forms_of_a_word_are_found),
      TEST(operators_do_what_they_say),
      TEST(filters_hold_for_fewer_words_too),
      TEST(function_words_ask_for_nothing),
      TEST(languages_are_read_each_in_its_way),
      TEST(accents_need_not_be_typed),
      TEST(a_query_of_several_words_is_read_in_its_language),
      TEST(a_form_that_no_article_has_is_read_in_all_languages),
      TEST(words_without_spaces_have_synonyms_below_themselves),
      TEST(synonyms_are_found_within_words_without_spaces),
      TEST(reasons_name_synonyms_within_words_without_spaces),
      TEST(korean_synonyms_are_found_with_particles),
      TEST(a_longer_word_has_no_synonyms_that_leave_one_character),
      TEST(a_word_of_another_language_is_found_all_the_same),
      TEST(titles_outweigh_bodies_and_short_texts_long_ones),
      TEST(thousands_of_sections_in_a_quote_are_looked_at),
      TEST(what_is_superseded_answers_nothing),
      TEST(headings_titles_and_definitions_answer),
      TEST(a_definition_answers_wherever_its_paragraph_stands),
      TEST(another_name_is_defined_as_well),
      TEST(nothing_answers_what_is_not_matched_closely),
      TEST(nothing_answers_what_was_not_asked_plainly),
      TEST(what_turns_the_sense_must_be_the_same),
      TEST(long_answers_end_at_a_sentence),
      TEST(lists_are_kept_whole),
      TEST(answers_are_slices_of_their_articles),
      TEST(an_exact_title_comes_first),
      TEST(words_in_a_row_are_missed_when_apart),
      TEST(a_heading_like_a_text_is_cut),
      TEST(filters_that_are_no_text_match_nothing),
      TEST(an_author_can_boost),
      TEST(a_boost_raises_no_other_article),
      TEST(sections_and_passages_show_the_match),
      TEST(an_article_found_by_its_alias_shows_how_it_begins),
      TEST(prefixes_are_marked_where_they_stand),
      TEST(sentences_end_where_readers_say),
      TEST(sections_say_which_headings_they_stand_under),
      TEST(sentences_go_before_links),
      TEST(what_stands_above_is_not_shown_again),
      TEST(reasons_name_the_synonym_that_alone_was_met),
      TEST(fragments_name_the_sentence_that_matches),
      TEST(fragments_are_found_where_they_belong),
      TEST(fragments_are_given_up_behind_a_word_without_end),
      TEST(long_texts_give_short_passages),
      TEST(pages_fit_together),
      TEST(explained_parts_add_up),
      TEST(an_explanation_adds_up_to_what_search_answers),
      TEST(the_words_of_a_query_are_explained),
      TEST(ways_to_look_for_a_word_are_named),
      TEST(windows_say_where_words_stand_close),
      TEST(what_keeps_an_article_out_is_said),
      TEST(an_explanation_has_a_bound),
      TEST(a_word_behind_many_others_is_not_missing),
      TEST(ranks_without_cards_are_the_same),
      TEST(words_close_together_count_more),
      TEST(the_form_typed_counts_more),
      TEST(a_title_that_is_the_query_comes_first),
      TEST(of_a_sentence_what_is_like_the_best_counts_more),
      TEST(a_sentence_may_lack_a_word),
      TEST(a_title_taken_from_the_text_counts_once),
      TEST(the_first_ranks_do_not_depend_on_how_many_are_wanted),
      TEST(misspelt_words_are_corrected_and_said),
      TEST(corrections_are_of_words_that_meet),
      TEST(only_the_characters_that_lack_are_missing),
      TEST(stems_that_other_languages_have_by_chance_are_no_words),
      TEST(other_words_are_offered_and_not_taken),
      TEST(comparisons_ask_for_both),
      TEST(abbreviations_are_no_function_words),
      TEST(particles_are_taken_off),
      TEST(texts_of_unknown_words_are_left_alone),
      TEST(articles_in_the_language_of_the_query_come_first),
      TEST(a_last_word_may_have_been_begun_only),
      TEST(a_long_correction_keeps_its_exclusions),
      TEST(fewer_words_never_score_more),
      TEST(hits_say_which_topic_they_belong_to),
      TEST(hits_without_a_topic_say_which_folders_they_lie_in),
      TEST(topics_have_the_articles_of_their_tags),
      TEST(results_are_narrowed_by_topic),
      TEST(an_article_has_the_breadcrumb_of_its_hit),
      TEST(pinned_articles_come_first),
      TEST(pinned_articles_need_no_word),
      TEST(a_pinned_article_is_told_what_it_earned),
      TEST(a_pinned_query_is_answered_as_typed),
      TEST(pages_and_limits_agree_on_pins),
      TEST(an_index_is_ranked_as_its_settings_say),
      TEST(newer_articles_earn_a_bounded_bonus),
      TEST(a_date_that_is_still_to_come_is_not_believed),
      TEST(a_new_article_is_found_among_many),
      TEST(an_article_stands_below_its_successor),
      TEST(an_overdue_article_says_so_and_earns_less),
      TEST(a_title_leads_with_all_words_or_not_at_all),
      TEST(a_rare_word_is_doubted_only_where_nothing_has_all),
      TEST(each_generation_has_its_own_words),
      TEST(any_bytes_are_answered),
      TEST(typing_a_word_loses_nothing),
      TEST(the_last_word_may_go_on),
      TEST(unfinished_words_are_read_without_slips),
      TEST(a_beginning_of_many_words_excludes_nothing),
      TEST(what_is_superseded_is_suggested_last_or_not_at_all),
      TEST(a_beginning_of_many_titles_is_not_walked_to_its_end),
      TEST(titles_headings_and_queries_are_suggested),
      TEST(articles_are_suggested_by_their_other_names),
      TEST(suggestions_fold_stem_and_correct),
      TEST(words_that_say_nothing_finish_nothing),
      TEST(long_titles_begin_as_typed),
      TEST(unfinished_words_are_corrected),
      TEST(suggestions_keep_to_their_limits),
      TEST(a_title_is_found_among_many_words),
      TEST(every_title_is_suggested_for_its_beginnings),
      TEST(every_suggested_query_finds_something),
      TEST(any_bytes_are_suggested_for),
      TEST(compounds_are_found_whole_joined_and_in_parts),
      TEST(compounds_are_marked_as_far_as_they_were_met),
      TEST(parts_of_words_are_found_behind_words),
      TEST(signs_of_names_count),
      TEST(languages_divide_words_alike),
      TEST(characters_are_found_in_pairs),
      TEST(german_words_are_divided_behind_whole_ones),
      TEST(forms_are_those_of_the_index),
      TEST(results_are_narrowed_by_what_articles_say),
      TEST(dates_are_ranges_of_days_months_or_years),
      TEST(without_words_filters_list_articles),
      TEST(counts_say_what_choosing_a_value_brings),
      TEST(filters_do_not_widen),
      TEST(what_cannot_be_asked_is_said),
      TEST(keys_that_cannot_be_filters_are_refused),
      TEST(many_and_long_values_are_bounded),
      TEST(names_in_code_are_found_whole_and_in_parts),
      TEST(prose_comes_before_code),
      TEST(passages_show_code_and_mark_it),
      TEST(code_is_no_prose),
      TEST(articles_that_share_telling_words_are_related),
      TEST(titles_and_tags_speak_louder_than_texts),
      TEST(related_articles_are_in_one_language),
      TEST(editions_and_superseded_articles_are_not_listed),
      TEST(a_link_helps_and_is_not_enough),
      TEST(a_small_share_is_not_enough),
      TEST(of_a_long_article_the_beginning_counts),
      TEST(articles_of_the_corpus_have_few_and_fitting_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
