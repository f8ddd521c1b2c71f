/*
 * telling: the words by which an article is known from others. Private to search.
 *
 * A word weighs ln(1 + tf) * idf (after Salton and Buckley, "Term-Weighting Approaches in Automatic Text
 * Retrieval", 1988), tf being that of BM25F (weights.h), so that title and headings count more, and
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)) over the articles in its language. A tag is one more word.
 */
#ifndef MARROW_SEARCH_TELLING_H
#define MARROW_SEARCH_TELLING_H

#include "score.h"

enum { TELLING_MAX = 32 };

struct telling_word {
  struct str term; /* of the vocabulary: "=" and a stem, "#" and a tag */
  double counts[FIELD_COUNT];
  uint64_t articles; /* that have it; at least 2 */
  double idf, weight;
};

struct telling {
  struct telling_word words[TELLING_MAX]; /* most telling first */
  size_t count;
  double all;    /* the sum of the squares of their weights */
  double chance; /* ln N */
};

/*
 * Finds the words of an article. They live in `arena`. Of a long article only the beginning is read; numbers,
 * single letters and function words say nothing, nor does a word that no other article has.
 */
bool telling_find(const struct scale *scale, struct tokenizer *tokenizer, struct store *store, uint32_t number,
                  const struct article *article, struct arena *arena, struct telling *telling, struct error *err) MUST_USE;

/* What a word weighs in an article by how often it stands in each field. */
double telling_weight(const struct scale *scale, const struct telling_word *word, uint32_t article,
                      const double counts[FIELD_COUNT]);

#endif
