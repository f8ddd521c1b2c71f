#include "beginnings.h"
#include "completions.h"
#include "stems.h"

#include <stdlib.h>

enum { STEMS_ARENA_MAX = 1 << 24 }; /* of one surface */

/* A stem that articles have; its bytes stand in `names` from there on, up to those of the next one. */
struct stem {
  uint32_t at, articles;
};

/* A stem of a beginning, and the commonest word that has it. */
struct common {
  uint32_t stem;          /* its place among the stems */
  uint32_t word_articles; /* of that word */
  struct buf word;        /* as it is mostly written */
};

/* A beginning of the surface at hand: its bytes, and of how many surfaces so far. */
struct level {
  size_t bytes;
  uint32_t words;
  size_t count;
  struct common common[COMPLETIONS_WIDE]; /* the commonest stems first; equals in order of their bytes */
};

struct beginnings {
  sqlite3 *connection;
  sqlite3_stmt *insert;
  struct buf names;
  struct stem *stems; /* in byte order, and one behind the last */
  uint32_t stem_count, stem_capacity;
  struct level *levels; /* the first `depth` are beginnings of `surface` */
  size_t depth;
  struct buf surface, term, packed;
  struct arena arena;
};

/* ---- stems ---- */

static struct str stem_bytes(const struct beginnings *beginnings, uint32_t stem) {
  return str_slice(buf_str(&beginnings->names), beginnings->stems[stem].at, beginnings->stems[stem + 1].at);
}

/* Notes a stem; the term has its mark. */
static bool add_stem(struct beginnings *beginnings, struct str term, uint32_t articles) {
  buf_add(&beginnings->names, str_slice(term, 1, term.len));
  if (buf_failed(&beginnings->names) || !array_room((void **)&beginnings->stems, beginnings->stem_count + 1,
                                                    &beginnings->stem_capacity, sizeof *beginnings->stems)) {
    return false;
  }
  beginnings->stems[beginnings->stem_count++].articles = articles;
  beginnings->stems[beginnings->stem_count] = (struct stem){.at = (uint32_t)beginnings->names.len};
  return true;
}

/* Its place, or stem_count where no article has it (only a part of a word is called so). */
static uint32_t find_stem(const struct beginnings *beginnings, struct str stem) {
  uint32_t low = 0, high = beginnings->stem_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = str_compare(stem_bytes(beginnings, middle), stem);
    if (order == 0) {
      return middle;
    }
    low = order < 0 ? middle + 1 : low;
    high = order < 0 ? high : middle;
  }
  return beginnings->stem_count;
}

/* ---- levels ---- */

/* Whether a stem stands before another one; of equals the earlier in byte order does, which has the lower place. */
static bool stands_before(const struct beginnings *beginnings, uint32_t stem, uint32_t other) {
  uint32_t articles = beginnings->stems[stem].articles, others = beginnings->stems[other].articles;
  return articles != others ? articles > others : stem < other;
}

static void set_word(struct common *common, struct str written, uint32_t articles) {
  common->word_articles = articles;
  buf_clear(&common->word);
  buf_add(&common->word, written);
}

/* Takes a stem into the commonest so far. Of words that are equally common the first stays. */
static void take_common(const struct beginnings *beginnings, struct level *level, uint32_t stem, struct str written,
                        uint32_t articles) {
  for (size_t i = 0; i < level->count; i++) {
    if (level->common[i].stem == stem) {
      if (articles > level->common[i].word_articles) {
        set_word(&level->common[i], written, articles);
      }
      return;
    }
  }
  size_t at = level->count;
  while (at > 0 && stands_before(beginnings, stem, level->common[at - 1].stem)) {
    at--;
  }
  if (at == COMPLETIONS_WIDE) {
    return;
  }
  level->count += level->count < COMPLETIONS_WIDE;
  struct common spare = level->common[level->count - 1];
  memmove(&level->common[at + 1], &level->common[at], (level->count - 1 - at) * sizeof spare);
  level->common[at] = spare; /* for its memory */
  level->common[at].stem = stem;
  set_word(&level->common[at], written, articles);
}

static bool write_level(struct beginnings *beginnings, const struct level *level, struct error *err) {
  buf_clear(&beginnings->packed);
  for (size_t i = 0; i < level->count; i++) {
    const struct common *common = &level->common[i];
    completion_pack(&(struct completion){stem_bytes(beginnings, common->stem), beginnings->stems[common->stem].articles,
                                         buf_str(&common->word), common->word_articles},
                    &beginnings->packed);
    if (buf_failed(&common->word)) {
      return error_memory(err);
    }
  }
  buf_clear(&beginnings->term);
  buf_byte(&beginnings->term, COMPLETIONS_MARK);
  buf_add(&beginnings->term, str_slice(buf_str(&beginnings->surface), 0, level->bytes));
  if (buf_failed(&beginnings->packed) || buf_failed(&beginnings->term)) {
    return error_memory(err);
  }
  store_bind_text(beginnings->insert, 1, buf_str(&beginnings->term));
  (void)sqlite3_bind_int64(beginnings->insert, 2, level->words);
  store_bind_blob(beginnings->insert, 3, buf_str(&beginnings->packed));
  return store_step(beginnings->insert, err);
}

/* Ends the beginnings that are longer than so many bytes. */
static bool close_levels(struct beginnings *beginnings, size_t bytes, struct error *err) {
  bool done = true;
  for (; done && beginnings->depth > 0 && beginnings->levels[beginnings->depth - 1].bytes > bytes; beginnings->depth--) {
    const struct level *level = &beginnings->levels[beginnings->depth - 1];
    done = level->words <= COMPLETIONS_NARROW_MAX || write_level(beginnings, level, err);
  }
  return done;
}

