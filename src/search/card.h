/*
 * card: a ranked article -> what a visitor sees of it. Private to search.
 */
#ifndef MARROW_SEARCH_CARD_H
#define MARROW_SEARCH_CARD_H

#include "answer.h"

/* What all cards of an answer share. */
struct card_maker {
  struct planner *planner;
  struct arena *arena;         /* the answer's: gets what is shown */
  struct plan first;           /* how the articles with every word are looked into */
  struct plan second;          /* and how the others are */
  struct answering *answering; /* looks at the articles that cards are made of, too; NULL: nothing does */
  bool explain;
};

/* Plans how articles are looked into. The other members are set; answer_begin() wants the second plan. */
bool card_begin(struct card_maker *maker, struct error *err) MUST_USE;

/* Makes the card of the article that stands at `place` in the ranking. */
bool card_make(struct card_maker *maker, const struct ranking *ranking, size_t place, struct search_hit *hit,
               struct error *err) MUST_USE;

/* A clause as typed, in its plainest form. */
struct str card_clause_text(struct arena *arena, const struct query_clause *clause);

#endif
