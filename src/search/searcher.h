/*
 * searcher: what lasts from one request to the next, and how a query comes to be understood with it. Private to search.
 */
#ifndef MARROW_SEARCH_SEARCHER_H
#define MARROW_SEARCH_SEARCHER_H

#include "correct.h"
#include "plan.h"
#include "site.h"
#include "thesaurus.h"

struct searcher {
  struct tokenizer *tokenizer;
  struct arena scratch; /* of the request at hand */
  struct arena article; /* of the card at hand */
  struct speller speller;
  struct thesaurus thesaurus;
  struct token_memory *memory;
  struct site site;
  bool used;        /* it has searched before */
  bool own_weights; /* `weights` were set, and those of the index do not matter */
  struct search_weights weights;
};

/* A planner that works in the searcher's memory. The query may still be NULL. */
struct planner searcher_planner(struct searcher *searcher, struct store *store, const struct query *query);

/* Finds the languages of a query, what its last word may become, its synonyms and the roles of its clauses. */
bool searcher_understand(struct searcher *searcher, struct planner *planner, const struct query *query,
                         struct error *err) MUST_USE;

/*
 * Reads what was typed, and unless it is `exact` what was meant where words of it stand in no article: then *query is
 * another one, and *corrected says which; else that is empty. What the owner has pinned articles to is meant as typed. *pin is
 * that of the query; NULL: it has none.
 */
bool searcher_prepare(struct searcher *searcher, struct planner *planner, struct query *query, bool exact, struct str *corrected,
                      const struct pin **pin, struct error *err) MUST_USE;

#endif
