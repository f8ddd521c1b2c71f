#include "completions.h"
#include "memory.h"
#include "postings.h"
#include "stems.h"

#include <stdio.h>
#include <stdlib.h>

void completion_pack(const struct completion *completion, struct buf *packed) {
  encode_number(completion->stem.len, packed);
  encode_number(completion->articles, packed);
  encode_number(completion->word.len, packed);
  encode_number(completion->word_articles, packed);
  buf_add(packed, completion->stem);
  buf_add(packed, completion->word);
}

/* A list in the making. */
struct gathering {
  struct arena *arena;
  struct completions *completions;
  size_t capacity;
};

static bool add_completion(struct gathering *gathering, struct completion completion) {
  struct completions *completions = gathering->completions;
  struct completion *grown =
      arena_grow(gathering->arena, completions->list, completions->count, &gathering->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  completions->list = grown;
  completions->list[completions->count++] = completion;
  return true;
}

/* Reads the list of a wide beginning; false where its bytes make no sense or memory ends. */
static bool unpack_wide(struct gathering *gathering, struct str packed) {
  for (size_t at = 0; at < packed.len;) {
    uint32_t length, articles, word_length, word_articles;
    if (!decode_number(packed, &at, &length) || !decode_number(packed, &at, &articles) ||
        !decode_number(packed, &at, &word_length) || !decode_number(packed, &at, &word_articles) || length > packed.len - at ||
        word_length > packed.len - at - length) {
      return false;
    }
    struct str stem = arena_copy(gathering->arena, str_slice(packed, at, at + length));
    at += length;
    struct str word = arena_copy(gathering->arena, str_slice(packed, at, at + word_length));
    at += word_length;
    if (!add_completion(gathering, (struct completion){stem, articles, word, word_articles})) {
      return false;
    }
  }
  return true;
}

static bool read_wide(struct store *store, struct str begin, struct gathering *gathering, struct error *err) {
  struct str term = arena_format(gathering->arena, "%c%.*s", COMPLETIONS_MARK, STR_ARG(begin));
  struct memory_entry entry;
  if (!store_entry(store, term, &entry, err)) {
    return false;
  }
  gathering->completions->wide = entry.bytes.len > 0;
  return unpack_wide(gathering, entry.bytes) || arena_failed(gathering->arena) || store_damaged(store, err);
}

static bool gather(struct store *store, struct str begin, struct gathering *gathering, struct error *err) {
  int status;
  bool sound = true;
  struct str behind = arena_format(gathering->arena, "%.*s\xff", STR_ARG(begin));
  store_bind_text(store->begun, 1, begin);
  store_bind_text(store->begun, 2, behind);
  while (sound && (status = sqlite3_step(store->begun)) == SQLITE_ROW) {
    struct word_stem *stems;
    size_t count;
    sound = stems_unpack(store_column(store->begun, 0), store_column(store->begun, 1), gathering->arena, &stems, &count);
    struct str word = arena_copy(gathering->arena, store_column(store->begun, 3));
    uint32_t articles = (uint32_t)sqlite3_column_int64(store->begun, 2);
    for (size_t i = 0; sound && i < count; i++) {
      sound = add_completion(gathering, (struct completion){stems[i].stem, stems[i].articles, word, articles});
    }
  }
  (void)sqlite3_reset(store->begun);
  return (sound && status == SQLITE_DONE) || arena_failed(gathering->arena) || store_damaged(store, err);
}

static int compare_stems(const void *a, const void *b) {
  const struct completion *left = a, *right = b;
  int order = str_compare(left->stem, right->stem);
  return order != 0 ? order : str_compare(left->word, right->word);
}

static int compare_articles(const void *a, const void *b) {
  const struct completion *left = a, *right = b;
  if (left->articles != right->articles) {
    return left->articles > right->articles ? -1 : 1;
  }
  return str_compare(left->stem, right->stem);
}

/* Each stem once, with its commonest word and the articles of its commonest form, most articles first. */
static void unite(struct completions *completions) {
  size_t kept = 0;
  if (completions->count == 0) {
    return;
  }
  qsort(completions->list, completions->count, sizeof *completions->list, compare_stems);
  for (size_t i = 1; i < completions->count; i++) {
    struct completion *last = &completions->list[kept], *next = &completions->list[i];
    if (str_equal(last->stem, next->stem)) {
      last->articles = next->articles > last->articles ? next->articles : last->articles;
      last->word = next->word_articles > last->word_articles ? next->word : last->word;
      last->word_articles = next->word_articles > last->word_articles ? next->word_articles : last->word_articles;
    } else {
      completions->list[++kept] = *next;
    }
  }
  completions->count = kept + 1;
  qsort(completions->list, completions->count, sizeof *completions->list, compare_articles);
}

bool store_completions(struct store *store, struct str begin, struct arena *arena, struct completions *completions,
                       struct error *err) {
  struct gathering gathering = {arena, completions, 0};
  *completions = (struct completions){0};
  memory_relieve(store->memory);
  if (begin.len == 0 || store_term_is_marked(begin)) {
    return true;
  }
  if (!read_wide(store, begin, &gathering, err) || (!completions->wide && !gather(store, begin, &gathering, err))) {
    return false;
  }
  unite(completions);
  return !arena_failed(arena) || error_memory(err);
}

/* ---- merging ---- */

typedef uint16_t field_counts[FIELD_COUNT];

static void add_counts(field_counts sums, const uint32_t counts[FIELD_COUNT]) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    uint32_t sum = sums[field] + counts[field];
    sums[field] = sum < UINT16_MAX ? (uint16_t)sum : UINT16_MAX;
  }
}

