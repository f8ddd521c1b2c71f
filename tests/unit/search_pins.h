/* What the owner has set for searching an index: weights and pins. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_PINS_H
#define MARROW_TESTS_SEARCH_PINS_H

#include <math.h>

/* An index with these texts of marrow.yaml and pins.txt. */
static void open_set(const char *settings, const char *pins, const char *const *lines) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  if (store != NULL) {
    store_close(store); /* another set before */
  }
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_true(store_writer_resource(writer, STR(SETTINGS_FILE), str_of(settings), &err));
  assert_true(store_writer_resource(writer, STR("pins.txt"), str_of(pins), &err));
  for (; *lines != NULL; lines++) {
    scratch_add(writer, *lines);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

static const char some_pins[] = "[en]\n"
                                "knee injection = shoe, hip\n"
                                "emergency = cartilage, gone, cartilage\n"
                                "knee = knee\n"
                                "zebra = gone\n";

static void pinned_articles_come_first(void **state) {
  (void)state;
  open_set("", some_pins, clinic);
  expect("knee injection", "shoe hip knee cartilage");
  expect("the Knees' injections", "shoe hip knee cartilage");
  expect("injection knee", "knee hip cartilage shoe");
  expect("knee -injection", "shoe");
  expect("\"knee injection\"", "knee");
  expect("title:knee injection", "knee");
  expect("zebra", "");
  struct search_answer answer = ask("knee injection");
  assert_int_equal(answer.total, 4);
  assert_int_equal(answer.complete, 2);
  assert_true(answer.hits[0].pinned && answer.hits[1].pinned && !answer.hits[2].pinned);
  assert_int_equal(answer.hits[0].missing_count, 0); /* the owner says that it answers */
  assert_int_equal(answer.hits[1].missing_count, 0);
}

static void pinned_articles_need_no_word(void **state) {
  (void)state;
  open_set("", some_pins, clinic);
  struct search_answer answer = ask("emergency");
  expect_ids_of("emergency", answer, "cartilage");
  assert_int_equal(answer.total, 1);
  assert_int_equal(answer.suggestion.len, 0);
  /* It was not found, and passes the filters or does not. */
  struct search_filter hip[] = {{STR("tag"), STR("hip")}};
  answer = ask_for((struct search_request){.query = STR("knee injection"), .filters = hip, .filter_count = 1});
  expect_ids_of("of hips", answer, "hip");
  assert_true(answer.hits[0].pinned);
  assert_int_equal(answer.total, 1);
  assert_int_equal(ask_for((struct search_request){.query = STR("emergency"), .filters = hip, .filter_count = 1}).total, 0);
  /* Counted with the others. */
  const struct str facets[] = {STR("lang")};
  answer = ask_for((struct search_request){.query = STR("emergency"), .facets = facets, .facet_count = 1});
  assert_int_equal(answer.facets[0].counts[0].articles, 1);
}

static bool has_part(const struct search_hit *hit, const char *weight) {
  for (size_t i = 0; i < hit->part_count; i++) {
    if (strcmp(hit->parts[i].weight, weight) == 0) {
      return true;
    }
  }
  return false;
}

/* Only the best are looked into for the form of words: a pinned article that is none of them earned nothing there. */
static void a_pinned_article_is_told_what_it_earned(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Gout", "Gout.", ""),
      LINE("b", "Gout", "Gout.", ""),
      LINE("c", "Gout", "Gout.", ""),
      LINE("d", "Toes", "Some things of the many that are to be said of gout.", ""),
      LINE("e", "Toes", "Some things of the many that are to be said of gout.", ""),
      NULL,
  };
  open_set("", "[en]\ngout = e\n", lines);
  struct search_answer answer = ask_for((struct search_request){.query = STR("gout"), .limit = 1, .explain = true});
  assert_true(str_equal(answer.hits[0].id, STR("e")));
  assert_false(has_part(&answer.hits[0], "form"));
  assert_true(has_part(&answer.hits[0], "lifted"));
  answer = ask_for((struct search_request){.query = STR("gout"), .limit = 5, .explain = true});
  assert_true(has_part(&answer.hits[0], "form") && has_part(&answer.hits[4], "form"));
}

static void a_pinned_query_is_answered_as_typed(void **state) {
  (void)state;
  open_set("", "[en]\nneedel = shoe\n", clinic);
  struct search_answer answer = ask("needel");
  assert_int_equal(answer.corrected.len, 0);
  expect_ids_of("needel", answer, "shoe");
  open_set("", "[en]\nneedle = shoe\n", clinic);
  answer = ask("needel");
  assert_true(str_equal(answer.corrected, STR("needle")));
  expect_ids_of("needel", answer, "shoe knee");
}

static void pages_and_limits_agree_on_pins(void **state) {
  (void)state;
  open_set("", some_pins, clinic);
  struct search_answer whole = ask("knee injection");
  for (size_t limit = 1; limit <= 4; limit++) {
    for (size_t offset = 0; offset < 5; offset++) {
      struct search_answer page =
          ask_for((struct search_request){.query = STR("knee injection"), .limit = limit, .offset = offset, .explain = true});
      assert_int_equal(page.total, whole.total);
      for (size_t i = 0; i < page.hit_count; i++) {
        const struct search_hit *hit = &whole.hits[offset + i];
        double sum = 0;
        assert_true(str_equal(page.hits[i].id, hit->id));
        assert_true(page.hits[i].score == hit->score && page.hits[i].pinned == hit->pinned);
        for (size_t k = 0; k < page.hits[i].part_count; k++) {
          sum += page.hits[i].parts[k].points;
        }
        assert_true(fabs(sum - hit->score) < 1e-5);
      }
    }
  }
  struct search_rank ranks[4];
  size_t count;
  struct error err;
  struct search_request request = {.query = STR("knee injection"), .limit = 4};
  assert_true(search_rank(searcher, store, &request, ranks, &count, &err));
  assert_int_equal(count, 4);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(ranks[i].article, whole.hits[i].article);
  }
  request.by_date = true;
  assert_true(search_rank(searcher, store, &request, ranks, &count, &err));
  assert_int_equal(ranks[0].article, 1);
}

static void an_index_is_ranked_as_its_settings_say(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("title", "Marrow", "Soft.", ""),
      LINE("body", "Notes", "Marrow, marrow, marrow, marrow, marrow, marrow, marrow.", ""),
      NULL,
  };
  open_set("", "", lines);
  expect("marrow", "title body");
  open_set("weights: {title: 0, form: 0, exact-title: 0, title-share: 0, title-lead: 0, same-title: 0, closeness-title: 0}", "",
           lines);
  expect("marrow", "body title");
  struct search_weights usual, own;
  struct error err;
  search_weights_default(&usual);
  assert_true(search_weights_of(store, &own, &err));
  assert_memory_not_equal(&usual, &own, sizeof own);
  open_set("weights: {of-another-version: 1}", "", lines);
  struct search_request request = {.query = STR("marrow"), .limit = 1};
  struct search_answer answer;
  assert_false(search_run(searcher, store, &request, &arena, &answer, &err));
  assert_string_equal(err.text,
                      "the index was made for another version of this program, run marrow index again: there is no weight "
                      "\"of-another-version\"; docs/ranking.md lists all");
}

#endif
