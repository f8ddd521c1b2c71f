#include "amend.h"
#include "publish.h"

#include <stdio.h>
#include <stdlib.h>

enum { OLD_ARENA_MAX = 512 * 1024 * 1024 }; /* an article's text, marks and sections */

void amendment_free(struct amendment *amendment) {
  if (amendment != NULL) {
    store_preparer_free(amendment->preparer);
    store_prepared_free(amendment->prepared);
    arena_free(&amendment->arena);
    vocabulary_free(amendment->gone);
    vocabulary_free(amendment->come);
    store_close(amendment->old);
    free(amendment);
  }
}

/* ---- beginning ---- */

static bool make_amendment(struct store_writer *writer, struct str tallies, struct error *err) {
  struct amendment *amendment = writer->amendment = calloc(1, sizeof *amendment);
  if (amendment == NULL) {
    return error_memory(err);
  }
  arena_init(&amendment->arena, OLD_ARENA_MAX);
  amendment->tallies = tallies;
  amendment->preparer = store_preparer_new(writer);
  amendment->prepared = store_prepared_new();
  amendment->gone = vocabulary_new();
  amendment->come = vocabulary_new();
  if (amendment->preparer == NULL || amendment->prepared == NULL || amendment->gone == NULL || amendment->come == NULL) {
    return error_memory(err);
  }
  if (!store_open(writer->path, &amendment->old, err)) {
    return false;
  }
  amendment->sections = amendment->old->facts.sections;
  amendment->text_bytes = amendment->old->facts.text_bytes;
  return true;
}

static bool read_numbers(struct store_writer *writer, const char *name, size_t bytes_each, struct buf *numbers,
                         struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(writer->connection, "SELECT numbers FROM per_article WHERE name = ?1", &statement, err)) {
    return false;
  }
  store_bind_text(statement, 1, str_of(name));
  if (sqlite3_step(statement) == SQLITE_ROW) {
    buf_add(numbers, store_column(statement, 0));
  }
  (void)sqlite3_finalize(statement);
  return numbers->len == writer->amendment->old->facts.articles * bytes_each ||
         error_set(err, "its numbers do not fit its articles");
}

static bool read_all_numbers(struct store_writer *writer, struct error *err) {
  bool done = read_numbers(writer, "digest", DIGEST_BYTES, &writer->digests, err);
  for (int field = 0; done && field < FIELD_COUNT; field++) {
    done = read_numbers(writer, field_name((enum field)field), sizeof(uint32_t), &writer->lengths[field], err);
  }
  return done;
}

