#include "spec.h"
#include "token/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct tokenizer *shared;

/* "en some text" -> its terms. */
static void terms_of(struct str input, struct buf *out) {
  size_t space = str_find(input, ' ', 0);
  const struct language *language = language_find(str_slice(input, 0, space));
  (void)token_line(shared, language, str_slice(input, space + 1, input.len), out, NULL, NULL);
  while (out->len > 0 && out->ptr[out->len - 1] == ' ') {
    out->len--;
  }
}

static void examples_hold(void **state) {
  (void)state;
  int run;
  assert_int_equal(spec_run("tokens.md", terms_of, &run), 0);
  assert_true(run >= 20);
  /* Once more, now that the forms are remembered. */
  assert_int_equal(spec_run("tokens.md", terms_of, &run), 0);
}

struct seen {
  struct str text;
  uint32_t count;
  uint32_t end;
  struct span spans[64];
};

static bool see(void *context, const struct token *token) {
  struct seen *seen = context;
  assert_true(token->words >= 1 && token->bytes.end > token->bytes.begin && token->bytes.end <= seen->text.len);
  if (token->kind != TOKEN_WORD) {
    assert_int_equal(token->position + 1, seen->count);
    return true;
  }
  assert_int_equal(token->position, seen->count);
  assert_true(token->bytes.begin >= seen->end);
  seen->end = token->bytes.end;
  if (seen->count < COUNT_OF(seen->spans)) {
    seen->spans[seen->count] = token->bytes;
  }
  seen->count++;
  return true;
}

static void words_are_slices_of_the_text(void **state) {
  (void)state;
  struct str text = STR("Größe: 5-fold «l’os» ＭＲＩ 软骨!");
  static const char *const expected[] = {"Größe", "5", "fold", "l", "os", "ＭＲＩ", "软", "骨"};
  struct seen seen = {.text = text};
  assert_int_equal(token_walk(shared, language_find(STR("de")), text, see, &seen), COUNT_OF(expected));
  for (size_t i = 0; i < COUNT_OF(expected); i++) {
    assert_true(str_equal(str_slice(text, seen.spans[i].begin, seen.spans[i].end), str_of(expected[i])));
  }
}

/* The three walks must agree on positions, or passages would mark the wrong words. */
static void all_walks_count_alike(void **state) {
  (void)state;
  uint32_t seed = 3;
  for (int round = 0; round < 5000; round++) {
    char bytes[40];
    size_t length = 0;
    while (length < sizeof bytes) {
      seed = seed * 1664525u + 1013904223u;
      static const char rich[] = "ab'B9 -._+#\xe2\x80\x99\xe8\xbd\xaf\xed\x95\x9c\xe0\xb8\x82\xcc\x81s\xff\0";
      bytes[length++] = seed >> 31 ? (char)(seed >> 8) : rich[(seed >> 8) % (sizeof rich - 1)];
    }
    struct str text = {bytes, length};
    struct seen first = {.text = text}, second = {.text = text};
    struct buf line;
    buf_init(&line, 1 << 16);
    uint32_t count = token_walk(shared, language_find(STR("en")), text, see, &first);
    assert_int_equal(token_walk_bytes(text, see, &second), count);
    assert_int_equal(token_line(shared, language_find(STR("en")), text, &line, NULL, NULL), count);
    assert_memory_equal(first.spans, second.spans, sizeof first.spans);
    buf_free(&line);
  }
}

struct heard {
  struct str whole;
  struct buf words;
};

static bool hear(void *context, const struct token *token) {
  struct heard *heard = context;
  buf_format(&heard->words, "%u%s%.*s ", token->position, token->kind == TOKEN_WORD ? ":" : "+",
             STR_ARG(str_slice(heard->whole, token->bytes.begin, token->bytes.end)));
  return true;
}

/* Positions go on behind a hole, and bytes are those of the whole text. */
static void holes_are_passed_over(void **state) {
  (void)state;
  struct str text = STR("one two\nx-1 y\nthree-four\nz\nfive\nsix");
  const struct span holes[] = {{0, 3}, {8, 13}, {25, 26}};
  static const char *const expected = "0:two 1:three 1+three-four 2:four 3:five ";
  const struct token_text part = {.whole = text, .part = {3, 31}, .holes = holes, .hole_count = COUNT_OF(holes)};
  for (int with = 0; with < 2; with++) {
    struct heard heard = {.whole = text};
    buf_init(&heard.words, 1 << 10);
    assert_int_equal(token_walk_around(with ? shared : NULL, NULL, &part, hear, &heard), 4);
    if (!str_equal(buf_str(&heard.words), str_of(expected))) {
      fail_msg("%.*s, not %s", STR_ARG(buf_str(&heard.words)), expected);
    }
    buf_free(&heard.words);
  }
  const struct token_text end = {.whole = text, .part = {14, (uint32_t)text.len}, .holes = holes, .hole_count = 1};
  assert_int_equal(token_walk_around(NULL, NULL, &end, NULL, NULL), 5);
}

