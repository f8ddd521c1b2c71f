#include "reader.h"

#include <zstd.h>

/* Reading articles back. */

static struct str copy_column(sqlite3_stmt *row, int column, struct arena *arena) {
  return arena_copy(arena, store_column(row, column));
}

/* Takes the next text that NUL ends off `labels`. */
static bool next_label(struct str labels, size_t *at, struct str *label) {
  size_t end = str_find(labels, '\0', *at);
  if (end >= labels.len) {
    return false;
  }
  *label = str_slice(labels, *at, end);
  *at = end + 1;
  return true;
}

static bool read_list(struct str labels, size_t *at, size_t count, struct arena *arena, struct str **texts) {
  if (count > ARTICLE_LABELS_MAX) {
    return false;
  }
  *texts = arena_array(arena, count, sizeof **texts);
  for (size_t i = 0; i < count; i++) {
    if (*texts == NULL || !next_label(labels, at, &(*texts)[i])) {
      return false;
    }
  }
  return true;
}

static bool read_translations(struct str labels, size_t *at, struct arena *arena, struct article *article) {
  if (article->translation_count > ARTICLE_LABELS_MAX) {
    return false;
  }
  article->translations = arena_array(arena, article->translation_count, sizeof *article->translations);
  for (size_t i = 0; i < article->translation_count; i++) {
    struct translation *translation = &article->translations[i];
    if (article->translations == NULL || !next_label(labels, at, &translation->lang) ||
        !next_label(labels, at, &translation->link)) {
      return false;
    }
  }
  return true;
}

static bool read_labels(struct arena *arena, struct str labels, struct article *article) {
  size_t at = 0;
  if (!read_list(labels, &at, article->tag_count, arena, &article->tags) ||
      !read_list(labels, &at, article->alias_count, arena, &article->aliases) ||
      !read_list(labels, &at, article->old_url_count, arena, &article->old_urls) ||
      !read_translations(labels, &at, arena, article)) {
    return false;
  }
  size_t capacity = 0;
  while (at < labels.len) {
    struct extra extra;
    if (!next_label(labels, &at, &extra.key) || !next_label(labels, &at, &extra.value)) {
      return false;
    }
    struct extra *grown = arena_grow(arena, article->extras, article->extra_count, &capacity, sizeof extra);
    if (grown == NULL) {
      return false;
    }
    article->extras = grown;
    article->extras[article->extra_count++] = extra;
  }
  return true;
}

static bool read_text(struct store *store, struct arena *arena, struct str body, size_t length, struct str *text) {
  if (length > ARTICLE_TEXT_MAX) {
    return false;
  }
  if (body.len == length) {
    *text = arena_copy(arena, body);
    return text->ptr != NULL;
  }
  char *bytes = arena_alloc(arena, length + 1);
  *text = (struct str){bytes, length};
  return bytes != NULL && ZSTD_decompressDCtx(store->decompressor, bytes, length, body.ptr, body.len) == length;
}

static bool read_starts(struct arena *arena, struct str bytes, size_t sections, struct section_start **starts) {
  struct section_start *list = arena_array(arena, sections, sizeof *list);
  struct section_start last = {0, 0};
  size_t at = 0;
  for (size_t i = 0; i < sections; i++) {
    uint32_t heading, body;
    if (list == NULL || !decode_number(bytes, &at, &heading) || !decode_number(bytes, &at, &body)) {
      return false;
    }
    last.heading += heading;
    last.body += body;
    list[i] = last;
  }
  *starts = list;
  return true;
}

/* The columns of store->read, in order: first STORE_FACTS. */
enum {
  ID,
  URL,
  TITLE,
  SUMMARY,
  LANG,
  DATE,
  SUPERSEDED_BY,
  REVIEW_BY,
  BOOST,
  TAG_COUNT,
  ALIAS_COUNT,
  OLD_URL_COUNT,
  TRANSLATION_COUNT,
  LABELS,
  STARTS,
  LAYOUT,
  TEXT_LENGTH,
  BODY
};

bool store_read_facts(sqlite3_stmt *row, struct arena *arena, struct article *article) {
  *article = (struct article){.boost = sqlite3_column_double(row, BOOST),
                              .tag_count = (size_t)sqlite3_column_int64(row, TAG_COUNT),
                              .alias_count = (size_t)sqlite3_column_int64(row, ALIAS_COUNT),
                              .old_url_count = (size_t)sqlite3_column_int64(row, OLD_URL_COUNT),
                              .translation_count = (size_t)sqlite3_column_int64(row, TRANSLATION_COUNT)};
  article->id = copy_column(row, ID, arena);
  article->url = copy_column(row, URL, arena);
  article->title = copy_column(row, TITLE, arena);
  article->summary = copy_column(row, SUMMARY, arena);
  article->lang = copy_column(row, LANG, arena);
  article->date = copy_column(row, DATE, arena);
  article->superseded_by = copy_column(row, SUPERSEDED_BY, arena);
  article->review_by = copy_column(row, REVIEW_BY, arena);
  return read_labels(arena, copy_column(row, LABELS, arena), article) && !arena_failed(arena);
}

static bool read_layout(struct store *store, struct arena *arena, struct article *article, struct section_start **starts) {
  sqlite3_stmt *row = store->read;
  size_t length = (size_t)sqlite3_column_int64(row, TEXT_LENGTH);
  return read_text(store, arena, store_column(row, BODY), length, &article->text) &&
         article_unpack(arena, copy_column(row, LAYOUT, arena), length, article) &&
         (starts == NULL || read_starts(arena, store_column(row, STARTS), article->section_count, starts)) &&
         !arena_failed(arena);
}

