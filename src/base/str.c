#include "base/base.h"

int str_compare(struct str a, struct str b) {
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
  if (order != 0) {
    return order;
  }
  return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts_with(struct str text, struct str prefix) {
  return text.len >= prefix.len && str_equal((struct str){text.ptr, prefix.len}, prefix);
}

bool str_ends_with(struct str text, struct str suffix) {
  return text.len >= suffix.len && str_equal(str_slice(text, text.len - suffix.len, text.len), suffix);
}

static bool is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct str str_trim(struct str text) {
  while (text.len > 0 && is_space(text.ptr[0])) {
    text.ptr++;
    text.len--;
  }
  while (text.len > 0 && is_space(text.ptr[text.len - 1])) {
    text.len--;
  }
  return text;
}

size_t str_find(struct str text, char byte, size_t from) {
  if (from >= text.len) {
    return text.len;
  }
  const char *found = memchr(text.ptr + from, byte, text.len - from);
  return found == NULL ? text.len : (size_t)(found - text.ptr);
}

bool str_contains(struct str text, struct str part) {
  return part.len > 0 && text.len >= part.len && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

bool str_next_line(struct str *rest, struct str *line) {
  if (rest->len == 0) {
    return false;
  }
  size_t end = str_find(*rest, '\n', 0);
  *line = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end + 1, rest->len);
  if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
    line->len--;
  }
  return true;
}

bool str_to_number(struct str text, uint64_t max, uint64_t *number) {
  uint64_t value = 0;
  if (text.len == 0) {
    return false;
  }
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') {
      return false;
    }
    uint64_t digit = (uint64_t)(text.ptr[i] - '0');
    if (value > (max - digit) / 10 || digit > max) {
      return false;
    }
    value = value * 10 + digit;
  }
  *number = value;
  return true;
}