static void a_word_without_end_is_cut_alike_everywhere(void **state) {
  (void)state;
  struct buf word, line;
  buf_init(&word, 1 << 22);
  buf_init(&line, 1 << 16);
  for (int i = 0; i < 1000000; i++) {
    buf_add(&word, STR("é"));
  }
  assert_int_equal(token_line(shared, language_find(STR("fr")), buf_str(&word), &line, NULL, NULL), 1);
  assert_true(str_find(buf_str(&line), ' ', 0) <= TOKEN_BYTES_MAX);
  buf_free(&word);
  buf_free(&line);
}

/* A line of terms, and what the walk says of it: they must be of one mind, or articles would hold what no query asks for. */
static bool write_terms(void *context, const struct token *token) {
  struct buf *terms = context;
  if (token->again) {
    return true;
  }
  if (token->surface.len == 0) {
    buf_add(terms, token->kind == TOKEN_WORD ? STR("| ") : STR(""));
  } else if (token->kind == TOKEN_PAIR || token->kind == TOKEN_PART) {
    buf_format(terms, token->kind == TOKEN_PAIR ? "=%.*s " : "~%.*s ", STR_ARG(token->stem));
  } else {
    buf_format(terms, token->kind == TOKEN_WORD ? "%.*s =%.*s " : "+%.*s =%.*s ", STR_ARG(token->surface), STR_ARG(token->stem));
  }
  return true;
}

static void articles_and_queries_have_the_same_terms(void **state) {
  (void)state;
  struct tokenizer *other = tokenizer_new(); /* that remembers nothing */
  uint32_t seed = 11;
  assert_non_null(other);
  for (int round = 0; round < 3000; round++) {
    char bytes[48];
    for (size_t i = 0; i < sizeof bytes; i++) {
      seed = seed * 1664525u + 1013904223u;
      static const char rich[] = "abcAB19--._ +#\xe8\xbd\xaf\xe9\xaa\xa8\xed\x95\x9c\xeb\xac\xb4\xc3\xa9";
      bytes[i] = rich[(seed >> 8) % (sizeof rich - 1)];
    }
    struct str text = {bytes, sizeof bytes};
    struct buf line, terms;
    buf_init(&line, 1 << 16);
    buf_init(&terms, 1 << 16);
    (void)token_line(shared, language_find(STR("en")), text, &line, NULL, NULL);
    (void)token_walk(other, language_find(STR("en")), text, write_terms, &terms);
    assert_true(str_equal(buf_str(&line), buf_str(&terms)));
    buf_free(&line);
    buf_free(&terms);
  }
  tokenizer_free(other);
}

/* ---- the owner's word forms ---- */

static void add_list(struct word_forms *forms, const char *name, const char *text) {
  struct error err = {""};
  if (!word_forms_add(forms, str_of(name), str_of(text), &err)) {
    fail_msg("%s", err.text);
  }
}

static void stem_is(const char *language, const char *word, const char *stem) {
  struct buf line;
  buf_init(&line, 1 << 10);
  (void)token_line(shared, language_find(str_of(language)), str_of(word), &line, NULL, NULL);
  size_t mark = str_find(buf_str(&line), '=', 0);
  struct str found = str_trim(str_slice(buf_str(&line), mark + 1, line.len));
  if (!str_equal(found, str_of(stem))) {
    fail_msg("%s: %s has the stem %.*s, not %s", language, word, STR_ARG(found), stem);
  }
  buf_free(&line);
}

static void families_share_a_stem(void **state) {
  (void)state;
  struct word_forms *forms = word_forms_new();
  add_list(forms, TOKEN_FAMILIES,
           "# remark\n[en]\nsurgery, surgical, SURGEON # and more\nmeniscus, menisci\nmeniscal, menisci\n"
           "[es]\nCirugía, quirúrgico\n[*]\r\nMRI, MRT\r\n");
  tokenizer_use(shared, forms);
  stem_is("en", "surgery", "surgeri");
  stem_is("en", "Surgical", "surgeri");
  stem_is("en", "surgeons", "surgeri");  /* by the stem of a member */
  stem_is("en", "meniscal", "meniscus"); /* two families with a member in common are one */
  stem_is("en", "quirúrgico", "quirurgico");
  stem_is("es", "quirurgico", "cirug"); /* accents do not matter */
  stem_is("es", "cirugías", "cirug");
  stem_is("de", "surgical", "surgical"); /* another language's */
  stem_is("de", "MRT", "mri");
  stem_is("xx", "mrt", "mri"); /* also without a language */
  tokenizer_use(shared, NULL);
  stem_is("en", "surgical", "surgic"); /* and nothing of it is remembered */
  word_forms_free(forms);
}

