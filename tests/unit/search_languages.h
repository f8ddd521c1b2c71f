/* In which languages a query is read. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_LANGUAGES_H
#define MARROW_TESTS_SEARCH_LANGUAGES_H

static const char *const editions[] = {
    LINE("en1", "Knee injection", "The injection goes into the knee, and the pain is less.", ",\"lang\":\"en\""),
    LINE("en2", "Knee pain", "The pain of the knee and what the doctor does for it.", ",\"lang\":\"en\""),
    LINE("en3", "Resumes", "The doctor resumes the therapy.", ",\"lang\":\"en\""),
    LINE("fr1", "Piqûre du genou", "L'injection dans le genou et la douleur.", ",\"lang\":\"fr\""),
    LINE("fr2", "Les genoux", "La douleur des genoux.", ",\"lang\":\"fr\""),
    LINE("es1", "Infiltraciones", "Las infiltraciones de rodilla.", ",\"lang\":\"es\""),
    LINE("es2", "Rodilla", "Una infiltración y un dolor, la articulación.", ",\"lang\":\"es\""),
    LINE("de1", "Knie", "Die Schmerzen im Knie und das Gelenk.", ",\"lang\":\"de\""),
    NULL,
};

static struct store_facts publish_with_synonyms(const char *const *lines, const char *synonyms) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  assert_true(store_writer_resource(writer, STR("synonyms.txt"), str_of(synonyms), &err));
  for (; *lines != NULL; lines++) {
    scratch_add(writer, *lines);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  return facts;
}

static void accents_need_not_be_typed(void **state) {
  (void)state;
  open_index(editions);
  expect("infiltracion", "es1 es2"); /* the stemmer knows the ending only with its accent */
  assert_int_equal(ask("infiltración").total, 2);
  assert_int_equal(ask("articulacion").total, 1);
  expect("title:infiltracion", "es1");
}

static void a_query_of_several_words_is_read_in_its_language(void **state) {
  (void)state;
  (void)publish_with_synonyms(editions, "[fr]\ninjection, piqûre\n[en]\npain, ache, doctor\n");
  store = scratch_open(scratch.index);
  assert_int_equal(ask("the knee injection").synonym_count, 0); /* French says so, and this is not French */
  assert_int_equal(ask("injection du genou").synonym_count, 1);
  assert_int_equal(ask("injection").synonym_count, 1); /* may be either */
  assert_int_equal(ask("pain knee").synonym_count, 1);
}

static void a_word_of_another_language_is_found_all_the_same(void **state) {
  (void)state;
  open_index(editions);
  struct search_answer answer = ask("the pain genoux");
  bool found = false;
  for (size_t i = 0; i < answer.hit_count; i++) {
    found = found || str_equal(answer.hits[i].id, STR("fr2"));
  }
  assert_true(found);
  assert_int_equal(answer.left_out_count, 0);
}

static void a_form_that_no_article_has_is_read_in_all_languages(void **state) {
  (void)state;
#define IN(lang) LINE(lang, lang, "1", ",\"lang\":\"" lang "\"")
  static const char *const many[] = {IN("da"),
                                     IN("de"),
                                     IN("en"),
                                     IN("es"),
                                     IN("fi"),
                                     IN("fr"),
                                     IN("hu"),
                                     IN("it"),
                                     IN("nl"),
                                     IN("no"),
                                     IN("pt"),
                                     IN("sv"),
                                     LINE("sustav", "Лечение", "Лечение суставов", ",\"lang\":\"ru\""),
                                     NULL};
  open_index(many);
  expect("суставы", "sustav");
}

static const char *const characters[] = {
    LINE("illness", "骨关节炎", "这种病很常见。", ",\"lang\":\"zh\""),
    LINE("other", "退行性关节病", "这种病很常见。", ",\"lang\":\"zh\""),
    LINE("needle", "膝关节打针", "打针的过程。", ",\"lang\":\"zh\""),
    LINE("injection", "膝关节注射", "注射的过程。", ",\"lang\":\"zh\""),
    LINE("bone", "骨关", "节炎。", ",\"lang\":\"zh\""),
    LINE("shot", "무릎주사", "무릎주사 과정.", ",\"lang\":\"ko\""),
    LINE("korean", "관절내주입", "관절내주입 과정.", ",\"lang\":\"ko\""),
    NULL,
};

/* The first `complete` hits of a query, which miss nothing. */
static void expect_complete(const char *query, const char *ids) {
  struct search_answer answer = ask(query);
  struct buf found;
  buf_init(&found, 1 << 12);
  for (size_t i = 0; i < answer.complete; i++) {
    buf_add(&found, i > 0 ? STR(" ") : STR(""));
    buf_add(&found, answer.hits[i].id);
    assert_int_equal(answer.hits[i].missing_count, 0);
  }
  if (!str_equal(buf_str(&found), str_of(ids))) {
    fail_msg("%s found <%.*s>, not <%s>", query, STR_ARG(buf_str(&found)), ids);
  }
  buf_free(&found);
}

