/*
 * Tests of closeness, of the form typed, of sentences and of spelling. Part of search_test.c.
 */
#ifndef MARROW_TESTS_SEARCH_CLOSER_H
#define MARROW_TESTS_SEARCH_CLOSER_H

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

static void a_title_that_is_the_query_comes_first(void **state) {
  (void)state;
#define MUCH "Gout. Gout is named. Gout again. What is gout in figures? Gout, gout, gout."
  static const char *const lines[] = {
      LINE("figures", "Gout in figures", MUCH, ",\"aliases\":[\"gout figures\"],\"tags\":[\"gout\"]"),
      LINE("what", "What is gout?", "A kind of arthritis. " FILLER ".", ""),
      LINE("where", "Where is gout", MUCH, ",\"boost\":1.2"),
      NULL,
  };
  open_index(lines);
  struct search_answer answer = ask("What IS Gout!");
  assert_true(str_equal(answer.hits[0].id, STR("what")));
  assert_true(str_equal(ask("gout in figures").hits[0].id, STR("figures")));
  assert_true(str_equal(ask("where is gout").hits[0].id, STR("where")));
  assert_false(str_equal(ask("is gout what").hits[0].id, STR("what")));
}

/* Two articles say the same of the query; one of them speaks as the best does, in words that nobody asked for. */
static void of_a_sentence_what_is_like_the_best_counts_more(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("unlike", "One", "The graft of a tendon heals. Rivers flood meadows, boats drift, herons.", ""),
      LINE("best", "Two", "The graft of a tendon heals: a graft heals. Collagen ripens, fibroblasts align, vessels sprout.",
           ",\"boost\":1.5"),
      LINE("like", "Three", "The graft of a tendon heals. Collagen ripens, vessels sprout, fibroblasts align.", ""),
      NULL,
  };
  open_index(lines);
  expect("how does the graft of a tendon heal", "best like unlike");
  expect("graft tendon heal", "best unlike like");
  struct search_answer answer =
      ask_for((struct search_request){.query = STR("how does the graft of a tendon heal"), .explain = true});
  double likeness[3] = {0, 0, 0};
  for (size_t i = 0; i < answer.hit_count; i++) {
    double sum = 0;
    for (size_t k = 0; k < answer.hits[i].part_count; k++) {
      const struct score_part *part = &answer.hits[i].parts[k];
      sum += part->points;
      likeness[i] += strcmp(part->weight, "likeness") == 0 ? part->points : 0;
    }
    assert_true(fabs(sum - answer.hits[i].score) < 1e-9 * sum);
  }
  assert_true(likeness[0] > likeness[2] && likeness[1] > likeness[2] && likeness[2] > 0);
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
  assert_true(
      search_rank(searcher, store, &(struct search_request){.query = STR("bone marrow"), .limit = 60}, all, &count, &err));
  assert_int_equal(count, 60);
  for (size_t limit = 1; limit < 60; limit++) {
    assert_true(search_rank(searcher, store, &(struct search_request){.query = STR("bone marrow"), .limit = limit}, few,
                            &few_count, &err));
    assert_int_equal(few_count, limit);
    for (size_t i = 0; i < limit; i++) {
      assert_int_equal(few[i].article, all[i].article);
    }
  }
}

/* Articles enough that a word can be called common. */
static void open_ward(void) {
  static char texts[40][200];
  static const char *lines[41];
  for (int i = 0; i < 40; i++) {
    (void)snprintf(texts[i], sizeof texts[i], "{\"id\":\"%d\",\"title\":\"t\",\"text\":\"cartilage repair %s\"}", i,
                   i == 7  ? "of a cartilagen"
                   : i > 7 ? "of the knee injection"
                           : "osteoarthritis");
    lines[i] = texts[i];
  }
  open_index(lines);
}

static void expect_correction(const char *query, const char *corrected) {
  struct search_answer answer = ask(query);
  if (!str_equal(answer.corrected, str_of(corrected))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(answer.corrected), corrected);
  }
  assert_true(str_equal(answer.query, str_of(query)));
}

static void misspelt_words_are_corrected_and_said(void **state) {
  (void)state;
  open_ward();
  expect_correction("cartlage repair", "cartilage repair");
  expect_correction("kneeinjection", "knee injection");
  expect_correction("osteo arthritis", "osteoarthritis");
  expect_correction("Cartilage repairs", ""); /* another form is no misspelling */
  expect_correction("cartlage -knee", "cartilage -knee");
  expect_correction("\"cartlage\" cartlag*", ""); /* meant as they stand */
  expect_correction("title:cartlage zzz", "");
  expect_correction("cartlage OR knee", "");
  expect_correction("x1y2z3 cartilage", "");
  assert_int_equal(ask("cartlage").total, 40);
  struct search_answer exact = ask_for((struct search_request){.query = STR("cartlage"), .exact = true});
  assert_int_equal(exact.total, 0);
  assert_int_equal(exact.corrected.len, 0);
}

