#include "article/text.h"

/* The names authors use; UTF-8 needs no more. In order of character. */
static const struct {
  const char *name;
  uint32_t character;
} entities[] = {
    {"quot", 0x22},    {"amp", 0x26},      {"apos", 0x27},     {"lt", 0x3C},      {"gt", 0x3E},       {"nbsp", 0xA0},
    {"cent", 0xA2},    {"pound", 0xA3},    {"yen", 0xA5},      {"sect", 0xA7},    {"copy", 0xA9},     {"laquo", 0xAB},
    {"shy", 0xAD},     {"reg", 0xAE},      {"deg", 0xB0},      {"plusmn", 0xB1},  {"sup2", 0xB2},     {"sup3", 0xB3},
    {"micro", 0xB5},   {"para", 0xB6},     {"middot", 0xB7},   {"raquo", 0xBB},   {"frac14", 0xBC},   {"frac12", 0xBD},
    {"frac34", 0xBE},  {"times", 0xD7},    {"divide", 0xF7},   {"Delta", 0x394},  {"Omega", 0x3A9},   {"alpha", 0x3B1},
    {"beta", 0x3B2},   {"gamma", 0x3B3},   {"delta", 0x3B4},   {"kappa", 0x3BA},  {"lambda", 0x3BB},  {"mu", 0x3BC},
    {"pi", 0x3C0},     {"sigma", 0x3C3},   {"omega", 0x3C9},   {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"dagger", 0x2020}, {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030},
    {"prime", 0x2032}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},  {"trade", 0x2122},  {"larr", 0x2190},
    {"uarr", 0x2191},  {"rarr", 0x2192},   {"darr", 0x2193},   {"harr", 0x2194},  {"minus", 0x2212},  {"infin", 0x221E},
    {"asymp", 0x2248}, {"ne", 0x2260},     {"le", 0x2264},     {"ge", 0x2265},
};

static unsigned digit_value(char byte) {
  if (byte >= '0' && byte <= '9') {
    return (unsigned)(byte - '0');
  }
  byte = (char)(byte | 0x20);
  return byte >= 'a' && byte <= 'f' ? (unsigned)(byte - 'a') + 10 : 16;
}

/* Digits between "&#" or "&#x" and ';'. False where there is anything else. */
static bool read_number(struct str digits, uint32_t *character) {
  unsigned base = 10;
  if (digits.len > 0 && (digits.ptr[0] | 0x20) == 'x') {
    base = 16;
    digits = str_slice(digits, 1, digits.len);
  }
  uint32_t value = 0;
  for (size_t i = 0; i < digits.len; i++) {
    unsigned digit = digit_value(digits.ptr[i]);
    if (digit >= base) {
      return false;
    }
    value = value > 0x10FFFF ? value : value * base + digit;
  }
  bool exists = value != 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  *character = exists ? value : 0xFFFD;
  return digits.len > 0;
}

void entity_add(struct buf *buf, struct str entity) {
  struct str name = str_slice(entity, 1, entity.len - 1);
  uint32_t character = 0;
  if (name.len > 0 && name.ptr[0] == '#') {
    (void)(read_number(str_slice(name, 1, name.len), &character) || (character = 0));
  }
  for (size_t i = 0; i < COUNT_OF(entities) && character == 0; i++) {
    character = str_equal(name, str_of(entities[i].name)) ? entities[i].character : 0;
  }
  if (character == 0) {
    buf_add(buf, entity);
  } else {
    utf8_add(buf, character);
  }
}
