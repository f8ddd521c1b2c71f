#include "reader.h"
#include "writer.h"

/* Addresses that pages had before: where one of them leads to. */

enum { PLAIN_ARENA_MAX = 1 << 18 };

/* What of an address tells it from others: the path, unescaped, without index.html and the slash at its end. */
static struct str plain_of(struct arena *arena, struct str address) {
  size_t end = 0;
  while (end < address.len && address.ptr[end] != '#' && address.ptr[end] != '?') {
    end++;
  }
  struct str path = str_slice(address, 0, end), plain;
  if (!decode_percent(arena, path, false, &plain)) {
    plain = path;
  }
  plain = str_ends_with(plain, STR("/index.html")) ? str_slice(plain, 0, plain.len - strlen("index.html")) : plain;
  while (str_ends_with(plain, STR("/"))) {
    plain = str_slice(plain, 0, plain.len - 1);
  }
  return plain;
}

void moved_note(struct store_writer *writer, const struct article *article) {
  struct arena arena;
  arena_init(&arena, PLAIN_ARENA_MAX);
  for (size_t i = 0; i < article->old_url_count; i++) {
    struct str plain = plain_of(&arena, article->old_urls[i]);
    if (plain.len > 0 && !str_equal(plain, plain_of(&arena, article->url))) {
      encode_number((uint32_t)writer->facts.articles, &writer->moved);
      buf_add(&writer->moved, plain);
      buf_byte(&writer->moved, '\0');
    }
    arena_reset(&arena);
  }
  arena_free(&arena);
}

bool moved_add(struct store_writer *writer, struct error *err) {
  sqlite3_stmt *insert = NULL;
  struct str moved = buf_str(&writer->moved);
  bool done = store_prepare(writer->connection, "INSERT OR IGNORE INTO moved(address, article) VALUES(?1, ?2)", &insert, err);
  for (size_t at = 0; done && at < moved.len;) {
    uint32_t number = 0;
    done = decode_number(moved, &at, &number);
    size_t end = str_find(moved, '\0', at);
    store_bind_text(insert, 1, str_slice(moved, at, end));
    (void)sqlite3_bind_int64(insert, 2, number);
    done = done ? store_step(insert, err) : store_trouble(writer->connection, err);
    at = end + 1;
  }
  (void)sqlite3_finalize(insert);
  return done;
}

bool store_find_moved(struct store *store, struct str address, uint32_t *number, struct error *err) {
  struct arena arena;
  arena_init(&arena, PLAIN_ARENA_MAX);
  struct str plain = plain_of(&arena, address);
  store_bind_text(store->find_moved, 1, plain);
  int status = plain.len > 0 ? sqlite3_step(store->find_moved) : SQLITE_DONE;
  uint64_t found = status == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(store->find_moved, 0) : 0;
  *number = found <= store->facts.articles ? (uint32_t)found : 0;
  (void)sqlite3_reset(store->find_moved);
  (void)sqlite3_clear_bindings(store->find_moved);
  arena_free(&arena);
  return status == SQLITE_ROW || status == SQLITE_DONE || store_damaged(store, err);
}
