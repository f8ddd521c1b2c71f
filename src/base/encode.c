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

void encode_number(uint64_t number, struct buf *out) {
  for (; number >= 0x80; number >>= 7) {
    buf_byte(out, (char)(number | 0x80));
  }
  buf_byte(out, (char)number);
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
