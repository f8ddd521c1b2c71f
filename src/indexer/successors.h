/* successors: whether what articles say they are superseded by is there. Private to indexer. */
#ifndef MARROW_INDEXER_SUCCESSORS_H
#define MARROW_INDEXER_SUCCESSORS_H

#include "store/store.h"

/* An article that says it is superseded. */
struct successor {
  struct str place; /* of its source, as sentences name it */
  struct str id, link;
  const char *by; /* the id of the article it is superseded by; NULL: there is none */
};

struct successors {
  struct arena *arena;
  struct successor *list;
  size_t count, capacity;
};

/* Notes an article where it says so. False where memory ends. */
bool successors_note(struct successors *successors, const struct article *article, const char *place) MUST_USE;

typedef void successor_trouble(void *context, const char *sentence);

/*
 * Complains of those whose successor is not there, or that in the end are superseded by themselves. All articles were added. The
 * list is sorted by it.
 */
void successors_check(struct successors *successors, const struct store_writer *writer, successor_trouble *complain,
                      void *context);

#endif
