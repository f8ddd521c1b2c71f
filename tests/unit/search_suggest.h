/* What is suggested while somebody types. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_SUGGEST_H
#define MARROW_TESTS_SEARCH_SUGGEST_H

static struct suggest_answer suggest_for(struct suggest_request request) {
  struct suggest_answer answer;
  struct error err = {""};
  request.limit = request.limit == 0 ? SUGGEST_LIMIT_DEFAULT : request.limit;
  if (!suggest_run(searcher, store, &request, &arena, &answer, &err)) {
    fail_msg("%.*s: %s", STR_ARG(request.query), err.text);
  }
  assert_true(answer.count <= request.limit);
  for (size_t i = 0; i < answer.count; i++) {
    const struct suggestion *suggestion = &answer.list[i];
    assert_true(suggestion->text.len > 0);
    assert_true(suggestion->kind == SUGGESTION_QUERY || suggestion->url.len > 0);
    for (size_t k = 0; k < suggestion->match_count; k++) {
      assert_true(suggestion->matches[k].begin < suggestion->matches[k].end);
      assert_true(suggestion->matches[k].end <= suggestion->text.len);
      assert_true(k == 0 || suggestion->matches[k].begin >= suggestion->matches[k - 1].end);
    }
    for (size_t k = 0; k < i; k++) {
      assert_false(str_equal(answer.list[k].text, suggestion->text) && str_equal(answer.list[k].title, suggestion->title));
    }
  }
  return answer;
}

/* The suggestions in order, "t:Knee injection h:After|Knee injection q:knee pain", with what is marked in brackets. */
static void expect_suggestions(const char *query, struct suggest_answer answer, const char *expected) {
  struct buf said;
  buf_init(&said, 1 << 14);
  for (size_t i = 0; i < answer.count; i++) {
    const struct suggestion *suggestion = &answer.list[i];
    size_t written = 0;
    buf_format(&said, "%s%c:", i > 0 ? " / " : "", "thq"[suggestion->kind]);
    for (size_t k = 0; k < suggestion->match_count; k++) {
      struct span span = suggestion->matches[k];
      buf_format(&said, "%.*s[%.*s]", STR_ARG(str_slice(suggestion->text, written, span.begin)),
                 STR_ARG(str_slice(suggestion->text, span.begin, span.end)));
      written = span.end;
    }
    buf_add(&said, str_slice(suggestion->text, written, suggestion->text.len));
    if (suggestion->kind == SUGGESTION_HEADING) {
      buf_format(&said, " | %.*s", STR_ARG(suggestion->title));
    }
  }
  if (!str_equal(buf_str(&said), str_of(expected))) {
    fail_msg("%s: <%.*s>, not <%s>", query, STR_ARG(buf_str(&said)), expected);
  }
  buf_free(&said);
}

static void suggests(const char *query, const char *expected) {
  expect_suggestions(query, suggest_for((struct suggest_request){.query = str_of(query)}), expected);
}

static const char *const typed_articles[] = {
    LINE("a", "Knee injection",
         "An injection goes into the knee.\\n## After the injection\\nRest it.\\n## Knee injection\\nAgain.", ""),
    LINE("b", "After a knee injection", "Walk a little. The knee is sore.", ""),
    LINE("c", "Injuries", "An injury of the knee. An MRI of the knee.\\n## How a knee mends\\nSlowly.", ""),
    LINE("d", "Injections for the hip", "Not the knee.", ",\"boost\":2"),
    LINE("e", "Inyección de rodilla", "Una inyección en la rodilla. Otra inyección.", ",\"lang\":\"es\""),
    LINE("f", "knee Injection", "Twice the same.", ""),
    NULL,
};

static void titles_headings_and_queries_are_suggested(void **state) {
  (void)state;
  open_index(typed_articles);
  suggests("knee inj",
           "t:[Knee] [injection] / q:[knee Inj]uries / t:After a [knee] [injection] / h:How a [knee] mends | Injuries");
  suggests("after", "t:[After] a knee injection / h:[After] the injection | Knee injection");
  suggests("injec", "t:[Injections] for the hip / q:[injec]tion / t:Knee [injection] / t:After a knee [injection] / "
                    "h:After the [injection] | Knee injection");
  suggests("how a kn", "h:[How] [a] [knee] mends | Injuries");
  suggests("hip kn", "q:[hip kn]ee"); /* in its text alone */
}

