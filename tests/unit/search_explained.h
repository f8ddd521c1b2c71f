/* What `explain` says of an article: parts that add up, variants, windows, rivals, barriers. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_EXPLAINED_H
#define MARROW_TESTS_SEARCH_EXPLAINED_H

static struct search_explanation explain(struct search_request request, const char *id) {
  struct search_explanation explanation;
  struct error err = {""};
  uint32_t article;
  assert_true(store_find(store, str_of(id), &article, &err) && article > 0);
  if (!search_explain(searcher, store, &request, article, &arena, &explanation, &err)) {
    fail_msg("%.*s, %s: %s", STR_ARG(request.query), id, err.text);
  }
  assert_true(str_equal(explanation.hit.id, str_of(id)));
  return explanation;
}

static struct search_explanation explain_query(const char *query, const char *id) {
  return explain((struct search_request){.query = str_of(query)}, id);
}

/* Equal but for the order of adding. */
static void assert_same(double a, double b) {
  if (!(a - b < 1e-9 && b - a < 1e-9)) {
    fail_msg("%.12f is not %.12f", a, b);
  }
}

static double sum_of(const struct search_hit *hit) {
  double sum = 0;
  for (size_t i = 0; i < hit->part_count; i++) {
    sum += hit->parts[i].points;
  }
  return sum;
}

/* The differences are all there is between the two scores, biggest first, and each is between parts of the two hits. */
static void check_rival(const struct search_explanation *explanation, const struct search_rival *rival) {
  double sum = 0, last = 1e9;
  for (size_t i = 0; i < rival->count; i++) {
    const struct search_difference *difference = &rival->list[i];
    double mine = difference->mine == NULL ? 0 : difference->mine->points;
    double theirs = difference->theirs == NULL ? 0 : difference->theirs->points;
    double size = theirs > mine ? theirs - mine : mine - theirs;
    assert_true(size > 0 && size <= last);
    assert_true(difference->mine != NULL || difference->theirs != NULL);
    last = size;
    sum += theirs - mine;
  }
  assert_same(sum_of(&rival->hit), rival->hit.score);
  assert_same(sum, rival->hit.score - explanation->hit.score);
}

static void check_explanation(const char *query, const struct search_answer *answer, const char *id) {
  struct search_explanation explanation = explain_query(query, id);
  size_t position = 0;
  for (size_t i = 0; i < answer->hit_count; i++) {
    position = str_equal(answer->hits[i].id, str_of(id)) ? i + 1 : position;
  }
  assert_int_equal(explanation.position, position);
  assert_int_equal(explanation.answer.total, answer->total);
  assert_same(sum_of(&explanation.hit), explanation.hit.score);
  assert_int_equal(explanation.rival_count, position == 0 ? 0 : position < 3 ? position - 1 : 2);
  if (position == 0) {
    bool asked = false;
    for (size_t i = 0; i < explanation.asked_count; i++) {
      asked = asked || explanation.asked[i].role == ASKED_FOR || explanation.asked[i].role == ASKED_UNKNOWN;
    }
    assert_true(!asked || explanation.barrier_count + explanation.hit.missing_count > 0);
    return;
  }
  assert_same(explanation.hit.score, answer->hits[position - 1].score);
  for (size_t i = 0; i < explanation.rival_count; i++) {
    const struct search_rival *rival = &explanation.rivals[i];
    assert_int_equal(rival->position, i == 0 ? position - 1 : 1);
    assert_true(str_equal(rival->hit.id, answer->hits[rival->position - 1].id));
    check_rival(&explanation, rival);
  }
}

static void an_explanation_adds_up_to_what_search_answers(void **state) {
  (void)state;
  static const char *const queries[] = {"knee injection",
                                        "knee",
                                        "hip OR heels pain",
                                        "title:knee zzz",
                                        "K-L shoes",
                                        "inj* kne*",
                                        "knee -needle",
                                        "injektion of knees",
                                        "groin",
                                        "\"a needle\"",
                                        "a",
                                        "knee hip knee"};
  static const char *const ids[] = {"knee", "hip", "cartilage", "shoe"};
  open_index(clinic);
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    struct search_answer answer = ask(queries[i]);
    for (size_t k = 0; k < COUNT_OF(ids); k++) {
      check_explanation(queries[i], &answer, ids[k]);
    }
  }
}

