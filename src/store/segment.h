/*
 * segment: FTS5's index, written at once. FTS5 takes a row after the other and cuts it into terms, of which each costs a
 * search; here each term comes once, with all its articles, and the pages are the same as those FTS5 itself would have after
 * 'optimize'. The layout is described in SQLite's fts5_index.c, and cannot change as long as older files can be
 * read. What was written is counted into a sum, by which it is known again in the finished file. Private to store.
 */
#ifndef MARROW_STORE_SEGMENT_H
#define MARROW_STORE_SEGMENT_H

#include "scribe.h"

struct segment;

/* Begins to fill the empty table `terms`. The scribe, which has not begun, must outlive it and says what SQLite objects to. */
bool segment_open(sqlite3 *connection, struct scribe *scribe, struct segment **segment, struct error *err) MUST_USE;

/* The next term, in byte order; each once, without the mark that FTS5 puts before it. */
void segment_term(struct segment *segment, struct str bare);

/* The next article that has it, in order of number, and its places (places.h). */
void segment_article(struct segment *segment, uint64_t article, struct str places);

/*
 * Ends it: how many articles there are, and how many positions their fields have. *sum gets the sum of the hashes of all rows.
 * Frees it whether that succeeds or not.
 */
bool segment_close(struct segment *segment, uint64_t articles, const uint64_t positions[FIELD_COUNT], uint64_t *sum,
                   struct error *err) MUST_USE;

/* The same sum, of the rows that a file has. */
bool segment_read_sum(sqlite3 *connection, uint64_t *sum, struct error *err) MUST_USE;

/* Gives up and frees. NULL is allowed. */
void segment_abandon(struct segment *segment);

#endif
