/* lexicon_guess: tests of languages that are guessed: the table languages.md, and the articles of corpus/. */
#ifndef MARROW_TESTS_LEXICON_GUESS_H
#define MARROW_TESTS_LEXICON_GUESS_H

#include "lexicon_corpus.h"
#include "spec.h"

static struct guesser *guesser;

/* "[hint] some text" or "some text" -> a code. */
static inline void language_of(struct str input, struct buf *out) {
  size_t end = str_starts_with(input, STR("[")) ? str_find(input, ']', 0) : 0;
  struct str hint = str_slice(input, 1, end), text = str_slice(input, end == 0 ? 0 : end + 1, input.len);
  buf_add(out, guess_language(guesser, &text, 1, &(struct guess_context){.hint = hint, .usual = STR("en")}));
}

static inline void languages_are_guessed(void **state) {
  (void)state;
  int run;
  guesser = guesser_new();
  assert_int_equal(spec_run("languages.md", language_of, &run), 0);
  assert_true(run >= 50);
  guesser_free(guesser);
}

/* An article's text without its front matter. */
static inline struct str body_of(struct str file) {
  const char *end = memmem(file.ptr + 3, file.len - 3, "\n---\n", 5);
  return end == NULL ? file : str_slice(file, (size_t)(end - file.ptr) + 5, file.len);
}

/* A text that was read up to `bytes` is in its language, or where that is the usual one, not told to be in another. */
static inline void assert_language(struct str text, size_t bytes, const struct language *language) {
  struct str begin = str_slice(text, 0, bytes), wanted = str_of(language->code);
  struct str guess = guess_language(guesser, &begin, 1, &(struct guess_context){.hint = STR(""), .usual = STR("en")});
  if (!str_equal(guess, wanted) && !(guess.len == 0 && str_equal(wanted, STR("en")))) {
    fail_msg("\"%.*s\" is %s, not \"%.*s\"", STR_ARG(begin), language->code, STR_ARG(guess));
  }
}

static inline void the_articles_are_in_their_languages(void **state) {
  const struct corpus *corpus = *state;
  guesser = guesser_new();
  for (size_t i = 0; i < corpus->count; i++) {
    struct str body = body_of(corpus->texts[i]);
    assert_language(body, body.len, corpus->languages[i]);
    assert_language(body, 200, corpus->languages[i]);
  }
  guesser_free(guesser);
}

static inline void any_bytes_are_in_some_language_or_none(void **state) {
  (void)state;
  uint32_t seed = 11;
  guesser = guesser_new();
  for (int round = 0; round < 3000; round++) {
    char bytes[64];
    for (size_t i = 0; i < sizeof bytes; i++) {
      seed = seed * 1664525u + 1013904223u;
      bytes[i] = (char)(seed >> 24);
    }
    struct str texts[] = {{bytes, seed % sizeof bytes}, {NULL, 0}};
    struct str code = guess_language(guesser, texts, 2, &(struct guess_context){{bytes, 2}, {bytes, 3}});
    assert_true(code.len == 0 || code.len == 2);
  }
  guesser_free(guesser);
}

#endif
