#include "base/base.h"

static bool is_letter_or_digit(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

void encode_percent(struct str text, const char *kept, struct buf *out) {
  static const char digits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (is_letter_or_digit(text.ptr[i]) || (byte != '\0' && strchr(kept, byte) != NULL)) {
      buf_byte(out, text.ptr[i]);
    } else {
      buf_add(out, (struct str){(const char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3});
    }
  }
}

void encode_large_number(uint64_t number, struct buf *out) {
  char bytes[10];
  size_t length = 0;
  for (; number >= 0x80; number >>= 7) {
    bytes[length++] = (char)(number | 0x80);
  }
  bytes[length++] = (char)number;
  buf_add(out, (struct str){bytes, length});
}

void encode_text(struct str text, struct buf *out) {
  encode_number(text.len, out);
  buf_add(out, text);
}

bool decode_number(struct str bytes, size_t *at, uint32_t *number) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 35 && *at < bytes.len; shift += 7) {
    unsigned char byte = (unsigned char)bytes.ptr[(*at)++];
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      *number = (uint32_t)value;
      return value <= UINT32_MAX;
    }
  }
  return false;
}

static int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') {
    return digit - '0';
  }
  digit |= 0x20;
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The byte of the code at `at`, or -1. */
static int code_value(struct str escaped, size_t at) {
  if (escaped.len - at < 3) {
    return -1;
  }
  int high = hex_value(escaped.ptr[at + 1]);
  int low = hex_value(escaped.ptr[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool decode_percent(struct arena *arena, struct str escaped, bool in_query, struct str *bytes) {
  char *out = arena_alloc(arena, escaped.len + 1);
  *bytes = (struct str){out, 0};
  if (out == NULL) {
    return false;
  }
  bool good = true;
  for (size_t at = 0; at < escaped.len; at++) {
    char byte = escaped.ptr[at];
    if (byte == '%') {
      int value = code_value(escaped, at);
      good = good && value >= 0;
      at += value >= 0 ? 2 : 0;
      byte = value >= 0 ? (char)value : '%';
    } else if (byte == '+' && in_query) {
      byte = ' ';
    }
    out[bytes->len++] = byte;
  }
  return good;
}
