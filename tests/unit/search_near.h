/*
 * Tests of closeness, of the form typed, and of sentences. Part of search_test.c.
 */
#ifndef MARROW_TESTS_SEARCH_NEAR_H
#define MARROW_TESTS_SEARCH_NEAR_H

#define FILLER "and then many other things were said of it by all who were there on that day"

static void words_close_together_count_more(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("apart", "One", "Bone was seen. " FILLER ". It was marrow.", ""),
      LINE("close", "Two", "It was bone marrow. " FILLER ". So it was seen.", ""),
      LINE("apart2", "Three", "Marrow was seen. " FILLER ". It was bone.", ""),
      NULL,
  };
  open_index(lines);
  expect("bone marrow", "close apart apart2");
  struct search_answer answer = ask_for((struct search_request){.query = STR("bone marrow"), .explain = true});
  assert_true(answer.hits[0].score > answer.hits[1].score * 1.01);
  assert_true(answer.hits[1].score == answer.hits[2].score);
}

static void the_form_typed_counts_more(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("stem", "One", "The surgeon operates.", ""),
      LINE("same", "Two", "The surgeon operated.", ""),
      LINE("other", "Three", "The surgeon was operating.", ""),
      NULL,
  };
  open_index(lines);
  expect("operated", "same stem other");
  expect("operates", "stem same other");
}

static void a_sentence_may_lack_a_word(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("lacks", "Gout attacks", "Gout attacks the toe. Gout attacks at night. Gout attacks hurt.", ""),
      LINE("all", "Notes", FILLER ". Gout is named. " FILLER ". " FILLER ". An attack too. " FILLER ". Recommended: rest.", ""),
      LINE("none", "Else", FILLER, ""),
      NULL,
  };
  open_index(lines);
  expect("gout attacks recommended", "all lacks");
  expect("what is recommended for gout attacks", "lacks all");
  struct search_answer answer = ask("what is recommended for gout attacks");
  assert_int_equal(answer.complete, 1);
  assert_int_equal(answer.hits[0].missing_count, 1);
  assert_true(str_equal(answer.hits[0].missing[0], STR("recommended")));
  assert_int_equal(answer.hits[1].missing_count, 0);
}

static void a_title_taken_from_the_text_counts_once(void **state) {
  (void)state;
  static const char *const lines[] = {
      "{\"id\":\"untitled\",\"text\":\"Marrow is soft.\"}",
      LINE("titled", "Marrow", "It is soft.", ""),
      NULL,
  };
  open_index(lines);
  expect("marrow", "titled untitled");
  assert_true(str_equal(ask("marrow").hits[1].title.text, STR("Marrow is soft.")));
}

static void the_first_ranks_do_not_depend_on_how_many_are_wanted(void **state) {
  (void)state;
  char texts[60][200];
  const char *lines[61] = {NULL};
  for (int i = 0; i < 60; i++) {
    (void)snprintf(texts[i], sizeof texts[i], "{\"id\":\"%d\",\"title\":\"t\",\"text\":\"%s bone %.*s marrow %s\"}", i,
                   i % 3 == 0 ? "bone" : "x", i * 7 % 40, FILLER, i % 4 == 0 ? "marrow bones" : "y");
    lines[i] = texts[i];
  }
  open_index(lines);
  struct search_rank all[60], few[60];
  size_t count, few_count;
  struct error err;
  assert_true(search_rank(searcher, store, STR("bone marrow"), 60, all, &count, &err));
  assert_int_equal(count, 60);
  for (size_t limit = 1; limit < 60; limit++) {
    assert_true(search_rank(searcher, store, STR("bone marrow"), limit, few, &few_count, &err));
    assert_int_equal(few_count, limit);
    for (size_t i = 0; i < limit; i++) {
      assert_int_equal(few[i].article, all[i].article);
    }
  }
}

#endif
