#include "amend.h"
#include "beginnings.h"
#include "publish.h"

#include <stdio.h>
#include <stdlib.h>

enum { OLD_ARENA_MAX = 512 * 1024 * 1024 }; /* an article's text, marks and sections */

void amendment_free(struct amendment *amendment) {
  if (amendment != NULL) {
    store_preparer_free(amendment->preparer);
    store_prepared_free(amendment->prepared);
    arena_free(&amendment->arena);
    side_free(&amendment->gone);
    side_free(&amendment->come);
    side_free(&amendment->added);
    buf_free(&amendment->digests);
    free(amendment->places);
    free(amendment->numbers);
    free(amendment->moved);
    free(amendment->by_slot);
    free(amendment);
  }
}

/* ---- beginning ---- */

static bool make_amendment(struct store_writer *writer, struct store *old, struct str tallies, size_t places, struct error *err) {
  struct amendment *amendment = writer->amendment = calloc(1, sizeof *amendment);
  if (amendment == NULL) {
    return error_memory(err);
  }
  arena_init(&amendment->arena, OLD_ARENA_MAX);
  amendment->old = old;
  amendment->tallies = tallies;
  amendment->preparer = store_preparer_new(writer);
  amendment->prepared = store_prepared_new();
  amendment->place_count = places;
  amendment->places = calloc(places + 1, sizeof *amendment->places);
  amendment->numbers = calloc(places + 1, sizeof *amendment->numbers);
  bool opened = side_open(&amendment->gone, writer->path);
  opened = side_open(&amendment->come, writer->path) && opened;
  opened = side_open(&amendment->added, writer->path) && opened;
  if (!opened || amendment->preparer == NULL || amendment->prepared == NULL || amendment->places == NULL ||
      amendment->numbers == NULL) {
    return error_memory(err);
  }
  amendment->moved = calloc(old->facts.articles + 1, sizeof *amendment->moved);
  if (amendment->moved == NULL) {
    return error_memory(err);
  }
  amendment->slot_last = old->slots == NULL ? (uint32_t)old->facts.articles : old->slot_last;
  amendment->sections = amendment->old->facts.sections;
  amendment->text_bytes = amendment->old->facts.text_bytes;
  return true;
}

static bool read_digests(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(writer->connection, "SELECT numbers FROM per_article WHERE name = 'digest'", &statement, err)) {
    return false;
  }
  buf_init(&amendment->digests, (size_t)1 << 31);
  if (sqlite3_step(statement) == SQLITE_ROW) {
    buf_add(&amendment->digests, store_column(statement, 0));
  }
  (void)sqlite3_finalize(statement);
  return amendment->digests.len == amendment->old->facts.articles * DIGEST_BYTES ||
         error_set(err, "its numbers do not fit its articles");
}

