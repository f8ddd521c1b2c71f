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

struct amendment {
  struct store *old;               /* the published index */
  struct store_preparer *preparer; /* for old versions */
  struct store_prepared *prepared;
  struct arena arena; /* of the old version at hand */
  struct article article;
  struct vocabulary *gone, *come; /* terms of old and of new versions */
  struct str tallies;             /* of the old index (writings.h); the caller's */
  struct row_insert insert;
  sqlite3_stmt *delete_article, *delete_terms;
  uint64_t sections, text_bytes; /* so far */
};

/* Both allow NULL. Statements end before their connection. */
void amendment_end_statements(struct amendment *amendment);
void amendment_free(struct amendment *amendment);

/* The last steps instead of a new vocabulary: the tables that are written again are emptied. */
bool amendment_finish(struct store_writer *writer, struct error *err) MUST_USE;

/* Takes terms out of the vocabulary and puts others in. */
bool amend_words(struct store_writer *writer, struct error *err) MUST_USE;

/* Changes how words are mostly written, and makes the tallies of the new index of those of the old one. */
bool amend_writings(struct store_writer *writer, struct error *err) MUST_USE;

/* The beginnings of many words, made again. */
bool amend_beginnings(struct store_writer *writer, struct error *err) MUST_USE;

#endif
