/* phrase: words in a row by their stems, and the one text by which phrases are compared. Private to lexicon. */
#ifndef MARROW_LEXICON_PHRASE_H
#define MARROW_LEXICON_PHRASE_H

#include "synonyms.h"

struct phrase {
  struct arena *arena; /* where the stems are kept */
  const struct language *language;
  struct str stems[SYNONYMS_WORDS_MAX];
  size_t count;  /* may exceed what is kept */
  bool function; /* all are function words */
};

struct phrase phrase_read(struct arena *arena, struct tokenizer *tokenizer, const struct language *language, struct str text);

/* The stems joined by spaces; ptr NULL where there is no memory. */
struct str phrase_key(struct arena *arena, const struct str *stems, size_t count);

/* The stems of a key, slices of it; more than are kept are counted only. */
size_t phrase_split(struct str key, struct str stems[SYNONYMS_WORDS_MAX]);

#endif
