/* How compounds, parts of words, scripts without spaces and the owner's word forms are found. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_WORDS_H
#define MARROW_TESTS_SEARCH_WORDS_H

/* What the first hit's first passage marks: "knee|injection". */
static void expect_marks(const char *query, const char *marks) {
  struct search_answer answer = ask(query);
  struct buf found;
  buf_init(&found, 1 << 12);
  assert_true(answer.hit_count > 0 && answer.hits[0].section_count > 0);
  struct passage passage = answer.hits[0].sections[0].passage;
  for (size_t i = 0; i < passage.match_count; i++) {
    buf_add(&found, i > 0 ? STR("|") : STR(""));
    buf_add(&found, str_slice(passage.text, passage.matches[i].begin, passage.matches[i].end));
    assert_true(i == 0 || passage.matches[i].begin >= passage.matches[i - 1].end);
  }
  if (!str_equal(buf_str(&found), str_of(marks))) {
    fail_msg("%s marks <%.*s>, not <%s>", query, STR_ARG(buf_str(&found)), marks);
  }
  buf_free(&found);
}

static const char *const compounds[] = {
    LINE("ray", "Pictures", "The X-ray of a K-L grade by e-mail.", ""),
    LINE("solid", "Scans", "An xray by email.", ""),
    LINE("apart", "Letters", "An X, a ray, a K and an L.", ""),
    LINE("spaced", "Loads", "The wear and tear of COVID 19 and vitamin B12, code M17.1.", ""),
    LINE("code", "Names", "A dataSource in C++ for covid19.", ""),
    LINE("other", "More names", "A data table of one source, in C# with .NET or C.", ""),
    NULL,
};

static void compounds_are_found_whole_joined_and_in_parts(void **state) {
  (void)state;
  open_index(compounds);
  assert_int_equal(ask("x-ray").complete, 2);
  expect("xrays", "solid ray"); /* the same word to both, and one text is shorter */
  assert_int_equal(ask("e-mail").complete, 2);
  assert_int_equal(ask("email").complete, 2);
  expect("\"x-ray\"", "ray"); /* quoted words stand as they are written */
  expect("KL", "ray");
  assert_int_equal(ask("K-L").complete, 1);
  assert_int_equal(ask("K-L").total, 2); /* apart, and said to be missing */
  assert_int_equal(ask("wear-and-tear").complete, 1);
  expect("M171", "spaced");
  expect("m17.1", "spaced");
  expect("xra*", "solid ray");
  assert_int_equal(ask("e-mail -x-ray").total, 0); /* without it in any way of writing */
  assert_int_equal(ask("e-mail -K-L").total, 1);
}

static void compounds_are_marked_as_far_as_they_were_met(void **state) {
  (void)state;
  open_index(compounds);
  expect_marks("e-mail grade", "grade|e-mail");
  expect_marks("xray pictures", "X-ray");
  expect_marks("KL", "K-L");
  expect_marks("xray ray grade", "X-ray|grade");
  expect_marks("xra* grade", "X-ray|grade");
  expect_marks("gra* x*", "X|grade");
  expect_marks("ray grade pictures", "ray|grade");
  expect_marks("wear-and-tear", "wear|and|tear");
  expect_marks("covid19 M171", "COVID|19|M17.1");
}

static void parts_of_words_are_found_behind_words(void **state) {
  (void)state;
  open_index(compounds);
  expect("dataSource", "code");
  expect("data source", "other code"); /* the words themselves first */
  assert_int_equal(ask("data source").complete, 1);
  assert_int_equal(ask("covid").total, 2);
  assert_int_equal(ask("covid").complete, 1);
  expect("B-12", "spaced");
  expect("vitamin 12", "spaced");
  struct search_answer answer = ask("covid19");
  assert_int_equal(answer.complete, 2); /* as one word, and as its parts in a row */
}

static void signs_of_names_count(void **state) {
  (void)state;
  open_index(compounds);
  expect("C++", "code");
  expect("C#", "other");
  expect(".net", "other");
  assert_int_equal(ask("c").complete, 2);
  assert_int_equal(ask("f#").total, 0);
}

