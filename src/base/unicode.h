/*
 * unicode: UTF-8 and the few facts about characters that search needs (by utf8proc).
 */
#ifndef MARROW_BASE_UNICODE_H
#define MARROW_BASE_UNICODE_H

#include "buf.h"

/* What a character is to somebody who looks for words. */
enum unicode_class {
  UNICODE_OTHER, /* spaces, punctuation, symbols, controls */
  UNICODE_WORD,  /* letters and marks of scripts that put spaces between words */
  UNICODE_DIGIT, /* numbers of every script */
  UNICODE_SOLO,  /* a letter of a script written without spaces (Han, Kana, Thai, ...) */
};

/* Whether all bytes are well-formed UTF-8; else *bad is the offset of the first byte that is not. */
bool utf8_valid(struct str text, size_t *bad);

/*
 * Reads the character at *offset (which must be < text.len) and moves *offset behind it. A byte that
 * starts no well-formed character is answered as U+FFFD and passed over alone: it never stops.
 */
uint32_t utf8_next_wide(struct str text, size_t *offset); /* the part for bytes from 0x80 on */

static inline uint32_t utf8_next(struct str text, size_t *offset) {
  unsigned char first = (unsigned char)text.ptr[*offset];
  if (first < 0x80) {
    *offset += 1;
    return first;
  }
  return utf8_next_wide(text, offset);
}

/* Appends a character as UTF-8. */
void utf8_add(struct buf *buf, uint32_t character);

enum unicode_class unicode_class(uint32_t character);

/* Whether a character is written onto the one before it: accents, vowel signs, tone marks, voicing of kana. */
bool unicode_is_mark(uint32_t character);

/* A syllable block of Hangul. */
static inline bool unicode_is_hangul(uint32_t character) {
  return character >= 0xAC00 && character <= 0xD7A3;
}

/* The capital of a letter; any other character as it is. */
uint32_t unicode_upper(uint32_t character);

/* How many terminal columns a text takes (wide characters two, marks none, controls none). */
size_t unicode_columns(struct str text);

/*
 * Appends `text` (well-formed UTF-8) in lower case with compatibility forms replaced (NFKC and case
 * folding: width, ligatures, ß as ss). Accents stay: this is what stemmers read.
 */
void unicode_lower(struct str text, struct buf *out);

/* Appends `text` with capital letters as small ones, each by itself; all else stays as it is (ß, ligatures): as addresses are
 * made. */
void unicode_small(struct str text, struct buf *out);

/* Appends `text` as unicode_lower() does and without accents (ø as o, ı as i, œ as oe): this is what words are compared by. */
void unicode_fold(struct str text, struct buf *out);

#endif
