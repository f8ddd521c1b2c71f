/*
 * near: how close together the words of a query stand in an article, and which of them stand there in
 * the very form that was typed. Private to search. It goes through the title and the text of an article,
 * so it is for the few that lead.
 *
 * Closeness: for each two neighbouring words of the query, every place where they stand within NEAR_SPAN
 * words of one another counts 1 / distance; the sum saturates as a term frequency does and is worth the
 * lesser of the two inverse document frequencies (after Tao and Zhai, "An Exploration of Proximity
 * Measures in Information Retrieval", 2007, and Metzler and Croft, "A Markov Random Field Model for Term
 * Dependencies", 2005). Form: BM25F over the typed forms alone, in title and text.
 * Lead: a title that begins with all words of the query is about them, whatever it says of them.
 * Just: a title that has no other words but function words says just that.
 * Same: a title that is the query word for word, function words too, is what was asked for.
 */
#ifndef MARROW_SEARCH_NEAR_H
#define MARROW_SEARCH_NEAR_H

#include "score.h"
#include "tokens.h"

enum { NEAR_SPAN = 8, NEAR_BEGUN_MAX = 16 /* commonest completions that are looked for */ };

/* Where a term and the next one stand near one another: positions in the title or the text. */
struct near_place {
  size_t term;
  bool title;
  uint32_t begin, end;
};

/* The words of a plan made for looking at them singly (PLAN_ANY, not filtered). */
struct near {
  struct planner *planner;
  const struct plan *plan;
  struct scale scale;
  uint32_t *stems;                /* by phrase: the hash of its stem; 0: it is no single word */
  uint32_t *surfaces;             /* by term: the hash of the typed form; 0: none */
  uint32_t *accents;              /* by term: of the typed form */
  uint32_t begun[NEAR_BEGUN_MAX]; /* hashes of the stems that the word being typed may become */
  size_t begun_count;
  uint64_t wanted;           /* a bit for each hash that meets a term, by its lower bits: most tokens meet none */
  uint32_t *last;            /* by term: its last place in the field at hand */
  double *close;             /* by term: how close it stands to the next one */
  double *title, *body;      /* by term: how often in its typed form */
  uint32_t *said;            /* the hashes of all words of the query, in the forms typed */
  uint32_t title_words;      /* of a title that has had its points for saying just that (plan_title_words()) */
  size_t said_count;         /* 0: no title can be the same */
  size_t lead;               /* different words of the query that the field at hand begins with, function words passed over */
  struct arena *noting;      /* places are kept in it; NULL: they are not */
  struct near_place *places; /* of the article at hand */
  size_t place_count, place_capacity;
};

/* All in points of a score. */
struct near_points {
  double closeness, form, lead, just, same;
};

/* `arena` keeps the tables of the words. False where memory ends. */
bool near_begin(struct near *near, struct planner *planner, const struct plan *plan, struct arena *arena) MUST_USE;

/* The most that an article can earn by all of these together. */
double near_ceiling(const struct near *near, uint32_t article);

/* Looks at one article. The planner's article arena is used for its text. */
bool near_look(struct near *near, uint32_t article, struct near_points *points, struct error *err) MUST_USE;

/* Of the article that was looked at: what a term (but the last) earned by standing close to the next one, and by its form. */
double near_closeness(const struct near *near, size_t term);
double near_form(const struct near *near, size_t term, uint32_t article);

#endif