/* A word's stem and those of its parts may be one in one language and several in another. */
static void languages_divide_words_alike(void **state) {
  (void)state;
  static const char *const mixed[] = {
      LINE("en", "Run", "runRuns and runs-run-running and dataDatas.", ",\"lang\":\"en\""),
      LINE("xx", "Run", "runRuns and dataDatas.", ",\"lang\":\"xx\""),
      LINE("de", "Run", "runRuns and dataDatas.", ",\"lang\":\"de\""),
      NULL,
  };
  open_index(mixed);
  assert_int_equal(ask("runRuns").complete, 3);
  assert_int_equal(ask("dataDatas zzz").total, 3);
  assert_int_equal(ask("runs-run-running").complete, 1);
}

static void characters_are_found_in_pairs(void **state) {
  (void)state;
  static const char *const eastern[] = {
      LINE("knee", "膝关节", "膝关节疼痛。软骨不会再生。", ",\"lang\":\"zh\""),
      LINE("hip", "髋", "髋关节，膝", ",\"lang\":\"zh\""),
      LINE("ja", "データ", "データベースのAPI functionsを使う。", ",\"lang\":\"ja\""),
      LINE("ko", "무릎", "무릎은 아프다", ",\"lang\":\"ko\""),
      LINE("th", "เข่า", "อาการปวดเข่า", ",\"lang\":\"th\""),
      NULL,
  };
  open_index(eastern);
  expect("关节疼痛", "knee hip");
  assert_int_equal(ask("关节疼痛").complete, 1);
  assert_int_equal(ask("关节疼痛").hits[1].missing_count, 1);
  expect("膝", "knee hip");
  expect("\"节疼\"", "knee");
  expect("\"疼节\"", "");
  expect("膝痛", "knee hip"); /* no pair is known: the characters */
  assert_int_equal(ask("膝痛").complete, 0);
  expect("关节 -疼痛", "hip");
  expect("title:关节", "knee");
  expect("软骨 OR ベース", "ja knee");
  assert_int_equal(ask("关节炎 OR ベース").complete, 1); /* all pairs of the one, or all of the other */
  expect("膝*", "knee hip");
  expect("データベースのfunction", "ja");
  expect("무릎이", "ko");
  expect("ปวด", "th");
  expect_marks("关节疼痛", "关|节|疼|痛");
  expect_marks("\"骨不会\"", "骨|不|会");
}

static void german_words_are_divided_behind_whole_ones(void **state) {
  (void)state;
  static const char *const german[] = {
      LINE("tables", "Tabellen", "Eine Vorlage und künstliche Hüften.", ",\"lang\":\"de\""),
      LINE("more", "Vorlagen", "Die Tabelle.", ",\"lang\":\"de\""),
      LINE("whole", "Hilfe", "Die Tabellenvorlage.", ",\"lang\":\"de\""),
      LINE("half", "Tabelle", "Nichts davon.", ",\"lang\":\"de\""),
      NULL,
  };
  open_index(german);
  struct search_answer answer = ask("Tabellenvorlagen");
  assert_int_equal(answer.total, 4);
  assert_int_equal(answer.complete, 1);
  assert_true(str_equal(answer.hits[0].id, STR("whole")));
  assert_int_equal(answer.hits[1].missing_count, 0); /* it has both halves */
  assert_true(str_equal(answer.hits[3].id, STR("half")));
  assert_int_equal(answer.hits[3].missing_count, 1);
  expect("Vorlagentabelle", "more tables half"); /* though no article has the word */
  expect("kuenstlich", "tables");
  expect("Hueften", "tables");
  expect("\"Tabellenvorlage\"", "whole");
}

/* ---- the owner's word forms ---- */

static void publish_with(const char *path, const char *name, const char *list) {
  struct store_writer *writer = NULL;
  struct store_facts facts;
  struct error err = {""};
  assert_true(store_writer_open(path, &writer, &err));
  assert_true(store_writer_resource(writer, str_of(name), str_of(list), &err));
  scratch_add(writer, LINE("surgery", "Surgeries", "Surgeries and later.", ""));
  scratch_add(writer, LINE("side", "Lateral", "A lateral view.", ""));
  assert_true(store_writer_publish(writer, &facts, &err));
}

