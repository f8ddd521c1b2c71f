/* Lists of words that are kept in an index, and terms that stand beside words. For store_test.c. */
#ifndef MARROW_TESTS_STORE_LISTS_H
#define MARROW_TESTS_STORE_LISTS_H

/* The digest of the three articles with a text beside them. */
static char *digest_with(const char *name, const char *text, struct store_facts *facts) {
  struct store_writer *writer = NULL;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  if (name != NULL && !store_writer_resource(writer, str_of(name), str_of(text), &err)) {
    fail_msg("%s", err.text);
  }
  for (const char *const *line = three; *line != NULL; line++) {
    scratch_add(writer, *line);
  }
  assert_true(store_writer_publish(writer, facts, &err));
  return facts->digest;
}

static void texts_beside_the_articles_are_kept(void **state) {
  (void)state;
  struct store_facts facts[4];
  const char *none = digest_with(NULL, NULL, &facts[0]);
  assert_string_not_equal(none, digest_with("synonyms.txt", "a", &facts[1]));
  assert_string_not_equal(facts[1].digest, digest_with("synonyms.txt", "b", &facts[2]));
  assert_string_not_equal(facts[1].digest, digest_with("others.txt", "a", &facts[3]));
  digest_with("synonyms.txt", "[en]\na, b\n", &facts[0]);
  struct store *store = scratch_open(scratch.index);
  struct arena arena;
  struct error err = {""};
  struct str text;
  arena_init(&arena, 1 << 16);
  assert_true(store_resource(store, STR("synonyms.txt"), &arena, &text, &err));
  assert_true(str_equal(text, STR("[en]\na, b\n")));
  assert_true(store_resource(store, STR(TOKEN_FAMILIES), &arena, &text, &err));
  assert_int_equal(text.len, 0);
  assert_null(store_word_forms(store));
  arena_free(&arena);
  store_close(store);
}

static void lists_of_word_forms_hold_for_an_index(void **state) {
  (void)state;
  struct store_facts facts;
  digest_with(TOKEN_FAMILIES, "[en]\npatella, knee\n", &facts);
  struct store *store = scratch_open(scratch.index);
  uint64_t articles;
  struct error err = {""};
  assert_non_null(store_word_forms(store));
  assert_true(store_document_frequency(store, STR("\"=patella\""), &articles, &err));
  assert_int_equal(articles, 2);
  assert_true(store_document_frequency(store, STR("\"=knee\""), &articles, &err));
  assert_int_equal(articles, 0);
  store_close(store);
  struct store_writer *writer = NULL;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_false(store_writer_resource(writer, STR(TOKEN_FAMILIES), STR("[en]\nalone\n"), &err));
  assert_non_null(strstr(err.text, "word-families.txt:2: alone"));
  struct buf large;
  buf_init(&large, STORE_RESOURCE_MAX + 2);
  memset(buf_reserve(&large, STORE_RESOURCE_MAX + 1), '#', STORE_RESOURCE_MAX + 1);
  assert_false(store_writer_resource(writer, STR("synonyms.txt"), (struct str){large.ptr, STORE_RESOURCE_MAX + 1}, &err));
  assert_non_null(strstr(err.text, "synonyms.txt: is larger than"));
  buf_free(&large);
  scratch_add(writer, three[0]);
  assert_true(store_writer_publish(writer, &facts, &err)); /* without the lists that were refused */
  store = scratch_open(scratch.index);
  assert_null(store_word_forms(store));
  store_close(store);
}

/* "2 0,0,0,0,3,0,0" for the one phrase. */
static bool write_one(void *context, const struct match *match) {
  struct buf *out = context;
  buf_format(out, "%u", match->article);
  for (int i = 0; i < FIELD_COUNT; i++) {
    buf_format(out, "%c%u", i == 0 ? ' ' : ',', match->frequency[i]);
  }
  buf_byte(out, '\n');
  return true;
}

/* Compounds, pairs and parts are counted alike on both roads, also where they come twice at one place. */
static void what_stands_beside_words_matches_alike(void **state) {
  (void)state;
  static const char *const articles[] = {
      "{\"id\":\"a\",\"title\":\"X-ray\",\"text\":\"An x-ray, an xray; runRuns and run-run, 1a1a in C++.\",\"lang\":\"en\"}",
      "{\"id\":\"b\",\"title\":\"软骨\",\"text\":\"软骨软骨 하하하하 软\",\"lang\":\"zh\"}",
      NULL,
  };
  static const char *const terms[] = {"=xray", "=x", "~run", "=runrun", "~1", "=c++", "=软骨", "=骨软", "=软", "=하하"};
  static const char *const expected[] = {"1 1,0,0,0,2,0,0\n", "1 1,0,0,0,1,0,0\n", "1 0,0,0,0,1,0,0\n", "1 0,0,0,0,2,0,0\n",
                                         "1 0,0,0,0,1,0,0\n", "1 0,0,0,0,1,0,0\n", "2 1,0,0,0,2,0,0\n", "2 0,0,0,0,1,0,0\n",
                                         "2 1,0,0,0,3,0,0\n", "2 0,0,0,0,1,0,0\n"};
  (void)scratch_publish(scratch.index, articles);
  struct store *store = scratch_open(scratch.index);
  for (size_t i = 0; i < COUNT_OF(terms); i++) {
    struct buf expression, found[2];
    struct error err;
    struct word word = {str_of(terms[i]), WORD_OF_CLAUSE, 1, NULL, {NULL, 0}};
    buf_init(&expression, 1 << 10);
    buf_format(&expression, "\"%s\"", terms[i]);
    for (int road = 0; road < 2; road++) {
      struct wanted wanted = {buf_str(&expression), 1, road == 0 ? NULL : &word, true, NULL, NULL};
      buf_init(&found[road], 1 << 10);
      assert_true(store_match(store, &wanted, write_one, &found[road], &err));
      if (!str_equal(buf_str(&found[road]), str_of(expected[i]))) {
        fail_msg("%s on road %d: %.*s, not %s", terms[i], road, STR_ARG(buf_str(&found[road])), expected[i]);
      }
      buf_free(&found[road]);
    }
    buf_free(&expression);
  }
  store_close(store);
}

#endif
