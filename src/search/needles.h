/*
 * needles: the words of a query, looked for in a title or a heading. Private to search.
 */
#ifndef MARROW_SEARCH_NEEDLES_H
#define MARROW_SEARCH_NEEDLES_H

#include "plan.h"

enum { NEEDLES_MAX = 4 * QUERY_WORDS_MAX };

struct needle;

/* The words as they are in one language. */
struct needle_set {
  const struct language *language;
  struct needle *list;
  size_t count;
};

struct needles {
  const struct planner *planner;
  uint64_t wanted;  /* clauses that a text must have, as bits; none: no text can */
  uint64_t asked;   /* of these, what the plan asks for: not function words */
  struct str begin; /* the folded words of what was typed, joined by spaces */
  size_t begin_words;
  bool begin_goes_on; /* its last word may be longer */
  bool unknown;       /* it has words that stand in no article */
  struct needle_set *sets;
  size_t set_count, set_capacity;
};

/* What of a query is in a text. */
struct sight {
  bool begins;       /* it begins with the words as typed */
  uint64_t clauses;  /* that it has, of those that are wanted */
  struct str folded; /* its words, joined by spaces */
  struct span *matches;
  size_t match_count;
};

/* What texts may begin with: `typed` as it is. False where memory ended. */
bool needles_begun(const struct planner *planner, struct str typed, struct needles *needles) MUST_USE;

/* Which clauses a text must have, once the planner's roles are set: all but tags. */
void needles_want(struct needles *needles);

/* Whether folded words begin as typed. */
bool needles_begin(const struct needles *needles, struct str words);

/* Whether they may, as far as the store tells them of a title. */
bool needles_may_begin(const struct needles *needles, struct str cut);

/* Looks at a text in that language. The sight lives in `arena`. False where memory ended. */
bool needles_look(struct needles *needles, const struct language *language, struct str text, struct arena *arena,
                  struct sight *sight) MUST_USE;

/* The folded words of a text, joined by spaces, and how many. They live in `arena`; NULL where memory ended. */
struct str needles_fold(const struct planner *planner, struct str text, struct arena *arena, size_t *words);

#endif
