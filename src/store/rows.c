#include "rows.h"

#include <pthread.h>
#include <stdlib.h>

enum {
  ROWS = 32,                               /* under way at once */
  ROWS_AT_ONCE = 16,                       /* threads wait for so many: waking one up costs as much as writing a row */
  LINE_BYTES_MAX = 24 * ARTICLE_BYTES_MAX, /* terms of a field: one letter of 3 bytes may fold to 33, in two forms */
  BLOB_BYTES_MAX = 4 * ARTICLE_BYTES_MAX,
  BYTES_MAX = 1 << 25,  /* under way before the next row is begun */
  KEPT_BYTES = 1 << 16, /* of a row's memory after a large article */
};

struct rows {
  struct row_insert insert;
  struct row ring[ROWS];
  pthread_t thread;
  pthread_mutex_t lock; /* holds what is below */
  pthread_cond_t changed;
  uint64_t sent, written;
  uint64_t bytes; /* of the rows in between */
  bool waiting;   /* for room */
  bool closing, failed;
  struct error err;
};

static const char *const insert_sql =
    "INSERT INTO article(number, id, url, title, summary, lang, date, superseded_by, review_by, boost, tag_count,"
    " alias_count, old_url_count, translation_count, labels, starts, layout, code, text_length, body)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";

static const char *const terms_sql =
    "INSERT INTO terms(rowid, title, aliases, headings, summary, body, tags, code) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

static struct buf *row_buf(struct row *row, size_t number) {
  struct buf *bufs[] = {&row->names, &row->labels, &row->starts, &row->layout, &row->code, &row->body};
  return number < COUNT_OF(bufs) ? bufs[number] : &row->lines[number - COUNT_OF(bufs)];
}

enum { BLOBS = 6, ROW_BUFS = BLOBS + FIELD_COUNT };

static bool write_article(const struct row_insert *rows, const struct row *row, struct error *err) {
  sqlite3_stmt *insert = rows->article;
  (void)sqlite3_bind_int64(insert, 1, (sqlite3_int64)row->number);
  struct str names = buf_str(&row->names);
  for (int column = 2; column < 10; column++) {
    size_t end = str_find(names, '\0', 0);
    store_bind_text(insert, column, str_slice(names, 0, end));
    names = str_slice(names, end + 1, names.len);
  }
  (void)sqlite3_bind_double(insert, 10, row->boost);
  (void)sqlite3_bind_int64(insert, 11, (sqlite3_int64)row->tag_count);
  (void)sqlite3_bind_int64(insert, 12, (sqlite3_int64)row->alias_count);
  (void)sqlite3_bind_int64(insert, 13, (sqlite3_int64)row->old_url_count);
  (void)sqlite3_bind_int64(insert, 14, (sqlite3_int64)row->translation_count);
  store_bind_blob(insert, 15, buf_str(&row->labels));
  store_bind_blob(insert, 16, buf_str(&row->starts));
  store_bind_blob(insert, 17, buf_str(&row->layout));
  store_bind_blob(insert, 18, buf_str(&row->code));
  (void)sqlite3_bind_int64(insert, 19, (sqlite3_int64)row->text_length);
  store_bind_blob(insert, 20, buf_str(&row->body));
  return store_step(insert, err);
}

void row_bind_lines(sqlite3_stmt *statement, int parameter, const struct row *row) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    store_bind_text(statement, parameter + field, buf_str(&row->lines[field]));
  }
}

static bool write_terms(const struct row_insert *insert, const struct row *row, struct error *err) {
  (void)sqlite3_bind_int64(insert->terms, 1, (sqlite3_int64)row->number);
  row_bind_lines(insert->terms, 2, row);
  return store_step(insert->terms, err);
}

bool row_insert(const struct row_insert *insert, struct row *row, struct error *err) {
  for (size_t i = 0; i < ROW_BUFS; i++) {
    if (buf_failed(row_buf(row, i))) {
      return error_memory(err);
    }
  }
  return write_article(insert, row, err) && (insert->terms == NULL || write_terms(insert, row, err));
}

bool row_insert_open(sqlite3 *connection, struct row_insert *insert, struct error *err) {
  *insert = (struct row_insert){.connection = connection};
  return store_prepare(connection, insert_sql, &insert->article, err) &&
         store_prepare(connection, terms_sql, &insert->terms, err);
}

void row_insert_close(struct row_insert *insert) {
  (void)sqlite3_finalize(insert->article);
  (void)sqlite3_finalize(insert->terms);
  insert->article = insert->terms = NULL;
}

void row_init(struct row *row) {
  for (size_t i = 0; i < ROW_BUFS; i++) {
    buf_init(row_buf(row, i), i < BLOBS ? BLOB_BYTES_MAX : LINE_BYTES_MAX);
  }
}

