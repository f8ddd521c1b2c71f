/* writer: an index in the making. Private to store. */
#ifndef MARROW_STORE_WRITER_H
#define MARROW_STORE_WRITER_H

#include "facets.h"
#include "names.h"
#include "prepare.h"
#include "rows.h"
#include "schema.h"
#include "vocabulary.h"

struct store_writer {
  char *path;          /* where it will be published */
  struct buf new_path; /* where it is built */
  int lock;            /* descriptor of the new file, locked */
  bool owns_file;      /* the new file is ours to remove */
  sqlite3 *connection;
  struct rows *rows;             /* while articles are added */
  struct names *ids, *addresses; /* taken */
  struct word_forms *forms;
  struct store_preparer *preparer; /* for store_writer_add(); made when first needed, as the next */
  struct store_prepared *prepared;
  struct arena resource_arena;
  struct resource {
    struct str name, text;
  } * resources; /* kept until the end: the connection belongs to the rows */
  size_t resource_count, resource_capacity;
  struct vocabulary *vocabulary;
  struct facets *facets;
  struct digest *digest;
  struct buf lengths[FIELD_COUNT], boosts, dates, reviews, digests; /* of all articles so far, as they will be stored */
  bool any_boost, any_review, any_successor;
  struct {
    const struct language *language;
    uint64_t articles;
  } languages[64]; /* there are fewer languages than that */
  size_t language_count;
  struct store_facts facts, finished; /* so far; of the whole */
  bool is_complete;
};

/* The last steps inside the new file: vocabulary, numbers, facts, one merged index. */
bool store_writer_finish(struct store_writer *writer, struct store_facts *facts, struct error *err) MUST_USE;

/* Whether a finished file is whole, by SQLite's and FTS5's own checks. */
bool store_check(const char *path, struct error *err) MUST_USE;

/* The successor of each article, four bytes each, once all rows are written. */
bool successors_find(struct store_writer *writer, struct buf *numbers, struct error *err) MUST_USE;

#endif
