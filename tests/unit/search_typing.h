/* Words that are still being typed. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_TYPING_H
#define MARROW_TESTS_SEARCH_TYPING_H

enum { TYPED_ARTICLES = 120, TYPED_SET = TYPED_ARTICLES / 8 + 1 };

/* The articles that have every word of a query, as bits; answers how many. */
static size_t found_set(const char *query, bool typing, uint8_t set[TYPED_SET]) {
  struct search_request request = {.query = str_of(query), .limit = 1, .typing = typing};
  struct search_answer answer;
  struct search_rank ranks[TYPED_ARTICLES];
  size_t count;
  struct error err = {""};
  memset(set, 0, TYPED_SET);
  arena_reset(&arena);
  bool done = search_run(searcher, store, &request, &arena, &answer, &err);
  request.limit = TYPED_ARTICLES;
  if (!done || !search_rank(searcher, store, &request, ranks, &count, &err)) {
    fail_msg("%s: %s", query, err.text);
  }
  assert_true(answer.complete <= count && !answer.mixed);
  for (size_t i = 0; i < answer.complete; i++) {
    set[ranks[i].article / 8] |= (uint8_t)(1 << ranks[i].article % 8);
  }
  return (size_t)answer.complete;
}

static void expect_within(const char *longer, const uint8_t *of_longer, const char *shorter, const uint8_t *of_shorter) {
  for (size_t i = 0; i < TYPED_SET; i++) {
    if ((of_longer[i] & ~of_shorter[i]) != 0) {
      fail_msg("<%s> finds an article that <%s> does not find", longer, shorter);
    }
  }
}

/*
 * Types a word letter by letter behind `before`: no beginning may lose what the next one finds. Finished, the word
 * keeps the articles that have it; alone, it finds no article that was not found before.
 */
static void type_word(const char *before, struct str word) {
  char shorter[256], longer[256];
  uint8_t earlier[TYPED_SET], later[TYPED_SET];
  size_t at = 0;
  (void)utf8_next(word, &at);
  (void)snprintf(shorter, sizeof shorter, "%s%.*s", before, (int)at, word.ptr);
  (void)found_set(shorter, true, earlier);
  while (at < word.len) {
    (void)utf8_next(word, &at);
    (void)snprintf(longer, sizeof longer, "%s%.*s", before, (int)at, word.ptr);
    (void)found_set(longer, true, later);
    expect_within(longer, later, shorter, earlier);
    memcpy(earlier, later, sizeof earlier);
    memcpy(shorter, longer, sizeof shorter);
  }
  (void)found_set(shorter, false, later);
  if (*before == '\0') {
    expect_within("the finished word", later, shorter, earlier);
  }
  uint8_t having[TYPED_SET];
  (void)found_set(shorter + strlen(before), false, having);
  for (size_t i = 0; i < TYPED_SET; i++) {
    having[i] &= earlier[i];
  }
  expect_within(shorter, having, "the finished word", later);
}

struct typing_words {
  struct arena arena;
  struct str *list;
  size_t count, capacity;
};

static void take_typed_word(void *context, struct str word, uint32_t articles) {
  struct typing_words *words = context;
  (void)articles;
  struct str *grown = arena_grow(&words->arena, words->list, words->count, &words->capacity, sizeof *grown);
  assert_non_null(grown);
  words->list = grown;
  words->list[words->count++] = arena_copy(&words->arena, word);
}

