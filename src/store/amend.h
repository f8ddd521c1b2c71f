/*
 * amend: a published index with a few articles changed. Its file is copied and changed in place; what comes of it answers as an
 * index that was made from the beginning. Private to store.
 *
 * What the old version of an article gave to the index is found by preparing it again: it is taken out, and what the new version
 * gives is put in. Where the old version cannot be had as it was, the caller makes the index from the beginning.
 */
#ifndef MARROW_STORE_AMEND_H
#define MARROW_STORE_AMEND_H

#include "reader.h"
#include "writer.h"

/* What stands at a place in the order of the new index, which the caller gives; articles get their numbers in that order. */
struct place {
  uint32_t slot;   /* the row; 0: nothing stands there */
  uint32_t before; /* the number that it has in the old index; 0: it was not there */
  bool is_new;     /* another version, or new: lengths and digest are here */
  uint32_t lengths[FIELD_COUNT];
  char digest[DIGEST_BYTES];
};

/* What versions of one side give to a term. */
struct share {
  struct str term;
  uint32_t articles;
  struct str bytes; /* postings by number, or stems, as the vocabulary has them */
  struct writing_count *ways;
  size_t way_count;
};

/* Versions of articles that go, or come. */
struct side {
  struct inversion *inversion;
  struct arena arena;
  struct share *list; /* in byte order, once gathered */
  size_t count, capacity;
};

bool side_open(struct side *side, const char *path) MUST_USE; /* false where there is no memory */
void side_free(struct side *side);

/* Once all versions are there. `numbers`: of places; NULL: versions were noted by number. */
bool side_gather(struct side *side, const uint32_t *numbers, struct error *err) MUST_USE;

struct amendment {
  struct store *old;               /* the published index; the caller's */
  struct store_preparer *preparer; /* for old versions */
  struct store_prepared *prepared;
  struct arena arena; /* of the old version at hand */
  struct article article;
  struct side gone;        /* old versions, by old numbers */
  struct side come, added; /* new versions, and new articles; by places */
  struct buf digests;      /* of all old versions */
  struct place *places;    /* place p is places[p - 1] */
  size_t place_count;
  uint32_t *numbers;    /* by place: the new number; 0: none */
  uint32_t *moved;      /* by old number: the new one; 0: it is taken out */
  bool is_moved;        /* some article has another number than it had */
  bool names_successor; /* some new version does */
  uint32_t slot_last;
  uint32_t *by_slot;  /* new numbers by row */
  struct str tallies; /* of the old index (writings.h); the caller's */
  struct row_insert insert;
  sqlite3_stmt *delete_article, *delete_terms;
  sqlite3_stmt *find_id, *find_address; /* amendment_find() */
  uint64_t sections, text_bytes;        /* so far */
};

/* Both allow NULL. Statements end before their connection. */
void amendment_end_statements(struct amendment *amendment);
void amendment_free(struct amendment *amendment);

/* The last steps instead of a new vocabulary: the tables that are written again are emptied. */
bool amendment_finish(struct store_writer *writer, struct error *err) MUST_USE;

/* The id of the article with that id, or address, which is kept among `names`; NULL where none has it. */
const char *amendment_find(const struct amendment *amendment, struct names *names, bool by_id, struct str text);

/* The new number of the article in a row. */
uint32_t amendment_number(const struct amendment *amendment, uint64_t slot);

/* Takes terms out of the vocabulary and puts others in. */
bool amend_words(struct store_writer *writer, struct error *err) MUST_USE;

/* Changes how words are mostly written, and makes the tallies of the new index of those of the old one. */
bool amend_writings(struct store_writer *writer, struct error *err) MUST_USE;

#endif
