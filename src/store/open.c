#include "memory.h"
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

/* What the first 100 bytes of an SQLite file tell, so that each trouble gets its own sentence. */
enum { FACET_ARENA_MAX = 1 << 30 };
enum { HEADER_BYTES = 100, AT_PAGE_SIZE = 16, AT_PAGE_COUNT = 28, AT_USER_VERSION = 60, AT_APPLICATION = 68 };

static uint32_t big_endian(const unsigned char *bytes, int count) {
  uint32_t number = 0;
  for (int i = 0; i < count; i++) {
    number = number << 8 | bytes[i];
  }
  return number;
}

static bool is_ours(const unsigned char *header) {
  return memcmp(header, "SQLite format 3", 16) == 0 && big_endian(header + AT_APPLICATION, 4) == STORE_APPLICATION_ID;
}

static bool check_header(const char *path, const unsigned char *header, uint64_t bytes, struct error *err) {
  if (!is_ours(header)) {
    return error_set(err, "%s: is not a Marrow index; give the file that marrow index wrote", path);
  }
  uint32_t format = big_endian(header + AT_USER_VERSION, 4);
  if (format != STORE_FORMAT) {
    return error_set(err, "%s: is an index of format %u and this program reads format %d; run marrow index again", path, format,
                     STORE_FORMAT);
  }
  uint32_t page_bytes = big_endian(header + AT_PAGE_SIZE, 2);
  uint64_t expected = (uint64_t)(page_bytes == 1 ? 65536 : page_bytes) * big_endian(header + AT_PAGE_COUNT, 4);
  if (bytes != expected) {
    return error_set(err, "%s: is damaged (%llu bytes instead of %llu); run marrow index again", path, (unsigned long long)bytes,
                     (unsigned long long)expected);
  }
  return true;
}

bool store_may_replace(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return errno == ENOENT;
  }
  unsigned char header[HEADER_BYTES];
  ssize_t got = pread(file, header, sizeof header, 0);
  (void)close(file);
  return got == 0 || (got == (ssize_t)sizeof header && is_ours(header));
}

static bool examine_file(struct store *store, struct error *err) {
  int file = open(store->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return errno == ENOENT ? error_set(err, "%s: there is no index; make it with marrow index", store->path)
                           : error_set(err, "%s: cannot be opened (%s)", store->path, strerror(errno));
  }
  unsigned char header[HEADER_BYTES];
  struct stat facts;
  bool examined = fstat(file, &facts) == 0;
  ssize_t got = examined && S_ISREG(facts.st_mode) ? pread(file, header, sizeof header, 0) : 0;
  (void)close(file);
  if (got != (ssize_t)sizeof header) {
    return error_set(err, "%s: is not a Marrow index; give the file that marrow index wrote", store->path);
  }
  store->device = facts.st_dev;
  store->inode = facts.st_ino;
  return check_header(store->path, header, (uint64_t)facts.st_size, err);
}

