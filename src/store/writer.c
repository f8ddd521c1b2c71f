#include "writer.h"
#include "amend.h"
#include "publish.h"
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { RESOURCES_MAX = 64 * 1024 * 1024 };

static const char *const begin_sql =
    "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
    "PRAGMA secure_delete=OFF; PRAGMA auto_vacuum=NONE; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;";

/* Of what may be added to FTS5's index later; its own pages are of that size. */
#define TUNE_2(bytes)                                                                                                            \
  "INSERT INTO terms(terms, rank) VALUES('automerge', 0); INSERT INTO terms(terms, rank) VALUES('pgsz', " #bytes ");"
#define TUNE(bytes) TUNE_2(bytes)
static const char *const tune_sql = TUNE(STORE_TERMS_PAGE_BYTES);

bool writer_connect(struct store_writer *writer, struct error *err) {
  struct buf address;
  buf_init(&address, 1 << 16);
  store_file_address(writer->new_path.ptr, "?mode=rw", &address);
  int status = buf_failed(&address) ? SQLITE_NOMEM
                                    : sqlite3_open_v2(address.ptr, &writer->connection,
                                                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  buf_free(&address);
  if (status != SQLITE_OK) {
    return error_set(err, "%s: cannot be opened (%s)", writer->new_path.ptr, sqlite3_errstr(status));
  }
  sqlite3 *connection = writer->connection;
  return token_register(connection, NULL, err) && store_execute(connection, begin_sql, err);
}

static bool open_database(struct store_writer *writer, struct error *err) {
  char identity[96];
  (void)snprintf(identity, sizeof identity, "PRAGMA application_id=%d; PRAGMA user_version=%d; BEGIN;", STORE_APPLICATION_ID,
                 STORE_FORMAT);
  return writer_connect(writer, err) && store_execute(writer->connection, identity, err) &&
         store_execute(writer->connection, store_schema, err) && store_execute(writer->connection, tune_sql, err) &&
         rows_open(writer->connection, &writer->rows, err);
}

bool store_writer_open(const char *path, struct store_writer **opened, struct error *err) {
  struct store_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) {
    return error_memory(err);
  }
  writer->lock = -1;
  buf_init(&writer->new_path, 1 << 16);
  for (int field = 0; field < FIELD_COUNT; field++) {
    buf_init(&writer->lengths[field], (size_t)1 << 30);
  }
  buf_init(&writer->boosts, (size_t)1 << 30);
  buf_init(&writer->dates, (size_t)1 << 30);
  buf_init(&writer->reviews, (size_t)1 << 30);
  buf_init(&writer->digests, (size_t)1 << 31);
  buf_init(&writer->moved, (size_t)1 << 30);
  buf_init(&writer->tallies, (size_t)1 << 31);
  writer->path = publish_place(path);
  writer->forms = word_forms_new();
  arena_init(&writer->resource_arena, RESOURCES_MAX);
  writer->ids = names_new();
  writer->addresses = names_new();
  writer->inversion = writer->path == NULL ? NULL : inversion_new(writer->path, INVERSION_BUDGET);
  writer->facets = facets_new();
  writer->digest = digest_new();
  buf_format(&writer->new_path, "%s" STORE_NEW, writer->path == NULL ? "" : writer->path);
  bool made = writer->path != NULL && writer->forms != NULL && writer->ids != NULL && writer->addresses != NULL &&
              writer->inversion != NULL && writer->facets != NULL && writer->digest != NULL && !buf_failed(&writer->new_path);
  if (!made) {
    (void)error_memory(err);
  }
  if (!made || !publish_lock(writer->path, writer->new_path.ptr, &writer->lock, &writer->owns_file, err) ||
      !open_database(writer, err)) {
    store_writer_abandon(writer);
    return false;
  }
  *opened = writer;
  return true;
}

bool store_writer_resource(struct store_writer *writer, struct str name, struct str text, struct error *err) {
  if (text.len > STORE_RESOURCE_MAX) {
    return error_set(err, "%.*s: is larger than %d bytes; make it smaller", STR_ARG(name), STORE_RESOURCE_MAX);
  }
  if (!word_forms_add(writer->forms, name, text, err)) {
    return false;
  }
  struct resource *grown =
      arena_grow(&writer->resource_arena, writer->resources, writer->resource_count, &writer->resource_capacity, sizeof *grown);
  struct resource kept = {arena_copy(&writer->resource_arena, name), arena_copy(&writer->resource_arena, text)};
  if (grown == NULL || arena_failed(&writer->resource_arena)) {
    return error_memory(err);
  }
  writer->resources = grown;
  writer->resources[writer->resource_count++] = kept;
  digest_add(writer->digest, name);
  digest_add(writer->digest, text);
  return true;
}

/* Where an index is amended its own tables know, and what was looked up is kept. */
const char *writer_find(const struct store_writer *writer, struct names *names, struct str text) {
  const char *id = names_find(names, text);
  return id != NULL || writer->amendment == NULL ? id : amendment_find(writer->amendment, names, names == writer->ids, text);
}

