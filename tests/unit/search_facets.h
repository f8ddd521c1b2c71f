/* How results are narrowed, counted and put in order of date. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_FACETS_H
#define MARROW_TESTS_SEARCH_FACETS_H

/* An index whose front-matter keys `keys` are filters; both lists end in NULL. */
static void open_filtered(const char *const *keys, const char *const *lines) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (; *keys != NULL; keys++) {
    assert_true(store_writer_facet(writer, str_of(*keys), &err));
  }
  for (; *lines != NULL; lines++) {
    scratch_add(writer, *lines);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

static const char *const keys[] = {"audience", "year", "reviewed", "__proto__", NULL};
static const char *const shelf[] = {
    LINE("a", "Knee", "Pain.", ",\"date\":\"2024-05-31\",\"tags\":[\"knee\",\"pain\"],\"audience\":\"Patients\",\"year\":2024"),
    LINE("b", "Knee", "Swelling and pain.",
         ",\"date\":\"2025-01-01\",\"tags\":[\"Knee\"],\"audience\":[\"doctors\",\"patients\"]"),
    LINE("c", "Knee", "Rest.", ",\"tags\":[\"knee\",\"rest\"],\"audience\":\"doctors\",\"reviewed\":true,\"__proto__\":\"x\""),
    LINE("d", "Knie", "Knee, Schmerz.", ",\"lang\":\"de\",\"year\":2.5,\"audience\":null"),
    LINE("e", "Hip", "Pain.", ",\"audience\":{\"a\":1}"),
    NULL,
};

/* The filters are given as "tag=knee audience=doctors". */
static struct search_answer narrow(const char *query, const char *filters, struct search_request request) {
  struct search_filter *list = arena_array(&arena, SEARCH_FILTERS_MAX, sizeof *list);
  struct str text = str_of(filters);
  for (size_t at = 0; at < text.len;) {
    size_t end = str_find(text, ' ', at), equals = str_find(text, '=', at);
    list[request.filter_count++] = (struct search_filter){str_slice(text, at, equals), str_slice(text, equals + 1, end)};
    at = end + 1;
  }
  request.query = str_of(query);
  request.limit = 10;
  request.filters = list;
  struct search_answer answer;
  struct error err = {""};
  if (!search_check(store, &request, &err) || !search_run(searcher, store, &request, &arena, &answer, &err)) {
    fail_msg("%s: %s", filters, err.text);
  }
  return answer;
}

static void expect_ids(struct search_answer answer, const char *ids) {
  expect_ids_of("the filters", answer, ids);
  assert_int_equal(answer.total, answer.hit_count);
}

/* The counts of one facet: "knee 2,rest 1". */
static void expect_counts(const char *query, const char *filters, const char *facet, const char *counts) {
  struct str name = str_of(facet);
  struct search_answer answer = narrow(query, filters, (struct search_request){.facets = &name, .facet_count = 1});
  struct buf found;
  buf_init(&found, 1 << 12);
  assert_int_equal(answer.facet_count, 1);
  for (size_t i = 0; i < answer.facets[0].count; i++) {
    struct search_count count = answer.facets[0].counts[i];
    buf_format(&found, "%s%.*s %u%s", i > 0 ? "," : "", STR_ARG(count.value), (unsigned)count.articles, count.chosen ? "!" : "");
  }
  if (!str_equal(buf_str(&found), str_of(counts))) {
    fail_msg("%s %s: <%.*s>, not <%s>", filters, facet, STR_ARG(buf_str(&found)), counts);
  }
  buf_free(&found);
}

static void results_are_narrowed_by_what_articles_say(void **state) {
  (void)state;
  struct search_request by_date = {.by_date = true};
  open_filtered(keys, shelf);
  expect_ids(narrow("knee", "tag=KNEE", by_date), "b a c");
  expect_ids(narrow("knee", "tag=knee tag=pain", by_date), "a");
  expect_ids(narrow("knee", "audience=patients", by_date), "b a");
  expect_ids(narrow("knee", "audience=patients audience=doctors", by_date), "b a c");
  expect_ids(narrow("knee", "audience=doctors tag=rest", by_date), "c");
  expect_ids(narrow("knee", "year=2024", by_date), "a");
  expect_ids(narrow("knee", "year=2.5", by_date), "d");
  expect_ids(narrow("knee", "reviewed=true", by_date), "c");
  expect_ids(narrow("knee", "__proto__=x", by_date), "c");
  expect_ids(narrow("knee", "audience=nobody", by_date), "");
  expect_ids(narrow("knee", "audience=\xff", by_date), "");
  expect_ids(narrow("knee", "lang=de", by_date), "d");
}

static void dates_are_ranges_of_days_months_or_years(void **state) {
  (void)state;
  open_filtered(keys, shelf);
#define DATES(from, to) ((struct search_request){.since = STR(from), .until = STR(to), .by_date = true})
  expect_ids(narrow("knee", "", DATES("2024", "")), "b a");
  expect_ids(narrow("knee", "", DATES("", "2024")), "a");
  expect_ids(narrow("knee", "", DATES("2024-05-31", "2024-05-31")), "a");
  expect_ids(narrow("knee", "", DATES("2024-06", "2025-01")), "b");
  expect_ids(narrow("knee", "", DATES("2026", "2023")), "");
}

static void without_words_filters_list_articles(void **state) {
  (void)state;
  open_filtered(keys, shelf);
  expect_ids(narrow("", "audience=doctors", (struct search_request){0}), "b c");
  expect_ids(narrow("", "tag=knee tag=pain", (struct search_request){0}), "a");
  expect_ids(narrow("", "", (struct search_request){0}), "");
  assert_true(narrow("", "tag=rest", (struct search_request){0}).hits[0].section_count > 0);
}

static void counts_say_what_choosing_a_value_brings(void **state) {
  (void)state;
  open_filtered(keys, shelf);
  expect_counts("knee", "", "tag", "knee 3,pain 1,rest 1");
  expect_counts("knee", "tag=knee", "tag", "knee 3!,pain 1,rest 1");
  expect_counts("knee", "tag=pain", "tag", "knee 1,pain 1!");
  expect_counts("knee", "audience=patients", "audience", "Patients 2!,doctors 2");
  expect_counts("knee", "audience=patients tag=rest", "audience", "doctors 1,Patients 0!");
  expect_counts("knee", "audience=patients", "tag", "knee 2,pain 1");
  expect_counts("knee", "lang=de", "lang", "en 3,de 1!");
  expect_counts("", "tag=knee", "lang", "en 3");
  expect_counts("", "tag=pain", "tag", "knee 1,pain 1!");
}

/* Of every value that is counted: the count is the total once it is chosen. */
static void expect_true_counts(const char *query, const char *filters) {
  static const struct str names[] = {STR("tag"), STR("lang"), STR("audience")};
  struct search_answer answer = narrow(query, filters, (struct search_request){.facets = names, .facet_count = COUNT_OF(names)});
  for (size_t i = 0; i < answer.facet_count; i++) {
    for (size_t k = 0; k < answer.facets[i].count; k++) {
      const struct search_count *count = &answer.facets[i].counts[k];
      const char *lang = i == 1 ? strstr(filters, "lang=") : NULL; /* stands last: another one comes in its place */
      int others = (int)(lang != NULL ? (size_t)(lang - filters) : strlen(filters));
      struct str chosen = arena_format(&arena, "%.*s%s%.*s=%.*s", others, filters, others > 0 && lang == NULL ? " " : "",
                                       STR_ARG(answer.facets[i].name), STR_ARG(count->value));
      struct search_answer narrowed = narrow(query, chosen.ptr, (struct search_request){.limit = 10});
      if (!count->chosen && narrowed.total != count->articles) {
        fail_msg("%s, %s: %u were promised, %u came", query, chosen.ptr, (unsigned)count->articles, (unsigned)narrowed.total);
      }
    }
  }
}

/* A filter that leaves few articles with all words brings no others, where there are enough without it. */
static void filters_do_not_widen(void **state) {
  (void)state;
  char texts[40][256];
  const char *lines[41] = {NULL};
  for (size_t i = 0; i < 40; i++) {
    (void)snprintf(texts[i], sizeof texts[i],
                   "{\"id\":\"%zu\",\"title\":\"%s\",\"text\":\"%s\",\"tags\":[\"%s\"],\"lang\":\"%s\"}", i,
                   i % 2 == 0 ? "knee" : "hip",
                   i < 24   ? "knee pain"
                   : i < 36 ? "pain"
                            : "knee",
                   i % 3 == 0 ? "third"
                   : i > 21   ? "late"
                              : "early",
                   i % 8 == 3 ? "de" : "en");
    lines[i] = texts[i];
  }
  open_filtered((const char *const[]){"audience", NULL}, lines);
  static const char *const queries[] = {"knee pain", "knee", "knee pain hip", "knee pain nothing", "what is the knee pain"};
  static const char *const filters[] = {"", "tag=third", "tag=late", "lang=de", "tag=early lang=de", "tag=none"};
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    for (size_t k = 0; k < COUNT_OF(filters); k++) {
      expect_true_counts(queries[i], filters[k]);
    }
  }
  assert_int_equal(narrow("knee pain", "tag=late", (struct search_request){0}).total, 6);
  assert_int_equal(narrow("knee pain", "lang=de", (struct search_request){0}).total, 3);
  struct search_answer none = narrow("hip pain", "tag=late tag=third", (struct search_request){0});
  assert_int_equal(none.total, 0);
}

