/*
 * card: a ranked article -> what a visitor sees of it. Private to search.
 */
#ifndef MARROW_SEARCH_CARD_H
#define MARROW_SEARCH_CARD_H

#include "rank.h"

/* What all cards of an answer share. */
struct card_maker {
  struct planner *planner;
  struct arena *arena;   /* the answer's: gets what is shown */
  struct arena *article; /* of the article at hand, which may be large */
  struct plan first;     /* how the articles with every word are looked into */
  struct plan second;    /* and how the others are */
  double every_word;
  bool explain;
};

/* Makes the card of one ranked article. `is_first`: it has every word that any article has. */
bool card_make(struct card_maker *maker, struct search_rank rank, bool is_first, struct search_hit *hit,
               struct error *err) MUST_USE;

/* A clause as typed, in its plainest form. */
struct str card_clause_text(struct arena *arena, const struct query_clause *clause);

#endif
