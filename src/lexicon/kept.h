/*
 * kept: the words of a vocabulary as spelling keeps them, by number of letters, then in byte order. Private to lexicon.
 */
#ifndef MARROW_LEXICON_KEPT_H
#define MARROW_LEXICON_KEPT_H

#include "letters.h"
#include "spelling.h"

struct word {
  uint64_t signature;
  uint32_t begin; /* in the pool */
  uint32_t articles;
  uint8_t bytes, letters;
};

/* The signatures stand alone, too: a search reads little else. */
struct spelling {
  struct buf pool;
  struct word *words;
  uint64_t *signatures;
  size_t count, capacity;
  uint32_t groups[LETTERS_MAX + 2]; /* where the words of so many letters begin */
  uint32_t floor;                   /* words in so many articles or fewer are left out */
  uint32_t most;                    /* articles of the commonest word: about all there are */
  bool failed;
};

struct str kept_text(const struct spelling *spelling, const struct word *word);

/* The word of that text; NULL where it is not kept. */
const struct word *kept_find(const struct spelling *spelling, struct str text);

/* How many edits an unknown word may be away from what was meant; 0 where it is not to be corrected. */
size_t spelling_edits(struct str word);

/* `bits` without its lowest `count` bits that are set. */
static inline uint64_t without_bits(uint64_t bits, size_t count) {
  for (; count > 0; count--) {
    bits &= bits - 1;
  }
  return bits;
}

#endif
