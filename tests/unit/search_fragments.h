/* The words by which a browser finds a passage's sentence. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_FRAGMENTS_H
#define MARROW_TESTS_SEARCH_FRAGMENTS_H

/* "prefix-,start,end,-suffix" of the best section of the best hit. */
static void expect_fragment(const char *query, const char *expected) {
  struct search_answer answer = ask(query);
  assert_true(answer.hit_count > 0 && answer.hits[0].section_count > 0);
  struct fragment fragment = answer.hits[0].sections[0].fragment;
  struct buf said;
  buf_init(&said, 1 << 12);
  buf_add(&said, fragment.prefix);
  buf_add(&said, fragment.prefix.len > 0 ? STR("-,") : STR(""));
  buf_add(&said, fragment.start);
  buf_add(&said, fragment.end.len > 0 ? STR(",") : STR(""));
  buf_add(&said, fragment.end);
  buf_add(&said, fragment.suffix.len > 0 ? STR(",-") : STR(""));
  buf_add(&said, fragment.suffix);
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void fragments_name_the_sentence_that_matches(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "One", "Rest first. Then wear a splint at night. Walk.", ""),
      LINE("b", "Two", "Rest first. A brace that is worn by day may take some of the load off the part of the joint that hurts.",
           ""),
      LINE("c", "Three", "Yoga may help.\\n## Later\\nIce it. Yoga may help.", ""),
      LINE("d", "Four pills a day", "Often it is FOUR PILLS A day.\\n\\nFour pills a day", ""),
      LINE("e", "Five", "Rinse.\\n## Before\\nRinse. Gargle.\\n## Behind\\nRinse. Gargle.", ""),
      LINE("f", "Six", "研究发现，太极拳的效果很好。", ""),
      NULL,
  };
  open_index(lines);
  expect_fragment("splint", "Then wear a splint at night.");
  expect_fragment("brace", "A brace that is worn by day may,the joint that hurts.");
  expect_fragment("yoga later", "it.-,Yoga may help.");
  expect_fragment("gargle behind", ""); /* three words before it are the same, nothing stands behind it */
  expect_fragment("pills often", "Often it is FOUR PILLS A day.");
  expect_fragment("太极拳", "研究发现，太极拳的效果很好。");
}

/* As a browser reads a text: no capitals, and one blank for all. */
static void read_plain(struct str text, struct buf *out) {
  buf_clear(out);
  for (size_t i = 0; i < text.len; i++) {
    bool blank = byte_is_blank(text.ptr[i]);
    if (!blank || (out->len > 0 && out->ptr[out->len - 1] != ' ')) {
      buf_byte(out, text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + 32) : blank ? ' ' : text.ptr[i]);
    }
  }
}

/* Whether what a browser looks for first stands from byte `at` on and not before. */
static void expect_first_from(struct str text, size_t at, const struct fragment *fragment) {
  struct buf page, looked_for, words;
  buf_init(&page, 1 << 16);
  buf_init(&looked_for, 1 << 12);
  buf_init(&words, 1 << 12);
  const struct str parts[] = {fragment->prefix, fragment->start, fragment->suffix};
  for (size_t i = 0; i < COUNT_OF(parts); i++) {
    buf_add(&looked_for, parts[i]);
    buf_byte(&looked_for, ' ');
  }
  read_plain(str_trim(buf_str(&looked_for)), &words);
  read_plain(str_slice(text, 0, at), &page);
  if (page.len > 0 && strstr(page.ptr, words.ptr) != NULL) {
    fail_msg("<%s> stands before its section: <%s>", words.ptr, page.ptr);
  }
  size_t prefix = at > 40 ? at - 40 : 0; /* it may stand before the heading */
  read_plain(str_slice(text, prefix, text.len), &page);
  assert_non_null(strstr(page.ptr, words.ptr));
  buf_free(&page);
  buf_free(&looked_for);
  buf_free(&words);
}

static void expect_fragments_of(const struct search_hit *hit, size_t *named) {
  struct article article;
  struct section_start *starts;
  struct error err;
  assert_true(store_article(store, hit->article, &arena, &article, &starts, &err));
  for (size_t i = 0; i < hit->section_count; i++) {
    const struct fragment *fragment = &hit->sections[i].fragment;
    if (fragment->start.len == 0) {
      continue;
    }
    size_t at = 0;
    for (size_t k = 0; k < article.section_count; k++) {
      at = str_equal(article.sections[k].anchor, hit->sections[i].anchor) ? article.sections[k].heading.begin : at;
    }
    expect_first_from(article.text, at, fragment);
    const struct str parts[] = {fragment->prefix, fragment->start, fragment->end, fragment->suffix};
    for (size_t k = 0; k < COUNT_OF(parts); k++) {
      assert_true(str_find(parts[k], '\n', 0) == parts[k].len && str_find(parts[k], '\t', 0) == parts[k].len);
    }
    *named += 1;
  }
}

/* Whatever its sentences are: the first place where a fragment fits is in the section it belongs to. */
static void fragments_are_found_where_they_belong(void **state) {
  (void)state;
  static const char *const sentences[] = {
      "Rest it. ",        "Rest the knee, and rest it well, as long as it hurts to walk on it at all. ",
      "rest THE knee. ",  "Ice.\\n\\n",
      "One\\tRest it\\n", "Knee? "};
  struct buf line;
  buf_init(&line, 1 << 16);
  uint32_t seed = 7;
  size_t named = 0;
  for (int round = 0; round < 60; round++) {
    buf_clear(&line);
    buf_add(&line, STR("{\"id\":\"a\",\"title\":\"Rest it\",\"text\":\""));
    for (int i = 0; i < 40; i++) {
      seed = seed * 1664525u + 1013904223u;
      buf_format(&line, i % 8 == 0 ? "\\n## Part %d\\n" : "", i / 8);
      buf_add(&line, str_of(sentences[(seed >> 9) % COUNT_OF(sentences)]));
    }
    buf_add(&line, STR("\"}"));
    const char *const lines[] = {line.ptr, NULL};
    store_close(store);
    open_index(lines);
    arena_reset(&arena);
    expect_fragments_of(&ask("rest knee").hits[0], &named);
  }
  assert_true(named > 30);
  buf_free(&line);
}

/* The places inside one long word are none to compare with, and it is too long to tell a place by. */
static void fragments_are_given_up_behind_a_word_without_end(void **state) {
  (void)state;
  static char line[64 * 1024];
  const char *const list[] = {line, NULL};
  size_t length = (size_t)snprintf(line, sizeof line, "{\"id\":\"zeros\",\"title\":\"Zeros\",\"text\":\"");
  memset(line + length, '0', 60000);
  (void)snprintf(line + length + 60000, sizeof line - length - 60000, "\\n\\n0\"}");
  open_index(list);
  expect_fragment("0", "");
}

#endif
