/*
 * Tests of what answers a query by itself. Part of search_test.c.
 */
#ifndef MARROW_TESTS_SEARCH_DIRECT_H
#define MARROW_TESTS_SEARCH_DIRECT_H

static void expect_direct_of(struct search_request request, const char *text) {
  const struct search_direct *direct = ask_for(request).direct;
  struct str found = direct != NULL ? direct->text : STR("");
  if (!str_equal(found, str_of(text))) {
    fail_msg("%.*s: <%.*s>, not <%s>", STR_ARG(request.query), STR_ARG(found), text);
  }
}

/* "" where nothing is to answer. */
static void expect_direct(const char *query, const char *text) {
  expect_direct_of((struct search_request){.query = str_of(query)}, text);
}

static const char *const guide[] = {
    LINE("gout", "What is gout?", "Gout is a kind of arthritis. It comes in attacks.\\n## Symptoms\\nThe toe is red and hot.",
         ""),
    LINE("injection", "Knee injection",
         "A needle goes into the joint.\\n## After the injection\\nRest the knee for a day.\\n"
         "## Why does it hurt?\\nThe joint is stretched.\\n## Dose of steroid\\nForty milligrams.",
         ""),
    LINE("imaging", "Scans", "Pictures help.\\n## The machine\\nMagnetic resonance imaging (MRI) is a way to see soft parts.",
         ""),
    LINE("knee", "Knee pain", "The knee is a joint that often hurts.\\n## Hemophilia\\nHemophilia is a bleeding disorder.", ""),
    NULL,
};

static void headings_titles_and_definitions_answer(void **state) {
  (void)state;
  open_index(guide);
  expect_direct("what is gout", "Gout is a kind of arthritis. It comes in attacks.");
  expect_direct("Gout", "Gout is a kind of arthritis. It comes in attacks.");
  expect_direct("what are the symptoms of gout", "The toe is red and hot.");
  expect_direct("after a knee injection", "Rest the knee for a day.");
  expect_direct("why does a knee injection hurt?", "The joint is stretched.");
  expect_direct("knee injection", "A needle goes into the joint.");
  const struct search_direct *direct = ask("symptoms of gout").direct;
  assert_true(str_equal(direct->id, STR("gout")) && str_equal(direct->anchor, STR("symptoms")));
  assert_true(str_equal(direct->heading, STR("Symptoms")) && str_equal(direct->title, STR("What is gout?")));
  assert_true(direct->score > 0.8 && direct->score <= 1 && !direct->cut);
}

static void a_definition_answers_wherever_its_paragraph_stands(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("scan", "MRI and ultrasound",
           "Pictures help. An MRI is not for everyone.\\n## The machines\\nThey differ.\\n"
           "Magnetic resonance imaging (MRI) is a way to see soft parts.",
           ""),
      NULL,
  };
  open_index(lines);
  expect_direct("what is an MRI", "Magnetic resonance imaging (MRI) is a way to see soft parts.");
  expect_direct("what is ultrasound", "");
}

static void another_name_is_defined_as_well(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("plasma", "Platelet-rich plasma", "Platelet-rich plasma is a concentrate of blood.\\n## Doses\\nPRP is given thrice.",
           ""),
      LINE("rich", "Plasma rich in platelets", "Plasma rich in platelets is a liquid.", ""),
      LINE("tkr", "TKR", "A TKR is an operation on the knee.", ""),
      LINE("joint", "Joints", "Two of them.\\n## Ball hip and socket\\nIt is round.", ""),
      NULL,
  };
  (void)publish_with_synonyms(lines, "[*]\nPRP, platelet-rich plasma\nTKR, knee replacement\nhip, ball hip\n");
  store = scratch_open(scratch.index);
  expect_direct("what is PRP", "Platelet-rich plasma is a concentrate of blood.");
  expect_direct("PRP", "Platelet-rich plasma is a concentrate of blood.");
  expect_direct("what is platelet-rich plasma", "Platelet-rich plasma is a concentrate of blood.");
  expect_direct("what is a knee replacement", "A TKR is an operation on the knee.");
  expect_direct("hip socket", ""); /* a ball hip is narrower */
  expect_direct("ball hip socket", "It is round.");
}