/* One searcher, several indexes in turn: each has its own words. */
static void forms_are_those_of_the_index(void **state) {
  (void)state;
  char second[128];
  (void)snprintf(second, sizeof second, "%s/second.index", scratch.folder);
  publish_with(scratch.index, TOKEN_FAMILIES, "[en]\nsurgery, surgical\n");
  publish_with(second, TOKEN_EXCEPTIONS, "[en]\nlateral\n");
  for (int round = 0; round < 3; round++) {
    store = scratch_open(scratch.index);
    expect("surgical", "surgery");
    expect("later", "side surgery");
    store_close(store);
    store = scratch_open(second);
    expect("surgical", "");
    expect("later", "surgery");
    expect("lateral", "side");
    store_close(store);
  }
  store = NULL;
}

static void expect_corrected(const char *query, const char *lang, const char *corrected) {
  struct search_answer answer = ask_for((struct search_request){.query = str_of(query), .lang = str_of(lang)});
  if (!str_equal(answer.corrected, str_of(corrected))) {
    fail_msg("%s (%s): <%.*s>, not <%s>", query, lang, STR_ARG(answer.corrected), corrected);
  }
}

static void corrections_are_of_words_that_meet(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Makers", "Makers of shoes.", ""),
      LINE("b", "Cost", "The cost of a knee.", ""),
      LINE("c", "Injection", "An injection into the knee. Pain all over, over and over.", ""),
      LINE("e", "Knees", "A knee injection all the same.", ""),
      LINE("d", "Gut", "Es geht gut. Ein Kniegelenkersatz.", ",\"lang\":\"de\""),
      NULL,
  };
  open_index(lines);
  expect_corrected("makkers injektion", "", "");
  expect_corrected("makkers knee", "", "makers knee");
  expect_corrected("injektion kneee", "", "injection knee");
  expect_corrected("kneeinjection", "", "knee injection"); /* though German words are made of two */
}

/* "efects" has the stem of Spanish "efecto", "cels" that of French "celle", and neither is a form of it. */
static void stems_that_other_languages_have_by_chance_are_no_words(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "Side effects of tablets", "The side effects of stem cells.", ""),
      LINE("b", "Effects", "Effects of cells and of lesions.", ""),
      LINE("c", "Stem cells", "What the effects of the cells are. Lesions.", ""),
      LINE("es", "Efecto", "El efecto de una celda. La lesión de la rodilla.", ",\"lang\":\"es\""),
      LINE("fr", "Celle", "Celle-ci est une cellule du genou.", ",\"lang\":\"fr\""),
      NULL,
  };
  open_index(lines);
  expect_corrected("side efects of tablets", "", "side effects of tablets");
  expect_corrected("efects", "", "effects");
  expect_corrected("stem cels", "", "stem cells");
  expect_corrected("efectos", "", "");          /* a form of a word that is there */
  expect_corrected("lesiones", "", "");         /* likewise, though lesions are in more articles */
  expect_corrected("effecting", "", "");        /* and so in the query's own language */
  expect_corrected("efects rodilla", "es", ""); /* the language asked for has the stem */
}

/* A word that languages share is looked for in all of them; articles in the query's own come first. */
static void articles_in_the_language_of_the_query_come_first(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("fr", "Maladies", "Arthrose, arthrose, arthrose. Elle est une maladie.", ",\"lang\":\"fr\""),
      LINE("de", "Gelenke", "Was ist die Arthrose? Das ist nicht gut.", ",\"lang\":\"de-AT\""),
      LINE("more", "Knie", "Was ist am Knie? Die Arthrose.", ",\"lang\":\"de\""),
      LINE("other", "Hand", "Was ist an der Hand? Die Haut.", ",\"lang\":\"de\""),
      LINE("en", "Knees", "What is what.", ""),
      NULL,
  };
  open_index(lines);
  expect("arthrose", "fr more de");
  expect("was ist die arthrose", "more de fr");
}