static void articles_are_suggested_by_their_other_names(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("plasma", "Platelet-rich plasma", "It is given thrice.", ""),
      LINE("knee", "Knee replacement", "A new joint.", ",\"aliases\":[\"arthroplasty\"]"),
      LINE("hip", "Hip replacement", "A new joint.", ",\"aliases\":[\"total endoprosthesis\"]"),
      NULL,
  };
  (void)publish_with_synonyms(lines, "[*]\nPRP, platelet-rich plasma\n");
  store = scratch_open(scratch.index);
  suggests("prp", "t:[Platelet]-[rich] [plasma]");
  suggests("PRP ", "t:[Platelet]-[rich] [plasma]");
  suggests("PRP knee", "");
  suggests("arthroplasty", "t:Knee replacement");
  suggests("arthrop", "q:[arthrop]lasty / t:Knee replacement");
  suggests("replacement endoprosthesis", "t:Hip [replacement]");
}

static void suggestions_fold_stem_and_correct(void **state) {
  (void)state;
  open_index(typed_articles);
  suggests("INYEC", "t:[Inyección] de rodilla / q:[inyec]ción");
  suggests("hips", "t:Injections for the [hip]");
  suggests("m", "q:[m]ends / q:[M]RI / h:How a knee [mends] | Injuries"); /* as it is mostly written */
  suggests("injectoin hip", "q:injection hip / t:[Injections] for the [hip]");
  assert_true(str_equal(suggest_for((struct suggest_request){.query = STR("injectoin hip")}).corrected, STR("injection hip")));
  suggests("the in", "t:[Injections] for [the] hip / h:After [the] [injection] | Knee injection");
  suggests("knee -hip inj", "q:[knee -hip inj]ection / q:[knee -hip Inj]uries / t:[Knee] [injection] / "
                            "t:After a [knee] [injection] / h:How a [knee] mends | Injuries");
}

static void words_that_say_nothing_finish_nothing(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "The knee", "Of one or other, only over the knee. Osteoarthritis, too.", ""),
      LINE("b", "A hip", "Only osteoarthritis of the one knee or the other.", ""),
      LINE("c", "Das Knie", "Ohne das Knie, oder oft nur mit Osteoporose. Only over there.", ",\"lang\":\"de\""),
      NULL,
  };
  open_index(lines);
  suggests("knee o", "q:[knee o]steoarthritis");
  suggests("o", "q:[o]steoarthritis / q:[O]steoporose");
  suggests("knie o", "q:[knie O]steoporose");
  suggests("only kne", "q:[only kne]e"); /* before the last word they stay */
}

static const char *const slips[] = {
    LINE("a", "Cartilage repair", "Cartilage of the knee is repaired. An injection.", ""),
    LINE("b", "Knee cartilage", "How thick it is. Injections and an injector.", ""),
    LINE("c", "Osteoarthritis", "It wears the cartilage.", ""),
    LINE("d", "Was gut ist", "Gut für das Knie.", ",\"lang\":\"de\""),
    NULL,
};

/* A slip in a word that is not finished yet. */
static void unfinished_words_are_corrected(void **state) {
  (void)state;
  open_index(slips);
  suggests("cartlag", "q:cartilage / t:[Cartilage] repair / t:Knee [cartilage]");
  suggests("crati", "q:cartilage / t:[Cartilage] repair / t:Knee [cartilage]");
  suggests("knee catril", "t:[Knee] [cartilage]");
  suggests("oseaorthr", "t:[Osteoarthritis]");
  suggests("injec tio", "q:Injections");
  suggests("injec t", "q:Injections / q:injector");
  struct suggest_answer answer = suggest_for((struct suggest_request){.query = STR("knee catril")});
  assert_true(str_equal(answer.corrected, STR("knee cartil")));
  suggests("cartx", ""); /* what comes behind a slip tells what was meant */
  suggests("gout", "");  /* no German "gut" */
  suggests("crt", "");   /* too short */
  suggests("crt12", "");
  suggests("cartlag ", "q:cartilage / t:[Cartilage] repair / t:Knee [cartilage]"); /* finished, and two letters away */
}

