#include "amend.h"
#include "postings.h"
#include "stems.h"

#include <stdlib.h>

/* Terms of old versions out of the vocabulary, those of new ones into it. */

enum { WORDS_ARENA_MAX = 1 << 30 };

/* What versions of one side give to a term. */
struct side {
  struct str term;
  uint32_t articles;
  struct str bytes; /* postings, or stems */
};

struct sides {
  struct arena arena;
  struct side *list; /* in byte order */
  size_t count, capacity;
};

static bool note_side(void *context, struct str term, uint32_t articles, struct str bytes, struct str written) {
  struct sides *sides = context;
  (void)written;
  struct side *grown = arena_grow(&sides->arena, sides->list, sides->count, &sides->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  sides->list = grown;
  sides->list[sides->count++] = (struct side){arena_copy(&sides->arena, term), articles, arena_copy(&sides->arena, bytes)};
  return !arena_failed(&sides->arena);
}

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
  sqlite3_stmt *read, *write, *delete;
  struct arena scratch;
  struct buf bytes;
};

static bool step(const struct words *words, sqlite3_stmt *statement, struct error *err) {
  int status = sqlite3_step(statement);
  (void)sqlite3_reset(statement);
  (void)sqlite3_clear_bindings(statement);
  return status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(words->writer->connection));
}

static bool write_row(const struct words *words, struct str term, uint32_t articles, struct error *err) {
  sqlite3_stmt *statement = articles > 0 ? words->write : words->delete;
  store_bind_text(statement, 1, term);
  if (articles > 0) {
    (void)sqlite3_bind_int64(statement, 2, articles);
    if (words->bytes.len > 0) {
      store_bind_blob(statement, 3, buf_str(&words->bytes));
    }
  }
  return step(words, statement, err);
}

/* Changes one term; sides that give it nothing are empty. */
static bool change_term(struct words *words, struct str term, const struct side *gone, const struct side *come,
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

static bool change_terms(struct words *words, const struct sides *gone, const struct sides *come, struct error *err) {
  static const struct side none = {.articles = 0};
  bool done = true;
  for (size_t g = 0, c = 0; done && (g < gone->count || c < come->count);) {
    int order = g == gone->count ? 1 : c == come->count ? -1 : str_compare(gone->list[g].term, come->list[c].term);
    const struct side *away = order <= 0 ? &gone->list[g] : &none, *here = order >= 0 ? &come->list[c] : &none;
    done = change_term(words, order <= 0 ? away->term : here->term, away, here, err);
    g += order <= 0;
    c += order >= 0;
  }
  return done;
}

static bool gather(struct vocabulary *vocabulary, struct sides *sides) {
  arena_init(&sides->arena, WORDS_ARENA_MAX);
  return vocabulary_walk(vocabulary, note_side, sides);
}

bool amend_words(struct store_writer *writer, struct error *err) {
  struct words words = {.writer = writer};
  struct sides gone = {.count = 0}, come = {.count = 0};
  sqlite3 *connection = writer->connection;
  arena_init(&words.scratch, WORDS_ARENA_MAX);
  buf_init(&words.bytes, (size_t)1 << 30);
  bool done = gather(writer->amendment->gone, &gone);
  done = (gather(writer->amendment->come, &come) && done) || error_memory(err);
  done = done && store_prepare(connection, "SELECT articles, postings FROM vocabulary WHERE term = ?1", &words.read, err) &&
         store_prepare(connection,
                       "INSERT INTO vocabulary(term, articles, postings) VALUES(?1, ?2, ?3)"
                       " ON CONFLICT(term) DO UPDATE SET articles = excluded.articles, postings = excluded.postings",
                       &words.write, err) &&
         store_prepare(connection, "DELETE FROM vocabulary WHERE term = ?1", &words.delete, err) &&
         change_terms(&words, &gone, &come, err);
  (void)sqlite3_finalize(words.read);
  (void)sqlite3_finalize(words.write);
  (void)sqlite3_finalize(words.delete);
  buf_free(&words.bytes);
  arena_free(&words.scratch);
  arena_free(&gone.arena);
  arena_free(&come.arena);
  return done;
}
