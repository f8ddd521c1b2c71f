#include "amend.h"
#include "postings.h"
#include "stems.h"

#include <stdlib.h>

/* Terms of old versions out of the vocabulary, those of new ones into it. */

enum { WORDS_ARENA_MAX = 1 << 30 };

/* ---- postings ---- */

/* Old postings on their way into new ones. */
struct merging {
  struct posting_cursor old;
  struct buf *out;
  uint32_t last; /* the article written last */
};

static void write_posting(struct merging *merging, const struct posting_cursor *cursor) {
  uint32_t counts[FIELD_COUNT];
  posting_counts(cursor, counts);
  posting_add(merging->out, cursor->article - merging->last, counts);
  merging->last = cursor->article;
}

/* Old postings before `article`: only the first of them may now follow another one than it did. */
static void keep_before(struct merging *merging, uint32_t article) {
  struct posting_cursor *old = &merging->old;
  if (old->article >= article) {
    return;
  }
  write_posting(merging, old);
  const char *begin = (const char *)old->at, *end = begin;
  for (posting_seek(old, old->article + 1); old->article < article; posting_seek(old, old->article + 1)) {
    end = (const char *)old->at;
    merging->last = old->article;
  }
  buf_add(merging->out, (struct str){begin, (size_t)(end - begin)});
}

/* The old postings without those of `gone` and with those of `come`; false where they do not fit together. */
static bool merge_postings(struct str old, struct str gone, struct str come, struct buf *out) {
  struct merging merging = {.old = posting_begin(old), .out = out};
  struct posting_cursor away = posting_begin(gone), here = posting_begin(come);
  while (away.article != POSTING_END || here.article != POSTING_END) {
    uint32_t article = away.article < here.article ? away.article : here.article;
    keep_before(&merging, article);
    if (away.article == article) {
      if (merging.old.article != article) {
        return false;
      }
      posting_seek(&merging.old, article + 1);
      posting_seek(&away, article + 1);
    }
    if (here.article == article) {
      if (merging.old.article == article) {
        return false;
      }
      write_posting(&merging, &here);
      posting_seek(&here, article + 1);
    }
  }
  keep_before(&merging, POSTING_END);
  return true;
}

/* ---- stems ---- */

struct stem_list {
  struct word_stem *list;
  size_t count;
};

static struct word_stem *find_stem(const struct stem_list *stems, const struct word_stem *wanted) {
  for (size_t i = 0; i < stems->count; i++) {
    if (stems->list[i].language == wanted->language && str_equal(stems->list[i].stem, wanted->stem)) {
      return &stems->list[i];
    }
  }
  return NULL;
}