/* Adds the postings of one stem to the sums of its articles. */
static bool add_stem(struct store *store, struct str stem, field_counts *sums, struct error *err) {
  char term[TOKEN_BYTES_MAX + 2];
  int length = snprintf(term, sizeof term, "=%.*s", STR_ARG(stem));
  struct memory_entry entry;
  if (!store_entry(store, (struct str){term, (size_t)length < sizeof term ? (size_t)length : sizeof term - 1}, &entry, err)) {
    return false;
  }
  struct posting_cursor cursor = posting_begin(entry.bytes);
  for (; cursor.article <= store->facts.articles; posting_seek(&cursor, cursor.article + 1)) {
    uint32_t counts[FIELD_COUNT];
    posting_counts(&cursor, counts);
    add_counts(sums[cursor.article - 1], counts);
  }
  return cursor.article == POSTING_END || store_damaged(store, err);
}

static void write_sums(const struct store *store, field_counts *sums, bool wide, struct buf *postings) {
  uint32_t last = 0;
  for (uint32_t article = 1; article <= store->facts.articles; article++) {
    uint32_t counts[FIELD_COUNT], any = 0;
    for (int field = 0; field < FIELD_COUNT; field++) {
      counts[field] = sums[article - 1][field];
      any |= counts[field];
    }
    if (any != 0 || wide) {
      posting_add(postings, article - last, counts);
      last = article;
    }
  }
}

static bool merge(struct store *store, const struct completions *completions, struct buf *postings, struct error *err) {
  field_counts *sums = calloc(store->facts.articles + 1, sizeof *sums);
  bool done = sums != NULL || error_memory(err);
  for (size_t i = 0; done && i < completions->count; i++) {
    done = add_stem(store, completions->list[i].stem, sums, err);
  }
  if (done) {
    write_sums(store, sums, completions->wide, postings);
  }
  free(sums);
  return done && (!buf_failed(postings) || error_memory(err));
}

bool completions_merge(struct store *store, struct str begin, const struct completions *completions, struct str *postings,
                       struct error *err) {
  enum memory_kind kind = completions->wide ? MEMORY_WIDE : MEMORY_BEGUN;
  const struct memory_entry *kept = memory_find(store->memory, kind, begin);
  if (kept == NULL) {
    struct buf written;
    buf_init(&written, (size_t)1 << 31);
    bool done = merge(store, completions, &written, err);
    kept = done ? memory_keep(store->memory, kind, begin, (struct memory_entry){0, buf_str(&written)}) : NULL;
    buf_free(&written);
    if (kept == NULL) {
      return done && error_memory(err);
    }
  }
  *postings = kept->bytes;
  return true;
}