static void suggestions_keep_to_their_limits(void **state) {
  (void)state;
  open_index(typed_articles);
  suggests("", "");
  suggests(" \t", "");
  suggests("zzz", "");
  suggests("knee zzz", "");
  struct suggest_request request = {.query = STR("inj"), .limit = 1};
  expect_suggestions("one", suggest_for(request), "t:[Injections] for the hip");
  request = (struct suggest_request){.query = STR("in"), .lang = STR("es")};
  expect_suggestions("Spanish", suggest_for(request), "t:[Inyección] de rodilla / q:[in]yección");
  request.lang = STR("fr");
  expect_suggestions("French", suggest_for(request), "");
}

/* A thousand words begin alike: no title may be lost among them. */
static void a_title_is_found_among_many_words(void **state) {
  (void)state;
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (int i = 0; i < 1000; i++) {
    char line[256];
    (void)snprintf(line, sizeof line, "{\"id\":\"%d\",\"title\":\"%s %d\",\"text\":\"con%c%c%cx con%c%c%cy\"}", i,
                   i == 700 ? "Contracture" : "Article", i, 'a' + i % 10, 'a' + i / 10 % 10, 'a' + i / 100, 'a' + i % 10,
                   'a' + i / 10 % 10, 'a' + i / 100);
    scratch_add(writer, line);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  struct suggest_answer answer = suggest_for((struct suggest_request){.query = STR("con")});
  assert_true(answer.count > 0 && str_equal(answer.list[0].text, STR("Contracture 700")));
}

static bool suggests_title(struct str typed, struct str title) {
  struct suggest_answer answer = suggest_for((struct suggest_request){.query = typed, .limit = SUGGEST_LIMIT_MAX});
  for (size_t i = 0; i < answer.count; i++) {
    if (answer.list[i].kind == SUGGESTION_TITLE && str_equal(answer.list[i].text, title)) {
      return true;
    }
  }
  return false;
}

static void every_title_is_suggested_for_its_beginnings(void **state) {
  (void)state;
  open_corpus();
  for (uint32_t number = 1; number <= store_facts(store)->articles; number++) {
    struct store_name name;
    struct error err = {""};
    struct arena own;
    arena_init(&own, 1 << 16);
    assert_true(store_name(store, number, &own, &name, &err));
    size_t letters = 0;
    for (size_t at = 0; at < name.title.len;) {
      letters += unicode_class(utf8_next(name.title, &at)) != UNICODE_OTHER;
      arena_reset(&arena);
      if (letters >= 3 && !suggests_title(str_slice(name.title, 0, at), name.title)) {
        fail_msg("<%.*s> is not suggested for <%.*s>", STR_ARG(name.title), (int)at, name.title.ptr);
      }
    }
    arena_free(&own);
  }
}

static void expect_found(struct suggest_answer answer) {
  for (size_t i = 0; i < answer.count; i++) {
    if (answer.list[i].kind == SUGGESTION_QUERY &&
        ask_for((struct search_request){.query = answer.list[i].text, .limit = 1}).complete == 0) {
      fail_msg("<%.*s> is suggested and finds nothing", STR_ARG(answer.list[i].text));
    }
  }
}

static void every_suggested_query_finds_something(void **state) {
  (void)state;
  static const char *const before[] = {"", "knee ", "the ", "-knee ", "title:knee ", "kneez "};
  open_corpus();
  struct typing_words words = {.count = 0};
  struct error err = {""};
  arena_init(&words.arena, 1 << 24);
  assert_true(store_words(store, take_typed_word, &words, &err));
  for (size_t i = 0; i < words.count; i += 3) {
    char typed[256];
    size_t at = 0;
    for (size_t letters = 0; letters < 1 + i % 4 && at < words.list[i].len; letters++) {
      (void)utf8_next(words.list[i], &at);
    }
    (void)snprintf(typed, sizeof typed, "%s%.*s", before[i % COUNT_OF(before)], (int)at, words.list[i].ptr);
    arena_reset(&arena);
    expect_found(suggest_for((struct suggest_request){.query = str_of(typed)}));
  }
  arena_free(&words.arena);
}

static void any_bytes_are_suggested_for(void **state) {
  (void)state;
  static const char pieces[][12] = {"knee", "inj",          " ",   "\"",      "-",  "*", "OR ", "title:", "tag:", "\xff",
                                    "\xc3", "\xe8\x86\x9d", "x-r", "(",       "\n", "'", "",    "ca",     "<",    "=",
                                    "^",    "osteo",        "kne", "\xc3\xa9"};
  uint32_t random = 7;
  open_corpus();
  for (int i = 0; i < 3000; i++) {
    char typed[1400];
    size_t length = 0, count = 1 + (size_t)i % 9, most = i % 100 == 0 ? 1300 : 120;
    for (size_t k = 0; (k < count || most > 1000) && length + 12 < most; k++) {
      random = random * 1664525 + 1013904223;
      const char *piece = pieces[(random >> 16) % COUNT_OF(pieces)];
      memcpy(typed + length, *piece == '\0' ? "\0" : piece, *piece == '\0' ? 1 : strlen(piece));
      length += *piece == '\0' ? 1 : strlen(piece);
    }
    arena_reset(&arena);
    (void)suggest_for((struct suggest_request){.query = {typed, length}, .limit = 1 + (size_t)i % SUGGEST_LIMIT_MAX});
  }
}

/* The store tells the first words of a title only; two may differ behind these, or end there. */
static void long_titles_begin_as_typed(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Rehabilitation after a replacement of the hip", "Walk.", ""),
      LINE("b", "Rehabilitation after a replacement of the knee", "Bend.", ""),
      LINE("c", "Rehabilitation after replacement", "Rest.", ""),
      LINE("d", "Wool", "Rehabilitation after a replacement of the knitting.", ""),
      NULL,
  };
  open_index(lines);
  suggests("rehabilitation after a replacement of the kn", "t:[Rehabilitation] [after] [a] [replacement] [of] [the] [knee] / "
                                                           "q:[rehabilitation after a replacement of the kn]itting");
  suggests("rehabilitation after replacement of no such thing at all", "");
}

