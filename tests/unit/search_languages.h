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

#endif