static const struct search_variant *find_variant(const struct search_asked *asked, enum search_variant_kind kind) {
  for (size_t i = 0; i < asked->term_count; i++) {
    for (size_t k = 0; k < asked->terms[i].variant_count; k++) {
      if (asked->terms[i].variants[k].kind == kind) {
        return &asked->terms[i].variants[k];
      }
    }
  }
  fail_msg("%.*s has no variant %d", STR_ARG(asked->text), (int)kind);
  return NULL;
}

static void expect_variant(const struct search_asked *asked, enum search_variant_kind kind, const char *text, uint64_t articles) {
  const struct search_variant *variant = find_variant(asked, kind);
  if (!str_equal(variant->text, str_of(text)) || variant->articles != articles) {
    fail_msg("<%.*s> in %u articles, not <%s> in %u", STR_ARG(variant->text), (unsigned)variant->articles, text,
             (unsigned)articles);
  }
}

static void the_words_of_a_query_are_explained(void **state) {
  (void)state;
  publish_with(scratch.index, "synonyms.txt", "# remark\n[en]\nsurgery, operation\n\nside => flank\n");
  store = scratch_open(scratch.index);
  struct search_explanation explanation = explain_query("the zzz surgereis -lateral", "surgery");
  static const enum search_asked_role roles[] = {ASKED_FUNCTION, ASKED_UNKNOWN, ASKED_FOR, ASKED_EXCLUDED};
  assert_int_equal(explanation.asked_count, COUNT_OF(roles));
  for (size_t i = 0; i < COUNT_OF(roles); i++) {
    assert_int_equal(explanation.asked[i].role, roles[i]);
  }
  const struct search_asked *corrected = &explanation.asked[2];
  assert_true(str_equal(corrected->text, STR("surgeries")) && str_equal(corrected->was, STR("surgereis")));
  assert_int_equal(explanation.asked[1].was.len, 0);
  expect_variant(corrected, VARIANT_TYPED, "surgeries", 1);
  expect_variant(corrected, VARIANT_STEM, "surgeri", 1);
  explanation = explain_query("operation", "surgery");
  const struct search_variant *synonym = find_variant(&explanation.asked[0], VARIANT_SYNONYM);
  expect_variant(&explanation.asked[0], VARIANT_SYNONYM, "surgery", 1);
  assert_int_equal(synonym->line, 3);
  assert_true(str_equal(synonym->source, STR("surgery, operation")) && synonym->share < 1 && !synonym->harvested);
}

static void ways_to_look_for_a_word_are_named(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("x", "X-ray", "An X-ray. Injections and injected things in dataSource.", ""),
      LINE("ja", "膝関節", "注射について。", ",\"lang\":\"ja\""),
      NULL,
  };
  open_index(lines);
  struct search_explanation explanation = explain_query("x-ray \"an x-ray\" inject*", "x");
  expect_variant(&explanation.asked[0], VARIANT_WHOLE, "xray", 1);
  expect_variant(&explanation.asked[1], VARIANT_PHRASE, "an x ray", 1);
  expect_variant(&explanation.asked[2], VARIANT_PREFIX, "inject", 1);
  explanation = explain_query("関節", "ja");
  expect_variant(&explanation.asked[0], VARIANT_PAIR, "関節", 1);
  explanation = explain_query("source", "x");
  expect_variant(&explanation.asked[0], VARIANT_PART, "sourc", 1);
  explanation = explain((struct search_request){.query = STR("thing"), .typing = true}, "x");
  expect_variant(&explanation.asked[0], VARIANT_COMPLETION, "thing", 1);
  explanation = explain_query("title:x", "x");
  expect_variant(&explanation.asked[0], VARIANT_STEM, "x", 1);
}

