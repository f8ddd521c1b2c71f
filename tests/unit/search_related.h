/* Articles that are related to one. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_RELATED_H
#define MARROW_TESTS_SEARCH_RELATED_H

/* An article as a file of a content folder. */
struct source {
  const char *id, *text;
};

static void publish_sources(const struct source *sources, size_t count) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct article article;
  struct error err = {""};
  const char *clash;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (size_t i = 0; i < count; i++) {
    struct arena memory;
    arena_init(&memory, 1 << 26);
    if (!article_from_markdown(&memory, str_of(sources[i].id), str_of(sources[i].text), &article, &err) ||
        !scratch_take(writer, &article, true, &clash, &err)) {
      fail_msg("%s", err.text);
    }
    arena_free(&memory);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

static size_t find_related(const char *id, struct search_related related[SEARCH_RELATED_MAX]) {
  struct article article;
  struct error err = {""};
  uint32_t number;
  size_t count = 0;
  assert_true(store_find(store, str_of(id), &number, &err) && number != 0);
  if (!store_article(store, number, &arena, &article, NULL, &err) ||
      !search_related(searcher, store, number, &article, &arena, related, &count, &err)) {
    fail_msg("%s: %s", id, err.text);
  }
  assert_true(count <= SEARCH_RELATED_MAX);
  for (size_t i = 0; i < count; i++) {
    assert_false(str_equal(related[i].id, str_of(id)));
    assert_true(related[i].score > 0 && (i == 0 || related[i].score <= related[i - 1].score));
  }
  return count;
}

/* The ids of what is related, in order: "a b c". */
static void expect_related(const char *id, const char *ids) {
  struct search_related related[SEARCH_RELATED_MAX];
  struct buf found;
  size_t count = find_related(id, related);
  buf_init(&found, 1 << 12);
  for (size_t i = 0; i < count; i++) {
    buf_add(&found, i > 0 ? STR(" ") : STR(""));
    buf_add(&found, related[i].id);
  }
  if (!str_equal(buf_str(&found), str_of(ids))) {
    fail_msg("%s: <%.*s>, not <%s>", id, STR_ARG(buf_str(&found)), ids);
  }
  buf_free(&found);
}

#define NEEDLE "# Needles\n\nA steroid injection through the cartilage by a surgeon. "

/* What no test is about, so that words are rare. */
#define FILLERS                                                                                                                  \
  {"f1", "# Bread\n\nFlour, yeast and water."}, {"f2", "# Chess\n\nA bishop takes the queen."},                                  \
      {"f3", "# Rain\n\nClouds over the valley."}, {"f4", "# Ships\n\nAnchors and masts."},                                      \
      {"f5", "# Clocks\n\nA pendulum swings."}, {                                                                                \
    "f6", "# Paint\n\nOil on canvas."                                                                                            \
  }

static void articles_that_share_telling_words_are_related(void **state) {
  (void)state;
  static const struct source sources[] = {
      {"jab.md", "# Steroid injection\n\nA needle reaches the joint.\n\n## Cartilage afterwards\n\nIt may suffer."},
      {"gel.md", "# Hyaluronic injection\n\nA needle, a joint, a gel. No steroid."},
      {"grow.md", "# Growing tomatoes\n\nWater them at noon."},
      {"repair.md", "# Cartilage repair\n\nA needle and a steroid repair neither the cartilage nor the joint."},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("jab.md", "gel.md repair.md");
  expect_related("grow.md", ""); /* that water is in another one, too, is chance */
  expect_related("f2", "");
  searcher_free(searcher);
  searcher = searcher_new();
  expect_related("jab.md", "gel.md repair.md");
}

static void titles_and_tags_speak_louder_than_texts(void **state) {
  (void)state;
  static const struct source sources[] = {
      {"a", "# Meniscus tear\n\nWhat the surgeon and the radiologist see."},
      {"text", "# Other\n\nA meniscus and its tear. The surgeon saw the meniscus and the tear."},
      {"title", "# Tear of the meniscus\n\nSome other text about much else that is somewhat longer than the rest."},
      {"tag1", "---\ntags: [sports medicine]\n---\n# Ankle\n\nIce and bandages for sprains."},
      {"tag2", "---\ntags: [Sports-Medicine]\n---\n# Elbow\n\nIce and bandages for strains."},
      {"no tag", "# Shoulder\n\nIce and bandages for bruises."},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("a", "title text");
  expect_related("tag1", "tag2");
}

static void related_articles_are_in_one_language(void **state) {
  (void)state;
  static const struct source sources[] = {
      {"a", "---\nlang: en\n---\n" NEEDLE},
      {"b", "---\nlang: en-GB\n---\n" NEEDLE "In Britain."},
      {"c", NEEDLE "Nobody says in which language."},
      {"d", "---\nlang: de\n---\n" NEEDLE},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("a", "b c");
  expect_related("d", "");
}

static void editions_and_superseded_articles_are_not_listed(void **state) {
  (void)state;
  static const struct source sources[] = {
      {"g/a.md", "---\nlang: en\ntranslations: {en-GB: ../g/b.md}\n---\n" NEEDLE},
      {"g/b.md", "---\nlang: en-GB\nurl: https://example.org/b\n---\n" NEEDLE},
      {"old.md", "---\nsuperseded_by: g/c.md\n---\n" NEEDLE "Long ago."},
      {"open.md", "---\nsuperseded_by:\n---\n" NEEDLE "A key without a value says nothing."},
      {"g/c.md", NEEDLE "Anew."},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("g/a.md", "g/c.md open.md");
  expect_related("g/b.md", "g/c.md open.md"); /* whichever of the two names the other */
  expect_related("old.md", "g/a.md g/b.md g/c.md open.md");
}

static void a_link_helps_and_is_not_enough(void **state) {
  (void)state;
  static const struct source sources[] = {
      {"from.md", "# Surgeon\n\nCartilage, steroid and needle. [First](z.md#x), [second](f1?q), [far](https://example.org/z)."},
      {"y.md", "# Surgeon\n\nCartilage here."},
      {"z.md", "# Surgeon\n\nCartilage here."},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("from.md", "z.md y.md");
  expect_related("y.md", "z.md from.md");
}

static void a_small_share_is_not_enough(void **state) {
  (void)state;
#define WOODS "Alder birch cedar elder. "
#define STONES                                                                                                                   \
  "Amber agate beryl coral flint garnet jasper opal onyx pearl quartz ruby sapphire topaz turquoise zircon marble slate "        \
  "granite basalt gypsum chalk pumice jet amethyst emerald diamond peridot."
  static const struct source sources[] = {
      {"much", "# Collections\n\n" WOODS STONES},
      {"few", "# Trees\n\n" WOODS},
      {"most", "# Jewels\n\n" STONES},
      FILLERS,
  };
  publish_sources(sources, COUNT_OF(sources));
  expect_related("much", "most"); /* four words are more than chance, and little of all that it is about */
  expect_related("few", "much");
}

static void of_a_long_article_the_beginning_counts(void **state) {
  (void)state;
  struct buf text;
  buf_init(&text, 1 << 24);
  buf_add(&text, STR("# Surgeon\n\n"));
  for (int i = 0; i < 200000; i++) {
    buf_format(&text, "w%dw ", i * 7 % 9973);
  }
  buf_add(&text, STR("pendulum pendulum pendulum"));
  buf_byte(&text, '\0');
  const struct source sources[] = {{"long", text.ptr}, {"y", "# Surgeon\n\nCartilage."}, FILLERS};
  publish_sources(sources, COUNT_OF(sources));
  expect_related("long", "y");
  expect_related("y", "long");
  buf_free(&text);
}

/* The articles of a folder of corpus/, added in order of name. */
static void add_corpus(struct store_writer *writer, const char *folder) {
  struct dirent **entries;
  char whole[1024];
  (void)snprintf(whole, sizeof whole, "%s/../corpus/%s", TESTS_DIR, folder);
  int count = scandir(whole, &entries, NULL, alphasort);
  assert_true(count > 0);
  for (int i = 0; i < count; i++) {
    struct arena memory;
    struct article article;
    struct error err = {""};
    const char *clash;
    char id[512];
    arena_init(&memory, 1 << 24);
    (void)snprintf(id, sizeof id, "%s%s", folder, entries[i]->d_name);
    if (str_ends_with(str_of(id), STR(".md")) && strcmp(id, "README.md") != 0 &&
        (!article_from_markdown(&memory, str_of(id), corpus_file(&memory, id), &article, &err) ||
         !scratch_take(writer, &article, true, &clash, &err))) {
      fail_msg("%s", err.text);
    }
    free(entries[i]);
    arena_free(&memory);
  }
  free(entries);
}

static void articles_of_the_corpus_have_few_and_fitting_ones(void **state) {
  (void)state;
  static const char *const folders[] = {"", "de/", "es/", "fr/", "zh/"};
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  bool met = false;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (size_t i = 0; i < COUNT_OF(folders); i++) {
    add_corpus(writer, folders[i]);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  for (uint32_t number = 1; number <= facts.articles; number++) {
    struct article article, other;
    struct search_related related[SEARCH_RELATED_MAX];
    uint32_t found;
    arena_reset(&arena);
    assert_true(store_article_facts(store, number, &arena, &article, &err));
    size_t count = find_related(article.id.ptr, related);
    for (size_t i = 0; i < count; i++) {
      assert_true(store_find(store, related[i].id, &found, &err) && store_article(store, found, &arena, &other, NULL, &err));
      assert_true(str_equal(other.lang, article.lang) && str_equal(other.title, related[i].title));
      met = met || (str_equal(article.id, STR("knee-injection.md")) && str_equal(other.id, STR("hyaluronic-acid-injection.md")));
    }
  }
  assert_true(met);
}

#endif
