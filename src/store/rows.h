/*
 * rows: articles on their way into the new file. What costs thought (words, compression) is done by the
 * caller; putting the rows into SQLite is done by a thread of its own, so that both go on at once. The
 * rows arrive in the order they were sent: the file has the same bytes as if one thread had done all.
 * Private to store.
 */
#ifndef MARROW_STORE_ROWS_H
#define MARROW_STORE_ROWS_H

#include "schema.h"

/* All that is written for one article. */
struct row {
  uint64_t number;
  struct buf names; /* id, url, title, summary, lang, date, superseded_by, review_by, each ended by NUL */
  double boost;
  uint64_t tag_count, alias_count, old_url_count, translation_count, text_length;
  struct buf labels, starts, layout, code, body;
  struct buf lines[FIELD_COUNT]; /* terms */
};

void row_init(struct row *row);
void row_free(struct row *row);

/* Empties a row; the memory of a large one goes. */
void row_clear(struct row *row);

size_t row_bytes(const struct row *row);

/* Writes rows, one after the other, on the caller's thread. */
struct row_insert {
  sqlite3 *connection;
  sqlite3_stmt *article, *terms;
};

bool row_insert_open(sqlite3 *connection, struct row_insert *insert, struct error *err) MUST_USE;
void row_insert_close(struct row_insert *insert);
bool row_insert(const struct row_insert *insert, struct row *row, struct error *err) MUST_USE;

/* Binds the terms of a row from a parameter on. */
void row_bind_lines(sqlite3_stmt *statement, int parameter, const struct row *row);

struct rows;

/* Starts the thread. From here to rows_close() the connection is its alone. */
bool rows_open(sqlite3 *connection, struct rows **rows, struct error *err) MUST_USE;

/*
 * Sends a row; waits while too many are under way. The caller has an empty one in its place. False, with a sentence, where an
 * earlier row could not be written.
 */
bool rows_send(struct rows *rows, struct row *row, struct error *err) MUST_USE;

/* Waits until all rows are written, ends the thread and frees. NULL is allowed. */
bool rows_close(struct rows *rows, struct error *err) MUST_USE;

#endif
