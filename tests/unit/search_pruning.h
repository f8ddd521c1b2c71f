/* Articles that cannot come among the best are passed over: the answer is the same as if they were not. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_PRUNING_H
#define MARROW_TESTS_SEARCH_PRUNING_H

static const char *const pruned_words[] = {"knee", "hip", "bone", "cartilage", "graft", "tendon", "serum", "zonula"};

/* 600 articles, in which a word is the rarer the later it stands in the list; some titles, some boosts. */
static void open_many(void) {
  static char lines[600][320];
  static const char *list[COUNT_OF(lines) + 1];
  unsigned random = 7;
  for (size_t i = 0; i < COUNT_OF(lines); i++) {
    char text[160] = "";
    size_t title = 0;
    for (size_t k = 0; k < COUNT_OF(pruned_words); k++) {
      random = random * 1103515245 + 12345;
      unsigned lot = random >> 16;
      for (unsigned n = 0; n < lot % 3 + 1 && lot % (1u << (k + 1)) < 2; n++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "%s ", pruned_words[k]);
        title = lot % 7 == 0 ? k + 1 : title;
      }
    }
    (void)snprintf(lines[i], sizeof lines[i], "{\"id\":\"%zu\",\"title\":\"%s %zu\",\"text\":\"%s rest\",\"boost\":%s}", i,
                   title > 0 ? pruned_words[title - 1] : "other", i, text, i % 50 == 0 ? "2.5" : "1");
    list[i] = lines[i];
  }
  open_index(list);
}

/* Where values are counted every article is visited, and a searcher that has just been made knows no rates: it scores all. */
static void expect_the_same(const char *query, uint64_t *total) {
  struct str facet = STR("lang");
  struct search_answer answers[2];
  struct error err = {""};
  struct searcher *fresh = searcher_new();
  assert_non_null(fresh);
  for (size_t i = 0; i < 2; i++) {
    struct search_request request = {.query = str_of(query), .limit = 10, .facets = &facet, .facet_count = i};
    assert_true(search_run(i == 0 ? searcher : fresh, store, &request, &arena, &answers[i], &err));
  }
  searcher_free(fresh);
  *total = answers[0].total;
  assert_int_equal(answers[0].total, answers[1].total);
  assert_int_equal(answers[0].complete, answers[1].complete);
  assert_int_equal(answers[0].hit_count, answers[1].hit_count);
  for (size_t i = 0; i < answers[0].hit_count; i++) {
    if (answers[0].hits[i].article != answers[1].hits[i].article || answers[0].hits[i].score != answers[1].hits[i].score) {
      fail_msg("%s: hit %zu is another", query, i);
    }
  }
}

static void passing_over_articles_changes_no_answer(void **state) {
  (void)state;
  open_many();
  uint64_t total, most = 0;
  for (size_t a = 0; a < COUNT_OF(pruned_words); a++) {
    for (size_t b = 0; b < COUNT_OF(pruned_words); b++) {
      for (size_t c = b; c < COUNT_OF(pruned_words); c++) {
        char query[128];
        (void)snprintf(query, sizeof query, b == c ? "%s %s" : "%s %s %s", pruned_words[a], pruned_words[b], pruned_words[c]);
        expect_the_same(query, &total);
        (void)snprintf(query, sizeof query, "what is the %s of a %s for the %s", pruned_words[a], pruned_words[b],
                       pruned_words[c]);
        expect_the_same(query, &total);
        (void)snprintf(query, sizeof query, "%s \"%s %s\" rest", pruned_words[c], pruned_words[a], pruned_words[b]);
        expect_the_same(query, &total);
        most = total > most ? total : most;
      }
    }
  }
  assert_true(most > 500);
}

#endif
