#include "scribe.h"

#include <pthread.h>
#include <stdlib.h>

enum { BATCH_BYTES = 1 << 18 }; /* handed over at once: waking up the thread costs as much as a dozen rows */

/* What stands before the texts of a row in a batch. */
struct head {
  enum scribe_table table;
  bool is_written;
  uint64_t number;
  size_t key, postings, written; /* bytes */
};

struct scribe {
  sqlite3 *connection;
  sqlite3_stmt *inserts[SCRIBE_TABLES];
  struct buf filling; /* the batch that is made */
  pthread_t thread;
  pthread_mutex_t lock; /* holds what is below */
  pthread_cond_t changed;
  struct buf batch; /* the thread's as long as it is full */
  bool full, closing, failed;
  struct error err;
};

static bool prepare(struct scribe *scribe, struct error *err) {
  static const char *const inserts[SCRIBE_TABLES] = {
      [SCRIBE_PAGES] = "REPLACE INTO terms_data(id, block) VALUES(?1, ?2)",
      [SCRIBE_ENTRIES] = "INSERT INTO terms_idx(segid, pgno, term) VALUES(1, ?1, ?2)",
      [SCRIBE_WORDS] = "INSERT INTO vocabulary(articles, term, postings, written) VALUES(?1, ?2, ?3, ?4)"};
  for (size_t i = 0; i < SCRIBE_TABLES; i++) {
    if (!store_prepare(scribe->connection, inserts[i], &scribe->inserts[i], err)) {
      return false;
    }
  }
  return true;
}

static void bind_word(sqlite3_stmt *insert, const struct scribe_row *row) {
  store_bind_text(insert, 2, row->key);
  if (row->postings.len > 0) {
    store_bind_blob(insert, 3, row->postings);
  } else {
    (void)sqlite3_bind_null(insert, 3);
  }
  if (row->written.ptr != NULL) {
    store_bind_text(insert, 4, row->written);
  } else {
    (void)sqlite3_bind_null(insert, 4);
  }
}

static bool write_row(struct scribe *scribe, const struct scribe_row *row, struct error *err) {
  sqlite3_stmt *insert = scribe->inserts[row->table];
  (void)sqlite3_bind_int64(insert, 1, (sqlite3_int64)row->number);
  if (row->table == SCRIBE_WORDS) {
    bind_word(insert, row);
  } else {
    store_bind_blob(insert, 2, row->key);
  }
  int status = sqlite3_step(insert);
  (void)sqlite3_reset(insert);
  return status == SQLITE_DONE || store_trouble(scribe->connection, err);
}

static struct str take(struct str *rest, size_t bytes) {
  struct str taken = str_slice(*rest, 0, bytes);
  *rest = str_slice(*rest, bytes, rest->len);
  return taken;
}

static bool write_batch(struct scribe *scribe, struct error *err) {
  struct str rest = buf_str(&scribe->batch);
  struct head head;
  bool done = true;
  while (done && rest.len > 0) {
    memcpy(&head, take(&rest, sizeof head).ptr, sizeof head);
    struct scribe_row row = {.table = head.table, .number = head.number};
    row.key = take(&rest, head.key);
    row.postings = take(&rest, head.postings);
    row.written = take(&rest, head.written);
    row.written.ptr = head.is_written ? row.written.ptr : NULL;
    done = write_row(scribe, &row, err);
  }
  return done;
}

static void *write_batches(void *context) {
  struct scribe *scribe = context;
  (void)pthread_mutex_lock(&scribe->lock);
  for (;;) {
    while (!scribe->full && !scribe->closing) {
      (void)pthread_cond_wait(&scribe->changed, &scribe->lock);
    }
    if (!scribe->full) {
      break;
    }
    bool failed = scribe->failed;
    (void)pthread_mutex_unlock(&scribe->lock);
    failed = failed || !write_batch(scribe, &scribe->err);
    (void)pthread_mutex_lock(&scribe->lock);
    scribe->failed = failed;
    scribe->full = false;
    (void)pthread_cond_signal(&scribe->changed);
  }
  (void)pthread_mutex_unlock(&scribe->lock);
  return NULL;
}

static void free_scribe(struct scribe *scribe) {
  for (size_t i = 0; i < SCRIBE_TABLES; i++) {
    (void)sqlite3_finalize(scribe->inserts[i]);
  }
  buf_free(&scribe->filling);
  buf_free(&scribe->batch);
  (void)pthread_cond_destroy(&scribe->changed);
  (void)pthread_mutex_destroy(&scribe->lock);
  free(scribe);
}

bool scribe_open(sqlite3 *connection, struct scribe **opened, struct error *err) {
  struct scribe *scribe = calloc(1, sizeof *scribe);
  if (scribe == NULL) {
    return error_memory(err);
  }
  scribe->connection = connection;
  buf_init(&scribe->filling, (size_t)1 << 32);
  buf_init(&scribe->batch, (size_t)1 << 32);
  (void)pthread_mutex_init(&scribe->lock, NULL);
  (void)pthread_cond_init(&scribe->changed, NULL);
  bool ready = prepare(scribe, err);
  if (ready && pthread_create(&scribe->thread, NULL, write_batches, scribe) != 0) {
    ready = error_set(err, "no thread can be started; close other programs");
  }
  if (!ready) {
    free_scribe(scribe);
    return false;
  }
  *opened = scribe;
  return true;
}

/* Gives the batch to the thread once that has written the one before. */
static bool hand_over(struct scribe *scribe) {
  (void)pthread_mutex_lock(&scribe->lock);
  while (scribe->full) {
    (void)pthread_cond_wait(&scribe->changed, &scribe->lock);
  }
  struct buf empty = scribe->batch;
  scribe->batch = scribe->filling;
  scribe->filling = empty;
  buf_clear(&scribe->filling);
  scribe->full = true;
  bool failed = scribe->failed;
  (void)pthread_cond_signal(&scribe->changed);
  (void)pthread_mutex_unlock(&scribe->lock);
  return !failed;
}

bool scribe_add(struct scribe *scribe, const struct scribe_row *row) {
  struct buf *filling = &scribe->filling;
  struct head head = {.table = row->table, .is_written = row->written.ptr != NULL, .number = row->number};
  head.key = row->key.len;
  head.postings = row->postings.len;
  head.written = row->written.len;
  buf_add(filling, (struct str){(const char *)&head, sizeof head});
  buf_add(filling, row->key);
  buf_add(filling, row->postings);
  buf_add(filling, row->written);
  return !buf_failed(filling) && (filling->len < BATCH_BYTES || hand_over(scribe));
}

bool scribe_close(struct scribe *scribe, struct error *err) {
  if (scribe == NULL) {
    return true;
  }
  bool whole = !buf_failed(&scribe->filling);
  (void)(whole && hand_over(scribe));
  (void)pthread_mutex_lock(&scribe->lock);
  scribe->closing = true;
  (void)pthread_cond_signal(&scribe->changed);
  (void)pthread_mutex_unlock(&scribe->lock);
  (void)pthread_join(scribe->thread, NULL);
  bool done = !scribe->failed && whole;
  if (!done) {
    (void)(scribe->failed ? error_set(err, "%s", scribe->err.text) : error_memory(err));
  }
  free_scribe(scribe);
  return done;
}
