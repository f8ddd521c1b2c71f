/* synonyms_line: one line of synonyms, on its way from the text to the structure. Private to lexicon. */
#ifndef MARROW_LEXICON_SYNONYMS_LINE_H
#define MARROW_LEXICON_SYNONYMS_LINE_H

#include "synonyms.h"

struct synonyms_line {
  struct str members[SYNONYMS_MEMBERS_MAX];
  struct str keys[SYNONYMS_MEMBERS_MAX]; /* their stems where these were made before, joined by spaces; else empty */
  size_t count;
  size_t left;     /* the first so many lead to the others; 0: each leads to all others */
  bool everywhere; /* in all languages */
  bool harvested;
  size_t number; /* in its text, from 1 on */
  const struct language *language;
};

/* Puts a line into the structure. The sentence of an error has no place. */
bool synonyms_take(struct synonyms *synonyms, struct tokenizer *tokenizer, const struct synonyms_line *line,
                   struct error *err) MUST_USE;

/* Reads the text of synonyms.txt; synonyms_take() gets each line. */
bool synonyms_read_text(struct synonyms *synonyms, struct tokenizer *tokenizer, struct str text, struct error *err) MUST_USE;

/* Reads harvested acronyms likewise. */
bool synonyms_read_acronyms(struct synonyms *synonyms, struct tokenizer *tokenizer, struct str text, struct error *err) MUST_USE;

#endif