static void what_cannot_be_asked_is_said(void **state) {
  (void)state;
  open_filtered(keys, shelf);
  static const struct {
    struct search_filter filter;
    const char *since, *facet, *says;
  } bad[] = {
      {{STR("audiense"), STR("x")}, "", "tag", "there is no filter \"audiense\"; did you mean audience?"},
      {{STR("colour"), STR("x")}, "", "tag", "this index has: tag, lang, audience, year, reviewed, __proto__, topic"},
      {{STR("constructor"), STR("x")}, "", "tag", "there is no filter"},
      {{STR(""), STR("x")}, "", "tag", "there is no filter \"\""},
      {{STR("tag"), STR("x")}, "", "tags", "did you mean tag?"},
      {{STR("tag"), STR("x")}, "2024-13", "tag", "since must be a date"},
      {{STR("tag"), STR("x")}, "2024-", "tag", "since must be a date"},
      {{STR("tag"), STR("x")}, "24", "tag", "since must be a date"},
      {{STR("tag"), STR("x")}, "2024-05-31-01", "tag", "since must be a date"},
      {{STR("tag"), STR("x")}, "2024x05", "tag", "since must be a date"},
  };
  for (size_t i = 0; i < COUNT_OF(bad); i++) {
    struct str facet = str_of(bad[i].facet);
    struct search_request request = {.query = STR("knee"),
                                     .limit = 10,
                                     .filters = &bad[i].filter,
                                     .filter_count = 1,
                                     .facets = &facet,
                                     .facet_count = 1,
                                     .since = str_of(bad[i].since)};
    struct error err = {""};
    assert_false(search_check(store, &request, &err));
    if (strstr(err.text, bad[i].says) == NULL) {
      fail_msg("<%s> does not say <%s>", err.text, bad[i].says);
    }
  }
}

