/* acronyms: pairs counted over articles, for those that count and keep them. Private to lexicon. */
#ifndef MARROW_LEXICON_ACRONYMS_H
#define MARROW_LEXICON_ACRONYMS_H

#include "acronym.h"
#include "plainwords.h"
#include "table.h"

struct pair {
  struct str short_form, long_form; /* as its first article writes it; once all are counted */
  struct str key;                   /* folded short form, language, and stems of the long form */
  struct str folded;                /* the short form's words as surfaces: what a query has */
  const struct language *language;
  uint32_t articles;
  uint32_t mention; /* number of the newest one; 0: none */
};

/* An article has a pair, and writes it so first. */
struct mention {
  struct str short_form, long_form;
  uint32_t article;
  uint32_t next; /* number of the next one of the same pair; 0: none */
};

struct acronyms {
  struct arena arena;
  struct table numbers; /* of pairs, by key */
  struct plainwords plain;
  struct pair *pairs;
  size_t count, capacity;
  struct mention *mentions; /* mention n has number n + 1 */
  size_t mention_count, mention_capacity;
  bool failed, passed_over; /* passed_over: there were more pairs than are counted */
};

/* The pair of a key, a new one where it has none; NULL where it is passed over, or memory ends. */
struct pair *acronyms_pair(struct acronyms *acronyms, struct str key, size_t folded, const struct language *language);

/* Notes that an article has it; only how it is written first counts. */
void acronyms_mention(struct acronyms *acronyms, struct pair *pair, uint32_t article, struct str short_form,
                      struct str long_form);

#endif