/* Goes to the row of an article. */
static bool find_row(struct store *store, uint32_t number) {
  (void)sqlite3_bind_int64(store->read, 1, store_slot(store, number));
  return sqlite3_step(store->read) == SQLITE_ROW;
}

static bool end_row(struct store *store, const struct arena *arena, bool done, struct error *err) {
  if (!done) {
    (void)(arena_failed(arena) ? error_memory(err) : store_damaged(store, err));
  }
  (void)sqlite3_reset(store->read);
  return done;
}

bool store_article(struct store *store, uint32_t number, struct arena *arena, struct article *article,
                   struct section_start **starts, struct error *err) {
  bool done =
      find_row(store, number) && store_read_facts(store->read, arena, article) && read_layout(store, arena, article, starts);
  return end_row(store, arena, done, err);
}

bool store_article_facts(struct store *store, uint32_t number, struct arena *arena, struct article *article, struct error *err) {
  return end_row(store, arena, find_row(store, number) && store_read_facts(store->read, arena, article), err);
}

static bool read_code(struct arena *arena, struct str bytes, struct store_text *text) {
  size_t capacity = 0;
  uint64_t end = 0;
  for (size_t at = 0; at < bytes.len;) {
    uint32_t gap, length;
    if (!decode_number(bytes, &at, &gap) || !decode_number(bytes, &at, &length) || end + gap + length > text->text.len) {
      return false;
    }
    struct span *grown = arena_grow(arena, text->code, text->code_count, &capacity, sizeof *grown);
    if (grown == NULL) {
      return false;
    }
    text->code = grown;
    text->code[text->code_count++] = (struct span){(uint32_t)(end + gap), (uint32_t)(end + gap + length)};
    end += (uint64_t)gap + length;
  }
  return true;
}

bool store_text(struct store *store, uint32_t number, struct arena *arena, struct store_text *text, struct error *err) {
  sqlite3_stmt *row = store->read_text;
  (void)sqlite3_bind_int64(row, 1, store_slot(store, number));
  bool done = sqlite3_step(row) == SQLITE_ROW;
  if (done) {
    *text = (struct store_text){.title = copy_column(row, 0, arena), .lang = copy_column(row, 1, arena)};
    done = read_text(store, arena, store_column(row, 3), (size_t)sqlite3_column_int64(row, 2), &text->text) &&
           read_code(arena, store_column(row, 4), text);
  }
  if (!done || arena_failed(arena)) {
    (void)(arena_failed(arena) ? error_memory(err) : store_damaged(store, err));
    done = false;
  }
  (void)sqlite3_reset(row);
  return done;
}

bool store_name(struct store *store, uint32_t number, struct arena *arena, struct store_name *name, struct error *err) {
  sqlite3_stmt *row = store->read_name;
  (void)sqlite3_bind_int64(row, 1, store_slot(store, number));
  bool done = sqlite3_step(row) == SQLITE_ROW;
  if (done) {
    *name = (struct store_name){copy_column(row, 0, arena), copy_column(row, 1, arena), copy_column(row, 2, arena)};
  }
  (void)sqlite3_reset(row);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  return done || store_damaged(store, err);
}

bool store_find(struct store *store, struct str id_or_url, uint32_t *number, struct error *err) {
  store_bind_text(store->find, 1, id_or_url);
  int status = sqlite3_step(store->find);
  *number = status == SQLITE_ROW ? store_number(store, (uint64_t)sqlite3_column_int64(store->find, 0)) : 0;
  (void)sqlite3_reset(store->find);
  return status == SQLITE_ROW || status == SQLITE_DONE || store_damaged(store, err);
}

bool store_find_named(struct store *store, struct str name, uint32_t *number, uint32_t *other, struct error *err) {
  *other = 0;
  if (!store_find(store, name, number, err) || *number != 0) {
    return *number != 0;
  }
  int status = SQLITE_DONE;
  store_bind_text(store->find_begun, 1, name);
  while (*other == 0 && (status = sqlite3_step(store->find_begun)) == SQLITE_ROW) {
    if (str_equal(article_stem(store_column(store->find_begun, 1)), name)) {
      uint32_t found = store_number(store, (uint64_t)sqlite3_column_int64(store->find_begun, 0));
      *(*number == 0 ? number : other) = found;
    }
  }
  (void)sqlite3_reset(store->find_begun);
  return *other != 0 || status == SQLITE_DONE || store_damaged(store, err);
}

bool store_ids(struct store *store, id_visitor *visit, void *context, struct error *err) {
  sqlite3_stmt *row = NULL;
  if (!store_prepare(store->connection, "SELECT id, url FROM article WHERE number = ?1", &row, err)) {
    return false;
  }
  bool there = true;
  for (uint32_t number = 1; there && number <= store->facts.articles; number++) {
    (void)sqlite3_bind_int64(row, 1, store_slot(store, number));
    there = sqlite3_step(row) == SQLITE_ROW;
    if (there) {
      visit(context, store_column(row, 0), store_column(row, 1));
    }
    (void)sqlite3_reset(row);
  }
  (void)sqlite3_finalize(row);
  return there || store_damaged(store, err);
}

bool store_resource(struct store *store, struct str name, struct arena *arena, struct str *text, struct error *err) {
  store_bind_text(store->read_resource, 1, name);
  int status = sqlite3_step(store->read_resource);
  *text = status == SQLITE_ROW ? copy_column(store->read_resource, 0, arena) : STR("");
  (void)sqlite3_reset(store->read_resource);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  return status == SQLITE_ROW || status == SQLITE_DONE || store_damaged(store, err);
}
