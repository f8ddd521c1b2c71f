#include "anchors.h"

#include <strings.h>

enum { ANCHOR_BYTES_MAX = 200 };

/* How a format writes an anchor: what stands before it, and the bytes that end it. */
struct writing {
  const char *sign, *ends;
};

static bool is_at(struct str text, size_t at, const char *sign) {
  size_t length = strlen(sign);
  return text.len - at >= length && memcmp(text.ptr + at, sign, length) == 0;
}

static size_t skip_blanks(struct str text, size_t at) {
  while (at < text.len && byte_is_blank(text.ptr[at])) {
    at++;
  }
  return at;
}

/* The text from `at` on, up to any of the bytes; empty where it is too long. */
static struct str up_to(struct str text, size_t at, const char *ends) {
  size_t end = at;
  while (end < text.len && end - at <= ANCHOR_BYTES_MAX && strchr(ends, text.ptr[end]) == NULL) {
    end++;
  }
  return end - at <= ANCHOR_BYTES_MAX ? str_slice(text, at, end) : STR("");
}

/* The value of the attribute whose name begins at `at`; empty where none does. */
static struct str attribute_value(struct str text, size_t at) {
  static const char *const names[] = {"id", "name"};
  size_t behind = 0;
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    size_t length = strlen(names[i]);
    if (text.len - at > length && strncasecmp(text.ptr + at, names[i], length) == 0) {
      behind = skip_blanks(text, at + length);
    }
  }
  if (behind == 0 || behind >= text.len || text.ptr[behind] != '=') {
    return STR("");
  }
  behind = skip_blanks(text, behind + 1);
  if (behind < text.len && (text.ptr[behind] == '"' || text.ptr[behind] == '\'')) {
    return up_to(text, behind + 1, text.ptr[behind] == '"' ? "\"" : "'");
  }
  return up_to(text, behind, " \t\r\n>\"'");
}

void anchors_visit(struct str text, anchor_visitor *visit, void *context) {
  static const struct writing writings[] = {{"{#", " \t\r\n}"}, {"{: #", " \t\r\n}"},    {"{:#", " \t\r\n}"}, {"[[", ",]\n"},
                                            {"[#", ",.%]\n"},   {"anchor:", "[ \t\r\n"}, {".. _", ":\n"}};
  for (size_t at = 0; at < text.len; at++) {
    struct str found = byte_is_blank(text.ptr[at]) && at + 1 < text.len ? attribute_value(text, at + 1) : STR("");
    for (size_t i = 0; found.len == 0 && i < COUNT_OF(writings); i++) {
      if (text.ptr[at] == writings[i].sign[0] && is_at(text, at, writings[i].sign)) {
        found = up_to(text, at + strlen(writings[i].sign), writings[i].ends);
      }
    }
    if (found.len > 0) {
      visit(context, found);
    }
  }
}
