/*
 * prefix: where the prefixes of a query, and what its last word may become, stand in one article. FTS5 would look up every word
 * that begins so for each article; an article's own words are few. Private to search.
 */
#ifndef MARROW_SEARCH_PREFIX_H
#define MARROW_SEARCH_PREFIX_H

#include "plan.h"

/*
 * Adds the occurrences of a plan's prefixes to those that are there, at most `limit` in all. `starts` are
 * those of the article's sections. False where memory ended.
 */
bool prefix_find(struct tokenizer *tokenizer, struct arena *arena, const struct plan *plan, const struct article *article,
                 const struct section_start *starts, size_t limit, struct occurrence **occurrences, size_t *count) MUST_USE;

#endif
