/* related: the articles nearest to an article. Private to search. */
#ifndef MARROW_SEARCH_RELATED_H
#define MARROW_SEARCH_RELATED_H

#include "search/search.h"

/* What of a searcher is needed. */
struct relating {
  struct store *store;
  struct tokenizer *tokenizer;
  const struct search_weights *weights;
  struct arena *scratch; /* of the request */
  struct arena *article; /* of the article being looked into */
};

/* What search_related() promises. */
bool related_find(const struct relating *relating, uint32_t number, const struct article *article, struct arena *arena,
                  struct search_related *related, size_t *count, struct error *err) MUST_USE;

#endif