/* Right words that no article has are not replaced by others that look like them: these are only offered. */
static void other_words_are_offered_and_not_taken(void **state) {
  (void)state;
  static const struct {
    const char *typed, *lang, *corrected, *offered;
  } rows[] = {
      {"bakers", "", "", "makers"},
      {"bakers knee", "", "", "makers knee"},
      {"makres", "", "makers", ""},
      {"gout", "", "", ""},
      {"guut", "", "", "gut"}, /* a likely slip, but most articles are in English */
      {"guut", "de", "gut", ""},
      {"guut es geht", "", "gut es geht", ""},
      {"overall", "", "", "over all"}, /* which nobody wrote */
      {"allover", "", "all over", ""},
      {"lenkersatz", "", "", "kniegelenkersatz"},
      {"tug", "", "", ""},
      {"gtu", "", "", ""},
      {"gtu", "de", "", "gut"}, /* two letters swapped of three */
  };
  static const char *const lines[] = {
      LINE("a", "Makers", "Makers of shoes.", ""),
      LINE("c", "Injection", "An injection into the knee. Pain all over, and over.", ""),
      LINE("d", "Gut", "Es geht gut. Ein Kniegelenkersatz.", ",\"lang\":\"de\""),
      NULL,
  };
  open_index(lines);
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct search_answer answer = ask_for((struct search_request){.query = str_of(rows[i].typed), .lang = str_of(rows[i].lang)});
    if (!str_equal(answer.corrected, str_of(rows[i].corrected)) || !str_equal(answer.suggestion, str_of(rows[i].offered))) {
      fail_msg("%s: <%.*s>, offered <%.*s>", rows[i].typed, STR_ARG(answer.corrected), STR_ARG(answer.suggestion));
    }
  }
}

/* An article about two things answers how they differ, though it never says "difference". */
static void comparisons_ask_for_both(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("both", "Plaster and splint", "A plaster is hard. A splint comes off. Wear it.", ""),
      LINE("mess", "Casts",
           "What is the difference between a plaster and a splint, or between a splint and a plaster? Better compared.", ""),
      LINE("says", "How bone and cartilage differ", "Bone is hard.", ""),
      LINE("plain", "Bone and cartilage", "Bone is hard, cartilage is bone of a kind.", ""),
      LINE("de", "Gips und Schiene", "Ein Gips ist hart. Die Schiene kann man abnehmen, und sie ist leicht.", ",\"lang\":\"de\""),
      LINE("dem", "Verb\u00e4nde",
           "Der Unterschied zwischen Gips und Schiene: Unterschied ist Unterschied zwischen Gips und Schiene.",
           ",\"lang\":\"de\""),
      LINE("es", "Yeso y f\u00e9rula", "El yeso es duro. La f\u00e9rula se quita, y es ligera.", ",\"lang\":\"es\""),
      LINE("esm", "Vendas", "La diferencia entre yeso y f\u00e9rula: la diferencia entre la f\u00e9rula y el yeso.",
           ",\"lang\":\"es\""),
      LINE("fr", "Pl\u00e2tre et attelle", "Le pl\u00e2tre est dur. On enl\u00e8ve une attelle, elle est l\u00e9g\u00e8re.",
           ",\"lang\":\"fr\""),
      LINE("zh", "石膏和夹板", "石膏很硬。夹板可以取下来，它很轻。", ",\"lang\":\"zh\""),
      LINE("zht", "软骨和肌肉的区别", "软骨没有血管。", ",\"lang\":\"zh\""),
      LINE("zhu", "软骨和肌肉", "软骨和肌肉，肌肉和软骨。的区别", ",\"lang\":\"zh\""),
      LINE("zhm", "固定", "石膏和夹板的区别：石膏与夹板的区别，有什么区别。骨头和夹板的区别。", ",\"lang\":\"zh\""),
      LINE("frm", "Bandages",
           "La diff\u00e9rence entre pl\u00e2tre et attelle : la diff\u00e9rence entre une attelle et un pl\u00e2tre.",
           ",\"lang\":\"fr\""),
      NULL,
  };
  static const char *const first[][2] = {
      {"石膏和夹板有什么区别", "zh"},
      {"石膏与夹板的区别", "zh"},
      {"石膏还是夹板更好", "zh"},
      {"骨头和夹板的区别", "zhm"}, /* no title has both */
      {"软骨和肌肉的区别", "zht"}, /* a title says so */
      {"what is the difference between plaster and splint", "both"},
      {"which is better, a plaster or a splint", "both"},
      {"plaster compared with splint", "both"},
      {"plaster versus splint difference", "both"},
      {"how do bone and cartilage differ", "says"}, /* a title says so */
      {"was ist der Unterschied zwischen Gips und Schiene", "de"},
      {"Vergleich von Gips und Schiene", "de"},
      {"diferencia entre yeso y f\u00e9rula", "es"},
      {"quelle est la diff\u00e9rence entre pl\u00e2tre et attelle", "fr"},
  };
  open_index(lines);
  for (size_t i = 0; i < COUNT_OF(first); i++) {
    struct search_answer answer = ask(first[i][0]);
    if (!str_equal(answer.hits[0].id, str_of(first[i][1])) || answer.hits[0].missing_count > 0) {
      fail_msg("%s: %.*s", first[i][0], STR_ARG(answer.hits[0].id));
    }
  }
  assert_true(ask("difference plaster").hits[0].missing_count == 0); /* compares nothing */
  assert_true(str_equal(ask("difference plaster").hits[0].id, STR("mess")));
}

