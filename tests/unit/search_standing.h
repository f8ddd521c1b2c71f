/* What stands higher or lower for being new, superseded or overdue. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_STANDING_H
#define MARROW_TESTS_SEARCH_STANDING_H

#define DATED(id, more) LINE(id, "Marrow", "Soft marrow.", more)

/* The parts of every score add up to it. */
static void expect_sums(const char *query) {
  struct search_answer answer = ask_for((struct search_request){.query = str_of(query), .explain = true});
  for (size_t i = 0; i < answer.hit_count; i++) {
    double sum = 0;
    for (size_t k = 0; k < answer.hits[i].part_count; k++) {
      sum += answer.hits[i].parts[k].points;
    }
    assert_true(fabs(sum - answer.hits[i].score) < 1e-5);
  }
}

static void newer_articles_earn_a_bounded_bonus(void **state) {
  (void)state;
  static const char *const lines[] = {
      DATED("none", ""),
      DATED("old", ",\"date\":\"1950-01-01\""),
      DATED("year", ",\"date\":\"2023-02-28\""),
      DATED("new", ",\"date\":\"2024-02-28\""),
      LINE("best", "Marrow, marrow", "Marrow, soft marrow, marrow soft, soft marrow.", ",\"boost\":3"),
      NULL,
  };
  open_set("", "", lines);
  expect("soft marrow", "best none old year new");
  open_set("freshness: {half-life: 365, strength: 0.2}", "", lines);
  expect("soft marrow", "best new year none old");
  expect_sums("soft marrow");
  struct search_answer answer = ask("soft");
  double plain = answer.hits[4].score;
  assert_true(fabs(answer.hits[1].score - 1.2 * plain) < 1e-6);
  assert_true(fabs(answer.hits[2].score - 1.1 * plain) < 1e-6);
  assert_true(fabs(answer.hits[3].score - plain) < 1e-6);
  open_set("freshness: {strength: 0}", "", lines);
  expect("soft marrow", "best none old year new");
  open_set("freshness: {}", "", lines);
  expect("soft marrow", "best new year none old");
}

/* A slip of the pen does not make all others old, and what is announced for tomorrow is not new yet. */
static void a_date_that_is_still_to_come_is_not_believed(void **state) {
  (void)state;
  static const char *const lines[] = {
      DATED("none", ""),
      DATED("slip", ",\"date\":\"9024-02-28\""),
      DATED("year", ",\"date\":\"2023-02-28\",\"review_by\":\"2024-01-01\""),
      DATED("new", ",\"date\":\"2024-02-28\",\"review_by\":\"2025-01-01\""),
      DATED("soon", ",\"date\":\"2024-06-01\""),
      NULL,
  };
  struct search_request request = {.query = STR("soft"), .explain = true, .today = 20240531};
  open_set("freshness: {half-life: 365, strength: 0.5}", "", lines);
  struct search_answer answer = ask_for(request);
  expect_ids_of("the day before", answer, "new year none slip soon");
  double plain = answer.hits[2].score;
  assert_true(fabs(answer.hits[0].score - 1.5 * plain) < 1e-6);
  assert_true(fabs(answer.hits[1].score - 1.25 * 0.9 * plain) < 1e-6);
  assert_true(answer.hits[3].score == plain && answer.hits[4].score == plain);
  request.today = 20240601;
  expect_ids_of("that day", ask_for(request), "soon new year none slip");
  request.today = 20240531;
  expect_ids_of("the day before again", ask_for(request), "new year none slip soon");
  request.today = 0;
  expect_ids_of("nobody knows the day", ask_for(request), "slip none soon year new");
}

