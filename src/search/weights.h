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

static const double weight_k1 = 1.9;

static const struct field_weight weight_fields[FIELD_COUNT] = {
    [FIELD_TITLE] = {4.2, 0.05},   /* the author's own words for the topic */
    [FIELD_ALIASES] = {4.0, 0.0},  /* the visitor's words for it, as the author expects them; many are no fault */
    [FIELD_HEADINGS] = {2.5, 0.5}, /* the topic of a part */
    [FIELD_SUMMARY] = {2.0, 0.5},  /* one sentence about the whole */
    [FIELD_BODY] = {1.0, 0.4},     /* the measure */
    [FIELD_TAGS] = {1.5, 0.3},     /* a shelf, not a topic */
};

/* What a title that says just what the query says earns, against what its words can earn at most. */
static const double weight_exact_title = 1.0;

/* The share of a title that the query's words make, times what these words can earn at most. */
static const double weight_title_coverage = 0.3;

/* Rare words count more than their inverse document frequency: its power. */
static const double weight_idf_power = 1.4;

/* What having every word is worth in a sentence, against what all words can earn at most; elsewhere it is 1. */
static const double weight_every_word_of_sentence = 0.05;

/* Closeness of two neighbouring words of the query (near.h), the sum at which half of it is earned, how
 * much more a place in the title counts, and how it is shared out in long queries: (2 / words) ^ damping. */
static const double weight_closeness = 0.45;
static const double weight_closeness_half = 0.85;
static const double weight_closeness_title = 3.0;
static const double weight_closeness_damping = 0.2;

/* An occurrence of a word that the one being typed may become, against one of the word as it stands. */
static const double weight_completion = 0.5;

/* An occurrence of a synonym, against one of the word that was typed. */
static const double weight_synonym = 0.5;

/* A word in the very form that was typed, against its stem. */
static const double weight_form = 0.4;

/* A title that begins with all words of the query, against what these can earn at most. */
static const double weight_title_lead = 0.3;

/*
 * The pairs of characters of one word overlap and say much the same: each of n is worth its idf / n^0.5. On
 * lohelp-ja (5,542 queries) nDCG@10 is .603 with 0, .609 with 0.5.
 */
static const double weight_pairs = 0.5;

/*
 * Where fewer words than all will do, x-ray is xray with this share of its idf, and x and ray with the rest:
 * without shares nDCG@10 is .878 on medquad-articles and .474 on cacm, with them .882 and .485.
 */
static const double weight_compound = 0.3;

/*
 * Each half of a German word, against the word (Tabellen and Vorlage for Tabellenvorlage): nDCG@10 on
 * lohelp-de is .617 without, .628 with 0.3, .629 with 0.5, .627 with 0.8.
 */
static const double weight_half = 0.5;

/*
 * Languages of a query (detect.h): what a word counts in a language none of whose articles have it, in articles, and how
 * many times less likely than the best one a language must be to be left out.
 */
static const double weight_unseen_word = 0.1;
static const double weight_language_odds = 20;

/* A word in a section's heading, against the same word in its body, when sections of an article compete. */
static const double weight_section_heading = 1.5;

/* The beginning of an article whose title has every word, against any other section: it answers what the title promises. */
static const double weight_beginning = 3.0;

/* A further occurrence of a word in a section or passage, against its first: distinct words decide. */
static const double weight_repeat = 0.1;

#endif
