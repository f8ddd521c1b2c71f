/*
 * weights: every number that ranking rests on. Private to search.
 *
 * BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009): the
 * frequency of a word is summed over the fields, each with its own weight and length normalisation,
 * and saturates once: idf * tf / (k1 + tf), tf = sum over fields of weight * count / (1 - b + b * length / mean).
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)), which stays positive for words in most articles.
 */
#ifndef MARROW_SEARCH_WEIGHTS_H
#define MARROW_SEARCH_WEIGHTS_H

#include "store/store.h"

struct field_weight {
  double weight; /* what one occurrence counts, body = 1 */
  double b;      /* 0: length does not matter, 1: fully */
};

static const double weight_k1 = 1.2;

static const struct field_weight weight_fields[FIELD_COUNT] = {
    [FIELD_TITLE] = {6.0, 0.5},    /* the author's own words for the topic */
    [FIELD_ALIASES] = {4.0, 0.0},  /* the visitor's words for it, as the author expects them; many are no fault */
    [FIELD_HEADINGS] = {2.5, 0.5}, /* the topic of a part */
    [FIELD_SUMMARY] = {2.0, 0.5},  /* one sentence about the whole */
    [FIELD_BODY] = {1.0, 0.7},     /* the measure */
    [FIELD_TAGS] = {1.5, 0.3},     /* a shelf, not a topic */
};

/*
 * What a title that says just what the query says earns, against what its words can earn at most: who
 * types a title wants that article.
 */
static const double weight_exact_title = 1.0;

/* A word in a section's heading, against the same word in its body, when sections of an article compete. */
static const double weight_section_heading = 1.5;

/* The beginning of an article whose title has every word, against any other section: it answers what the title promises. */
static const double weight_beginning = 3.0;

/* A further occurrence of a word in a section or passage, against its first: distinct words decide. */
static const double weight_repeat = 0.1;

#endif
