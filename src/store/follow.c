#include "reader.h"

/* Links of readers: from the words of an author to an article. */

enum { ADDRESS_ARENA_MAX = 1 << 18 };

/* The address that the link leads to, without what stands behind # and ?. */
static struct str address_of(struct arena *arena, struct str from, struct str link) {
  struct buf target;
  buf_init(&target, 1 << 14);
  article_resolve_link(from, link, &target);
  struct str address = buf_str(&target);
  size_t end = str_find(address, '#', 0), query = str_find(address, '?', 0);
  address = arena_copy(arena, str_slice(address, 0, end < query ? end : query));
  buf_free(&target);
  return address;
}

/* By the file: articles may have an address elsewhere, and links may escape the names of files or not. */
static bool find_file(struct store *store, struct arena *arena, struct str address, uint32_t *number, struct error *err) {
  const struct str own = STR("/articles/");
  struct str plain;
  uint32_t other;
  if (!str_starts_with(address, own) || !decode_percent(arena, str_slice(address, own.len, address.len), false, &plain)) {
    return !arena_failed(arena) || error_memory(err);
  }
  return store_find_named(store, plain, number, &other, err);
}

/* With a slash at the end, or without. */
static bool find_neighbour(struct store *store, struct arena *arena, struct str address, uint32_t *number, struct error *err) {
  struct str other =
      str_ends_with(address, STR("/")) ? str_slice(address, 0, address.len - 1) : arena_format(arena, "%.*s/", STR_ARG(address));
  return arena_failed(arena) ? error_memory(err) : other.len == 0 || store_find(store, other, number, err);
}

bool store_follow(struct store *store, struct str from, struct str link, uint32_t *number, struct error *err) {
  struct arena arena;
  *number = 0;
  arena_init(&arena, ADDRESS_ARENA_MAX);
  struct str address = address_of(&arena, from, link);
  bool done = address.len == 0 ||
              (store_find(store, address, number, err) && (*number != 0 || find_file(store, &arena, address, number, err)) &&
               (*number != 0 || find_neighbour(store, &arena, address, number, err)) &&
               (*number != 0 || store_find_moved(store, address, number, err)));
  arena_free(&arena);
  return done;
}
