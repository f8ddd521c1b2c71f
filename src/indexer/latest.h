/* latest: whether a folder is still as the last run saw it. Private to indexer. */
#ifndef MARROW_INDEXER_LATEST_H
#define MARROW_INDEXER_LATEST_H

#include "ledger.h"
#include "settings/settings.h"

/* A folder at the beginning of a run. */
struct latest {
  const char *source, *index;
  const struct folder *folder;
  const struct settings *settings;
  int64_t began;
};

/*
 * Whether all is as it was when the index at its place was made: then `facts` are its own, and `ledger`, in `arena`, is what the
 * run said.
 */
bool latest_is_indexed(const struct latest *latest, struct arena *arena, struct ledger *ledger, struct store_facts *facts);

/* Writes down what the run saw: digests of the files in order, sentences that it complained with, and the index it made. */
void latest_keep(const struct latest *latest, char (*digests)[DIGEST_HEX + 1], struct str complaints, const char *index_digest);

#endif
