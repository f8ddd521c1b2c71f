/*
 * str: a piece of text as pointer and length. It owns nothing: whoever made the bytes frees them.
 * The bytes need not end in NUL and may contain NUL. `ptr` may be NULL only where `len` is 0.
 */
#ifndef MARROW_BASE_STR_H
#define MARROW_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
  const char *ptr;
  size_t len;
};

/* A range of bytes of some text: begin inclusive, end exclusive. */
struct span {
  uint32_t begin, end;
};

/* STR("literal"): a str without counting at run time. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf: printf("%.*s", STR_ARG(text)). */
#define STR_ARG(text) (int)(text).len, (text).ptr

/* ASCII white space. */
static inline bool byte_is_blank(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline struct str str_of(const char *text) {
  return (struct str){text, text == NULL ? 0 : strlen(text)};
}

static inline bool str_equal(struct str a, struct str b) {
  return a.len == b.len && (a.len == 0 || (a.ptr != NULL && b.ptr != NULL && memcmp(a.ptr, b.ptr, a.len) == 0));
}

/* Byte order; a shorter text sorts before the longer one it begins. Negative, 0 or positive. */
int str_compare(struct str a, struct str b);

/* The part of `text` from byte `begin` to byte `end`; both are cut to what there is. */
static inline struct str str_slice(struct str text, size_t begin, size_t end) {
  end = end < text.len ? end : text.len;
  begin = begin < end ? begin : end;
  return (struct str){begin == 0 ? text.ptr : text.ptr + begin, end - begin}; /* nothing is added to NULL */
}

bool str_starts_with(struct str text, struct str prefix);
bool str_ends_with(struct str text, struct str suffix);

/* Whether `part` stands in `text`; an empty one does not. */
bool str_contains(struct str text, struct str part);

/* `text` without ASCII white space at both ends. */
struct str str_trim(struct str text);

/* Offset of the first `byte` at or after `from`; text.len where there is none. */
size_t str_find(struct str text, char byte, size_t from);

/* Takes the next line off `rest` (without its LF or CRLF). False when nothing was left. */
bool str_next_line(struct str *rest, struct str *line);

/* A whole decimal number without sign, at most `max`. False for anything else. */
bool str_to_number(struct str text, uint64_t max, uint64_t *number);

#endif