/* An abbreviation in capitals is no function word of some language. */
static void abbreviations_are_no_function_words(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("acid", "Hyaluronic acid", "Hyaluronic acid (HA) is injected. HA is slippery.", ""),
      LINE("steroid", "Injection of a steroid", "The injection helps for a while. An injection.", ""),
      LINE("es", "La rodilla", "La rodilla ha de doblarse. No ha dolido. Ha sido una injection.", ",\"lang\":\"es\""),
      LINE("it", "It", "It is what it is.", ""),
      NULL,
  };
  (void)publish_with_synonyms(lines, "[*]\nHA, hyaluronic acid\n");
  store = scratch_open(scratch.index);
  assert_true(str_equal(ask("HA injection").hits[0].id, STR("acid")));
  assert_true(ask("IT injection").hits[0].missing_count == 0); /* stands for nothing */
}

/* Korean words are looked for without the particles that no article has them with. */
static void particles_are_taken_off(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("knee", "\ubb34\ub98e \uad00\uc808\uc5fc", "\ubb34\ub98e\uc774 \uc544\ud504\ub2e4. \uc8fc\uc0ac.", ",\"lang\":\"ko\""),
      LINE("hip", "\uc5c9\ub369\uc774", "\uc5c9\ub369\uc774\uac00 \uc544\ud504\ub2e4.", ",\"lang\":\"ko\""),
      NULL,
  };
  open_index(lines);
  static const char *const queries[] = {"무릎에", "관절염을", "무릎에서 관절염은", "주사는 무릎"};
  for (size_t i = 0; i < COUNT_OF(queries); i++) {
    struct search_answer answer = ask(queries[i]);
    if (answer.complete != 1 || !str_equal(answer.hits[0].id, STR("knee"))) {
      fail_msg("%s: %u", queries[i], (unsigned)answer.complete);
    }
  }
  assert_int_equal(ask("무릎이").complete, 1);
  assert_int_equal(ask_for((struct search_request){.query = STR("무릎에"), .exact = true}).complete, 0);
}

/* A text of unknown words is not corrected: what each of them might be would cost more than the search. */
static void texts_of_unknown_words_are_left_alone(void **state) {
  (void)state;
  open_index(clinic);
  assert_true(ask("cartilge injection").corrected.len > 0);
  assert_int_equal(ask("cartilge injection a1a b1b c1c d1d e1e f1f g1g h1h i1i j1j k1k l1l").corrected.len, 0);
}

#endif