/* A beginning for each character of the surface that has none yet. */
static void open_levels(struct beginnings *beginnings) {
  struct str surface = buf_str(&beginnings->surface);
  size_t at = beginnings->depth == 0 ? 0 : beginnings->levels[beginnings->depth - 1].bytes;
  while (at < surface.len && beginnings->depth < TOKEN_BYTES_MAX) {
    struct level *level = &beginnings->levels[beginnings->depth++];
    (void)utf8_next(surface, &at);
    level->bytes = at;
    level->words = 0;
    level->count = 0;
  }
}

/* ---- surfaces ---- */

static bool take_surface(struct beginnings *beginnings, struct str surface, uint32_t articles, struct str packed,
                         struct str written, struct error *err) {
  struct str last = buf_str(&beginnings->surface);
  struct word_stem *stems;
  size_t count, shared = 0;
  while (shared < last.len && shared < surface.len && last.ptr[shared] == surface.ptr[shared]) {
    shared++;
  }
  if (!close_levels(beginnings, shared, err)) {
    return false;
  }
  beginnings->surface.len = shared;
  buf_add(&beginnings->surface, str_slice(surface, shared, surface.len));
  open_levels(beginnings);
  for (size_t i = 0; i < beginnings->depth; i++) {
    beginnings->levels[i].words++;
  }
  arena_reset(&beginnings->arena);
  if (!stems_unpack(surface, packed, &beginnings->arena, &stems, &count)) {
    return error_set(err, "the stems of a word make no sense");
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t stem = find_stem(beginnings, stems[i].stem);
    for (size_t k = 0; stem < beginnings->stem_count && k < beginnings->depth; k++) {
      take_common(beginnings, &beginnings->levels[k], stem, written, articles);
    }
  }
  return !buf_failed(&beginnings->surface) || error_memory(err);
}

static bool take_stem(struct beginnings *beginnings, sqlite3_stmt *row, struct error *err) {
  return add_stem(beginnings, store_column(row, 0), (uint32_t)sqlite3_column_int64(row, 1)) || error_memory(err);
}

static bool take_term(struct beginnings *beginnings, sqlite3_stmt *row, struct error *err) {
  struct str term = store_column(row, 0), packed, written;
  if (term.len == 0 || store_term_is_marked(term)) {
    return true;
  }
  packed = store_column(row, 2);
  written = store_column(row, 3);
  return packed.len == 0 ||
         take_surface(beginnings, term, (uint32_t)sqlite3_column_int64(row, 1), packed, written.len > 0 ? written : term, err);
}

typedef bool row_taker(struct beginnings *beginnings, sqlite3_stmt *row, struct error *err);

static bool take_rows(struct beginnings *beginnings, const char *sql, row_taker *take, struct error *err) {
  sqlite3_stmt *row = NULL;
  int status = SQLITE_DONE;
  bool done = store_prepare(beginnings->connection, sql, &row, err);
  while (done && (status = sqlite3_step(row)) == SQLITE_ROW) {
    done = take(beginnings, row, err);
  }
  done = done && (status == SQLITE_DONE || store_trouble(beginnings->connection, err));
  (void)sqlite3_finalize(row);
  return done;
}

static bool make(struct beginnings *beginnings, struct error *err) {
  if (beginnings->levels == NULL ||
      !array_room((void **)&beginnings->stems, 0, &beginnings->stem_capacity, sizeof *beginnings->stems)) {
    return error_memory(err);
  }
  beginnings->stems[0] = (struct stem){0};
  return store_execute(beginnings->connection, "DELETE FROM vocabulary WHERE term >= '<' AND term < '='", err) &&
         store_prepare(beginnings->connection, "INSERT INTO vocabulary(term, articles, postings) VALUES(?1, ?2, ?3)",
                       &beginnings->insert, err) &&
         take_rows(beginnings, "SELECT term, articles FROM vocabulary WHERE term >= '=' AND term < '>' ORDER BY term", take_stem,
                   err) &&
         take_rows(beginnings,
                   "SELECT term, articles, postings, written FROM vocabulary WHERE term NOT BETWEEN '=' AND '>' ORDER BY term",
                   take_term, err) &&
         close_levels(beginnings, 0, err);
}

bool beginnings_fill(struct store_writer *writer, struct error *err) {
  struct beginnings beginnings = {.connection = writer->connection, .levels = calloc(TOKEN_BYTES_MAX, sizeof *beginnings.levels)};
  buf_init(&beginnings.names, (size_t)1 << 31);
  buf_init(&beginnings.surface, 1 << 16);
  buf_init(&beginnings.term, 1 << 16);
  buf_init(&beginnings.packed, 1 << 20);
  arena_init(&beginnings.arena, STEMS_ARENA_MAX);
  for (size_t i = 0; beginnings.levels != NULL && i < (size_t)TOKEN_BYTES_MAX * COMPLETIONS_WIDE; i++) {
    buf_init(&beginnings.levels[i / COMPLETIONS_WIDE].common[i % COMPLETIONS_WIDE].word, 1 << 20);
  }
  bool done = make(&beginnings, err);
  for (size_t i = 0; beginnings.levels != NULL && i < (size_t)TOKEN_BYTES_MAX * COMPLETIONS_WIDE; i++) {
    buf_free(&beginnings.levels[i / COMPLETIONS_WIDE].common[i % COMPLETIONS_WIDE].word);
  }
  (void)sqlite3_finalize(beginnings.insert);
  buf_free(&beginnings.names);
  buf_free(&beginnings.surface);
  buf_free(&beginnings.term);
  buf_free(&beginnings.packed);
  arena_free(&beginnings.arena);
  free(beginnings.stems);
  free(beginnings.levels);
  return done;
}