static bool open_connection(struct store *store, struct error *err) {
  struct buf address;
  buf_init(&address, 1 << 16);
  store_file_address(store->path, "?mode=ro&immutable=1", &address);
  int status = buf_failed(&address) ? SQLITE_NOMEM
                                    : sqlite3_open_v2(address.ptr, &store->connection,
                                                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  buf_free(&address);
  if (status != SQLITE_OK) {
    return error_set(err, "%s", sqlite3_errstr(status));
  }
  sqlite3 *connection = store->connection;
  fts5_api *api;
  return token_register(connection, &api, err) && store_register_visit(store, api, err) &&
         store_execute(connection, "PRAGMA mmap_size=2147418112; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY", err) &&
         store_load(store, err);
}

static bool prepare_all(struct store *store, struct error *err) {
  sqlite3 *connection = store->connection;
  return store_prepare(connection, "SELECT marrow_visit(terms) FROM terms WHERE terms MATCH ?1", &store->match, err) &&
         store_prepare(connection, "SELECT marrow_visit(terms) FROM terms WHERE terms MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
                       &store->match_range, err) &&
         store_prepare(connection, "SELECT marrow_visit(terms) FROM terms WHERE terms MATCH ?1 AND rowid = ?2", &store->match_one,
                       err) &&
         store_prepare(connection, "SELECT articles, postings FROM vocabulary WHERE term = ?1", &store->read_entry, err) &&
         store_prepare(connection,
                       "SELECT term, postings, articles, coalesce(nullif(written, ''), term) FROM vocabulary WHERE term >= ?1 "
                       "AND term < ?2 "
                       "ORDER BY term",
                       &store->begun, err) &&
         store_prepare(connection, "SELECT term, postings FROM vocabulary WHERE term >= ?1 AND term < ?2 ORDER BY term",
                       &store->titles, err) &&
         store_prepare(connection, "SELECT title, url, lang FROM article WHERE number = ?1", &store->read_name, err) &&
         store_prepare(connection, "SELECT text FROM resource WHERE name = ?1", &store->read_resource, err) &&
         store_prepare(connection, "SELECT number FROM article WHERE id = ?1 UNION ALL SELECT number FROM article WHERE url = ?1",
                       &store->find, err) &&
         store_prepare(connection, "SELECT number, id FROM article WHERE id >= ?1 || '.' AND id < ?1 || '/' ORDER BY id",
                       &store->find_begun, err) &&
         store_prepare(connection, "SELECT article FROM moved WHERE address = ?1", &store->find_moved, err) &&
         store_prepare(connection, "SELECT " STORE_FACTS ", starts, layout, text_length, body FROM article WHERE number = ?1",
                       &store->read, err) &&
         store_prepare(connection, "SELECT title, lang, text_length, body, code FROM article WHERE number = ?1",
                       &store->read_text, err);
}

bool store_open(const char *path, struct store **opened, struct error *err) {
  struct store *store = calloc(1, sizeof *store);
  if (store == NULL) {
    return error_memory(err);
  }
  arena_init(&store->facet_arena, FACET_ARENA_MAX);
  store->path = strdup(path);
  store->memory = memory_new();
  store->decompressor = ZSTD_createDCtx();
  if (store->path == NULL || store->memory == NULL || store->decompressor == NULL) {
    store_close(store);
    return error_memory(err);
  }
  if (!examine_file(store, err)) {
    store_close(store);
    return false;
  }
  if (!open_connection(store, err) || !prepare_all(store, err) || !store_load_forms(store, err)) {
    (void)error_prefix(err, "%s: cannot be used; run marrow index again: ", path);
    store_close(store);
    return false;
  }
  *opened = store;
  return true;
}

void store_close(struct store *store) {
  if (store == NULL) {
    return;
  }
  sqlite3_stmt *statements[] = {store->match,      store->match_range, store->match_one,  store->read,      store->find,
                                store->find_begun, store->find_moved,  store->read_entry, store->read_text, store->read_resource,
                                store->begun,      store->titles,      store->read_name};
  for (size_t i = 0; i < COUNT_OF(statements); i++) {
    (void)sqlite3_finalize(statements[i]);
  }
  (void)sqlite3_close(store->connection);
  for (int field = 0; field < FIELD_COUNT; field++) {
    free(store->lengths[field]);
  }
  free(store->boosts);
  free(store->dates);
  free(store->reviews);
  free(store->successors);
  free(store->slots);
  free(store->numbers);
  arena_free(&store->facet_arena);
  memory_free(store->memory);
  word_forms_free(store->forms);
  (void)ZSTD_freeDCtx(store->decompressor);
  free(store->path);
  free(store);
}

bool store_is_superseded(const struct store *store) {
  struct stat facts;
  /* While the path is empty there is nothing to move to. */
  return stat(store->path, &facts) == 0 && (facts.st_dev != store->device || facts.st_ino != store->inode);
}

const struct word_forms *store_word_forms(const struct store *store) {
  return store->forms;
}

const struct store_facts *store_facts(const struct store *store) {
  return &store->facts;
}

const struct language *const *store_languages(const struct store *store, size_t *count) {
  *count = store->language_count;
  return store->languages;
}

uint64_t store_language_articles(const struct store *store, size_t language) {
  return store->language_articles[language];
}

uint32_t store_length(const struct store *store, uint32_t article, enum field field) {
  return store->lengths[field][article - 1];
}

double store_boost_most(const struct store *store) {
  return store->boost_most;
}

double store_boost(const struct store *store, uint32_t article) {
  return store->boosts == NULL ? 1.0 : (double)store->boosts[article - 1];
}
