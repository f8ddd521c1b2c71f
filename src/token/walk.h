/* walk: the forms of one word, for the walk over a text. Private to token. */
#ifndef MARROW_TOKEN_WALK_H
#define MARROW_TOKEN_WALK_H

#include "token/token.h"
#include "words.h"

struct forms {
  struct str surface, stem;
  size_t parts; /* how many it has; 1: no others than itself */
  uint32_t *memo;
};

/* The forms of a word, valid until the next call. `word` tells what `raw` is made of. */
struct forms tokenizer_forms(struct tokenizer *tokenizer, const struct language *language, struct str raw,
                             const struct word *word);

#endif
