/* lexicon_pins: which queries have pins, and what is wrong with a list of them. */
#ifndef MARROW_TESTS_LEXICON_PINS_H
#define MARROW_TESTS_LEXICON_PINS_H

#include "lexicon/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static inline bool make_pins(struct tokenizer *tokenizer, struct str text, struct pins **pins, struct error *err) {
  const struct language *languages[] = {language_find(STR("en")), language_find(STR("de")), NULL};
  const struct pins_source source = {.text = text, .file = "pins.txt", .languages = languages, .language_count = 3};
  return pins_new(tokenizer, &source, pins, err);
}

static void queries_find_their_pins(void **state) {
  (void)state;
  static const char text[] = "\xef\xbb\xbf# first a remark\n"
                             "[en]\n"
                             "Knee injection, jab in the knee = a.md, /b # two\r\n"
                             "who is who = c.md\n"
                             "a = b = d=e.md\n"
                             "[de]\n"
                             "Spritze = de/a.md\n"
                             "[*]\n"
                             "MRT, x-ray = f.md\n"
                             "[xx]\n"
                             "quaestio = x.md\n";
  static const struct {
    const char *lang, *query, *article; /* the first; NULL: none is pinned */
  } rows[] = {
      {"en", "knee injection", "a.md"},
      {"en", "KNEE  injections!", "a.md"},
      {"en", "the knee injection", "a.md"},
      {"en", "jabs of a knee", "a.md"},
      {"en", "injection knee", NULL},
      {"en", "knee injection cost", NULL},
      {"en", "knee", NULL},
      {"en", "who is who", "c.md"},
      {"en", "who", NULL},
      {"en", "a", "b = d=e.md"},
      {"en", "Spritze", NULL},
      {"de", "Spritzen", "de/a.md"},
      {"de", "knee injection", NULL},
      {"en", "mrt", "f.md"},
      {"de", "MRT", "f.md"},
      {"", "mrt", "f.md"},
      {"en", "x ray", "f.md"},
      {"en", "", NULL},
      {"en", "?!", NULL},
      {"fr", "mrt", NULL},
      {"", "quaestio", "x.md"},
  };
  struct tokenizer *tokenizer = tokenizer_new();
  struct pins *pins;
  struct error err;
  size_t count;
  assert_true(make_pins(tokenizer, STR(text), &pins, &err));
  const struct pin *list = pins_list(pins, &count);
  assert_int_equal(count, 6);
  assert_int_equal(list[0].count, 2);
  assert_string_equal(list[0].articles[1].ptr, "/b");
  assert_int_equal(list[5].line, 11);
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const struct pin *pin = pins_find(pins, tokenizer, language_find(str_of(rows[i].lang)), str_of(rows[i].query));
    if (pin == NULL ? rows[i].article != NULL
                    : rows[i].article == NULL || !str_equal(pin->articles[0], str_of(rows[i].article))) {
      fail_msg("%s: %s", rows[i].lang, rows[i].query);
    }
  }
  pins_free(pins);
  tokenizer_free(tokenizer);
}

static void faults_of_pins_are_told_with_their_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *sentence;
  } rows[] = {
      {"knee = a.md", "pins.txt:1: stands before the first language; write [en] or [*] above it"},
      {"[english]\nknee = a.md", "pins.txt:1: [english] is no language; write a code such as [en], or [*] for all"},
      {"[en]\nknee", "pins.txt:2: \"knee\" names no article; write QUERY = ARTICLE, as in knee pain = knee-pain.md"},
      {"[en]\nknee =",
       "pins.txt:2: an article is missing beside a comma or =; write QUERY = ARTICLE, as in knee pain = knee-pain.md"},
      {"[en]\n= a.md",
       "pins.txt:2: a query is missing beside a comma or =; write QUERY = ARTICLE, as in knee pain = knee-pain.md"},
      {"[en]\nknee,, hip = a.md",
       "pins.txt:2: a query is missing beside a comma or =; write QUERY = ARTICLE, as in knee pain = knee-pain.md"},
      {"[en]\nknee = a,b,c,d,e,f,g,h,i", "pins.txt:2: names more than 8 on one side of =; take some out"},
      {"[en]\na,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q = x", "pins.txt:2: names more than 16 on one side of =; take some out"},
      {"[en]\n?! = a.md", "pins.txt:2: \"?!\" has no word, or more than 64; correct it, or take it out"},
      {"[fr]\n?! = a.md", "pins.txt:2: \"?!\" has no word, or more than 64; correct it, or take it out"},
      {"[en]\nknee = a.md\n\nthe knees = b.md",
       "pins.txt:4: \"the knees\" is pinned by line 2 already; name all its articles there"},
      {"[de]\nKnie = a.md\n[*]\nknie = b.md", "pins.txt:4: \"knie\" is pinned by line 2 already; name all its articles there"},
      {"[en]\nkn\xff = a.md", "pins.txt:2: byte 3 is not UTF-8; save the file as UTF-8"},
  };
  struct tokenizer *tokenizer = tokenizer_new();
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct pins *pins;
    struct error err;
    assert_false(make_pins(tokenizer, str_of(rows[i].text), &pins, &err));
    assert_null(pins);
    assert_string_equal(err.text, rows[i].sentence);
  }
  tokenizer_free(tokenizer);
}

static void pins_are_limited(void **state) {
  (void)state;
  static const struct {
    const char *piece;
    size_t times;
    const char *sentence;
  } rows[] = {
      {"\n", PINS_LINES_MAX + 1,
       "pins.txt: 10001 lines and 10001 bytes; 10000 lines and 1048576 bytes are allowed, take some out"},
      {"#", PINS_BYTES_MAX + 1, "pins.txt: 0 lines and 1048577 bytes; 10000 lines and 1048576 bytes are allowed, take some out"},
  };
  struct tokenizer *tokenizer = tokenizer_new();
  struct pins *pins;
  struct error err;
  struct buf text;
  buf_init(&text, 1 << 22);
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    buf_clear(&text);
    for (size_t k = 0; k < rows[i].times; k++) {
      buf_add(&text, str_of(rows[i].piece));
    }
    assert_false(make_pins(tokenizer, buf_str(&text), &pins, &err));
    assert_string_equal(err.text, rows[i].sentence);
  }
  /* As many words as a query may have, and one more; a query that is longer finds nothing. */
  for (size_t words = PINS_WORDS_MAX; words <= PINS_WORDS_MAX + 1; words++) {
    buf_clear(&text);
    buf_add(&text, STR("[*]\n"));
    for (size_t k = 0; k < words; k++) {
      buf_format(&text, "word%zu ", k);
    }
    buf_add(&text, STR("= a.md"));
    assert_int_equal(make_pins(tokenizer, buf_str(&text), &pins, &err), words == PINS_WORDS_MAX);
    struct str query = str_slice(buf_str(&text), 4, text.len - 6);
    assert_true(pins == NULL || pins_find(pins, tokenizer, NULL, query) != NULL);
    pins_free(pins);
  }
  buf_free(&text);
  tokenizer_free(tokenizer);
}

#endif
