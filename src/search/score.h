/*
 * score: what a match is worth, and the best of many. Private to search.
 */
#ifndef MARROW_SEARCH_SCORE_H
#define MARROW_SEARCH_SCORE_H

#include "plan.h"
#include "search/search.h"

/* How the fields of one index count: a word in a field of n words is worth weight / (fixed + per_word * n). */
struct scale {
  const struct store *store;
  const double *weights; /* by enum weight */
  struct {
    double weight, fixed, per_word;
  } fields[FIELD_COUNT];
};

struct scale score_scale(const struct store *store, const struct search_weights *weights);

/* How often a term stands in an article, weighted over the fields: the tf of BM25F (weights.h). */
double score_frequency(const struct scale *scale, uint32_t article, const double counts[FIELD_COUNT]);

/* What one term earns in an article, by how often its phrases stand in each field (summed here). */
double score_term(const struct scale *scale, const struct term *term, uint32_t article, const double counts[FIELD_COUNT]);

/* What a term with these counts earns in one field, as its share of score_term(). */
double score_field_share(const struct scale *scale, const struct term *term, uint32_t article, const double counts[FIELD_COUNT],
                         enum field field);

/* More than any article can earn by the terms of a plan: what having every word is worth. */
double score_ceiling(const struct plan *plan);

/* What a title has of a plan's terms: the sum of their inverse document frequencies, and how many. */
struct coverage {
  double in_title;
  size_t title_terms; /* without those of synonyms alone */
};

void coverage_add(struct coverage *coverage, const struct term *term, const double counts[FIELD_COUNT]);

/*
 * What an article earns whose title speaks of the query's words and of little else, and what it earns
 * besides where the title says just what the query says.
 */
double score_title_coverage(const struct scale *scale, const struct coverage *coverage, uint32_t article);
double score_exact_title(const struct scale *scale, const struct plan *plan, const struct coverage *coverage, uint32_t article);

/* The best `capacity` ranks seen: a heap with the worst on top; equal scores go by article number. */
struct best {
  struct search_rank *ranks;
  size_t count, capacity;
};

/* Whether `a` stands before `b` in an answer. */
bool rank_before(const struct search_rank *a, const struct search_rank *b);

/* Puts ranks in order, best first. */
void rank_sort(struct search_rank *ranks, size_t count);

void best_add(struct best *best, struct search_rank rank);

/* Puts the ranks in order, best first. The heap is then used up. */
void best_sort(struct best *best);

#endif