static void exceptions_are_never_stemmed(void **state) {
  (void)state;
  struct word_forms *forms = word_forms_new();
  add_list(forms, TOKEN_EXCEPTIONS, "[en]\nlateral  # later\nTENS\n");
  add_list(forms, TOKEN_FAMILIES, "[en]\nlateral, sideways\n");
  tokenizer_use(shared, forms);
  stem_is("en", "Lateral", "lateral");
  stem_is("en", "tens", "tens");
  stem_is("en", "sideways", "lateral");
  stem_is("en", "later", "later"); /* what had the same stem before goes its own way, family or not */
  stem_is("en", "ten", "ten");
  tokenizer_use(shared, NULL);
  stem_is("en", "lateral", "later");
  word_forms_free(forms);
}

/* A store may be closed and another opened in its place: contents count, not addresses. */
static void other_forms_take_their_place(void **state) {
  (void)state;
  struct word_forms *first = word_forms_new(), *second = word_forms_new(), *same = word_forms_new();
  add_list(first, TOKEN_FAMILIES, "[*]\naa, bb\n");
  add_list(second, TOKEN_FAMILIES, "[*]\ncc, bb\n");
  add_list(same, TOKEN_FAMILIES, "[*]\naa, bb\n");
  tokenizer_use(shared, first);
  stem_is("xx", "bb", "aa");
  tokenizer_use(shared, second);
  stem_is("xx", "bb", "cc");
  tokenizer_use(shared, first);
  tokenizer_use(shared, same);
  word_forms_free(first);
  stem_is("de", "bb", "aa"); /* from the one that is still there */
  tokenizer_use(shared, NULL);
  word_forms_free(second);
  word_forms_free(same);
}

static void malformed_lists_are_named(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {TOKEN_FAMILIES, "surgery, surgical\n", "word-families.txt:1: surgery, surgical stands in no language"},
      {TOKEN_FAMILIES, "[en]\n\nsurgery\n", "word-families.txt:3: surgery stands alone"},
      {TOKEN_FAMILIES, "[en]\na,,b\n", "word-families.txt:2: a word is missing"},
      {TOKEN_FAMILIES, "[en]\nx-ray, xray\n", "word-families.txt:2: x-ray is not one word"},
      {TOKEN_FAMILIES, "[klingon]\n", "word-families.txt:1: [klingon] is no language"},
      {TOKEN_FAMILIES, "[en\na, b\n", "word-families.txt:1: [en is no language"},
      {TOKEN_FAMILIES, "[en]\na\xff, b\n", "word-families.txt:2: is not UTF-8"},
      {TOKEN_EXCEPTIONS, "[en]\na, b\n", "stem-exceptions.txt:2: a, b is not one word"},
      {TOKEN_EXCEPTIONS, "[en]\ntwo words\n", "stem-exceptions.txt:2: two words is not one word"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct word_forms *forms = word_forms_new();
    struct error err = {""};
    assert_false(word_forms_add(forms, str_of(cases[i][0]), str_of(cases[i][1]), &err));
    if (strncmp(err.text, cases[i][2], strlen(cases[i][2])) != 0) {
      fail_msg("<%s> is not <%s>", err.text, cases[i][2]);
    }
    word_forms_free(forms);
  }
}

static void lists_have_a_ceiling(void **state) {
  (void)state;
  struct word_forms *forms = word_forms_new();
  struct buf text;
  struct error err = {""};
  buf_init(&text, 1 << 22);
  buf_add(&text, STR("[en]\n"));
  for (int i = 0; i < 50000; i++) {
    buf_format(&text, "b%d, word%c%c%c\n", i, 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26);
  }
  assert_false(word_forms_add(forms, STR(TOKEN_FAMILIES), buf_str(&text), &err));
  assert_non_null(strstr(err.text, "word-families.txt:10002: "));
  tokenizer_use(shared, forms);
  stem_is("en", "wordbaa", "wordbaa"); /* of a list that is refused nothing holds */
  tokenizer_use(shared, NULL);
  buf_free(&text);
  word_forms_free(forms);
}

static void languages_are_found_by_tag(void **state) {
  (void)state;
  assert_string_equal(language_find(STR("en-GB"))->code, "en");
  assert_string_equal(language_find(STR("PT_br"))->code, "pt");
  assert_string_equal(language_find(STR("zh-Hans"))->algorithm, "english"); /* for its Latin words */
  assert_null(language_find(STR("xx")));
  assert_null(language_find(STR("")));
  assert_null(language_find(STR("english")));
  size_t count;
  const struct language *list = language_list(&count);
  for (size_t i = 0; i < count; i++) {
    assert_ptr_equal(language_find(str_of(list[i].code)), &list[i]);
  }
}

