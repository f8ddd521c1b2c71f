/* encode: two codings that several modules write: addresses, and numbers in the index file. */
#ifndef MARROW_BASE_ENCODE_H
#define MARROW_BASE_ENCODE_H

#include "arena.h"
#include "buf.h"

/* The signs of a path that need no escape beside letters and digits (RFC 3986, unreserved, and '/'). */
#define ENCODE_PATH "-._~/"

/* Appends `text` percent-encoded: ASCII letters, digits and the signs in `kept` stay as they are. */
void encode_percent(struct str text, const char *kept, struct buf *out);

/*
 * Puts bytes for percent codes, and in a query spaces for '+'. False where a '%' is not followed by two
 * hexadecimal digits or memory ends; *bytes then has such a '%' as it stands.
 */
bool decode_percent(struct arena *arena, struct str escaped, bool in_query, struct str *bytes);

/* What encode_number() does with those of several bytes. */
void encode_large_number(uint64_t number, struct buf *out);

/* Appends a number in seven bits a byte, low ones first, the last byte below 128 (LEB128). */
static inline void encode_number(uint64_t number, struct buf *out) {
  if (number < 0x80) { /* nearly all of them */
    buf_byte(out, (char)number);
  } else {
    encode_large_number(number, out);
  }
}

/* Appends a text with its length before it: no two lists of texts are alike then. */
void encode_text(struct str text, struct buf *out);

/* Reads a number of at most 32 bits at *at and moves behind it. False where the bytes end or it is larger. */
bool decode_number(struct str bytes, size_t *at, uint32_t *number) __attribute__((warn_unused_result));

#endif