static void what_is_superseded_is_suggested_last_or_not_at_all(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("old", "Gout", "Toes.\\n## Doses of gold\\nFew.", ",\"boost\":9,\"superseded_by\":\"mid\""),
      LINE("mid", "Gout guide", "Toes.\\n## Doses of gold\\nMore.", ",\"superseded_by\":\"new\""),
      LINE("new", "A guide to gout", "Toes.\\n## Doses of gold\\nMany.", ""),
      LINE("lone", "Gouty toes", "Toes.", ",\"superseded_by\":\"other\""),
      LINE("other", "Feet", "Feet have toes.", ""),
      LINE("long", "Gouty feet and hands", "Toes.", ""),
      LINE("round", "Gold", "Metal.", ",\"superseded_by\":\"round2\""),
      LINE("round2", "Golden", "Metal.", ",\"superseded_by\":\"round\""),
      NULL,
  };
  open_index(lines);
  suggests("gout", "t:[Gouty] feet and hands / t:[Gouty] toes / q:[Gout]y / t:A guide to [gout]");
  suggests("doses", "h:[Doses] of gold | A guide to gout");
  suggests("gold", "t:[Gold] / q:[Gold]en / h:Doses of [gold] | A guide to gout");
}

/* Titles that are not wanted do not hold the others up: behind so many, none is sought by how it begins. */
static void a_beginning_of_many_titles_is_not_walked_to_its_end(void **state) {
  (void)state;
  enum { MANY = 16500 };
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(scratch.index, &writer, &err));
  scratch_add(writer, LINE("late", "Bones", "Soft.", ",\"lang\":\"de\""));
  scratch_add(writer, LINE("any", "My bones", "Soft.", ",\"lang\":\"de\",\"boost\":2"));
  for (int i = 0; i < MANY; i++) {
    char line[128];
    (void)snprintf(line, sizeof line, LINE("%d", "Bone", "Hard.", ",\"lang\":\"en\""), i);
    scratch_add(writer, line);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
  store = scratch_open(scratch.index);
  struct suggest_answer answer = suggest_for((struct suggest_request){.query = STR("bone"), .lang = STR("de")});
  expect_suggestions("bone", answer, "t:My [bones] / t:[Bones]");
}

#endif
