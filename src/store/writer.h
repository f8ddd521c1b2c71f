/* writer: an index in the making. Private to store. */
#ifndef MARROW_STORE_WRITER_H
#define MARROW_STORE_WRITER_H

#include "facets.h"
#include "inversion.h"
#include "names.h"
#include "prepare.h"
#include "rows.h"
#include "schema.h"

struct store_writer {
  char *path;          /* where it will be published */
  struct buf new_path; /* where it is built */
  int lock;            /* descriptor of the new file, locked */
  bool owns_file;      /* the new file is ours to remove */
  sqlite3 *connection;
  struct rows *rows;             /* while articles are added */
  struct names *ids, *addresses; /* taken */
  struct word_forms *forms;
  struct arena resource_arena;
  struct resource {
    struct str name, text;
  } * resources; /* kept until the end: the connection belongs to the rows */
  size_t resource_count, resource_capacity;
  struct inversion *inversion;
  struct facets *facets;
  struct digest *digest;
  struct buf lengths[FIELD_COUNT], boosts, dates, reviews, digests; /* of all articles so far, as they will be stored */
  struct buf moved;                /* addresses of before: numbers of articles, texts ended by NUL */
  uint64_t positions[FIELD_COUNT]; /* of all articles: words, and what separates them */
  bool any_boost, any_review, any_successor;
  struct {
    const struct language *language;
    uint64_t articles;
  } languages[STORE_LANGUAGES_MAX];
  size_t language_count;
  struct store_facts facts, finished; /* so far; of the whole */
  bool is_complete;
  struct amendment *amendment; /* NULL: all is new */
  struct buf tallies;          /* of a complete one: how words are written (writings.h) */
  uint64_t words_sum;          /* of it, too: by which FTS5's rows are known again (segment.h) */
};

/* Opens the new file, with all that holds while it is filled. */
bool writer_connect(struct store_writer *writer, struct error *err) MUST_USE;

/* Ends the connection; the file stays. */
void writer_disconnect(struct store_writer *writer);

/* What the next article says of itself: facts, values. */
bool writer_note(struct store_writer *writer, const struct article *article, struct error *err) MUST_USE;

/* The numbers of the next article; so many more or fewer articles in a language. */
void writer_count(struct store_writer *writer, float boost, uint32_t date, uint32_t review);
void writer_count_language(struct store_writer *writer, const struct language *language, int64_t articles);

/* The id of the article that has an id (of writer->ids) or an address (of writer->addresses); NULL where none has. */
const char *writer_find(const struct store_writer *writer, struct names *names, struct str text);

/* The id of the earlier article that has this id, or this address where no two may have it; NULL where none has. */
const char *writer_clash(const struct store_writer *writer, const struct article *article, bool own_address);

/* Notes the addresses that the article's page had before, once it has its number; and puts all of them into the file. */
void moved_note(struct store_writer *writer, const struct article *article);
bool moved_add(struct store_writer *writer, struct error *err) MUST_USE;

/* The last steps inside the new file: vocabulary, numbers, facts, one merged index. */
bool store_writer_finish(struct store_writer *writer, struct store_facts *facts, struct error *err) MUST_USE;

/* Makes a finished file last, and sees whether it is whole: by SQLite's check, and by the sum of FTS5's rows (may be NULL). */
bool store_check(const char *path, const uint64_t *words_sum, struct error *err) MUST_USE;

/* The successor of each article, four bytes each, once all rows are written. */
bool successors_find(struct store_writer *writer, struct buf *numbers, struct error *err) MUST_USE;

#endif
