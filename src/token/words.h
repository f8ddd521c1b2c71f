/* words: where the words of a text begin and end. Private to token. */
#ifndef MARROW_TOKEN_WORDS_H
#define MARROW_TOKEN_WORDS_H

#include "base/base.h"

/* What a word is made of, as far as its forms depend on it. */
struct word {
  struct span bytes;
  bool plain;      /* ASCII letters only */
  bool letters;    /* has a letter */
  bool digits;     /* has a digit */
  bool solo;       /* one character, with its marks, of a script written without spaces */
  bool apostrophe; /* has one before an English ending ('s, 't, ...) */
};

/* The next word at or after *at, and *at behind it. False at the end of the text. */
bool word_next(struct str text, size_t *at, struct word *word);

/* The length of the apostrophe at `at` (' or U+2019); 0 where there is none. */
size_t word_apostrophe(struct str text, size_t at);

#endif
