/*
 * weights: every number that ranking rests on. Private to search; search.h tells them by name.
 *
 * BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009): the
 * frequency of a word is summed over the fields, each with its own weight and length normalisation,
 * and saturates once: idf * tf / (k1 + tf), tf = sum over fields of weight * count / (1 - b + b * length / mean).
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)), which stays positive for words in most articles.
 */
#ifndef MARROW_SEARCH_WEIGHTS_H
#define MARROW_SEARCH_WEIGHTS_H

#include "search/search.h"

/* Places in the table of weights.c, which says what each is and why. */
enum weight {
  WEIGHT_K1,
  WEIGHT_IDF_POWER,
  WEIGHT_FIELD,                               /* and a field: what one occurrence counts, body = 1 */
  WEIGHT_LENGTH = WEIGHT_FIELD + FIELD_COUNT, /* and a field: 0: its length does not matter, 1: fully */
  WEIGHT_EXACT_TITLE = WEIGHT_LENGTH + FIELD_COUNT,
  WEIGHT_TITLE_SHARE,
  WEIGHT_TITLE_LEAD,
  WEIGHT_SAME_TITLE,
  WEIGHT_EVERY_WORD,
  WEIGHT_CLOSENESS,
  WEIGHT_CLOSENESS_HALF,
  WEIGHT_CLOSENESS_TITLE,
  WEIGHT_CLOSENESS_DAMPING,
  WEIGHT_LIKENESS,
  WEIGHT_COMPLETION,
  WEIGHT_SYNONYM,
  WEIGHT_FORM,
  WEIGHT_PAIRS,
  WEIGHT_COMPOUND,
  WEIGHT_HALF,
  WEIGHT_OVERDUE,
  WEIGHT_OTHER_LANGUAGE,
  WEIGHT_UNSEEN_WORD,
  WEIGHT_LANGUAGE_ODDS,
  WEIGHT_ANSWER,
  WEIGHT_COUNT
};

/* What follows orders the sections and passages of a card, never the articles. */

/* A word in a section's heading, against the same word in its body, when sections of an article compete. */
static const double weight_section_heading = 1.5;

/* A word in a section's code, likewise. */
static const double weight_section_code = 0.5;

/* The beginning of an article whose title has every word, against any other section: it answers what the title promises. */
static const double weight_beginning = 3.0;

/* A further occurrence of a word in a section or passage, against its first: distinct words decide. */
static const double weight_repeat = 0.1;

/* A word in a link, against one in a sentence; and a section that is mostly links: both lead elsewhere. */
static const double weight_link = 0.5;

#endif
