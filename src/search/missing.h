/*
 * missing: an article looked into -> which words of the query it lacks, or which parts of words in scripts without spaces.
 * Private to search.
 */
#ifndef MARROW_SEARCH_MISSING_H
#define MARROW_SEARCH_MISSING_H

#include "look.h"

/* Fills hit->missing, in the planner's article arena. False where memory ends. */
bool missing_find(const struct look *look, struct search_hit *hit) MUST_USE;

#endif
