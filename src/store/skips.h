/*
 * skips: the index of one long list of articles in FTS5's layout: on which page which article stands first, in as many levels
 * as it takes. Private to store.
 */
#ifndef MARROW_STORE_SKIPS_H
#define MARROW_STORE_SKIPS_H

#include "schema.h"

enum { SKIP_LEVELS = 8 };

struct skips {
  struct skip_level {
    struct buf page;
    uint64_t number; /* of the page */
    uint64_t last;   /* article */
  } levels[SKIP_LEVELS];
  bool failed;
};

void skips_init(struct skips *skips);
void skips_free(struct skips *skips);
void skips_clear(struct skips *skips);
bool skips_any(const struct skips *skips);
bool skips_failed(const struct skips *skips);

/* A term begins on a page. */
void skips_begin(struct skips *skips, uint64_t page);

/* Called with each page of it that is written. */
typedef void skips_writer(void *context, unsigned level, uint64_t page, struct str bytes);

/* An article is the first on a page of the list. */
void skips_add(struct skips *skips, uint64_t page, uint64_t article, skips_writer *write, void *context);

/* A page of the list has no article's beginning. */
void skips_pass(struct skips *skips);

/* Writes what is not written yet. */
void skips_flush(struct skips *skips, skips_writer *write, void *context);

/* What encode_big() does with numbers of several bytes. */
void encode_large_big(uint64_t number, struct buf *out);

/* Appends a number as SQLite writes it: seven bits a byte, high ones first, the last byte below 128; eight bits in a ninth. */
static inline void encode_big(uint64_t number, struct buf *out) {
  if (number < 0x80) { /* nearly all of them */
    buf_byte(out, (char)number);
  } else {
    encode_large_big(number, out);
  }
}

#endif