/* An index of the demonstration articles. */
static void open_corpus(void) {
  static const char *const folders[] = {"", "de", "es", "fr", "zh"};
  struct corpus *corpus = calloc(1, sizeof *corpus);
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_non_null(corpus);
  arena_init(&corpus->arena, 1 << 28);
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (size_t i = 0; i < COUNT_OF(folders); i++) {
    size_t first = corpus->count;
    corpus_read_folder(corpus, folders[i], i == 0 ? "en" : folders[i]);
    for (size_t k = first; k < corpus->count; k++) {
      char id[32];
      const char *clash;
      struct article article;
      (void)snprintf(id, sizeof id, "%zu.md", k);
      assert_true(article_from_markdown(&corpus->arena, str_of(id), corpus->texts[k], &article, &err));
      article.url = str_of(id);
      assert_true(scratch_take(writer, &article, false, &clash, &err));
    }
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  assert_true(facts.articles > 50 && facts.articles < TYPED_ARTICLES);
  arena_free(&corpus->arena);
  free(corpus);
  store = scratch_open(scratch.index);
}

static void typing_a_word_loses_nothing(void **state) {
  (void)state;
  open_corpus();
  struct typing_words words = {.count = 0};
  struct error err = {""};
  arena_init(&words.arena, 1 << 24);
  assert_true(store_words(store, take_typed_word, &words, &err));
  assert_true(words.count > 3000);
  for (size_t i = 0; i < words.count; i++) {
    type_word("", words.list[i]);
    if (i % 16 == 0) {
      type_word("knee ", words.list[i]);
    }
  }
  arena_free(&words.arena);
}

static const char *const begun[] = {
    LINE("a", "Injection", "It was injected into the knee.", ""),
    LINE("b", "Injuries", "An injury of the knee and its injuries.", ""),
    LINE("c", "In", "In the hip, in time.", ""),
    LINE("d", "Scans", "An x-ray of the therapy.", ""),
    NULL,
};

static size_t typed(const char *query) {
  uint8_t set[TYPED_SET];
  return found_set(query, true, set);
}

static void the_last_word_may_go_on(void **state) {
  (void)state;
  open_index(begun);
  assert_int_equal(typed("knee inj"), 2);
  assert_int_equal(typed("knee injectio"), 1); /* a form that is written nowhere in the text */
  assert_int_equal(typed("x-r"), 1);
  assert_int_equal(typed("x-"), 1);
  assert_int_equal(typed("the"), 4); /* of therapy, and as it stands */
  assert_int_equal(typed("\"knee\" \"inj"), 0);
  assert_int_equal(typed("zzz"), 0);
  struct search_answer answer = ask_for((struct search_request){.query = STR("in"), .typing = true});
  assert_true(answer.hit_count >= 3 && str_equal(answer.hits[0].id, STR("c"))); /* the word as it stands */
  answer = ask_for((struct search_request){.query = STR("knee inju"), .typing = true});
  assert_true(str_equal(answer.understood, STR("knee inju…")));
  assert_int_equal(answer.hits[0].missing_count, 0);
}

static void expect_read(const char *query, bool typing, const char *corrected, const char *offered) {
  struct search_answer answer = ask_for((struct search_request){.query = str_of(query), .typing = typing});
  if (!str_equal(answer.corrected, str_of(corrected)) || !str_equal(answer.suggestion, str_of(offered))) {
    fail_msg("%s: <%.*s> and <%.*s>, not <%s> and <%s>", query, STR_ARG(answer.corrected), STR_ARG(answer.suggestion), corrected,
             offered);
  }
}

/* A slip in a word that is still being typed, and one that was submitted before its end. */
static void unfinished_words_are_read_without_slips(void **state) {
  (void)state;
  open_index(begun);
  expect_read("knee injetc", true, "knee inject…", "");
  expect_read("knee inj ur", true, "knee injur…", "");
  expect_read("knee injec tio", true, "knee injectio…", "");
  expect_read("knee injec tio", false, "knee injectio…", "");
  expect_read("knee injec tion", false, "knee injection", "");
  expect_read("knee injetio", true, "knee injectio…", "");
  expect_read("knee injetio", false, "", "knee injection");
  expect_read("knee ijnec", false, "", "knee injected");
  expect_read("knee \"injetio", true, "", "");
  assert_true(str_equal(ask_for((struct search_request){.query = STR("knee injetc"), .typing = true}).hits[0].id, STR("a")));
}

/* Many words that begin alike. */
static void a_beginning_of_many_words_excludes_nothing(void **state) {
  (void)state;
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (int i = 0; i < 40; i++) {
    char line[2048], *end = line;
    end += snprintf(end, 200, "{\"id\":\"%d\",\"title\":\"Article %d\",\"text\":\"", i, i);
    for (int k = 0; k < 10 && i < 39; k++) {
      end += snprintf(end, 100, "w%cx%c%c ", 'a' + k, 'a' + i % 13, 'a' + i / 13);
    }
    (void)snprintf(end, 100, "%s\"}", i == 7 ? "water water water" : "none");
    scratch_add(writer, line);
  }
  scratch_add(writer, "{\"id\":\"x\",\"title\":\"X\",\"text\":\"water\"}");
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  struct completions completions;
  assert_true(store_completions(store, STR("w"), &arena, &completions, &err));
  assert_true(completions.wide);
  assert_int_equal(completions.count, 16);
  assert_true(str_equal(completions.list[0].stem, STR("water")));
  assert_int_equal(completions.list[0].articles, 2);
  assert_int_equal(typed("w"), 41);
  assert_int_equal(typed("wat"), 2);
  struct search_answer answer = ask_for((struct search_request){.query = STR("w"), .typing = true});
  assert_int_equal(answer.hits[9].missing_count, 0);
  assert_true(store_completions(store, STR("wa"), &arena, &completions, &err));
  assert_false(completions.wide);
  assert_int_equal(completions.count, 40); /* the 39 of wax.. and water */
  assert_true(store_completions(store, STR("=w"), &arena, &completions, &err));
  assert_int_equal(completions.count, 0);
}

#endif