static void words_without_spaces_have_synonyms_below_themselves(void **state) {
  (void)state;
  (void)publish_with_synonyms(characters, "[zh]\n骨关节炎, 退行性关节病\n打针 => 注射\n炎 => 病\n[ko]\n무릎주사, 관절내주입\n");
  store = scratch_open(scratch.index);
  expect_complete("骨关节炎", "illness other");
  expect_complete("退行性关节病", "other illness");
  expect_complete("打针", "needle injection");
  /* That there are synonyms takes nothing from the article whose title says just what was typed. */
  double with = ask("骨关节炎").hits[0].score;
  (void)publish_with_synonyms(characters, "");
  store_close(store);
  store = scratch_open(scratch.index);
  assert_true(with >= ask("骨关节炎").hits[0].score);
}

static void synonyms_are_found_within_words_without_spaces(void **state) {
  (void)state;
  (void)publish_with_synonyms(characters, "[zh]\n骨关节炎, 退行性关节病\n打针 => 注射\n炎 => 病\n[ko]\n무릎주사, 관절내주입\n");
  store = scratch_open(scratch.index);
  expect_complete("膝关节打针", "needle injection"); /* within a longer word */
  expect_complete("膝关节注射", "injection");        /* one way */
  expect_complete("骨关节炎 常见", "illness other");
  expect_complete("무릎주사", "shot korean");
}

/* Of the hit with that id: "typed=found", or "" where it has the words themselves. */
static void expect_reason(const char *query, const char *id, const char *reason) {
  struct search_answer answer = ask(query);
  const char *said = NULL;
  for (size_t i = 0; i < answer.hit_count; i++) {
    const struct search_hit *hit = &answer.hits[i];
    if (str_equal(hit->id, str_of(id))) {
      assert_true(hit->reason_count < 2);
      said = hit->reason_count == 0
                 ? ""
                 : arena_format(&arena, "%.*s=%.*s", STR_ARG(hit->reasons[0].typed), STR_ARG(hit->reasons[0].found)).ptr;
    }
  }
  assert_non_null(said);
  assert_string_equal(said, reason);
}

static void reasons_name_synonyms_within_words_without_spaces(void **state) {
  (void)state;
  (void)publish_with_synonyms(characters, "[zh]\n骨关节炎, 退行性关节病\n打针 => 注射\n[ko]\n무릎주사, 관절내주입\n");
  store = scratch_open(scratch.index);
  expect_reason("骨关节炎", "other", "骨关节炎=退行性关节病");
  expect_reason("骨关节炎", "illness", "");
  expect_reason("骨关节炎 常见", "other", "骨关节炎=退行性关节病");
  expect_reason("膝关节打针", "injection", "打针=注射");
  expect_reason("膝关节打针", "needle", "");
  expect_reason("무릎주사", "korean", "무릎주사=관절내주입");
  expect_reason("무릎주사", "shot", "");
}

static void korean_synonyms_are_found_with_particles(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("plain", "하나", "관절염 운동.", ",\"lang\":\"ko\""),
      LINE("with", "둘", "퇴행성질환에는 운동이 좋다. 퇴행성질환을 본다.", ",\"lang\":\"ko\""),
      LINE("longer", "셋", "퇴행성질환자 운동.", ",\"lang\":\"ko\""),
      NULL,
  };
  (void)publish_with_synonyms(lines, "[ko]\n관절염, 퇴행성질환\n");
  store = scratch_open(scratch.index);
  expect_complete("관절염", "plain with");
  expect_complete("관절염 운동", "plain with");
  expect_reason("관절염", "with", "관절염=퇴행성질환");
  assert_int_equal(ask("관절염").synonym_count, 1);
}

static void a_longer_word_has_no_synonyms_that_leave_one_character(void **state) {
  (void)state;
  (void)publish_with_synonyms(characters, "[zh]\n骨关节炎, 退行性关节病\n炎 => 病\n");
  store = scratch_open(scratch.index);
  assert_int_equal(ask("膝骨关节炎").synonym_count, 0);
  assert_int_equal(ask("\"骨关节炎\"").synonym_count, 0);
  assert_int_equal(ask("常见炎症").synonym_count, 0); /* a character is no word */
  /* What has the word itself is not behind what has its synonym. */
  struct search_answer answer = ask("骨关节炎检查");
  assert_int_equal(answer.synonym_count, 1);
  assert_true(str_equal(answer.hits[0].id, STR("illness")) && str_equal(answer.hits[1].id, STR("other")));
}

/* Of a word in a script without spaces only the characters are missing that stand in no pair which the article has. */
static void only_the_characters_that_lack_are_missing(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("all", "膝盖疼", "膝盖疼怎么办。", ",\"lang\":\"zh\""),
      LINE("part", "膝盖", "膝盖的注射。", ",\"lang\":\"zh\""),
      NULL,
  };
  open_index(lines);
  struct search_answer answer = ask("膝盖疼");
  assert_int_equal(answer.hit_count, 2);
  assert_int_equal(answer.hits[0].missing_count, 0);
  assert_int_equal(answer.hits[1].missing_count, 1);
  assert_true(str_equal(answer.hits[1].missing[0], STR("疼")));
  answer = ask("最膝盖疼");
  assert_int_equal(answer.hits[1].missing_count, 2);
  assert_true(str_equal(answer.hits[1].missing[0], STR("最")) && str_equal(answer.hits[1].missing[1], STR("疼")));
}

#endif
