/*
 * ledger: what the last run saw of its sources, in a file beside the index, so that a run in which nothing changed need not read
 * them again. Private to indexer. The file is no part of the index: it may be deleted at any time, and what it says is
 * believed only where it was written for that very index by this very program.
 *
 * Its numbers are as this machine has them in memory. At its end stands a digest of all before it.
 */
#ifndef MARROW_INDEXER_LEDGER_H
#define MARROW_INDEXER_LEDGER_H

#include "folder.h"

#define LEDGER_ENDING ".cache"

struct ledger_file {
  struct str path;
  struct folder_stamp stamp;
  char digest[DIGEST_HEX + 1]; /* of its bytes; empty: it could not be read, or nobody looked */
  uint32_t turns;              /* from this day on (20240131) another thing may become of it; 0: there is none */
  int64_t article;             /* its number in the index, or one of these */
};

enum {
  LEDGER_LEFT_OUT = 0, /* it was complained of */
  LEDGER_NOTHING = -1, /* it is no article and needs to be none */
  LEDGER_CLASH = -2,   /* another one has its id or its address */
};

struct ledger {
  struct str source;            /* as it was given: complaints name it */
  char program[DIGEST_HEX + 1]; /* which read them */
  char site[DIGEST_HEX + 1];    /* of what lies beside the articles: settings, lists */
  char manner[DIGEST_HEX + 1];  /* of what of it decides how articles are read and cut into words */
  char index[DIGEST_HEX + 1];   /* of the index that was made of them */
  int64_t began;                /* when the run began, by the clock of the files */
  struct ledger_file *files;    /* in order of path */
  size_t count;
  struct str complaints; /* sentences, each ended by NUL */
  struct str tallies;    /* what was counted besides the index: of words (store.h), and of acronyms (acronym.h); may be empty */
  struct str acronyms;
};

/* Digests of this program with its libraries, and of bytes. The first is empty where the program cannot be read: then no ledger
 * is believed. */
void ledger_program(char hex[DIGEST_HEX + 1]);
void ledger_digest(struct str bytes, char hex[DIGEST_HEX + 1]);

/* Now, by the clock of the system: nanoseconds since 1970. */
int64_t ledger_clock(void);

/* Reads the ledger beside an index into `arena`. False where there is none that can be used. */
bool ledger_read(const char *index, struct arena *arena, struct ledger *ledger);

/* Writes it. Where that fails there is none, and the next run reads all. */
void ledger_write(const char *index, const struct ledger *ledger);

/*
 * Whether a file of the folder `source` is as it was, and no day has come that makes another thing of it: by size and times, or
 * where these differ or are too new to be trusted, by its content. *looked is set where it came to that.
 */
bool ledger_file_is_same(const struct ledger *ledger, const struct ledger_file *file, const char *source,
                         const struct folder_file *now, bool *looked);

#endif
