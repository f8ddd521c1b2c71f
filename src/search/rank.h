/*
 * rank: a parsed query -> the best articles, in order. Private to search.
 */
#ifndef MARROW_SEARCH_RANK_H
#define MARROW_SEARCH_RANK_H

#include "near.h"

/* More articles than this are never looked into for closeness: the best by words alone. */
enum { RANK_LOOK_MAX = 16 };

struct ranking {
  struct search_rank *ranks; /* best first */
  size_t count;
  uint64_t total;    /* articles found */
  uint64_t complete; /* of these, with every word */
  uint8_t *seen;     /* a bit an article: has every word that any article has; NULL: all found have */
  double every_word; /* what these got for being so */
  uint64_t scored;   /* matches of a word with an article so far */
  bool partial;      /* there was no budget for more of them */
  bool relaxed;      /* articles that lack a word were looked for, too */
  size_t pinned;     /* of `ranks`, the first so many stand there because the owner says so */
  uint32_t *above;   /* of each rank: the article that it supersedes and was put before; 0: none; NULL: none of all */
  bool browsed;      /* nothing was typed: all that pass the filters */
  bool sentence;     /* asked as a sentence: an article may lack a word and stand before one that has all */
  struct rank_look {
    uint32_t article;
    double likeness;       /* what it earned by being like the best */
  } looked[RANK_LOOK_MAX]; /* the articles that have points for closeness and form */
  size_t looked_count;
};

/* What the points that an article's words earn are multiplied by. */
double rank_prior(const struct planner *planner, uint32_t article);

/* Whether an article has every word of the query that any article has. */
bool rank_has_all(const struct ranking *ranking, uint32_t article);

/* The place of an article in a ranking; its count where it is not in it. */
static inline size_t rank_place(const struct ranking *ranking, uint32_t article) {
  size_t place = 0;
  while (place < ranking->count && ranking->ranks[place].article != article) {
    place++;
  }
  return place;
}

/* The look at an article that has points for closeness and form; NULL: it has none. */
static inline const struct rank_look *rank_looked(const struct ranking *ranking, uint32_t article) {
  size_t i = 0;
  while (i < ranking->looked_count && ranking->looked[i].article != article) {
    i++;
  }
  return i < ranking->looked_count ? &ranking->looked[i] : NULL;
}

/*
 * Ranks up to `wanted` articles; words are left out where fewer than `enough` have them all, or where
 * the query is a sentence. The planner's roles must be set.
 */
bool rank_articles(struct planner *planner, size_t wanted, size_t enough, struct ranking *ranking, struct error *err) MUST_USE;

#endif
