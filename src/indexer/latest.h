/* latest: what of a folder is still as the last run saw it. Private to indexer. */
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

/* What became of a folder since the index at its place was made. */
struct latest_changes {
  struct ledger ledger;     /* what that run saw, in the arena */
  struct store_facts facts; /* of its index */
  bool same_site;           /* settings and lists are as they were */
  bool same_manner;         /* at least those that decide how articles are read */
  bool same_paths;          /* no file is new, moved or deleted */
  bool *changed;            /* of each file, where all paths are the same */
  size_t count;             /* of changed files */
  uint64_t bytes;           /* of these */
};

/* Compares. False where nothing is known that can be believed: then all is to be read. */
bool latest_compare(const struct latest *latest, struct arena *arena, struct latest_changes *changes);

/* What a run saw, and what it made. */
struct latest_run {
  char (*digests)[DIGEST_HEX + 1]; /* of the files, in order */
  const int64_t *articles;         /* what they became (ledger.h) */
  struct str complaints;           /* sentences */
  struct str tallies, acronyms;
  const char *index_digest;
};

/* Writes it down for the next one. */
void latest_keep(const struct latest *latest, const struct latest_run *run);

#endif