static void windows_say_where_words_stand_close(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("knee", "Knee, injection", "Knee one two injection.\\n## After it\\nAn injection into the knee. " FILLER, ""),
      LINE("hip", "Hip", "Knee. " FILLER ". Injection.", ""),
      NULL,
  };
  open_index(lines);
  struct search_explanation explanation = explain_query("knee injection", "knee");
  assert_int_equal(explanation.pair_count, 1);
  const struct search_pair *pair = &explanation.pairs[0];
  assert_true(str_equal(pair->first, STR("knee")) && str_equal(pair->second, STR("injection")));
  assert_int_equal(pair->window_count, 3);
  assert_true(pair->places >= 3 && pair->points > 0);
  assert_true(pair->windows[0].title && pair->windows[0].distance == 1);
  assert_true(str_equal(pair->windows[0].text, STR("Knee, injection")));
  assert_true(!pair->windows[1].title && pair->windows[1].distance == 3 && pair->windows[1].section.len == 0);
  assert_true(str_equal(pair->windows[1].text, STR("Knee one two injection")));
  assert_true(str_equal(pair->windows[2].text, STR("injection into the knee")));
  assert_true(str_equal(pair->windows[2].section, STR("After it")));
  assert_int_equal(explain_query("knee injection", "hip").pair_count, 0);
}

static void expect_barrier(struct search_request request, const char *id, int kind, const char *wanted, const char *has) {
  struct search_explanation explanation = explain(request, id);
  assert_int_equal(explanation.position, 0);
  assert_int_equal(explanation.barrier_count, 1);
  const struct search_barrier *barrier = &explanation.barriers[0];
  assert_int_equal(barrier->kind, kind);
  assert_true(str_equal(barrier->wanted, str_of(wanted)));
  assert_int_equal(barrier->has_count, *has != '\0');
  assert_true(barrier->has_count == 0 || str_equal(barrier->has[0], str_of(has)));
}

/* More articles with a word than an explanation ranks: the last one's are behind all others, and it is still said why. */
static void an_explanation_has_a_bound(void **state) {
  (void)state;
  enum { COUNT = SEARCH_EXPLAINED_MAX + 2 };
  static char lines[COUNT][64];
  static const char *list[COUNT + 1];
  for (size_t i = 0; i < COUNT; i++) {
    (void)snprintf(lines[i], sizeof lines[i], "{\"id\":\"n%05zu\",\"text\":\"knee%s\"}", i, i % 2 == 0 ? " hip" : "");
    list[i] = lines[i];
  }
  open_index(list);
  struct search_explanation explanation = explain_query("knee", "n00001");
  assert_int_equal(explanation.position, 1);
  explanation = explain_query("knee", "n10101");
  assert_true(explanation.position > 0);
  expect_barrier((struct search_request){.query = STR("knee")}, "n10100", BARRIER_PLACE, "10100", "");
  explanation = explain_query("knee hip", "n00001");
  assert_int_equal(explanation.barrier_count, 0); /* it lacks a word */
  assert_int_equal(explanation.hit.missing_count, 1);
}

static void what_keeps_an_article_out_is_said(void **state) {
  (void)state;
  open_filtered(keys, shelf);
  const struct search_filter rest = {STR("tag"), STR("rest")};
  const struct search_filter audience[] = {{STR("audience"), STR("nurses")}, {STR("audience"), STR("doctors")}};
  struct search_request knee = {.query = STR("knee")}, request = knee;
  request.filters = &rest;
  request.filter_count = 1;
  expect_barrier(request, "b", BARRIER_FILTER, "rest", "knee");
  assert_int_equal(explain(request, "c").position, 1);
  request.filters = audience;
  request.filter_count = 2;
  assert_true(explain(request, "b").position > 0); /* one of them is enough */
  request.filter_count = 1;
  expect_barrier(request, "d", BARRIER_FILTER, "nurses", "");
  request = knee;
  request.lang = STR("en");
  expect_barrier(request, "d", BARRIER_FILTER, "en", "de");
  request = knee;
  request.since = STR("2024-06");
  expect_barrier(request, "a", BARRIER_SINCE, "2024-06", "2024-05-31");
  expect_barrier(request, "c", BARRIER_SINCE, "2024-06", "");
  request = knee;
  request.until = STR("2024");
  expect_barrier(request, "b", BARRIER_UNTIL, "2024", "2025-01-01");
  expect_barrier((struct search_request){.query = STR("knee -rest -swelling -zzz")}, "b", BARRIER_EXCLUDED, "swelling", "");
  struct search_explanation lacking = explain_query("knee", "e");
  assert_true(lacking.position == 0 && lacking.barrier_count == 0 && str_equal(lacking.hit.missing[0], STR("knee")));
}

#endif
