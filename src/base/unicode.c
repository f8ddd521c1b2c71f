#include "base/base.h"

#include <stdlib.h>
#include <utf8proc.h>

/* The end of the ASCII characters at `at`, eight at a time. */
static size_t ascii_end(struct str text, size_t at) {
  for (uint64_t eight; at + sizeof eight <= text.len; at += sizeof eight) {
    memcpy(&eight, text.ptr + at, sizeof eight);
    if ((eight & UINT64_C(0x8080808080808080)) != 0) {
      break;
    }
  }
  return at;
}

bool utf8_valid(struct str text, size_t *bad) {
  for (size_t at = ascii_end(text, 0); at < text.len;) {
    if ((unsigned char)text.ptr[at] < 0x80) {
      at++;
      continue;
    }
    utf8proc_int32_t character;
    utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at, (utf8proc_ssize_t)(text.len - at), &character);
    if (step <= 0) {
      *bad = at;
      return false;
    }
    at = ascii_end(text, at + (size_t)step);
  }
  return true;
}

uint32_t utf8_next_wide(struct str text, size_t *offset) {
  utf8proc_int32_t character;
  utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + *offset, (utf8proc_ssize_t)(text.len - *offset), &character);
  *offset += step > 0 ? (size_t)step : 1;
  return step > 0 ? (uint32_t)character : 0xFFFD;
}

void utf8_add(struct buf *buf, uint32_t character) {
  utf8proc_uint8_t bytes[4];
  utf8proc_ssize_t length = utf8proc_encode_char((utf8proc_int32_t)character, bytes);
  buf_add(buf, (struct str){(const char *)bytes, (size_t)length});
}

/* Scripts without spaces between words, as ranges of characters in ascending order. */
static const struct {
  uint32_t first, last;
} unspaced[] = {
    {0x0E00, 0x0EFF},   /* Thai, Lao */
    {0x1000, 0x109F},   /* Myanmar */
    {0x1780, 0x17FF},   /* Khmer */
    {0x2E80, 0x2FDF},   /* Han radicals */
    {0x3005, 0x3007},   /* Han iteration and closing marks, zero */
    {0x3041, 0x30FF},   /* Hiragana, Katakana */
    {0x3105, 0x312F},   /* Bopomofo */
    {0x31F0, 0x31FF},   /* Katakana extensions */
    {0x3400, 0x9FFF},   /* Han */
    {0xF900, 0xFAFF},   /* Han compatibility */
    {0xFF66, 0xFF9F},   /* halfwidth Katakana */
    {0x1B000, 0x1B16F}, /* Kana supplements */
    {0x20000, 0x3FFFF}, /* Han extensions */
};

static bool is_unspaced(uint32_t character) {
  for (size_t i = 0; i < COUNT_OF(unspaced) && unspaced[i].first <= character; i++) {
    if (character <= unspaced[i].last) {
      return true;
    }
  }
  return false;
}

enum unicode_class unicode_class(uint32_t character) {
  switch (utf8proc_category((utf8proc_int32_t)character)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_CO:
    return is_unspaced(character) ? UNICODE_SOLO : UNICODE_WORD;
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return UNICODE_DIGIT;
  default:
    return UNICODE_OTHER;
  }
}

bool unicode_is_mark(uint32_t character) {
  switch (utf8proc_category((utf8proc_int32_t)character)) {
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return true;
  default:
    return character == 0xFF9E || character == 0xFF9F; /* halfwidth voicing marks, which Unicode calls letters */
  }
}

uint32_t unicode_upper(uint32_t character) {
  return (uint32_t)utf8proc_toupper((utf8proc_int32_t)character);
}

size_t unicode_columns(struct str text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.len;) {
    int width = utf8proc_charwidth((utf8proc_int32_t)utf8_next(text, &at));
    columns += width > 0 ? (size_t)width : 0;
  }
  return columns;
}

static void map_text(struct str text, utf8proc_option_t options, struct buf *out) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &mapped, options);
  if (length < 0) {
    out->failed = true;
    return;
  }
  buf_add(out, (struct str){(const char *)mapped, (size_t)length});
  free(mapped);
}

/* Letters that Unicode does not take for others with marks, and how they are typed where keyboards lack them. */
static const struct {
  char letter[3]; /* of two bytes */
  struct str plain;
} plain_letters[] = {{"ı", {"i", 1}}, {"œ", {"oe", 2}}, {"æ", {"ae", 2}}, {"ø", {"o", 1}}, {"ł", {"l", 1}}, {"đ", {"d", 1}}};

static struct str plain_of(const char *letter) {
  for (size_t i = 0; i < COUNT_OF(plain_letters); i++) {
    if (memcmp(letter, plain_letters[i].letter, 2) == 0) {
      return plain_letters[i].plain;
    }
  }
  return STR("");
}

/* Puts them in the place of the letters of `out` from `begin` on; none is longer. */
static void fold_letters(struct buf *out, size_t begin) {
  size_t length = begin;
  for (size_t i = begin; i < out->len; i++) {
    unsigned char byte = (unsigned char)out->ptr[i];
    struct str plain = byte >= 0xC3 && byte <= 0xC5 && i + 1 < out->len ? plain_of(out->ptr + i) : STR("");
    if (plain.len == 0) {
      out->ptr[length++] = out->ptr[i];
      continue;
    }
    memcpy(out->ptr + length, plain.ptr, plain.len);
    length += plain.len;
    i++;
  }
  out->len = length;
}

void unicode_lower(struct str text, struct buf *out) {
  map_text(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, out);
}

void unicode_small(struct str text, struct buf *out) {
  for (size_t at = 0; at < text.len;) {
    utf8_add(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)utf8_next(text, &at)));
  }
}

void unicode_fold(struct str text, struct buf *out) {
  size_t begin = out->len;
  map_text(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPMARK,
           out);
  fold_letters(out, begin);
}
