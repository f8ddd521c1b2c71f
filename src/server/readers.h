/*
 * readers: open readers of the index, one for each thread, and the move to a new generation. Whoever
 * takes a reader has one generation in hand until the reader is put back; readers of an older
 * generation are closed when the last of them comes back.
 */
#ifndef MARROW_SERVER_READERS_H
#define MARROW_SERVER_READERS_H

#include "search/search.h"
#include "server/exchange.h"

struct generation;

struct reader {
  struct store *store;
  struct searcher *searcher;
  const char *tag; /* entity tag of all that is made of this generation by this version of the program */
  struct generation *generation;
};

/* Opens the index `count` times: at most so many readers are ever out. `path` must outlive them. */
bool readers_open(const char *path, size_t count, struct readers **readers, struct error *err) MUST_USE;

/* What is served now, and how it went with newer files so far. */
struct readers_facts {
  char digest[DIGEST_HEX + 1];
  uint64_t articles, moves, failures;
};
struct readers_facts readers_facts(struct readers *readers);

/* All readers must be back. */
void readers_close(struct readers *readers);

/*
 * Hands out a reader, of the newest generation as of the last look at the file (a few hundredths of a
 * second ago). A new file that cannot be opened is logged, and the old generation goes on.
 */
struct reader *readers_take(struct readers *readers);

void readers_put(struct readers *readers, struct reader *reader);

#endif
