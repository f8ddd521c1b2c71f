/*
 * begun: the last word of a query while it is being typed. It stands for the stems of all words that begin so: then an
 * article that is found stays found until the word is finished, whatever its ending. Private to search.
 */
#ifndef MARROW_SEARCH_BEGUN_H
#define MARROW_SEARCH_BEGUN_H

#include "plan.h"

/* Sets planner->begun, and whether the beginning is a word of its own. Without a begun word they are empty. */
bool begun_find(struct planner *planner, struct error *err) MUST_USE;

/* The letters of a begun item: its words in one, as x-ra is the beginning of xray. They live in the planner's arena. */
struct str begun_text(const struct planner *planner, const struct query_item *item);

#endif
