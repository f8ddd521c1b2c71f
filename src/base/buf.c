#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *buf, size_t ceiling) {
  *buf = (struct buf){.ceiling = ceiling};
}

void buf_free(struct buf *buf) {
  free(buf->ptr);
  buf_init(buf, buf->ceiling);
}

void buf_clear(struct buf *buf) {
  buf->len = 0;
  buf->failed = false;
}

char *buf_grow(struct buf *buf, size_t bytes) {
  if (buf->failed || bytes > buf->ceiling || buf->len > buf->ceiling - bytes) {
    buf->failed = true;
    return NULL;
  }
  size_t needed = buf->len + bytes + 1;
  if (needed > buf->capacity) {
    size_t capacity = buf->capacity < 64 ? 64 : buf->capacity * 2;
    capacity = capacity > needed ? capacity : needed;
    capacity = capacity - 1 < buf->ceiling ? capacity : buf->ceiling + 1;
    char *moved = realloc(buf->ptr, capacity);
    if (moved == NULL) {
      buf->failed = true;
      return NULL;
    }
    buf->ptr = moved;
    buf->capacity = capacity;
  }
  return buf->ptr + buf->len;
}

void buf_format(struct buf *buf, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *end = length < 0 ? NULL : buf_reserve(buf, (size_t)length);
  if (end != NULL) {
    (void)vsnprintf(end, (size_t)length + 1, format, again);
    buf->len += (size_t)length;
  }
  va_end(again);
}

bool buf_failed(const struct buf *buf) {
  return buf->failed;
}
