/*
 * plainwords: short words in small ASCII letters, counted over articles, so that an acronym that is an
 * everyday word as well ("CAR", "ART") can be told. Private to lexicon.
 */
#ifndef MARROW_LEXICON_PLAINWORDS_H
#define MARROW_LEXICON_PLAINWORDS_H

#include "base/base.h"

enum { PLAINWORD_LETTERS_MAX = 8, PLAINWORDS_MAX = 1 << 19 /* further ones are passed over */ };

struct plainword {
  uint64_t letters;        /* eight bytes */
  uint32_t articles, last; /* last: the turn that counted it last */
};

struct plainwords {
  struct plainword *slots; /* open addressing; those without letters are empty */
  size_t count, capacity;  /* a power of two, or 0 */
  uint32_t turn;           /* how many texts were counted */
  bool failed;
};

/* Counts the words of an article; takes them off again. */
void plainwords_add(struct plainwords *words, struct str text);
void plainwords_remove(struct plainwords *words, struct str text);

/* Puts in what was counted of a word of so many letters. */
void plainwords_restore(struct plainwords *words, struct str word, uint32_t articles);

/* The letters of a word, as text. */
struct str plainword_text(const struct plainword *word, char text[PLAINWORD_LETTERS_MAX]);

/* How many articles have a word. */
uint32_t plainwords_articles(const struct plainwords *words, struct str word);

void plainwords_free(struct plainwords *words);

#endif
