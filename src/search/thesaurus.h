/*
 * thesaurus: which clauses of a query have synonyms. Private to search.
 */
#ifndef MARROW_SEARCH_THESAURUS_H
#define MARROW_SEARCH_THESAURUS_H

#include "lexicon/lexicon.h"
#include "plan.h"

/* The synonyms of one generation of an index. */
struct thesaurus {
  struct synonyms *synonyms; /* NULL: it has none, or none were read yet */
  char digest[DIGEST_HEX + 1];
};

void thesaurus_free(struct thesaurus *thesaurus);

/*
 * Finds what else may be looked for in the place of each clause of the planner's query and notes it there
 * (planner->others). Plain words that stand side by side are looked up together.
 */
bool thesaurus_apply(struct thesaurus *thesaurus, struct planner *planner, struct error *err) MUST_USE;

#endif