static void keys_that_cannot_be_filters_are_refused(void **state) {
  (void)state;
  struct store_writer *writer = NULL;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_false(store_writer_facet(writer, STR("a:b"), &err));
  assert_false(store_writer_facet(writer, STR(""), &err));
  assert_false(store_writer_facet(writer, STR("a\0b"), &err));
  char name[16];
  for (int i = 0; i < STORE_FACETS_MAX - 2; i++) {
    (void)snprintf(name, sizeof name, "k%d", i);
    assert_true(store_writer_facet(writer, str_of(name), &err));
  }
  assert_true(store_writer_facet(writer, STR("k0"), &err)); /* once more is no further one */
  assert_false(store_writer_facet(writer, STR("k"), &err));
  store_writer_abandon(writer);
}

static void many_and_long_values_are_bounded(void **state) {
  (void)state;
  enum { ARTICLES = 10000, LONG = 1 << 20 };
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  char line[128];
  assert_true(store_writer_open(scratch.index, &writer, &err) && store_writer_facet(writer, STR("key"), &err));
  for (int i = 0; i < ARTICLES; i++) {
    (void)snprintf(line, sizeof line, "{\"id\":\"%d\",\"title\":\"Knee\",\"key\":\"value %05d\"}", i, i);
    scratch_add(writer, line);
  }
  char *large = malloc(LONG + 128);
  assert_non_null(large);
  int begun = sprintf(large, "{\"id\":\"long\",\"title\":\"Knee\",\"key\":[\"short\",\"");
  memset(large + begun, 'x', LONG);
  (void)strcpy(large + begun + LONG, "\"]}");
  scratch_add(writer, large);
  free(large);
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  struct str name = STR("key");
  struct search_answer answer = narrow("knee", "key=value-09999", (struct search_request){.facets = &name, .facet_count = 1});
  expect_ids(answer, "9999");
  assert_int_equal(answer.facets[0].count, SEARCH_COUNTS_MAX + 1); /* the chosen one behind the others */
  assert_true(str_equal(answer.facets[0].counts[SEARCH_COUNTS_MAX].value, STR("value 09999")));
  assert_int_equal(answer.facets[0].more, ARTICLES + 1 - SEARCH_COUNTS_MAX - 1);
}

#endif
