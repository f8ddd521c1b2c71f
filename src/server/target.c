#include "server/target.h"

/* Proxies may send the whole address; the path is what counts. */
static struct str without_authority(struct str target) {
  if (!str_starts_with(target, STR("http://")) && !str_starts_with(target, STR("https://"))) {
    return target;
  }
  size_t authority = str_find(target, '/', 0) + 2;
  size_t path = str_find(target, '/', authority);
  return path == target.len ? STR("/") : str_slice(target, path, target.len);
}

void target_split(struct str target, struct str *path, struct str *query) {
  target = without_authority(target);
  size_t mark = str_find(target, '?', 0);
  *path = str_slice(target, 0, mark);
  *query = str_slice(target, mark + 1, target.len);
}

struct str target_encode(struct arena *arena, struct str path) {
  struct buf encoded;
  buf_init(&encoded, 3 * path.len);
  encode_percent(path, ENCODE_PATH, &encoded);
  struct str kept = arena_copy(arena, buf_str(&encoded));
  buf_free(&encoded);
  return kept;
}

bool target_is_text(struct str bytes) {
  size_t bad;
  return str_find(bytes, '\0', 0) == bytes.len && utf8_valid(bytes, &bad);
}

bool target_next_parameter(struct str query, size_t *at, struct str *name, struct str *value) {
  if (*at >= query.len) {
    return false;
  }
  size_t end = str_find(query, '&', *at);
  struct str pair = str_slice(query, *at, end);
  size_t equals = str_find(pair, '=', 0);
  *name = str_slice(pair, 0, equals);
  *value = str_slice(pair, equals + 1, pair.len);
  *at = end + 1;
  return true;
}

bool target_parameter(struct str query, struct str name, struct str *value) {
  struct str each;
  for (size_t at = 0; target_next_parameter(query, &at, &each, value);) {
    if (str_equal(each, name)) {
      return true;
    }
  }
  return false;
}
