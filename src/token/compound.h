/* compound: words that are several (x-ray, M17.1) or have signs of their own (C++), and parts of words. Private to token. */
#ifndef MARROW_TOKEN_COMPOUND_H
#define MARROW_TOKEN_COMPOUND_H

#include "words.h"

/* Chains of more words than that are phrases ("state-of-the-art-of-1990") and are not joined. */
enum { COMPOUND_WORDS_MAX = 4, COMPOUND_BYTES_MAX = 64, PARTS_MAX = 4 };

struct compound {
  struct span bytes;
  uint32_t words; /* it joins; 1 for a word with signs; 0: too many, or longer than anybody would write in one */
  bool digits;    /* has a digit */
};

/*
 * Whether a compound begins with `first`: words with a hyphen, underscore or dot between them and no
 * space (x-ray, 10-year, M17.1, v2.0, data_source; not 2.5, 10-20 or "end.Next"), or one word with its
 * signs (C++, C#, .NET). `first` must not stand within another.
 */
bool compound_begins(struct str text, const struct word *first, struct compound *compound);

/* A compound of one word or more, written as one into `bytes`: xray, 10year, M171; signs stay. */
struct str compound_join(struct str text, const struct compound *compound, char bytes[COMPOUND_BYTES_MAX]);

/*
 * The parts of a word, one after the other: dataSource has data and Source, covid19 has covid and 19.
 * False at its end. A word without such a boundary is its only part.
 */
bool part_next(struct str word, size_t *at, struct span *part);

/* How many parts a word has; 1 where it has none, or more than PARTS_MAX. */
size_t part_count(struct str word);

#endif
