/*
 * buf: text that grows, up to a ceiling it is born with. Once it cannot grow it stays failed and
 * further steps do nothing: write a whole chain, ask buf_failed() at its end.
 */
#ifndef MARROW_BASE_BUF_H
#define MARROW_BASE_BUF_H

#include "str.h"

struct buf {
  char *ptr;                     /* NUL-terminated once anything was added */
  size_t len, capacity, ceiling; /* capacity: with the NUL, and never for more than the ceiling */
  bool failed;
};

void buf_init(struct buf *buf, size_t ceiling);
void buf_free(struct buf *buf);

/* Forgets the text and a failure, keeps the memory. */
void buf_clear(struct buf *buf);

void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What buf_reserve() does where there is no room yet. */
char *buf_grow(struct buf *buf, size_t bytes);

/* Room for `bytes` more, for callers that write at ptr + len themselves; NULL once failed. */
static inline char *buf_reserve(struct buf *buf, size_t bytes) {
  return !buf->failed && bytes < buf->capacity - buf->len ? buf->ptr + buf->len : buf_grow(buf, bytes);
}

static inline void buf_add(struct buf *buf, struct str text) {
  char *end = buf_reserve(buf, text.len);
  if (end != NULL) {
    if (text.ptr != NULL) {
      memcpy(end, text.ptr, text.len);
    }
    end[text.len] = '\0';
    buf->len += text.len;
  }
}

static inline void buf_byte(struct buf *buf, char byte) {
  char *end = buf_reserve(buf, 1);
  if (end != NULL) {
    end[0] = byte;
    end[1] = '\0';
    buf->len++;
  }
}

bool buf_failed(const struct buf *buf);

/* What was written; valid until the next change. */
static inline struct str buf_str(const struct buf *buf) {
  return (struct str){buf->ptr, buf->len};
}

#endif