static bool prepare_statements(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  return row_insert_open(writer->connection, &amendment->insert, err) &&
         store_prepare(writer->connection, "DELETE FROM article WHERE number = ?1", &amendment->delete_article, err) &&
         store_prepare(writer->connection,
                       "INSERT INTO terms(terms, rowid, title, aliases, headings, summary, body, tags, code)"
                       " VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       &amendment->delete_terms, err) &&
         store_prepare(writer->connection, "SELECT id FROM article WHERE id = ?1", &amendment->find_id, err) &&
         store_prepare(writer->connection, "SELECT id FROM article WHERE url = ?1", &amendment->find_address, err);
}

bool store_writer_amend(struct store_writer *writer, struct store *old, struct str tallies, size_t places, struct error *err) {
  writer_disconnect(writer);
  return make_amendment(writer, old, tallies, places, err) && file_copy(writer->path, writer->new_path.ptr, err) &&
         writer_connect(writer, err) && store_execute(writer->connection, "PRAGMA mmap_size=2147418112; BEGIN", err) &&
         read_digests(writer, err) && prepare_statements(writer, err);
}

void amendment_end_statements(struct amendment *amendment) {
  if (amendment != NULL) {
    row_insert_close(&amendment->insert);
    (void)sqlite3_finalize(amendment->delete_article);
    (void)sqlite3_finalize(amendment->delete_terms);
    (void)sqlite3_finalize(amendment->find_id);
    (void)sqlite3_finalize(amendment->find_address);
    amendment->delete_article = amendment->delete_terms = amendment->find_id = amendment->find_address = NULL;
  }
}

/* ---- one article ---- */

/* Prepares the old version of an article as it was when the index was made. */
static bool prepare_old(struct store_writer *writer, uint32_t number, struct error *err) {
  struct amendment *amendment = writer->amendment;
  arena_reset(&amendment->arena);
  if (!store_article(amendment->old, number, &amendment->arena, &amendment->article, NULL, err)) {
    return false;
  }
  store_prepare_article(amendment->preparer, &amendment->article, amendment->prepared);
  if (amendment->prepared->terms.failed) {
    return error_memory(err);
  }
  const char *digest = amendment->digests.ptr + (size_t)(number - 1) * DIGEST_BYTES;
  return memcmp(amendment->prepared->digest, digest, DIGEST_BYTES) == 0 ||
         error_set(err, "%.*s: cannot be had as it was", STR_ARG(amendment->article.id));
}

/* Takes the old version out; its row is then free. */
static bool take_out(struct store_writer *writer, uint32_t number, struct error *err) {
  struct amendment *amendment = writer->amendment;
  const struct article *article = &amendment->article;
  uint32_t slot = store_slot(amendment->old, number);
  (void)sqlite3_bind_int64(amendment->delete_article, 1, slot);
  (void)sqlite3_bind_int64(amendment->delete_terms, 1, slot);
  row_bind_lines(amendment->delete_terms, 2, &amendment->prepared->row);
  writer_count_language(writer, store_article_language(article->lang), -1);
  amendment->sections -= article->section_count;
  amendment->text_bytes -= article->title.len + article->summary.len + article->text.len;
  return store_step(amendment->delete_terms, err) && store_step(amendment->delete_article, err) &&
         inversion_add(amendment->gone.inversion, number, &amendment->prepared->terms, amendment->prepared->language, err);
}

static bool put_in(struct store_writer *writer, size_t at, struct store_prepared *prepared, const struct article *article,
                   struct error *err) {
  struct amendment *amendment = writer->amendment;
  struct place *place = &amendment->places[at - 1];
  struct side *side = place->before > 0 ? &amendment->come : &amendment->added;
  if (prepared->terms.failed) {
    return error_memory(err);
  }
  memcpy(place->lengths, prepared->lengths, sizeof place->lengths);
  memcpy(place->digest, prepared->digest, sizeof place->digest);
  place->is_new = true;
  place->slot = place->before > 0 ? store_slot(amendment->old, place->before) : ++amendment->slot_last;
  amendment->names_successor = amendment->names_successor || article->superseded_by.len > 0;
  amendment->sections += article->section_count;
  amendment->text_bytes += article->title.len + article->summary.len + article->text.len;
  prepared->row.number = place->slot;
  return row_insert(&amendment->insert, &prepared->row, err) &&
         inversion_add(side->inversion, (uint32_t)at, &prepared->terms, prepared->language, err);
}

static bool is_number(const struct amendment *amendment, uint32_t number, struct error *err) {
  return (number > 0 && number <= amendment->old->facts.articles) || error_set(err, "there is no article %u", number);
}

bool store_writer_keep(struct store_writer *writer, size_t place, uint32_t number, struct error *err) {
  struct amendment *amendment = writer->amendment;
  if (!is_number(amendment, number, err)) {
    return false;
  }
  amendment->places[place - 1] = (struct place){.slot = store_slot(amendment->old, number), .before = number};
  return true;
}

bool store_writer_remove(struct store_writer *writer, uint32_t number, const struct article **was, struct error *err) {
  *was = &writer->amendment->article;
  return is_number(writer->amendment, number, err) && prepare_old(writer, number, err) && take_out(writer, number, err);
}

bool store_writer_replace(struct store_writer *writer, size_t place, uint32_t number, struct store_prepared *prepared,
                          const struct article *article, const struct article **was, struct error *err) {
  writer->amendment->places[place - 1].before = number;
  return store_writer_remove(writer, number, was, err) && put_in(writer, place, prepared, article, err);
}

bool store_writer_insert(struct store_writer *writer, size_t place, struct store_prepared *prepared,
                         const struct article *article, struct error *err) {
  return put_in(writer, place, prepared, article, err);
}

const char *amendment_find(const struct amendment *amendment, struct names *names, bool by_id, struct str text) {
  sqlite3_stmt *find = by_id ? amendment->find_id : amendment->find_address;
  store_bind_text(find, 1, text);
  bool found = sqlite3_step(find) == SQLITE_ROW && names_take(names, text, store_column(find, 0));
  (void)sqlite3_reset(find);
  return found ? names_find(names, text) : NULL;
}

/* ---- the end ---- */

static void count_words(struct store_writer *writer) {
  struct store_facts *facts = &writer->facts;
  facts->words = 0;
  for (int field = 0; field < FIELD_COUNT; field++) {
    const struct buf *lengths = &writer->lengths[field];
    uint64_t words = 0;
    for (size_t at = 0; at < lengths->len; at += sizeof(uint32_t)) {
      uint32_t length;
      memcpy(&length, lengths->ptr + at, sizeof length);
      words += length;
    }
    facts->words += words;
    facts->mean_length[field] = (double)words;
  }
}

/*
 * Four parts of the full-text index of about the same age are made one: there are never many. No more than so many pages are
 * merged in one run; a long merging goes on in the next.
 */
#define MERGE "INSERT INTO terms(terms, rank) VALUES('merge', 500)"

/* Where rows have other numbers than articles. */
static bool add_slots(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  struct buf slots;
  bool others = false;
  buf_init(&slots, (size_t)1 << 30);
  for (size_t i = 0; i < amendment->place_count; i++) {
    if (amendment->numbers[i] > 0) {
      others = others || amendment->places[i].slot != amendment->numbers[i];
      const uint32_t *slot = &amendment->places[i].slot;
      buf_add(&slots, (struct str){(const char *)slot, sizeof *slot});
    }
  }
  bool done = !buf_failed(&slots) || error_memory(err);
  sqlite3_stmt *insert = NULL;
  if (done && others) {
    done = store_prepare(writer->connection, "INSERT INTO per_article(name, numbers) VALUES('slot', ?1)", &insert, err);
    store_bind_blob(insert, 1, buf_str(&slots));
    done = done && store_step(insert, err);
    (void)sqlite3_finalize(insert);
  }
  buf_free(&slots);
  return done;
}

bool amendment_finish(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  count_words(writer);
  writer->facts.sections = amendment->sections;
  writer->facts.text_bytes = amendment->text_bytes;
  return side_gather(&amendment->gone, NULL, err) && side_gather(&amendment->come, amendment->numbers, err) &&
         side_gather(&amendment->added, amendment->numbers, err) && amend_words(writer, err) && amend_writings(writer, err) &&
         beginnings_fill(writer, err) && store_execute(writer->connection, MERGE, err) &&
         store_execute(writer->connection,
                       "DELETE FROM meta; DELETE FROM resource; DELETE FROM per_article; DELETE FROM facet; DELETE FROM moved",
                       err) &&
         add_slots(writer, err);
}
