/* Topics and folders: where an article belongs. For search_test.c, behind search_pins.h. */
#ifndef MARROW_TESTS_SEARCH_TOPICS_H
#define MARROW_TESTS_SEARCH_TOPICS_H

static const char two_topics[] = "start: {en: {title: Joints, try: [knee]}}\n"
                                 "topics:\n"
                                 "- {id: care, tags: [Needle, brace], title: {en: Care, de: Pflege}}\n"
                                 "- {id: empty, tags: [nothing], title: Nothing}\n"
                                 "- {id: knee, tags: [knee, needle], title: Knee, text: On knees.}\n";

#define TAGGED(id, tags, more) LINE(id, "Knee " id, "A knee.", ",\"tags\":[" tags "]" more)

static const char *const tagged[] = {
    TAGGED("a.md", "\"other\",\"knee\",\"needle\"", ""),
    TAGGED("guides/b.md", "\"needle\"", ""),
    TAGGED("de/guides/home/c.md", "\"other\"", ",\"lang\":\"de-AT\""),
    TAGGED("guides/index.md", "", ""),
    TAGGED("guides/deep/d.md", "", ",\"boost\":2"),
    TAGGED("de/e.md", "\"brace\"", ",\"lang\":\"de\""),
    TAGGED("f.md", "\"knee\",\"brace\"", ",\"boost\":3"),
    NULL,
};

static void open_topics(const char *topics) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_true(topics == NULL || store_writer_resource(writer, STR(TOPICS_FILE), str_of(topics), &err));
  for (size_t i = 0; tagged[i] != NULL; i++) {
    scratch_add(writer, tagged[i]);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

/* "Care=care", "Knee guides(/articles/guides/index) > deep": titles, with a topic's id or a page's address. */
static void expect_crumbs(const struct search_answer *answer, const char *id, const char *expected) {
  struct buf said;
  buf_init(&said, 1 << 12);
  for (size_t i = 0; i < answer->hit_count; i++) {
    const struct search_hit *hit = &answer->hits[i];
    for (size_t k = 0; str_equal(hit->id, str_of(id)) && k < hit->crumb_count; k++) {
      const struct search_crumb *crumb = &hit->crumbs[k];
      buf_format(&said, "%s%.*s", k > 0 ? " > " : "", STR_ARG(crumb->title));
      buf_format(&said,
                 crumb->topic.len > 0 ? "=%.*s"
                 : crumb->url.len > 0 ? "(%.*s)"
                                      : "%.*s",
                 STR_ARG(crumb->topic.len > 0 ? crumb->topic : crumb->url));
    }
  }
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", id, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void hits_say_which_topic_they_belong_to(void **state) {
  (void)state;
  open_topics(two_topics);
  struct search_answer answer = ask("knee");
  assert_int_equal(answer.hit_count, 7);
  expect_crumbs(&answer, "a.md", "Knee=knee"); /* by its first tag of a topic */
  expect_crumbs(&answer, "guides/b.md", "Care=care");
  expect_crumbs(&answer, "de/e.md", "Pflege=care");
}

static void hits_without_a_topic_say_which_folders_they_lie_in(void **state) {
  (void)state;
  open_topics(two_topics);
  struct search_answer answer = ask("knee");
  expect_crumbs(&answer, "de/guides/home/c.md", "guides > home");
  expect_crumbs(&answer, "guides/index.md", "");
  expect_crumbs(&answer, "guides/deep/d.md", "Knee guides/index.md(/articles/guides/index.md) > deep");
  store_close(store);
  open_topics(NULL);
  answer = ask("knee");
  expect_crumbs(&answer, "guides/b.md", "Knee guides/index.md(/articles/guides/index.md)");
  expect_crumbs(&answer, "a.md", "");
}

/* "knee: 7 1; ": topics by id with the numbers of their articles. */
static void expect_topics(const char *lang, const char *title, const char *expected) {
  struct search_topics topics;
  struct error err = {""};
  struct buf said;
  buf_init(&said, 1 << 12);
  if (!search_topics(searcher, store, str_of(lang), &arena, &topics, &err)) {
    fail_msg("%s", err.text);
  }
  assert_true(str_equal(topics.title, str_of(title)));
  for (size_t i = 0; i < topics.count; i++) {
    buf_format(&said, "%.*s %.*s:", STR_ARG(topics.list[i].id), STR_ARG(topics.list[i].title));
    for (size_t k = 0; k < topics.list[i].article_count; k++) {
      buf_format(&said, " %u", (unsigned)topics.list[i].articles[k]);
    }
    buf_add(&said, STR("; "));
  }
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", lang, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void topics_have_the_articles_of_their_tags(void **state) {
  (void)state;
  open_topics(two_topics);
  expect_topics("", "Joints", "care Care: 7 1 2 6; knee Knee: 7 1 2; ");
  expect_topics("en", "Joints", "care Care: 7 1 2; knee Knee: 7 1 2; ");
  expect_topics("de-CH", "Joints", "care Pflege: 6; ");
  expect_topics("fr", "Joints", "");
  store_close(store);
  open_topics(NULL);
  expect_topics("en", "", "");
  store_close(store);
  open_topics("topics: ["); /* which indexing would not have kept */
  expect_topics("en", "", "");
}

static void results_are_narrowed_by_topic(void **state) {
  (void)state;
  open_topics(two_topics);
  expect_counts("knee", "", "topic", "care 4,knee 3");
  expect_ids(narrow("", "topic=care", (struct search_request){.browse = true}), "a.md guides/b.md de/e.md f.md");
  expect_counts("", "topic=Care lang=de", "topic", "care 1!");
  expect_ids(narrow("", "topic=care topic=knee tag=knee", (struct search_request){.browse = true}), "a.md f.md");
  expect_ids(narrow("knee", "topic=brace", (struct search_request){0}), "");
  struct str name = STR("topic");
  struct search_answer answer = narrow("knee", "", (struct search_request){.facets = &name, .facet_count = 1});
  assert_true(str_equal(topics_text_in(answer.facets[0].counts[0].titles, STR("de")), STR("Pflege")));
  assert_false(answer.facets[0].repeats);
  store_close(store);
  open_topics(NULL); /* tags stand for topics then */
  expect_counts("knee", "", "topic", "brace 2,knee 2,needle 2,other 2");
  expect_ids(narrow("", "topic=brace", (struct search_request){.browse = true}), "de/e.md f.md");
  answer = narrow("knee", "", (struct search_request){.facets = &name, .facet_count = 1});
  assert_true(answer.facets[0].repeats && answer.facets[0].counts[0].titles == NULL);
}

static void an_article_has_the_breadcrumb_of_its_hit(void **state) {
  (void)state;
  struct error err = {""};
  struct search_crumb *crumbs;
  struct article article;
  size_t count;
  open_topics(two_topics);
  assert_true(store_article_facts(store, 6, &arena, &article, &err));
  assert_true(search_breadcrumb(searcher, store, 6, &article, &arena, &crumbs, &count, &err));
  assert_int_equal(count, 1);
  assert_true(str_equal(crumbs[0].title, STR("Pflege")));
}

#endif
