/*
 * intake: sources (files, JSON lines) -> prepared articles, several at once, handed back in the order of the sources: the
 * index has the same bytes however many there are. Private to indexer.
 */
#ifndef MARROW_INDEXER_INTAKE_H
#define MARROW_INDEXER_INTAKE_H

#include "article/article.h"
#include "lexicon/lexicon.h"
#include "settings/settings.h"
#include "store/store.h"

/* What becomes of a source. */
enum outcome {
  OUTCOME_ARTICLE,
  OUTCOME_NOTHING, /* an empty line, a draft, a page that is to be left out */
  OUTCOME_BAD,     /* `trouble` says what is wrong with it */
  OUTCOME_CLASH,   /* as it is taken: another one has its id or its address */
};

/* A source on its way. */
struct reading {
  struct arena arena;          /* of all below */
  struct str name;             /* of a file: its path in the folder; empty: `bytes` is a JSON line */
  struct str place;            /* as sentences name it: "corpus/knee.md", "all.jsonl:12" */
  struct buf bytes;            /* a line is given, a file is read here */
  bool too_long;               /* the line is not whole */
  uint64_t size;               /* of the source; bytes */
  uint64_t done_bytes;         /* of all sources up to this one */
  char digest[DIGEST_HEX + 1]; /* of a file's bytes; empty where it could not be read */
  uint32_t turns;              /* a day (20240131) from which on another thing may become of the file; 0: none */
  enum outcome outcome;
  struct article article;
  struct store_prepared *prepared;
  struct error trouble;
};

/* What holds for all sources. */
struct intake_setting {
  const char *source;                /* the folder, or the file of lines */
  const struct settings *settings;   /* of the site */
  const struct store_writer *writer; /* with all word forms */
  const struct guesser *guesser;
  uint32_t today;
  size_t jobs; /* 1: the caller reads by itself */
};

struct intake;

bool intake_open(const struct intake_setting *setting, struct intake **intake, struct error *err) MUST_USE;

/* Ends them; what is under way is dropped. NULL is allowed. */
void intake_close(struct intake *intake);

/*
 * A place for the next source, with an empty arena and empty bytes: the caller fills in name, place, line and sizes, and sends
 * it. NULL where so much is under way that the oldest reading must be taken first.
 */
struct reading *intake_place(struct intake *intake);
void intake_send(struct intake *intake, struct reading *reading);

bool intake_waiting(const struct intake *intake); /* whether any was sent and not yet taken */

/* The oldest reading, once it is done, valid until the next call of any of these; NULL where none is under way. */
struct reading *intake_take(struct intake *intake);

#endif