/* The bound that lets a visit pass over articles counts the bonus: what is new is not missed among many. */
static void a_new_article_is_found_among_many(void **state) {
  (void)state;
  enum { MANY = 3000 };
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_true(store_writer_resource(writer, STR(SETTINGS_FILE), STR("freshness: {half-life: 10, strength: 1}"), &err));
  for (int i = 0; i < MANY; i++) {
    char line[256];
    (void)snprintf(line, sizeof line,
                   "{\"id\":\"%d\",\"title\":\"Note %d\",\"text\":\"%s bone marrow %s.\",\"date\":\"%d-01-01\"}", i, i,
                   i % 7 == 0 ? "knee" : "hip", i % 3 == 0 ? "soft" : "hard", i == 2982 ? 2024 : 1990);
    scratch_add(writer, line);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  struct search_answer answer = ask("what is the soft hard knee hip bone marrow of");
  assert_true(str_equal(answer.hits[0].id, STR("2982")));
}

static const char *const guides[] = {
    LINE("old", "Gout guide", "Gout, gout, gout. Gout attacks the toe.", ",\"superseded_by\":\"mid\""),
    LINE("mid", "Second guide", "Gout in the toe.", ",\"superseded_by\":\"/articles/new\""),
    LINE("new", "Third guide", "Of many things, and at the end also of a toe and of gout, said in many more words.", ""),
    LINE("lost", "Lost", "Gout of a lost toe.", ",\"superseded_by\":\"nowhere\""),
    LINE("round", "Round", "Circle.", ",\"superseded_by\":\"round2\""),
    LINE("round2", "Rounded", "Circle, of course.", ",\"superseded_by\":\"round\""),
    LINE("self", "Self", "Selfish.", ",\"superseded_by\":\"self\""),
    LINE("later", "Later", "Nothing of it.", ""),
    LINE("sooner", "Sooner", "Early birds.", ",\"superseded_by\":\"later\",\"tags\":[\"bird\"]"),
    LINE("hidden", "Birds", "Early birds.", ""),
    NULL,
};

static void an_article_stands_below_its_successor(void **state) {
  (void)state;
  open_index(guides);
  expect("gout toe", "new mid old lost");
  expect("gout", "new mid old lost");
  expect_sums("gout toe");
  struct search_answer answer = ask("gout toe");
  assert_true(str_equal(answer.hits[0].supersedes, STR("Gout guide")));
  assert_int_equal(answer.hits[0].successor_url.len, 0);
  assert_true(str_equal(answer.hits[1].successor_title, STR("Third guide")));
  assert_true(str_equal(answer.hits[2].successor_title, STR("Second guide")));
  assert_int_equal(answer.hits[3].successor_url.len, 0);
  for (size_t limit = 1; limit <= 4; limit++) {
    for (size_t offset = 0; offset < 4; offset++) {
      struct search_answer page = ask_for((struct search_request){.query = STR("gout toe"), .limit = limit, .offset = offset});
      assert_int_equal(page.total, 4);
      for (size_t i = 0; i < page.hit_count; i++) {
        assert_true(str_equal(page.hits[i].id, answer.hits[offset + i].id));
        assert_true(page.hits[i].score == answer.hits[offset + i].score);
      }
    }
  }
  assert_int_equal(ask("circle").hit_count, 2);
  expect("selfish", "self");
  /* What has no word of the query is not brought in; the card names it. */
  answer = ask("early");
  assert_int_equal(answer.total, 2);
  assert_true(str_equal(answer.hits[0].successor_title, STR("Later")) || str_equal(answer.hits[1].successor_title, STR("Later")));
}

static void an_overdue_article_says_so_and_earns_less(void **state) {
  (void)state;
  static const char *const lines[] = {
      DATED("due", ",\"date\":\"2020-01-01\",\"review_by\":\"2021-06-30\""),
      DATED("fine", ",\"date\":\"2022-01-01\",\"review_by\":\"2023-01-01\""),
      DATED("open", ""),
      NULL,
  };
  open_index(lines);
  expect("soft marrow", "fine open due");
  expect_sums("soft marrow");
  struct search_answer answer = ask("soft");
  assert_true(fabs(answer.hits[2].score - 0.9 * answer.hits[0].score) < 1e-6);
  assert_true(str_equal(answer.hits[2].review_by, STR("2021-06-30")));
  assert_false(answer.hits[0].overdue || answer.hits[2].overdue);
  /* The card goes by the calendar, the order by the newest date that is believed. */
  answer = ask_for((struct search_request){.query = STR("soft"), .today = 20210630});
  assert_true(str_equal(answer.hits[0].id, STR("due")));
  assert_false(answer.hits[0].overdue);
  answer = ask_for((struct search_request){.query = STR("soft"), .today = 20210701});
  assert_true(str_equal(answer.hits[0].id, STR("due")));
  assert_true(answer.hits[0].overdue);
  assert_false(answer.hits[1].overdue || answer.hits[2].overdue);
  answer = ask_for((struct search_request){.query = STR("soft"), .today = 20220101});
  assert_true(str_equal(answer.hits[2].id, STR("due")));
  assert_true(answer.hits[2].overdue);
}

/* What an article earns with a sentence does not rest on the boost of another one. */
static void a_boost_raises_no_other_article(void **state) {
  (void)state;
  double scores[2] = {0, 0};
  for (int boosted = 0; boosted < 2; boosted++) {
    const char *const lines[] = {
        LINE("a", "Knee pain after running", "The knee hurts after a long run. Rest helps the knee.", ""),
        boosted ? LINE("b", "Running shoes", "Shoes for a run, and how a knee hurts.", ",\"boost\":3")
                : LINE("b", "Running shoes", "Shoes for a run, and how a knee hurts.", ""),
        LINE("c", "Hips", "A hip hurts after a long walk.", ""),
        NULL,
    };
    open_index(lines);
    struct search_answer answer = ask("why does the knee hurt after running");
    assert_true(answer.mixed);
    for (size_t i = 0; i < answer.hit_count; i++) {
      scores[boosted] = str_equal(answer.hits[i].id, STR("a")) ? answer.hits[i].score : scores[boosted];
    }
    store_close(store);
    store = NULL;
  }
  assert_true(fabs(scores[0] - scores[1]) < 1e-9);
}

#endif
