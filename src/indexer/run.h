/* run: a run in progress, and the steps that both of its roads share. Private to indexer. */
#ifndef MARROW_INDEXER_RUN_H
#define MARROW_INDEXER_RUN_H

#include "indexer/indexer.h"
#include "intake.h"
#include "latest.h"
#include "lexicon/lexicon.h"
#include "successors.h"
#include "token/token.h"

struct run {
  const char *source, *index;
  struct store_writer *writer;
  const struct indexer_listener *listener;
  const struct indexer_options *options;
  struct settings settings;
  struct arena kept; /* what lasts as long as the run */
  struct folder folder;
  struct latest latest;             /* how it is */
  struct latest_changes changes;    /* against the last run, where that is known */
  bool amends;                      /* the published index is changed in a few places */
  uint64_t changed, added, removed; /* articles that are */
  char (*digests)[DIGEST_HEX + 1];  /* of its files, in order */
  uint32_t *turns;                  /* on which days they may become something else (ledger.h) */
  int64_t *became;                  /* what they became: a number, or what ledger.h says */
  struct buf sentences;             /* complained with since the folder was listed, each ended by NUL */
  bool is_unchanged;                /* nothing was done: all is as the last run saw it */
  struct intake *intake;
  struct acronyms *acronyms;
  struct tokenizer *tokenizer; /* for them */
  struct guesser *guesser;     /* of languages */
  struct successors successors;
  size_t taken; /* files */
  uint64_t articles, complaints, sent_bytes, done_bytes, all_bytes;
};

/* Complains; `context` is the run. While an index is amended it is only noted, for it may yet be made from the beginning. */
void run_complain(void *context, const char *sentence);

/* Complains of each of several sentences, that NUL ends. */
void run_tell(struct run *run, struct str sentences);

void run_progress(struct run *run, uint64_t done_bytes);

/* How many threads read. */
size_t run_jobs(const struct run *run);

/* Opens the intake, once settings and word forms are known. */
bool run_open_intake(struct run *run, struct error *err) MUST_USE;

/* A place for a file, of which the name and the place are filled in; NULL where so much is under way that readings must be taken.
 */
struct reading *run_place(struct run *run, const struct folder_file *file);

/* Sends it. */
bool run_send(struct run *run, struct reading *reading, uint64_t size, struct error *err) MUST_USE;

/* Notes what an article of the index says about the whole; its text is not looked at. */
bool run_note(struct run *run, const struct article *article, const char *place, struct error *err) MUST_USE;

/* What can be done only once all articles are known. */
bool run_settle(struct run *run, struct error *err) MUST_USE;

#endif