bool store_writer_has(const struct store_writer *writer, struct str id_or_url) {
  return writer_find(writer, writer->ids, id_or_url) != NULL || writer_find(writer, writer->addresses, id_or_url) != NULL;
}

size_t store_writer_languages(const struct store_writer *writer, const struct language *languages[STORE_LANGUAGES_MAX]) {
  size_t all, count = 0;
  const struct language *list = language_list(&all);
  for (size_t k = 0; k <= all; k++) {
    const struct language *language = k < all ? &list[k] : NULL;
    for (size_t i = 0; i < writer->language_count; i++) {
      if (writer->languages[i].language == language && writer->languages[i].articles > 0) {
        languages[count++] = language;
      }
    }
  }
  return count;
}

bool store_writer_has_key(const struct store_writer *writer, struct str key) {
  return facets_have_key(writer->facets, key);
}

bool store_writer_has_tag(const struct store_writer *writer, struct str tag) {
  return facets_have_tag(writer->facets, tag);
}

const char *store_writer_follow(const struct store_writer *writer, struct str from, struct str link) {
  struct buf address;
  buf_init(&address, 1 << 16);
  article_resolve_link(from, link, &address);
  const char *id = buf_failed(&address) ? NULL : writer_find(writer, writer->addresses, buf_str(&address));
  buf_clear(&address);
  article_resolve_source(from, link, &address);
  id = id != NULL || buf_failed(&address) ? id : writer_find(writer, writer->ids, buf_str(&address));
  buf_free(&address);
  return id != NULL ? id : writer_find(writer, writer->ids, link);
}

const struct word_forms *store_writer_forms(const struct store_writer *writer) {
  return writer->forms;
}

bool store_writer_facet(struct store_writer *writer, struct str key, struct error *err) {
  if (!facets_declare(writer->facets, key, err)) {
    return false;
  }
  digest_add(writer->digest, STR("filter "));
  digest_add(writer->digest, key);
  return true;
}

/* Ends the thread that writes rows, where it still runs. */
static bool end_rows(struct store_writer *writer, struct error *err) {
  struct rows *rows = writer->rows;
  writer->rows = NULL;
  return rows_close(rows, err);
}

void writer_disconnect(struct store_writer *writer) {
  struct error ignored;
  (void)!end_rows(writer, &ignored);
  amendment_end_statements(writer->amendment);
  (void)sqlite3_close(writer->connection);
  writer->connection = NULL;
}

static void writer_free(struct store_writer *writer) {
  writer_disconnect(writer);
  amendment_free(writer->amendment);
  if (writer->lock >= 0) {
    (void)close(writer->lock);
  }
  for (int field = 0; field < FIELD_COUNT; field++) {
    buf_free(&writer->lengths[field]);
  }
  buf_free(&writer->boosts);
  buf_free(&writer->dates);
  buf_free(&writer->reviews);
  buf_free(&writer->digests);
  buf_free(&writer->moved);
  buf_free(&writer->tallies);
  buf_free(&writer->new_path);
  word_forms_free(writer->forms);
  arena_free(&writer->resource_arena);
  names_free(writer->ids);
  names_free(writer->addresses);
  inversion_free(writer->inversion);
  facets_free(writer->facets);
  digest_free(writer->digest);
  free(writer->path);
  free(writer);
}

void store_writer_abandon(struct store_writer *writer) {
  if (writer == NULL) {
    return;
  }
  writer_disconnect(writer);
  if (writer->owns_file) {
    (void)unlink(writer->new_path.ptr);
  }
  writer_free(writer);
}

/* All steps up to a file that is whole and on the disk. */
static bool complete(struct store_writer *writer, struct error *err) {
  bool done = end_rows(writer, err) && store_writer_finish(writer, &writer->finished, err);
  writer_disconnect(writer);
  return done && store_check(writer->new_path.ptr, writer->amendment == NULL ? &writer->words_sum : NULL, err);
}

bool store_writer_complete(struct store_writer *writer, struct store_facts *facts, const char **path, struct error *err) {
  if (!complete(writer, err)) {
    store_writer_abandon(writer);
    return error_prefix(err, "the index was not published: ");
  }
  writer->is_complete = true;
  *facts = writer->finished;
  *path = writer->new_path.ptr;
  return true;
}

struct str store_writer_tallies(const struct store_writer *writer) {
  return buf_str(&writer->tallies);
}

bool store_writer_publish(struct store_writer *writer, struct store_facts *facts, struct error *err) {
  bool done = (writer->is_complete || complete(writer, err)) &&
              publish_replace(writer->new_path.ptr, writer->path, writer->amendment == NULL ? NULL : writer->amendment->old,
                              writer->finished.digest, err);
  *facts = writer->finished;
  if (!done) {
    store_writer_abandon(writer);
    return error_prefix(err, "the index was not published: ");
  }
  done = file_sync_folder(writer->path, err) || error_prefix(err, "the index is in place, but may not outlast a power cut: ");
  writer_free(writer);
  return done;
}
