#include "rows.h"

#include <pthread.h>
#include <stdlib.h>

enum {
  ROWS = 16,                               /* under way at once */
  LINE_BYTES_MAX = 24 * ARTICLE_BYTES_MAX, /* terms of a field: one letter of 3 bytes may fold to 33, in two forms */
  BLOB_BYTES_MAX = 4 * ARTICLE_BYTES_MAX,
  BYTES_MAX = 1 << 25,  /* under way before the next row is begun */
  KEPT_BYTES = 1 << 16, /* of a row's memory after a large article */
};

struct rows {
  sqlite3 *connection;
  sqlite3_stmt *insert, *insert_terms;
  struct row ring[ROWS];
  pthread_t thread;
  pthread_mutex_t lock; /* holds what is below */
  pthread_cond_t changed;
  uint64_t sent, written;
  uint64_t bytes; /* of the rows in between */
  bool closing, failed;
  struct error err;
};

static const char *const insert_sql =
    "INSERT INTO article(number, id, url, title, summary, lang, date, superseded_by, review_by, boost, tag_count,"
    " alias_count, translation_count, labels, starts, layout, code, text_length, body)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

static const char *const terms_sql =
    "INSERT INTO terms(rowid, title, aliases, headings, summary, body, tags, code) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

static struct buf *row_buf(struct row *row, size_t number) {
  struct buf *bufs[] = {&row->names, &row->labels, &row->starts, &row->layout, &row->code, &row->body};
  return number < COUNT_OF(bufs) ? bufs[number] : &row->lines[number - COUNT_OF(bufs)];
}

enum { BLOBS = 6, ROW_BUFS = BLOBS + FIELD_COUNT };

static bool step_done(struct rows *rows, sqlite3_stmt *statement) {
  int status = sqlite3_step(statement);
  (void)sqlite3_reset(statement);
  return status == SQLITE_DONE || error_set(&rows->err, "%s", sqlite3_errmsg(rows->connection));
}

static bool write_article(struct rows *rows, const struct row *row) {
  sqlite3_stmt *insert = rows->insert;
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
  (void)sqlite3_bind_int64(insert, 13, (sqlite3_int64)row->translation_count);
  store_bind_blob(insert, 14, buf_str(&row->labels));
  store_bind_blob(insert, 15, buf_str(&row->starts));
  store_bind_blob(insert, 16, buf_str(&row->layout));
  store_bind_blob(insert, 17, buf_str(&row->code));
  (void)sqlite3_bind_int64(insert, 18, (sqlite3_int64)row->text_length);
  store_bind_blob(insert, 19, buf_str(&row->body));
  return step_done(rows, insert);
}

static bool write_terms(struct rows *rows, const struct row *row) {
  (void)sqlite3_bind_int64(rows->insert_terms, 1, (sqlite3_int64)row->number);
  for (int field = 0; field < FIELD_COUNT; field++) {
    store_bind_text(rows->insert_terms, 2 + field, buf_str(&row->lines[field]));
  }
  return step_done(rows, rows->insert_terms);
}

static bool write_row(struct rows *rows, struct row *row) {
  for (size_t i = 0; i < ROW_BUFS; i++) {
    if (buf_failed(row_buf(row, i))) {
      return error_memory(&rows->err);
    }
  }
  return write_article(rows, row) && write_terms(rows, row);
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

static void *write_rows(void *context) {
  struct rows *rows = context;
  (void)pthread_mutex_lock(&rows->lock);
  for (;;) {
    while (rows->written == rows->sent && !rows->closing) {
      (void)pthread_cond_wait(&rows->changed, &rows->lock);
    }
    if (rows->written == rows->sent) {
      break;
    }
    struct row *row = &rows->ring[rows->written % ROWS];
    bool failed = rows->failed;
    (void)pthread_mutex_unlock(&rows->lock);
    failed = failed || !write_row(rows, row);
    uint64_t bytes = row_bytes(row);
    row_clear(row);
    (void)pthread_mutex_lock(&rows->lock);
    rows->failed = failed;
    rows->written++;
    rows->bytes -= bytes;
    (void)pthread_cond_broadcast(&rows->changed);
  }
  (void)pthread_mutex_unlock(&rows->lock);
  return NULL;
}

static void rows_free(struct rows *rows) {
  (void)sqlite3_finalize(rows->insert);
  (void)sqlite3_finalize(rows->insert_terms);
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
  rows->connection = connection;
  (void)pthread_mutex_init(&rows->lock, NULL);
  (void)pthread_cond_init(&rows->changed, NULL);
  for (size_t i = 0; i < ROWS; i++) {
    row_init(&rows->ring[i]);
  }
  bool ready =
      store_prepare(connection, insert_sql, &rows->insert, err) && store_prepare(connection, terms_sql, &rows->insert_terms, err);
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
    (void)pthread_cond_wait(&rows->changed, &rows->lock);
  }
  struct row *place = &rows->ring[rows->sent % ROWS], empty = *place;
  *place = *row;
  *row = empty;
  rows->bytes += row_bytes(place);
  rows->sent++;
  bool failed = rows->failed;
  (void)pthread_cond_broadcast(&rows->changed);
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
