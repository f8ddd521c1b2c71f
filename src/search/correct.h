/*
 * correct: a query with words that no article has -> the query that was meant. Private to search.
 */
#ifndef MARROW_SEARCH_CORRECT_H
#define MARROW_SEARCH_CORRECT_H

#include "lexicon/lexicon.h"
#include "plan.h"

/* The words of one generation of an index, read when a query first needs them. */
struct speller {
  struct spelling *spelling; /* NULL: none read yet */
  char digest[DIGEST_HEX + 1];
};

void speller_free(struct speller *speller);

enum correct_what {
  CORRECT_UNKNOWN, /* words that stand in no article, where it is clear what was meant */
  CORRECT_DOUBTED, /* also where it is not, and rare words beside which a far commoner one stands */
};

/*
 * Makes a query with misspelt, split and joined words corrected, and with a last word that was still being typed as a
 * prefix, and writes it in its plainest form; the text is empty where there is nothing to correct. Only plain words are: what is
 * quoted, excluded, begun or looked for in a field is meant as it stands. The planner's roles must be set. Both live in the
 * planner's arena.
 */
bool correct_query(struct speller *speller, struct planner *planner, enum correct_what what, struct query *corrected,
                   struct str *text, struct error *err) MUST_USE;

#endif
