/* letters: words as characters, for comparing them. Private to lexicon. */
#ifndef MARROW_LEXICON_LETTERS_H
#define MARROW_LEXICON_LETTERS_H

#include "base/base.h"

enum { LETTERS_MAX = 64, LETTERS_PLAIN = 128 };

/* Characters of a word, counted up to LETTERS_MAX + 1. */
size_t letters_count(struct str word);

/* Whether a number of any script stands in it. */
bool letters_have_digit(struct str word);

/*
 * Counts the same and tells which characters a word has, once (low half) and more than once (high half), by
 * their last five bits: these tell the letters of an alphabet apart. An edit adds one bit at most and
 * removes one at most.
 */
size_t letters_signature(struct str word, uint64_t *signature);

/* A word made ready for being compared with many. */
struct pattern {
  uint64_t plain[LETTERS_PLAIN]; /* for each ASCII character the places where it stands */
  uint32_t wide[LETTERS_MAX];    /* the other characters, each once */
  uint64_t places[LETTERS_MAX];  /* where they stand */
  size_t wide_count, count;      /* count: all characters */
  uint32_t first;                /* character */
};

/* False where the word is empty or longer than LETTERS_MAX. */
bool pattern_make(struct pattern *pattern, struct str word) MUST_USE;

/*
 * Optimal string alignment distance of the pattern to a word, by Hyyrö, "A bit-vector algorithm for
 * computing Levenshtein and Damerau edit distances" (2003): a column of the matrix is two words of bits.
 */
size_t pattern_distance(const struct pattern *pattern, struct str word);

/* The least distance to a beginning of the word that has so many letters at most. */
size_t pattern_begin_distance(const struct pattern *pattern, struct str word, size_t letters);

#endif
