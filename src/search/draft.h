/*
 * draft: a plan's expression in the making, item by item. Private to search.
 */
#ifndef MARROW_SEARCH_DRAFT_H
#define MARROW_SEARCH_DRAFT_H

#include "plan.h"

enum { EXPRESSION_BYTES_MAX = 1 << 20 };

/* An expression in the making, and the same as words while that is possible. */
struct draft {
  struct planner *planner;
  struct plan *plan;
  size_t term_capacity;
  struct buf text;
  struct word *words;
  size_t word_capacity, size_capacity;
  uint32_t group;      /* of the words at hand: of its words one must match */
  bool not_words;      /* words in a row stand beside other items of a clause: no list of words says so */
  bool shown;          /* for cards: prefixes are looked for by prefix_find(), and match nothing here */
  enum word_role role; /* of the items at hand */
  struct error *err;
};

/* Notes the next phrase of the expression: what it is as a word, and what it takes of a text (its letters are found here). */
void draft_wanted(struct draft *draft, struct str term, enum word_role role, struct phrase_size size);

/* Adds a term; NULL where memory ended. It moves when another one is added. */
struct term *draft_term(struct draft *draft, const struct term *term);

/* Adds a phrase to the last term: `phrase` as FTS5 reads it, which `articles` have. */
void draft_phrase(struct draft *draft, struct term *term, struct str phrase, uint64_t articles, struct phrase_size size);

/* Half the phrases an expression may have are kept for what was typed: other ways to say it end there. */
bool draft_is_crowded(const struct draft *draft);

/*
 * Adds the terms of one item. Where all words are wanted each pair of characters is: a group of its own, unless the
 * item is one of several (a OR b) and so not `alone`.
 */
bool draft_item(struct draft *draft, const struct query_item *item, size_t clause, enum plan_mode mode, bool alone) MUST_USE;

#endif