static void function_words_belong_to_a_language(void **state) {
  (void)state;
  assert_true(language_is_function_word(language_find(STR("en")), STR("the")));
  assert_false(language_is_function_word(language_find(STR("en")), STR("knee")));
  assert_false(language_is_function_word(language_find(STR("en")), STR("der")));
  assert_true(language_is_function_word(language_find(STR("de")), STR("der")));
  assert_false(language_is_function_word(NULL, STR("the")));
  assert_false(language_is_function_word(language_find(STR("en")), STR("the of")));
  assert_true(language_is_slight_word(language_find(STR("en")), STR("only")));
  assert_false(language_is_slight_word(language_find(STR("en")), STR("the")));
  assert_false(language_is_slight_word(language_find(STR("fr")), STR("only")));
  assert_false(language_is_slight_word(language_find(STR("ja")), STR("only")));
}

/* A name that libstemmer does not know would silently leave a language without stems. */
static void every_language_has_a_stemmer(void **state) {
  (void)state;
  static const char *const inflected[][2] = {
      {"ar", "الركبة"},     {"ca", "genolls"},  {"da", "injektioner"}, {"de", "Gelenken"}, {"el", "γόνατα"},
      {"en", "joints"},     {"es", "rodillas"}, {"eu", "belauna"},     {"fi", "nivelen"},  {"fr", "articulations"},
      {"ga", "bpictiúirí"}, {"hi", "घुटने"},      {"hu", "térdek"},      {"hy", "բժշկական"}, {"id", "lututnya"},
      {"it", "iniezioni"},  {"ja", "joints"},   {"km", "joints"},      {"ko", "joints"},   {"lo", "joints"},
      {"lt", "kelio"},      {"my", "joints"},   {"nb", "leddet"},      {"ne", "घुँडालाई"},   {"nl", "gewrichten"},
      {"nn", "leddet"},     {"no", "leddet"},   {"pt", "joelhos"},     {"ro", "injecții"}, {"ru", "суставы"},
      {"sr", "zglobovi"},   {"sv", "leden"},    {"ta", "மூட்டுகள்"},     {"th", "joints"},   {"tr", "dizler"},
      {"yi", "רעדנדיק"},    {"zh", "joints"},
  };
  size_t count;
  (void)language_list(&count);
  assert_int_equal(count, COUNT_OF(inflected));
  for (size_t i = 0; i < COUNT_OF(inflected); i++) {
    struct buf line;
    buf_init(&line, 1 << 10);
    (void)token_line(shared, language_find(str_of(inflected[i][0])), str_of(inflected[i][1]), &line, NULL, NULL);
    size_t mark = str_find(buf_str(&line), '=', 0);
    struct str surface = str_trim(str_slice(buf_str(&line), 0, mark));
    struct str stem = str_trim(str_slice(buf_str(&line), mark + 1, line.len));
    if (str_equal(surface, stem)) {
      fail_msg("%s does not stem %s", inflected[i][0], inflected[i][1]);
    }
    buf_free(&line);
  }
  char fingerprint[TOKEN_FINGERPRINT + 1];
  assert_true(token_stemmer_fingerprint(shared, fingerprint));
  assert_int_equal(strlen(fingerprint), TOKEN_FINGERPRINT);
}

static int make_tokenizer(void **state) {
  (void)state;
  shared = tokenizer_new();
  return shared == NULL;
}

static int free_tokenizer(void **state) {
  (void)state;
  tokenizer_free(shared);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(examples_hold),
      cmocka_unit_test(words_are_slices_of_the_text),
      cmocka_unit_test(all_walks_count_alike),
      cmocka_unit_test(holes_are_passed_over),
      cmocka_unit_test(a_word_without_end_is_cut_alike_everywhere),
      cmocka_unit_test(articles_and_queries_have_the_same_terms),
      cmocka_unit_test(families_share_a_stem),
      cmocka_unit_test(exceptions_are_never_stemmed),
      cmocka_unit_test(other_forms_take_their_place),
      cmocka_unit_test(malformed_lists_are_named),
      cmocka_unit_test(lists_have_a_ceiling),
      cmocka_unit_test(languages_are_found_by_tag),
      cmocka_unit_test(function_words_belong_to_a_language),
      cmocka_unit_test(every_language_has_a_stemmer),
  };
  return cmocka_run_group_tests(tests, make_tokenizer, free_tokenizer);
}
