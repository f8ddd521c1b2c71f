/*
 * buf: text that grows, up to a ceiling it is born with. Once it cannot grow it stays failed and
 * further steps do nothing: write a whole chain, ask buf_failed() at its end.
 */
#ifndef MARROW_BASE_BUF_H
#define MARROW_BASE_BUF_H

#include "str.h"

struct buf {
  char *ptr; /* NUL-terminated once anything was added */
  size_t len, capacity, ceiling;
  bool failed;
};

void buf_init(struct buf *buf, size_t ceiling);
void buf_free(struct buf *buf);

/* Forgets the text and a failure, keeps the memory. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, struct str text);
void buf_byte(struct buf *buf, char byte);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `bytes` more, for callers that write at ptr + len themselves; NULL once failed. */
char *buf_reserve(struct buf *buf, size_t bytes);

bool buf_failed(const struct buf *buf);

/* What was written; valid until the next change. */
static inline struct str buf_str(const struct buf *buf) {
  return (struct str){buf->ptr, buf->len};
}

#endif
