/* reader: an open index. Private to store. */
#ifndef MARROW_STORE_READER_H
#define MARROW_STORE_READER_H

#include "schema.h"

#include <sys/types.h>

struct memory;
struct memory_entry;
struct visit;

struct store {
  char *path;
  dev_t device; /* of the open file */
  ino_t inode;
  sqlite3 *connection;
  sqlite3_stmt *match, *match_range, *match_one, *read, *read_text, *find, *find_begun, *find_moved, *read_entry, *read_resource,
      *begun, *titles, *read_name;
  struct store_facts facts;
  struct word_forms *forms; /* NULL: none */
  const struct language *languages[64];
  uint64_t language_articles[64]; /* in each */
  size_t language_count;
  uint32_t *lengths[FIELD_COUNT]; /* [article - 1] */
  float *boosts;                  /* the same; NULL where all are 1 */
  double boost_most;
  uint32_t *dates;                /* the same; NULL only while loading */
  uint32_t *reviews, *successors; /* likewise; NULL: no article has one */
  uint32_t *slots;                /* its row, where that is not its number; NULL: all are */
  uint32_t *numbers;              /* the other way round: [slot], 0 where there is none; NULL likewise */
  uint32_t slot_last, slot_stray; /* the last one; from where on slots are in another order than numbers */
  struct arena facet_arena;
  struct store_facet facets[STORE_FACETS_MAX];
  size_t facet_count;
  struct visit *visit;   /* what the statement that runs now reports to */
  struct memory *memory; /* what was looked up so far */
  void *decompressor;
};

/* The row of an article, and the article of a row; 0 where there is none. */
uint32_t store_slot(const struct store *store, uint32_t number);
uint32_t store_number(const struct store *store, uint64_t slot);

/* What is known of slots once they are read; false where they make no sense. */
bool store_settle_slots(struct store *store) MUST_USE;

/* Makes FTS5 call the store for each match. */
bool store_register_visit(struct store *store, fts5_api *api, struct error *err) MUST_USE;

/* Facts and numbers into memory. */
bool store_load(struct store *store, struct error *err) MUST_USE;

/* What results can be narrowed by, into memory. */
bool store_load_facets(struct store *store, struct error *err) MUST_USE;

/* The lists of word forms that are kept in the file. */
bool store_load_forms(struct store *store, struct error *err) MUST_USE;

/* What the vocabulary has of a term; of one that no article has, nothing. */
bool store_entry(struct store *store, struct str term, struct memory_entry *entry, struct error *err) MUST_USE;

/* An expression of one phrase as if it were a term: the articles that FTS5 finds, and postings of them. */
bool store_phrase(struct store *store, struct str expression, struct memory_entry *entry, struct error *err) MUST_USE;

/* Matches words on their postings. */
bool store_match_words(struct store *store, const struct wanted *wanted, match_visitor *visit, void *context,
                       struct error *err) MUST_USE;

/* Whether a term is a stem, a part, a filter or a beginning: these start with a mark, which no word does. */
bool store_term_is_marked(struct str term);

/* Columns of the table `article`, and what they say, copied into `arena`; false where they make no sense or memory ends. */
#define STORE_FACTS                                                                                                              \
  "id, url, title, summary, lang, date, superseded_by, review_by, boost, tag_count, alias_count, old_url_count, "                \
  "translation_count, labels"
bool store_read_facts(sqlite3_stmt *row, struct arena *arena, struct article *article) MUST_USE;

/* The sentence for an index that SQLite cannot read. Always false. */
bool store_damaged(const struct store *store, struct error *err);

#endif
