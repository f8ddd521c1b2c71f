/*
 * tail: the end of a query whose last word may not be finished, or not be as it was meant. Private to search.
 */
#ifndef MARROW_SEARCH_TAIL_H
#define MARROW_SEARCH_TAIL_H

#include "correct.h"

struct tail {
  size_t clauses;  /* at the end of the query that it stands for; 0: they are words like all others */
  struct str text; /* what they are read as */
  bool begun;      /* any word that begins so; else that word */
};

/*
 * Finds how the end of a query is read whose words have roles: "cartlage rep" ends with the beginning rep, "injec tio" is that
 * of injection, and "cartlag", while it is typed, that of cartilage. The text lives in the planner's arena, or in `spelling`.
 */
bool tail_find(struct planner *planner, const struct spelling *spelling, enum correct_what what, struct tail *tail,
               struct error *err) MUST_USE;

/* Whether a clause is one plain word that may be corrected, and that word, folded. */
bool tail_plain_word(struct planner *planner, size_t clause, struct str *surface);

#endif
