#include "server/target.h"

#include "server/address.h"

#include <strings.h>

static const struct str schemes[] = {{"http://", 7}, {"https://", 8}};

/* Takes scheme and host off a whole address: they say more than any header (RFC 9112, 3.2.2). */
static struct str take_host(struct str target, struct str *host) {
  for (size_t i = 0; i < COUNT_OF(schemes); i++) {
    if (target.len >= schemes[i].len && strncasecmp(target.ptr, schemes[i].ptr, schemes[i].len) == 0) {
      struct str rest = str_slice(target, schemes[i].len, target.len);
      size_t slash = str_find(rest, '/', 0), mark = str_find(rest, '?', 0);
      size_t end = slash < mark ? slash : mark;
      *host = str_slice(rest, 0, end);
      return str_slice(rest, end, rest.len);
    }
  }
  return target;
}

void target_split(struct str target, struct str *host, struct str *path, struct str *query) {
  struct str rest = take_host(target, host);
  size_t mark = str_find(rest, '?', 0);
  *path = mark == 0 && rest.ptr != target.ptr ? STR("/") : str_slice(rest, 0, mark);
  *query = str_slice(rest, mark + 1, rest.len);
}

static bool is_name(struct str name) {
  for (size_t i = 0; i < name.len; i++) {
    char byte = name.ptr[i];
    bool letter = ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || (byte >= '0' && byte <= '9');
    if (!letter && byte != '-' && byte != '.' && byte != '_') {
      return false;
    }
  }
  return name.len > 0;
}

bool target_is_host(struct str host) {
  enum { NAME_BYTES_MAX = 255 };
  bool brackets = str_starts_with(host, STR("["));
  size_t end = brackets ? str_find(host, ']', 0) + 1 : str_find(host, ':', 0);
  struct str name = str_slice(host, 0, end), port = str_slice(host, end, host.len);
  struct address address;
  uint64_t number;
  bool good = brackets
                  ? end <= host.len && str_find(name, ':', 0) < name.len && address_read(str_slice(name, 1, end - 1), &address)
                  : is_name(name) && name.len <= NAME_BYTES_MAX;
  return good && (port.len <= 1 ? port.len == 0 || port.ptr[0] == ':'
                                : port.ptr[0] == ':' && str_to_number(str_slice(port, 1, port.len), UINT16_MAX, &number));
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