static bool prepare_statements(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  return row_insert_open(writer->connection, &amendment->insert, err) &&
         store_prepare(writer->connection, "DELETE FROM article WHERE number = ?1", &amendment->delete_article, err) &&
         store_prepare(writer->connection,
                       "INSERT INTO terms(terms, rowid, title, aliases, headings, summary, body, tags)"
                       " VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       &amendment->delete_terms, err);
}

bool store_writer_amend(struct store_writer *writer, struct str tallies, struct error *err) {
  writer_disconnect(writer);
  return make_amendment(writer, tallies, err) && file_copy(writer->path, writer->new_path.ptr, err) &&
         writer_connect(writer, err) && store_execute(writer->connection, "BEGIN", err) && read_all_numbers(writer, err) &&
         prepare_statements(writer, err);
}

void amendment_end_statements(struct amendment *amendment) {
  if (amendment != NULL) {
    row_insert_close(&amendment->insert);
    (void)sqlite3_finalize(amendment->delete_article);
    (void)sqlite3_finalize(amendment->delete_terms);
    amendment->delete_article = amendment->delete_terms = NULL;
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
  const char *digest = writer->digests.ptr + (size_t)(number - 1) * DIGEST_BYTES;
  return memcmp(amendment->prepared->digest, digest, DIGEST_BYTES) == 0 ||
         error_set(err, "%.*s: cannot be had as it was", STR_ARG(amendment->article.id));
}

static bool step(struct store_writer *writer, sqlite3_stmt *statement, struct error *err) {
  int status = sqlite3_step(statement);
  (void)sqlite3_reset(statement);
  return status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(writer->connection));
}

/* Takes the old version out; its number is then free. */
static bool take_out(struct store_writer *writer, uint32_t number, struct error *err) {
  struct amendment *amendment = writer->amendment;
  const struct article *article = &amendment->article;
  (void)sqlite3_bind_int64(amendment->delete_article, 1, number);
  (void)sqlite3_bind_int64(amendment->delete_terms, 1, number);
  row_bind_lines(amendment->delete_terms, 2, &amendment->prepared->row);
  vocabulary_add(amendment->gone, number, &amendment->prepared->terms, amendment->prepared->language);
  amendment->sections -= article->section_count;
  amendment->text_bytes -= article->title.len + article->summary.len + article->text.len;
  return step(writer, amendment->delete_terms, err) && step(writer, amendment->delete_article, err) &&
         (!vocabulary_failed(amendment->gone) || error_memory(err));
}

static void write_number(struct buf *numbers, uint32_t number, uint32_t value) {
  char *at = numbers->ptr + (size_t)(number - 1) * sizeof value;
  for (int i = 0; i < 4; i++) {
    at[i] = (char)(value >> (8 * i));
  }
}

static bool put_in(struct store_writer *writer, uint32_t number, struct store_prepared *prepared, const struct article *article,
                   struct error *err) {
  struct amendment *amendment = writer->amendment;
  if (prepared->terms.failed) {
    return error_memory(err);
  }
  for (int field = 0; field < FIELD_COUNT; field++) {
    write_number(&writer->lengths[field], number, prepared->lengths[field]);
  }
  memcpy(writer->digests.ptr + (size_t)(number - 1) * DIGEST_BYTES, prepared->digest, DIGEST_BYTES);
  vocabulary_add(amendment->come, number, &prepared->terms, prepared->language);
  amendment->sections += article->section_count;
  amendment->text_bytes += article->title.len + article->summary.len + article->text.len;
  prepared->row.number = number;
  return row_insert(&amendment->insert, &prepared->row, err) && (!vocabulary_failed(amendment->come) || error_memory(err));
}

bool store_writer_replace(struct store_writer *writer, uint32_t number, struct store_prepared *prepared,
                          const struct article *article, const struct article **was, struct error *err) {
  *was = &writer->amendment->article;
  return prepare_old(writer, number, err) && take_out(writer, number, err) && put_in(writer, number, prepared, article, err);
}

/* ---- all articles ---- */

bool store_writer_settle(struct store_writer *writer, settled_visitor *visit, void *context, struct error *err) {
  sqlite3_stmt *row = NULL;
  struct arena arena;
  arena_init(&arena, OLD_ARENA_MAX);
  bool done = store_prepare(writer->connection, "SELECT " STORE_FACTS " FROM article ORDER BY number", &row, err);
  int status = SQLITE_DONE;
  while (done && (status = sqlite3_step(row)) == SQLITE_ROW) {
    struct article article;
    done = store_read_facts(row, &arena, &article) || error_set(err, "an article cannot be read");
    const char *clash = done ? writer_clash(writer, &article, true) : NULL;
    done = done && (clash == NULL || error_set(err, "%.*s: has what %s has", STR_ARG(article.id), clash)) &&
           writer_note(writer, &article, err) && visit(context, &article, err);
    arena_reset(&arena);
  }
  (void)sqlite3_finalize(row);
  arena_free(&arena);
  return done && (status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(writer->connection)));
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

bool amendment_finish(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  amendment_end_statements(amendment);
  count_words(writer);
  writer->facts.sections = amendment->sections;
  writer->facts.text_bytes = amendment->text_bytes;
  return amend_words(writer, err) && amend_writings(writer, err) && amend_beginnings(writer, err) &&
         store_execute(writer->connection, MERGE, err) &&
         store_execute(writer->connection, "DELETE FROM meta; DELETE FROM resource; DELETE FROM per_article; DELETE FROM facet",
                       err);
}
