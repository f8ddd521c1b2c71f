/*
 * prefix: where the prefixes of a query, and what its last word may become, stand in one article. FTS5 would look up every word
 * that begins so for each article; an article's own words are few. Private to search.
 */
#ifndef MARROW_SEARCH_PREFIX_H
#define MARROW_SEARCH_PREFIX_H

#include "look.h"

/*
 * Adds the occurrences of the plan's prefixes in an article that was read to those that are there, at most `limit` in all.
 * False where memory ended.
 */
bool prefix_find(const struct look *look, size_t limit, struct occurrence **occurrences, size_t *count) MUST_USE;

#endif
