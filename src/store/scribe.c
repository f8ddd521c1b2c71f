#include "scribe.h"

#include <pthread.h>
#include <stdlib.h>

enum {
  BATCH_BYTES = 1 << 18, /* handed over at once: waking up the thread costs as much as a dozen rows */
  WORDS_AT_ONCE = 16,    /* in one statement: SQLite then looks for their place once, as each stands behind the one before */
  WORD_COLUMNS = 4,
};

/* What stands before the texts of a row in a batch. */
struct head {
  enum scribe_table table;
  bool is_written;
  uint64_t number;
  size_t key, postings, written; /* bytes */
};

struct scribe {
  sqlite3 *connection;
  sqlite3_stmt *inserts[SCRIBE_TABLES], *insert_words; /* one row, or as many words as go at once */
  struct buf filling;                                  /* the batch that is made */
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
      [SCRIBE_WORDS] = "INSERT INTO vocabulary(articles, term, postings, written) VALUES(?, ?, ?, ?)"};
  for (size_t i = 0; i < SCRIBE_TABLES; i++) {
    if (!store_prepare(scribe->connection, inserts[i], &scribe->inserts[i], err)) {
      return false;
    }
  }
  struct buf sql;
  buf_init(&sql, 1024);
  buf_add(&sql, str_of(inserts[SCRIBE_WORDS]));
  for (int i = 1; i < WORDS_AT_ONCE; i++) {
    buf_add(&sql, STR(", (?, ?, ?, ?)"));
  }
  bool done = buf_failed(&sql) ? error_memory(err) : store_prepare(scribe->connection, sql.ptr, &scribe->insert_words, err);
  buf_free(&sql);
  return done;
}

/* `before` is how many parameters others have before it. */
static void bind_word(sqlite3_stmt *insert, int before, const struct scribe_row *row) {
  (void)sqlite3_bind_int64(insert, before + 1, (sqlite3_int64)row->number);
  store_bind_text(insert, before + 2, row->key);
  if (row->postings.len > 0) {
    store_bind_blob(insert, before + 3, row->postings);
  } else {
    (void)sqlite3_bind_null(insert, before + 3);
  }
  if (row->written.ptr != NULL) {
    store_bind_text(insert, before + 4, row->written);
  } else {
    (void)sqlite3_bind_null(insert, before + 4);
  }
}

/* Words that are fewer go one by one. */
static bool write_words(const struct scribe *scribe, const struct scribe_row *words, int count, struct error *err) {
  bool together = count == WORDS_AT_ONCE, done = true;
  for (int i = 0; i < count && done; i++) {
    sqlite3_stmt *insert = together ? scribe->insert_words : scribe->inserts[SCRIBE_WORDS];
    bind_word(insert, together ? i * WORD_COLUMNS : 0, &words[i]);
    done = together || store_step(insert, err);
  }
  return done && (!together || store_step(scribe->insert_words, err));
}

static bool write_row(const struct scribe *scribe, const struct scribe_row *row, struct error *err) {
  sqlite3_stmt *insert = scribe->inserts[row->table];
  (void)sqlite3_bind_int64(insert, 1, (sqlite3_int64)row->number);
  store_bind_blob(insert, 2, row->key);
  return store_step(insert, err);
}

static struct str take(struct str *rest, size_t bytes) {
  struct str taken = str_slice(*rest, 0, bytes);
  *rest = str_slice(*rest, bytes, rest->len);
  return taken;
}

static bool write_batch(const struct scribe *scribe, struct error *err) {
  struct str rest = buf_str(&scribe->batch);
  struct scribe_row words[WORDS_AT_ONCE];
  struct head head;
  int count = 0;
  bool done = true;
  while (done && rest.len > 0) {
    memcpy(&head, take(&rest, sizeof head).ptr, sizeof head);
    struct scribe_row row = {.table = head.table, .number = head.number};
    row.key = take(&rest, head.key);
    row.postings = take(&rest, head.postings);
    row.written = take(&rest, head.written);
    row.written.ptr = head.is_written ? row.written.ptr : NULL;
    if (row.table != SCRIBE_WORDS) {
      done = write_row(scribe, &row, err);
      continue;
    }
    words[count++] = row;
    if (count == WORDS_AT_ONCE) {
      done = write_words(scribe, words, count, err);
      count = 0;
    }
  }
  return done && write_words(scribe, words, count, err);
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
  (void)sqlite3_finalize(scribe->insert_words);
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
