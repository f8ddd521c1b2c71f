/*
 * query: what a visitor typed -> a tree. Every byte string is a valid query; nothing here fails.
 *
 *   words           all of them            knee injection
 *   "a phrase"      these words, in order  "knee injection"
 *   -word -"..."    without it             injection -steroid (alone it finds nothing)
 *   --option        the name of an option, no exclusion
 *   a OR b          one of them            knee OR hip (words where all is in capitals; so is NOT)
 *   title:word      in that field          title:knee  tag:cells  code:main
 *   prefix*         words that begin so    inject* (two letters at least, three prefixes at most;
 *                                          any other is the word as it stands)
 */
#ifndef MARROW_QUERY_H
#define MARROW_QUERY_H

#include "base/base.h"

/* Limits on what a stranger may ask; what goes beyond is cut, and the tree says so. */
enum { QUERY_BYTES_MAX = 1024, QUERY_WORDS_MAX = 64, QUERY_PREFIXES_MAX = 3 };

enum query_field { QUERY_ANYWHERE, QUERY_TITLE, QUERY_TAG, QUERY_CODE };

enum query_kind { QUERY_WORD, QUERY_PHRASE, QUERY_PREFIX };

/* One thing to look for. The text is as typed, without its operators; it holds at least one word. */
struct query_item {
  enum query_kind kind;
  enum query_field field;
  struct str text;
  bool begun; /* a word that is still being typed: it may go on. Set by query_begin() alone */
};

/* Items of which one must match (a OR b); most clauses have one. */
struct query_clause {
  struct query_item *items;
  size_t item_count;
};

struct query {
  struct str typed;             /* as given, cut to QUERY_BYTES_MAX at a character's end */
  bool cut;                     /* more was typed than is used */
  struct query_clause *clauses; /* each must match */
  size_t clause_count;
  struct query_item *excluded; /* none may match */
  size_t excluded_count;
};

/* Reads typed bytes. The tree lives in `arena`; an arena at its ceiling gives an empty tree. */
void query_parse(struct arena *arena, struct str typed, struct query *query);

/* Marks the last word as begun where it is a plain word and nothing was typed behind it that ends it. */
void query_begin(struct query *query);

/* Whether a clause is one plain word: not quoted, begun, looked for in a field, or one of several. */
bool query_is_plain(const struct query_clause *clause);

/*
 * Appends the query in its plainest form: reading that form gives the same tree.
 * Without clauses and exclusions it appends nothing.
 */
void query_describe(const struct query *query, struct buf *out);

/* The same for one item: "knee injection", title:knee, inject*; a begun word goes on: injec…, which reads as the word. */
void query_describe_item(const struct query_item *item, struct buf *out);

#endif
