/* What a card says beside its passages. For search_test.c, behind search_languages.h. */
#ifndef MARROW_TESTS_SEARCH_CARDS_H
#define MARROW_TESTS_SEARCH_CARDS_H

static void sections_say_which_headings_they_stand_under(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Knee",
           "Start.\\n## Care\\nRest.\\n### At home\\nIce.\\n##### In bed\\nPillow.\\n### At work\\n"
           "Chair.\\n#### Desk\\nLamp.\\n## Risks\\nInfection.",
           ""),
      NULL};
  static const char *const cases[][2] = {{"start", ""},     {"rest", ""},
                                         {"ice", "Care"},   {"pillow", "Care > At home"},
                                         {"chair", "Care"}, {"lamp", "Care > At work"},
                                         {"infection", ""}};
  open_index(lines);
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct search_section section = ask(cases[i][0]).hits[0].sections[0];
    struct buf path;
    buf_init(&path, 1 << 10);
    for (size_t k = 0; k < section.above_count; k++) {
      buf_add(&path, k > 0 ? STR(" > ") : STR(""));
      buf_add(&path, section.above[k]);
    }
    if (!str_equal(buf_str(&path), str_of(cases[i][1]))) {
      fail_msg("%s: <%.*s>, not <%s>", cases[i][0], STR_ARG(buf_str(&path)), cases[i][1]);
    }
    buf_free(&path);
  }
}

/* "tkr = knee replacement; ..." of the hit with that id. */
static void expect_reasons(const char *query, const char *id, const char *expected) {
  struct search_answer answer = ask(query);
  struct buf said;
  buf_init(&said, 1 << 10);
  bool found = false;
  for (size_t i = 0; i < answer.hit_count; i++) {
    const struct search_hit *hit = &answer.hits[i];
    for (size_t k = 0; str_equal(hit->id, str_of(id)) && k < hit->reason_count; k++) {
      buf_format(&said, "%s%.*s = %.*s", k > 0 ? "; " : "", STR_ARG(hit->reasons[k].typed), STR_ARG(hit->reasons[k].found));
    }
    found = found || str_equal(hit->id, str_of(id));
  }
  assert_true(found);
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void reasons_name_the_synonym_that_alone_was_met(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("both", "TKR", "A TKR is a knee replacement.", ""),
      LINE("other", "Operations", "Knee replacements are many, a new joint is one. Knee replacement hurts.", ""),
      LINE("short", "Letters", "TKR and metal.", ""),
      NULL,
  };
  (void)publish_with_synonyms(lines, "[*]\nTKR, new joint, knee replacement\n");
  store = scratch_open(scratch.index);
  expect_reasons("TKR", "both", "");
  expect_reasons("TKR", "other", "TKR = knee replacement");
  expect_reasons("TKR hurts", "other", "TKR = knee replacement");
  expect_reasons("knee replacement", "short", "knee replacement = TKR");
  expect_reasons("knee replacement", "other", "");
  expect_reasons("metal", "short", "");
}

static void publish_markdown(const char *text) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct article article;
  struct error err = {""};
  const char *clash;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_true(article_from_markdown(&arena, STR("a.md"), str_of(text), &article, &err));
  assert_true(scratch_take(writer, &article, true, &clash, &err));
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

#define SHARED "This is general information about a knee, no advice."

/* The best section of the hit with that id begins with this. */
static void expect_passage(const struct search_answer *answer, const char *id, const char *begin) {
  for (size_t i = 0; i < answer->hit_count; i++) {
    struct str text = answer->hits[i].sections[0].passage.text;
    if (str_equal(answer->hits[i].id, str_of(id)) &&
        (!str_starts_with(text, str_of(begin)) || (begin[0] == '\0' && text.len > 0))) {
      fail_msg("%s: <%.*s>, not <%s>", id, STR_ARG(text), begin);
    }
  }
}

static void what_stands_above_is_not_shown_again(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "One", SHARED, ",\"boost\":9"),
      LINE("b", "Two", SHARED "\\n## More\\nOne more knee hurts on other days.", ""),
      LINE("c", "Three", SHARED, ",\"summary\":\"All of three.\",\"boost\":0.5"),
      LINE("d", "Four", SHARED, ",\"boost\":0.4"),
      LINE("e", "Hips", "A hip is a joint of the leg.\\n## Pain\\nA hip may ache by night.", ""),
      NULL,
  };
  open_index(lines);
  struct search_answer answer = ask("knee");
  assert_int_equal(answer.hit_count, 4);
  expect_passage(&answer, "b", "One more knee");
  expect_passage(&answer, "c", "");
  expect_passage(&answer, "d", SHARED); /* there is nothing else to show */
  answer = ask("hip");
  assert_non_null(answer.direct);
  expect_passage(&answer, "e", "A hip may ache");
}

/* Links name other pages: sentences go first, unless only links match. */
static void sentences_go_before_links(void **state) {
  (void)state;
  publish_markdown(
      "# Joints\n\n## See also\n\n* [Knee brace](b.md)\n* [Knee brace fitting](c.md)\n* [Splint](d.md)\n\n"
      "## Wearing\n\nRead [about the knee brace](b.md), which is a page of its own and says more than can be said "
      "in these few lines of text.\n\nThis one is about walking, for an hour or so, at the pace that you like and where "
      "the ground is even and soft, and in good shoes.\n\nA knee brace is worn by day.\n");
  struct search_hit hit = ask("knee brace").hits[0];
  assert_int_equal(hit.section_count, 2);
  assert_true(str_equal(hit.sections[0].heading, STR("Wearing")));
  assert_true(str_starts_with(hit.sections[0].passage.text, STR("A knee brace is worn")));
  assert_int_equal(hit.sections[1].passage.match_count, 4);
  assert_true(str_equal(ask("splint").hits[0].sections[0].heading, STR("See also")));
}

#endif
