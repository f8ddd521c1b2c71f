#include "article/text.h"

enum { COMPARED_BYTES_MAX = 4096 };

size_t text_control(struct str text, size_t at) {
  unsigned char byte = (unsigned char)text.ptr[at];
  if (byte < 0x20 || byte == 0x7F) {
    return 1;
  }
  bool is_c1 = byte == 0xC2 && at + 1 < text.len && (unsigned char)text.ptr[at + 1] < 0xA0;
  return is_c1 ? 2 : 0;
}

void text_add(struct buf *buf, struct str text) {
  size_t kept = 0;
  for (size_t at = 0; at < text.len;) {
    char byte = text.ptr[at];
    bool stays = text_is_plain(byte) || byte == ' ' || byte == '\n' || byte == '\t';
    size_t control = stays ? 0 : text_control(text, at);
    if (control > 0) {
      buf_add(buf, str_slice(text, kept, at));
      buf_byte(buf, ' ');
      kept = at + control;
    }
    at += control > 0 ? control : 1;
  }
  buf_add(buf, str_slice(text, kept, text.len));
}

struct str text_line(struct arena *arena, struct str text) {
  char *line = arena_alloc(arena, text.len + 1);
  if (line == NULL) {
    return STR("");
  }
  size_t length = 0;
  bool apart = false;
  for (size_t at = 0; at < text.len;) {
    size_t control = text_control(text, at);
    if (control > 0 || text.ptr[at] == ' ') {
      apart = length > 0;
      at += control > 0 ? control : 1;
      continue;
    }
    if (apart) {
      line[length++] = ' ';
      apart = false;
    }
    line[length++] = text.ptr[at++];
  }
  return (struct str){line, length};
}

struct str text_cut(struct str text, size_t characters) {
  size_t at = 0;
  for (; at < text.len && characters > 0; characters--) {
    (void)utf8_next(text, &at);
  }
  if (at == text.len || text_is_space(text.ptr[at])) {
    return str_trim(str_slice(text, 0, at));
  }
  size_t space = at;
  while (space > 0 && !text_is_space(text.ptr[space])) {
    space--;
  }
  return str_trim(str_slice(text, 0, space > 0 ? space : at));
}

bool text_same(struct str a, struct str b) {
  if (a.len > COMPARED_BYTES_MAX || b.len > COMPARED_BYTES_MAX) {
    return false;
  }
  /* A compatibility form may be many times as long as its character. */
  struct buf first, second;
  buf_init(&first, 32 * COMPARED_BYTES_MAX);
  buf_init(&second, 32 * COMPARED_BYTES_MAX);
  unicode_lower(a, &first);
  unicode_lower(b, &second);
  bool same = !buf_failed(&first) && !buf_failed(&second) && str_equal(buf_str(&first), buf_str(&second));
  buf_free(&first);
  buf_free(&second);
  return same;
}