static void nothing_answers_what_is_not_matched_closely(void **state) {
  (void)state;
  open_index(guide);
  expect_direct("knee", "");                           /* a word of many topics */
  expect_direct("injection", "");                      /* likewise */
  expect_direct("symptoms", "");                       /* of what? */
  expect_direct("how does a knee injection hurt", ""); /* another question */
  expect_direct("what are the symptoms of a knee injection", "");
  expect_direct("what is the best knee injection", "");
  expect_direct("what is hemophilia A", ""); /* no article: a name */
  expect_direct("what is", "");
  expect_direct("", "");
}

static void nothing_answers_what_was_not_asked_plainly(void **state) {
  (void)state;
  open_index(guide);
  expect_direct("what is gouut", "");        /* corrected */
  expect_direct("what is gout xyzzy", "");   /* a word that no article has */
  expect_direct("what is gout -toe", "");    /* excludes */
  expect_direct("what is \"gout\"", "");     /* quotes */
  expect_direct("what is gout OR knee", ""); /* asks two things */
  expect_direct("what is gou*", "");         /* is no word */
  const struct str query = STR("what is gout");
  expect_direct_of((struct search_request){.query = query, .typing = true}, "");
  expect_direct_of((struct search_request){.query = query, .by_date = true}, "");
  expect_direct_of((struct search_request){.query = query, .offset = 1}, "");
  expect_direct_of((struct search_request){.query = query, .limit = 1}, "Gout is a kind of arthritis. It comes in attacks.");
}

static void what_turns_the_sense_must_be_the_same(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("de", "Sport", "Sport tut gut.\\n## Sport nach der Operation\\nErst nach sechs Wochen.", ",\"lang\":\"de\""),
      LINE("fr", "Arthrose", "L'arthrose est une maladie.\\n## Vivre sans médicament\\nCela se peut.", ",\"lang\":\"fr\""),
      LINE("es", "La artrosis", "La artrosis es una enfermedad.\\n## ¿Por qué duele la artrosis?\\nPor el roce.",
           ",\"lang\":\"es\""),
      NULL,
  };
  open_index(lines);
  expect_direct("Sport nach Operation", "Erst nach sechs Wochen.");
  expect_direct("Sport vor Operation", "");
  expect_direct("vivre sans médicament", "Cela se peut.");
  expect_direct("vivre avec médicament", "");
  expect_direct("qu'est-ce que l'arthrose", "L'arthrose est une maladie.");
  expect_direct("por qué duele la artrosis", "Por el roce.");
  expect_direct("cómo duele la artrosis", "");
}

#define SENTENCE_OF_80 "Eighty letters are what this sentence of the answer has, if you count with care. "

static void long_answers_end_at_a_sentence(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("long", "Why does bone grow?",
           SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80 SENTENCE_OF_80
               SENTENCE_OF_80,
           ""),
      LINE("label", "Why does skin heal?", "Skin\\nIt has cells that divide.", ""),
      NULL,
  };
  open_index(lines);
  const struct search_direct *direct = ask("why does bone grow").direct;
  assert_non_null(direct);
  assert_true(direct->cut && direct->text.len <= DIRECT_BYTES_MAX && direct->text.len > DIRECT_BYTES_MAX - 100);
  assert_true(str_ends_with(direct->text, STR("with care.")));
  assert_int_equal(direct->marks[0].range.end, direct->text.len);
  expect_direct("why does skin heal", "It has cells that divide."); /* a label is no answer */
}

/* Publishes an index of Markdown articles, whose ids are numbers. */
static void open_markdown(const char *const *texts, size_t count) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (size_t i = 0; i < count; i++) {
    char id[32];
    struct article article;
    const char *clash;
    (void)snprintf(id, sizeof id, "%zu", i);
    if (!article_from_markdown(&arena, str_of(id), str_of(texts[i]), &article, &err) ||
        !scratch_take(writer, &article, true, &clash, &err)) {
      fail_msg("%s", err.text);
    }
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
}

