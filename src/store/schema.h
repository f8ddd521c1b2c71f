/* schema: what the index file is made of. Private to store. */
#ifndef MARROW_STORE_SCHEMA_H
#define MARROW_STORE_SCHEMA_H

#include "store/store.h"

#include <sqlite3.h>

/* In the file's header: SQLite's place for whose file it is ("Mrrw"). */
#define STORE_APPLICATION_ID 0x4d727277

enum { STORE_PAGE_BYTES = 8192 };

/* Of the pages of FTS5: small ones let it find one article in a long list without reading the list. */
#define STORE_TERMS_PAGE_BYTES 2028

/*
 * The term between two sections, two aliases or two tags in a field: it takes a position, so that no
 * phrase runs across, and nobody can type it.
 */
#define STORE_BOUNDARY "| "
enum { STORE_BOUNDARY_MARK = '|' };

/* Before the folded words of a title in the vocabulary. */
enum { STORE_TITLE_MARK = '^' };

/* As much of the folded words of a title as makes a term. */
struct str store_title_cut(struct str words);

/* Tables, in the order they are filled. */
extern const char *const store_schema;

/* Answers false: the sentence names the file, and what SQLite says of the last call. */
bool store_trouble(sqlite3 *connection, struct error *err);

/* Runs a statement that answers nothing, and makes it ready for the next time. */
bool store_step(sqlite3_stmt *statement, struct error *err) MUST_USE;

/* Prepares a statement; the sentence names what SQLite says. */
bool store_prepare(sqlite3 *connection, const char *sql, sqlite3_stmt **statement, struct error *err) MUST_USE;

/* Runs statements that answer nothing. */
bool store_execute(sqlite3 *connection, const char *sql, struct error *err) MUST_USE;

/* Binds text or a blob that outlives the step; an empty one is bound as empty, not as NULL. */
void store_bind_text(sqlite3_stmt *statement, int parameter, struct str text);
void store_bind_blob(sqlite3_stmt *statement, int parameter, struct str bytes);

/* A column of the current row, valid until the next step. */
struct str store_column(sqlite3_stmt *statement, int column);

/* Appends the file's address for SQLite: "file:" with the path's special characters escaped and `flags` behind. */
void store_file_address(const char *path, const char *flags, struct buf *out);

/* Whether a file is empty or begins as an index of ours: what a new index may take the place of. */
bool store_may_replace(const char *path);

#endif
