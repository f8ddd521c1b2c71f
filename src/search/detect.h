/*
 * detect: which languages a query may be in. Private to search.
 *
 * Each word speaks for a language by the share of that language's articles that have it (naive Bayes with smoothed
 * document frequencies, after Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, chapter
 * 13). Languages far less likely than the best one are left out. The index itself is the word list, so any language
 * will do, and function words, being in most articles of theirs, speak loudest.
 */
#ifndef MARROW_SEARCH_DETECT_H
#define MARROW_SEARCH_DETECT_H

#include "plan.h"

/*
 * Sets the planner's languages: that of its filter, else those the query may be in, likeliest first. Where articles have
 * fewer than two words of it these are all, that of most articles first.
 */
bool detect_languages(struct planner *planner, struct error *err) MUST_USE;

/*
 * How many of the planner's languages, from the first on, the query is most probably in. Where nothing tells which, the one
 * that more than half of the articles are in; 0 where there is none.
 */
size_t detect_own_languages(const struct planner *planner);

/* Whether articles in one of these have a word; where there are none, any word will do. */
bool detect_own_word(const struct planner *planner, struct str word, bool *is, struct error *err) MUST_USE;

#endif
