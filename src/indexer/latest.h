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
  struct str settings_text; /* what these were read from */
  int64_t began;
  char program[DIGEST_HEX + 1]; /* that runs; empty where it cannot be read */
  char site[DIGEST_HEX + 1];    /* of all that lies beside the articles; empty where it cannot be read */
  char manner[DIGEST_HEX + 1];  /* of what of it decides how they are read */
};

/* What became of a folder since the index at its place was made. */
struct latest_changes {
  struct store *store;      /* that index, open; the caller closes it. NULL: it is not known */
  struct ledger ledger;     /* what that run saw, in the arena */
  struct store_facts facts; /* of its index */
  bool same_site;           /* settings and lists are as they were */
  bool same_manner;         /* at least those that decide how articles are read */
  bool *changed;            /* of each file: it is new, or has another content */
  size_t *before;           /* of each file, 1 + its place among those of the ledger; 0: it is new */
  uint32_t *after;          /* of each file of the ledger, 1 + its place now; 0: it is gone */
  size_t count;             /* of changed, new and gone files */
  uint64_t bytes;           /* of these */
};

/*
 * Looks at the program, and at what lies beside the articles. It is done before any of it is used: what changes while the run
 * goes on then is a change for the next one.
 */
void latest_look(struct latest *latest);

/* Compares. False where nothing is known that can be believed: then all is to be read. */
bool latest_compare(const struct latest *latest, struct arena *arena, struct latest_changes *changes);

/* What a run saw, and what it made. */
struct latest_run {
  char (*digests)[DIGEST_HEX + 1]; /* of the files, in order */
  const uint32_t *turns;           /* days on which another thing may become of them (ledger.h) */
  const int64_t *articles;         /* what they became (ledger.h) */
  struct str complaints;           /* sentences */
  struct str tallies, acronyms;
  const char *index_digest;
};

/* Writes it down for the next one. */
void latest_keep(const struct latest *latest, const struct latest_run *run);

#endif
