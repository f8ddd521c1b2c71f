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
  assert_int_equal(token->position, seen->count);
  assert_true(token->bytes.begin >= seen->end);
  assert_true(token->bytes.end > token->bytes.begin && token->bytes.end <= seen->text.len);
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
      static const char rich[] = "ab'B9 -.\xe2\x80\x99\xe8\xbd\xaf\xcc\x81s\xff\0";
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

static void languages_are_found_by_tag(void **state) {
  (void)state;
  assert_string_equal(language_find(STR("en-GB"))->code, "en");
  assert_string_equal(language_find(STR("PT_br"))->code, "pt");
  assert_null(language_find(STR("zh")));
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
}

/* A name that libstemmer does not know would silently leave a language without stems. */
static void every_language_has_a_stemmer(void **state) {
  (void)state;
  static const char *const inflected[][2] = {
      {"ar", "الركبة"},     {"ca", "genolls"},  {"da", "injektioner"}, {"de", "Gelenken"}, {"el", "γόνατα"},
      {"en", "joints"},     {"es", "rodillas"}, {"eu", "belauna"},     {"fi", "nivelen"},  {"fr", "articulations"},
      {"ga", "bpictiúirí"}, {"hi", "घुटने"},      {"hu", "térdek"},      {"hy", "բժշկական"}, {"id", "lututnya"},
      {"it", "iniezioni"},  {"lt", "kelio"},    {"nb", "leddet"},      {"ne", "घुँडालाई"},   {"nl", "gewrichten"},
      {"nn", "leddet"},     {"no", "leddet"},   {"pt", "joelhos"},     {"ro", "injecții"}, {"ru", "суставы"},
      {"sr", "zglobovi"},   {"sv", "leden"},    {"ta", "மூட்டுகள்"},     {"tr", "dizler"},   {"yi", "רעדנדיק"},
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
      cmocka_unit_test(a_word_without_end_is_cut_alike_everywhere),
      cmocka_unit_test(languages_are_found_by_tag),
      cmocka_unit_test(function_words_belong_to_a_language),
      cmocka_unit_test(every_language_has_a_stemmer),
  };
  return cmocka_run_group_tests(tests, make_tokenizer, free_tokenizer);
}