static void lists_are_kept_whole(void **state) {
  (void)state;
  static const char *const texts[] = {
      "---\ntitle: What causes gout?\n---\nThese raise the risk:\n\n- beer\n- [meat](meat.md), and\n  1. liver\n\nMore text.\n",
      "---\ntitle: What causes cramp?\n---\nThese raise the risk:\n\nMore text.\n",
      "---\ntitle: What causes colds?\n---\n- " FILLER "\n- " FILLER "\n- " FILLER "\n- " FILLER "\n- " FILLER "\n- " FILLER
      "\n- " FILLER "\n- " FILLER "\n- " FILLER "\n\nMore text.\n",
      "---\ntitle: What causes fever?\n---\n| a | b |\n|---|---|\n| c | d |\n\nMore text.\n",
  };
  open_markdown(texts, COUNT_OF(texts));
  expect_direct("what causes gout", "These raise the risk:\n\nbeer\nmeat, and\nliver");
  const struct search_direct *direct = ask("what causes gout").direct;
  size_t items = 0;
  for (size_t i = 0; i < direct->mark_count; i++) {
    items += direct->marks[i].kind == MARK_ITEM;
    assert_true(direct->marks[i].range.end <= direct->text.len);
  }
  assert_int_equal(items, 3);
  expect_direct("what causes cramp", ""); /* announces nothing */
  expect_direct("what causes colds", ""); /* too long to be whole */
  expect_direct("what causes fever", ""); /* a table */
}

static void answers_are_slices_of_their_articles(void **state) {
  (void)state;
  open_index(guide);
  static const char *const queries[] = {"what is gout",    "symptoms of gout",   "after a knee injection", "knee injection",
                                        "dose of steroid", "what is hemophilia", "why does it hurt",       "knee pain"};
  size_t answered = 0;
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    const struct search_direct *direct = ask(queries[i]).direct;
    struct article article;
    struct error err;
    if (direct == NULL) {
      continue;
    }
    answered++;
    uint32_t number = 0;
    assert_true(store_find(store, direct->id, &number, &err) && store_article(store, number, &arena, &article, NULL, &err));
    assert_non_null(memmem(article.text.ptr, article.text.len, direct->text.ptr, direct->text.len));
    assert_true(direct->text.len > 0 && direct->text.len <= DIRECT_BYTES_MAX);
  }
  assert_true(answered >= 4);
}

/* Blocks are sought no further than their section goes: all of these stand in one quote of 200,000 marks. */
static void thousands_of_sections_in_a_quote_are_looked_at(void **state) {
  (void)state;
  enum { SECTIONS = 9000, ITEMS = 10 };
  struct buf text;
  buf_init(&text, 1 << 24);
  buf_add(&text, STR("---\ntitle: Pains\n---\n"));
  for (int i = 0; i < SECTIONS; i++) {
    buf_format(&text, "> ## Part %d\n>\n", i);
    for (int k = 0; k < ITEMS; k++) {
      buf_add(&text, STR("> - a *b*\n"));
    }
    buf_add(&text, STR(">\n"));
  }
  buf_add(&text, STR("\n## What is gout?\n\nGout is a kind of arthritis.\n"));
  buf_byte(&text, '\0');
  assert_false(buf_failed(&text));
  open_markdown((const char *const[]){buf_str(&text).ptr}, 1);
  buf_free(&text);
  expect_direct("what is gout", "Gout is a kind of arthritis.");
}

#define SPLINT(more)                                                                                                             \
  {                                                                                                                              \
    LINE("old", "Old splints", "Wood.\\n## When should a knee splint be worn\\nBy night.", more),                                \
        LINE("new", "Knee splints", "A knee splint should be worn by day.", ""), NULL                                            \
  }

static void what_is_superseded_answers_nothing(void **state) {
  (void)state;
  static const char *const valid[] = SPLINT("");
  static const char *const superseded[] = SPLINT(",\"superseded_by\":\"new\"");
  open_index(valid);
  expect_direct("when should a knee splint be worn", "By night.");
  store_close(store);
  open_index(superseded);
  expect_direct("when should a knee splint be worn", "");
}

#endif