void row_free(struct row *row) {
  for (size_t i = 0; i < ROW_BUFS; i++) {
    buf_free(row_buf(row, i));
  }
}

size_t row_bytes(const struct row *row) {
  const struct buf *blobs[] = {&row->names, &row->labels, &row->starts, &row->layout, &row->code, &row->body};
  size_t bytes = 0;
  for (size_t i = 0; i < ROW_BUFS; i++) {
    bytes += i < BLOBS ? blobs[i]->len : row->lines[i - BLOBS].len;
  }
  return bytes;
}

void row_clear(struct row *row) {
  for (size_t i = 0; i < ROW_BUFS; i++) {
    struct buf *buf = row_buf(row, i);
    if (buf->capacity > KEPT_BYTES) {
      buf_free(buf);
    }
    buf_clear(buf);
  }
}

/* Writes the rows up to `end`; answers their bytes. */
static uint64_t write_some(struct rows *rows, uint64_t end, bool *failed) {
  uint64_t bytes = 0;
  for (uint64_t i = rows->written; i < end; i++) {
    struct row *row = &rows->ring[i % ROWS];
    *failed = *failed || !row_insert(&rows->insert, row, &rows->err);
    bytes += row_bytes(row);
    row_clear(row);
  }
  return bytes;
}

static void *write_rows(void *context) {
  struct rows *rows = context;
  (void)pthread_mutex_lock(&rows->lock);
  for (;;) {
    while (rows->sent - rows->written < ROWS_AT_ONCE && !rows->waiting && !rows->closing) {
      (void)pthread_cond_wait(&rows->changed, &rows->lock);
    }
    uint64_t end = rows->sent;
    bool failed = rows->failed;
    if (rows->written == end && rows->closing) {
      break;
    }
    (void)pthread_mutex_unlock(&rows->lock);
    uint64_t bytes = write_some(rows, end, &failed);
    (void)pthread_mutex_lock(&rows->lock);
    rows->failed = failed;
    rows->written = end;
    rows->bytes -= bytes;
    rows->waiting = false;
    (void)pthread_cond_broadcast(&rows->changed);
  }
  (void)pthread_mutex_unlock(&rows->lock);
  return NULL;
}

static void rows_free(struct rows *rows) {
  row_insert_close(&rows->insert);
  for (size_t i = 0; i < ROWS; i++) {
    row_free(&rows->ring[i]);
  }
  (void)pthread_cond_destroy(&rows->changed);
  (void)pthread_mutex_destroy(&rows->lock);
  free(rows);
}

bool rows_open(sqlite3 *connection, struct rows **opened, struct error *err) {
  struct rows *rows = calloc(1, sizeof *rows);
  if (rows == NULL) {
    return error_memory(err);
  }
  (void)pthread_mutex_init(&rows->lock, NULL);
  (void)pthread_cond_init(&rows->changed, NULL);
  for (size_t i = 0; i < ROWS; i++) {
    row_init(&rows->ring[i]);
  }
  rows->insert.connection = connection;
  bool ready = store_prepare(connection, insert_sql, &rows->insert.article, err);
  if (ready && pthread_create(&rows->thread, NULL, write_rows, rows) != 0) {
    ready = error_set(err, "no thread can be started; close other programs");
  }
  if (!ready) {
    rows_free(rows);
    return false;
  }
  *opened = rows;
  return true;
}

bool rows_send(struct rows *rows, struct row *row, struct error *err) {
  (void)pthread_mutex_lock(&rows->lock);
  while (rows->sent - rows->written == ROWS || rows->bytes > BYTES_MAX) {
    rows->waiting = true;
    (void)pthread_cond_broadcast(&rows->changed);
    (void)pthread_cond_wait(&rows->changed, &rows->lock);
  }
  struct row *place = &rows->ring[rows->sent % ROWS], empty = *place;
  *place = *row;
  *row = empty;
  rows->bytes += row_bytes(place);
  rows->sent++;
  bool failed = rows->failed;
  if (rows->sent - rows->written == ROWS_AT_ONCE) {
    (void)pthread_cond_broadcast(&rows->changed);
  }
  (void)pthread_mutex_unlock(&rows->lock);
  if (failed) {
    *err = rows->err;
  }
  return !failed;
}

bool rows_close(struct rows *rows, struct error *err) {
  if (rows == NULL) {
    return true;
  }
  (void)pthread_mutex_lock(&rows->lock);
  rows->closing = true;
  (void)pthread_cond_broadcast(&rows->changed);
  (void)pthread_mutex_unlock(&rows->lock);
  (void)pthread_join(rows->thread, NULL);
  bool well = !rows->failed;
  if (!well) {
    *err = rows->err;
  }
  rows_free(rows);
  return well;
}
