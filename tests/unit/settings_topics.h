/* What topics.yaml says. For settings_test.c. */
#ifndef MARROW_TESTS_SETTINGS_TOPICS_H
#define MARROW_TESTS_SETTINGS_TOPICS_H

static const char some_topics[] = "start:\n"
                                  "  en: {title: Joints, text: Plain answers., try: [knee pain, 'hip']}\n"
                                  "  de: {title: Gelenke}\n"
                                  "topics:\n"
                                  "  - id: knee-1\n"
                                  "    tags: [knee, Hip]\n"
                                  "    title: {en: Knee and hip, de: Knie, pt-BR: Joelho}\n"
                                  "    text:\n"
                                  "      en: On\n"
                                  "        joints.\n"
                                  "  - {id: law, tags: [law], title: The law}\n";

static void topics_are_read(void **state) {
  (void)state;
  struct arena arena;
  struct topics topics;
  struct error err;
  arena_init(&arena, MEMORY);
  assert_true(topics_read(&arena, str_of(some_topics), &topics, &err));
  assert_int_equal(topics.count, 2);
  assert_string_equal(topics.list[0].id.ptr, "knee-1");
  assert_int_equal(topics.list[0].line, 5);
  assert_int_equal(topics.list[0].tag_count, 2);
  assert_string_equal(topics.list[0].tags[1].ptr, "Hip");
  assert_string_equal(topics_text_in(&topics.list[0].texts, STR("de")).ptr, "On joints.");
  assert_int_equal(topics.list[1].texts.count, 0);
  assert_int_equal(topics_text_in(&topics.list[1].texts, STR("de")).len, 0);
  const struct topics_start *start = topics_start_in(&topics, STR("fr"));
  assert_string_equal(start->title.ptr, "Joints");
  assert_int_equal(start->try_count, 2);
  assert_string_equal(start->tries[1].ptr, "hip");
  assert_string_equal(topics_start_in(&topics, STR("de-AT"))->title.ptr, "Gelenke");
  arena_free(&arena);
}

static void topics_are_called_in_the_language_of_their_readers(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"en", "Knee and hip"}, {"de", "Knie"},         {"de-CH", "Knie"},   {"pt-BR", "Joelho"},
                                        {"pt", "Joelho"},       {"fr", "Knee and hip"}, {"", "Knee and hip"}};
  struct arena arena;
  struct topics topics;
  struct error err;
  arena_init(&arena, MEMORY);
  assert_true(topics_read(&arena, str_of(some_topics), &topics, &err));
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_string_equal(topics_text_in(&topics.list[0].titles, str_of(rows[i][0])).ptr, rows[i][1]);
    assert_string_equal(topics_text_in(&topics.list[1].titles, str_of(rows[i][0])).ptr, "The law");
  }
  assert_true(topics_read(&arena, STR("# none\n"), &topics, &err));
  assert_int_equal(topics.count, 0);
  assert_null(topics_start_in(&topics, STR("en")));
  arena_free(&arena);
}

static void a_mistake_in_topics_is_told_with_its_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *sentence;
  } rows[] = {
      {"\ntopic: []", "topics.yaml:2: there is no key \"topic\" here; docs/configuration.md lists all"},
      {"topics: {}",
       "topics.yaml:1: topics takes a list of at most 200 topics, as in topics: [{id: knee, tags: [knee], title: Knee}]"},
      {"topics: [{id: a, tags: [b]}]", "topics.yaml:1: a topic needs an id, tags and a title; add what it lacks"},
      {"topics: [{id: a/b, tags: [b], title: c}]",
       "topics.yaml:1: id takes at most 64 letters, digits and hyphens, as in id: knee-pain"},
      {"topics:\n - {id: a, tags: [b], title: c}\n - {id: a, tags: [b], title: c}",
       "topics.yaml:3: the topic \"a\" stands twice; give one of them another id"},
      {"topics: [{id: a, tags: [], title: c}]", "topics.yaml:1: tags takes a list of 1 to 256 tags, as in tags: [knee, hip]"},
      {"topics: [{id: a, tags: [b], title: {'not a tag': c}}]",
       "topics.yaml:1: \"not a tag\" is no language tag, as en is; correct it"},
      {"topics: [{id: a, tags: [b], title: [c]}]",
       "topics.yaml:1: title takes a text, or texts by language, as in title: {en: Joints, de: Gelenke}"},
      {"start: {en: Joints}",
       "topics.yaml:1: start takes a map from languages to title, text and try, as in start: {en: {title: Joints}}"},
      {"start: {en: {titel: Joints}}", "topics.yaml:1: there is no key \"titel\" here; docs/configuration.md lists all"},
      {"start: {en: {try: knee}}", "topics.yaml:1: try takes a list of 1 to 12 queries, as in try: [knee pain]"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct arena arena;
    struct topics topics;
    struct error err = {""};
    arena_init(&arena, MEMORY);
    assert_false(topics_read(&arena, str_of(rows[i].text), &topics, &err));
    assert_string_equal(err.text, rows[i].sentence);
    arena_free(&arena);
  }
}

static void any_bytes_are_topics_or_refused(void **state) {
  (void)state;
  char changed[sizeof some_topics];
  for (size_t i = 0; i + 1 < sizeof some_topics; i++) {
    for (unsigned byte = 0; byte < 256; byte += 15) {
      struct arena arena;
      struct topics topics;
      struct error err = {""};
      memcpy(changed, some_topics, sizeof changed);
      changed[i] = (char)byte;
      arena_init(&arena, MEMORY);
      bool read = topics_read(&arena, (struct str){changed, sizeof changed - 1}, &topics, &err);
      assert_true(read || strncmp(err.text, "topics.yaml:", strlen("topics.yaml:")) == 0);
      arena_free(&arena);
    }
  }
}

#endif