/* Counts what is gone away, what has come in, and leaves out what no article has any more. */
static bool count_stems(struct stem_list *stems, const struct stem_list *gone, const struct stem_list *come) {
  for (size_t i = 0; i < gone->count; i++) {
    struct word_stem *stem = find_stem(stems, &gone->list[i]);
    if (stem == NULL || stem->articles < gone->list[i].articles) {
      return false;
    }
    stem->articles -= gone->list[i].articles;
  }
  for (size_t i = 0; i < come->count; i++) {
    struct word_stem *stem = find_stem(stems, &come->list[i]);
    if (stem != NULL) {
      stem->articles += come->list[i].articles;
    } else {
      stems->list[stems->count++] = come->list[i];
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < stems->count; i++) {
    if (stems->list[i].articles > 0) {
      stems->list[kept++] = stems->list[i];
    }
  }
  stems->count = kept;
  return true;
}

static bool merge_stems(struct arena *arena, struct str surface, struct str old, struct str gone, struct str come,
                        struct buf *out) {
  struct stem_list lists[3], all;
  const struct str packed[3] = {old, gone, come};
  for (size_t i = 0; i < COUNT_OF(lists); i++) {
    if (!stems_unpack(surface, packed[i], arena, &lists[i].list, &lists[i].count)) {
      return false;
    }
  }
  all = (struct stem_list){arena_array(arena, lists[0].count + lists[2].count, sizeof *all.list), lists[0].count};
  if (all.list == NULL) {
    return false;
  }
  if (all.count > 0) {
    memcpy(all.list, lists[0].list, all.count * sizeof *all.list);
  }
  if (!count_stems(&all, &lists[1], &lists[2])) {
    return false;
  }
  stems_pack(surface, all.list, all.count, out);
  return true;
}

/* ---- rows ---- */

/* The vocabulary's rows under change. */
struct words {
  struct store_writer *writer;
  sqlite3_stmt *read, *write;
  bool emptied; /* some term has no article */
  struct arena scratch;
  struct buf bytes;
};

/* What no article has any more is deleted in the end: it may yet come back. */
static bool write_row(struct words *words, struct str term, uint32_t articles, struct error *err) {
  words->emptied = words->emptied || articles == 0;
  (void)sqlite3_clear_bindings(words->write);
  store_bind_text(words->write, 1, term);
  (void)sqlite3_bind_int64(words->write, 2, articles);
  if (words->bytes.len > 0) {
    store_bind_blob(words->write, 3, buf_str(&words->bytes));
  }
  if (!store_term_is_marked(term)) {
    store_bind_text(words->write, 4, STR("")); /* a new surface; amend_writings() tells where it stands elsewhere than in code */
  }
  return store_step(words->write, err);
}

/* Changes one term; sides that give it nothing are empty. */
static bool change_term(struct words *words, struct str term, const struct share *gone, const struct share *come,
                        struct error *err) {
  if (gone->articles == come->articles && str_equal(gone->bytes, come->bytes)) {
    return true;
  }
  buf_clear(&words->bytes);
  arena_reset(&words->scratch);
  store_bind_text(words->read, 1, term);
  bool there = sqlite3_step(words->read) == SQLITE_ROW;
  uint32_t articles = there ? (uint32_t)sqlite3_column_int64(words->read, 0) : 0;
  struct str old = there ? store_column(words->read, 1) : STR("");
  bool fits = articles >= gone->articles &&
              (store_term_is_marked(term) ? merge_postings(old, gone->bytes, come->bytes, &words->bytes)
                                          : merge_stems(&words->scratch, term, old, gone->bytes, come->bytes, &words->bytes));
  (void)sqlite3_reset(words->read);
  if (!fits || buf_failed(&words->bytes)) {
    return fits ? error_memory(err) : error_set(err, "the index does not have \"%.*s\" as it was", STR_ARG(term));
  }
  return write_row(words, term, articles - gone->articles + come->articles, err);
}

static bool change_terms(struct words *words, const struct side *gone, const struct side *come, struct error *err) {
  static const struct share none = {.articles = 0};
  bool done = true;
  for (size_t g = 0, c = 0; done && (g < gone->count || c < come->count);) {
    int order = g == gone->count ? 1 : c == come->count ? -1 : str_compare(gone->list[g].term, come->list[c].term);
    const struct share *away = order <= 0 ? &gone->list[g] : &none, *here = order >= 0 ? &come->list[c] : &none;
    done = change_term(words, order <= 0 ? away->term : here->term, away, here, err);
    g += order <= 0;
    c += order >= 0;
  }
  return done;
}

/* ---- other numbers ---- */

struct moving {
  const struct amendment *amendment;
  struct buf postings;
};

/* For SQLite: postings by old numbers become postings by new ones. All that is taken out was taken out. */
static void move_postings(sqlite3_context *result, int count, sqlite3_value **values) {
  struct moving *moving = sqlite3_user_data(result);
  const struct amendment *amendment = moving->amendment;
  struct str old = {(count > 0 ? sqlite3_value_blob(values[0]) : NULL), (size_t)sqlite3_value_bytes(values[0])};
  uint32_t last = 0;
  buf_clear(&moving->postings);
  struct posting_cursor cursor = posting_begin(old);
  for (; cursor.article <= amendment->old->facts.articles; posting_seek(&cursor, cursor.article + 1)) {
    uint32_t counts[FIELD_COUNT], number = amendment->moved[cursor.article];
    if (number <= last) {
      break;
    }
    posting_counts(&cursor, counts);
    posting_add(&moving->postings, number - last, counts);
    last = number;
  }
  if (cursor.article != POSTING_END || buf_failed(&moving->postings)) {
    sqlite3_result_error(result, "a list of articles does not fit what is kept", -1);
    return;
  }
  sqlite3_result_blob(result, moving->postings.ptr, (int)moving->postings.len, SQLITE_TRANSIENT);
}

static bool move_all(struct store_writer *writer, struct error *err) {
  static const char *const marks[] = {"=", "#", "@", "~", "^"};
  sqlite3 *connection = writer->connection;
  struct moving moving = {.amendment = writer->amendment};
  sqlite3_stmt *update = NULL;
  buf_init(&moving.postings, (size_t)1 << 30);
  bool done = sqlite3_create_function_v2(connection, "marrow_move", 1, SQLITE_UTF8, &moving, move_postings, NULL, NULL, NULL) ==
                  SQLITE_OK ||
              error_memory(err);
  done =
      done && store_prepare(connection, "UPDATE vocabulary SET postings = marrow_move(postings) WHERE term >= ?1 AND term < ?2",
                            &update, err);
  for (size_t i = 0; done && i < COUNT_OF(marks); i++) {
    const char behind[2] = {(char)(marks[i][0] + 1), '\0'};
    store_bind_text(update, 1, str_of(marks[i]));
    store_bind_text(update, 2, str_of(behind));
    done = store_step(update, err);
  }
  (void)sqlite3_finalize(update);
  (void)sqlite3_create_function_v2(connection, "marrow_move", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
  buf_free(&moving.postings);
  return done;
}

/* Out with the old by old numbers, in with the new by new ones; in one pass where these are the same. */
static bool change_all(struct words *words, const struct side *gone, const struct side *come, const struct side *added,
                       struct error *err) {
  static const struct side none = {.count = 0};
  if (!words->writer->amendment->is_moved) {
    return change_terms(words, gone, come, err) && change_terms(words, &none, added, err);
  }
  return change_terms(words, gone, &none, err) && move_all(words->writer, err) && change_terms(words, &none, come, err) &&
         change_terms(words, &none, added, err);
}

bool amend_words(struct store_writer *writer, struct error *err) {
  struct amendment *amendment = writer->amendment;
  struct words words = {.writer = writer};
  sqlite3 *connection = writer->connection;
  arena_init(&words.scratch, WORDS_ARENA_MAX);
  buf_init(&words.bytes, (size_t)1 << 30);
  bool done = store_prepare(connection, "SELECT articles, postings FROM vocabulary WHERE term = ?1", &words.read, err) &&
              store_prepare(connection,
                            "INSERT INTO vocabulary(term, articles, postings, written) VALUES(?1, ?2, ?3, ?4)"
                            " ON CONFLICT(term) DO UPDATE SET articles = excluded.articles, postings = excluded.postings",
                            &words.write, err) &&
              change_all(&words, &amendment->gone, &amendment->come, &amendment->added, err) &&
              (!words.emptied || store_execute(connection, "DELETE FROM vocabulary WHERE articles = 0", err));
  (void)sqlite3_finalize(words.read);
  (void)sqlite3_finalize(words.write);
  buf_free(&words.bytes);
  arena_free(&words.scratch);
  return done;
}