static void a_last_word_may_have_been_begun_only(void **state) {
  (void)state;
  open_ward();
  expect_correction("cartil", "cartil…");
  expect_correction("knee inj", "knee inj…");
  expect_correction("kneeinjection cartil", "knee injection cartil…");
  expect_correction("inj knee", ""); /* not the last one */
  expect_correction("knee in", "");  /* two letters */
  expect_correction("-repair cartil", "cartil… -repair");
  expect_correction("\"cartil\"", "");
  assert_int_equal(ask("cartil").complete, 40);
}

static void a_long_correction_keeps_its_exclusions(void **state) {
  (void)state;
  struct buf query;
  open_ward();
  buf_init(&query, 1 << 12);
  for (int i = 0; i < 12; i++) {
    buf_add(&query, STR("kneeinjection "));
  }
  buf_add(&query, STR("-repair"));
  struct search_answer answer = ask_for((struct search_request){.query = buf_str(&query)});
  assert_true(str_ends_with(answer.corrected, STR("knee injection -repair")));
  assert_int_equal(answer.total, 0);
  buf_free(&query);
}

/* ask_for() holds that no score is above the one before it. */
static void fewer_words_never_score_more(void **state) {
  (void)state;
  char text[8000] = "";
  for (int i = 0; i < 60; i++) {
    (void)strcat(text, "alpha beta. ");
  }
  struct buf lines[2];
  for (int i = 0; i < 2; i++) {
    buf_init(&lines[i], 1 << 20);
  }
  buf_add(&lines[0], STR("{\"id\":\"all\",\"title\":\"T\",\"text\":\"alpha"));
  for (int i = 0; i < 300; i++) {
    buf_format(&lines[0], "%s " FILLER, i == 100 ? " beta" : i == 200 ? " gamma" : "");
  }
  buf_add(&lines[0], STR("\"}"));
  buf_format(&lines[1], "{\"id\":\"some\",\"title\":\"Alpha beta\",\"boost\":3,\"text\":\"%s\"}", text);
  buf_byte(&lines[0], '\0');
  buf_byte(&lines[1], '\0');
  const char *const both[] = {lines[0].ptr, lines[1].ptr, NULL};
  open_index(both);
  struct search_answer answer = ask_for((struct search_request){.query = STR("alpha beta gamma"), .explain = true});
  assert_true(str_equal(answer.hits[0].id, STR("all")) && str_equal(answer.hits[1].id, STR("some")));
  for (size_t i = 0; i < 2; i++) {
    double sum = 0;
    for (size_t k = 0; k < answer.hits[i].part_count; k++) {
      sum += answer.hits[i].parts[k].points;
    }
    assert_float_equal(sum, answer.hits[i].score, 1e-6);
  }
  buf_free(&lines[0]);
  buf_free(&lines[1]);
}

static bool is_led(const struct search_hit *hit) {
  for (size_t i = 0; i < hit->part_count; i++) {
    if (str_equal(hit->parts[i].reason, STR("the title begins with it"))) {
      return true;
    }
  }
  return false;
}

static void a_title_leads_with_all_words_or_not_at_all(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("all", "The knee injection, told", "An injection.", ""),
      LINE("twice", "Knee knee things", "An injection.", ""),
      LINE("late", "Told of a knee injection", "An injection.", ""),
      NULL,
  };
  open_index(lines);
  struct search_answer answer = ask_for((struct search_request){.query = STR("knee injection"), .explain = true});
  assert_int_equal(answer.hit_count, 3);
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(is_led(&answer.hits[i]), str_equal(answer.hits[i].id, STR("all")));
  }
}

static void a_rare_word_is_doubted_only_where_nothing_has_all(void **state) {
  (void)state;
  open_ward();
  struct search_answer answer = ask("osteoarthritis cartilagen");
  assert_int_equal(answer.corrected.len, 0);
  assert_true(str_equal(answer.suggestion, STR("osteoarthritis cartilage")));
  assert_int_equal(ask("cartilagen").suggestion.len, 0);
  assert_int_equal(ask_for((struct search_request){.query = STR("osteoarthritis cartilagen"), .exact = true}).suggestion.len, 0);
}

static void each_generation_has_its_own_words(void **state) {
  (void)state;
  static const char *const other[] = {LINE("a", "Cartlage", "Cartlage it is.", ""), NULL};
  open_ward();
  expect_correction("cartlage", "cartilage");
  store_close(store);
  open_index(other);
  expect_correction("cartlage", "");
  expect_correction("cartilage", "cartlage");
}

#endif
