/*
 * scribe: rows of the full-text index and of the vocabulary, on their way into the file. A thread of its own hands them to
 * SQLite, in the order they come, while the next ones are made. Private to store.
 */
#ifndef MARROW_STORE_SCRIBE_H
#define MARROW_STORE_SCRIBE_H

#include "schema.h"

enum scribe_table {
  SCRIBE_PAGES,   /* terms_data: the number of a page, its bytes as `key` */
  SCRIBE_ENTRIES, /* terms_idx: what an entry leads to, and what it is found by as `key` */
  SCRIBE_WORDS, /* vocabulary: how many articles have a term, the term as `key`, its postings (empty: none) and how it is written
                 */
  SCRIBE_TABLES,
};

struct scribe_row {
  enum scribe_table table;
  uint64_t number;
  struct str key, postings, written; /* written: without bytes (ptr NULL) where the term says it */
};

struct scribe;

/* Until it is closed the connection, which has an open transaction, is the scribe's alone. */
bool scribe_open(sqlite3 *connection, struct scribe **scribe, struct error *err) MUST_USE;

/* Takes a copy of a row. False where nothing more can be written: scribe_close() says why. */
bool scribe_add(struct scribe *scribe, const struct scribe_row *row) MUST_USE;

/* Waits for the last row and frees the scribe. NULL is allowed. */
bool scribe_close(struct scribe *scribe, struct error *err) MUST_USE;

#endif
