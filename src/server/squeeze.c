#include "server/squeeze.h"

#include <brotli/encode.h>
#include <zlib.h>

/*
 * An answer is compressed while somebody waits: beyond these qualities each further hundredth of its size costs
 * more time than the network takes for it.
 */
enum { BROTLI_QUALITY = 5, BROTLI_WINDOW = 18, GZIP_LEVEL = 5, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 };

/* What is compressed once and sent often. */
enum { BROTLI_QUALITY_OFTEN = 11, GZIP_LEVEL_OFTEN = 9, GZIP_MEMORY_OFTEN = 9 };

/* Both fill the room that `out` has, at most `most` bytes; out->len stays 0 where that is not enough. */
static void to_brotli(struct str body, struct buf *out, size_t most, bool often) {
  size_t written = most;
  bool whole = BrotliEncoderCompress(often ? BROTLI_QUALITY_OFTEN : BROTLI_QUALITY, BROTLI_WINDOW, BROTLI_MODE_TEXT, body.len,
                                     (const uint8_t *)body.ptr, &written, (uint8_t *)out->ptr);
  out->len = whole ? written : 0;
}

static void to_gzip(struct str body, struct buf *out, size_t most, bool often) {
  z_stream stream = {.next_in = (Bytef *)(uintptr_t)body.ptr,
                     .avail_in = (uInt)body.len,
                     .next_out = (Bytef *)out->ptr,
                     .avail_out = (uInt)most};
  int level = often ? GZIP_LEVEL_OFTEN : GZIP_LEVEL, memory = often ? GZIP_MEMORY_OFTEN : GZIP_MEMORY;
  if (deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, memory, Z_DEFAULT_STRATEGY) == Z_OK) {
    out->len = deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
    (void)deflateEnd(&stream);
  }
}

bool squeeze(struct buf *body, enum coding coding, bool often) {
  if (coding == CODING_NONE || body->len < (often ? SQUEEZE_BYTES_LEAST_OFTEN : SQUEEZE_BYTES_LEAST)) {
    return false;
  }
  struct buf smaller;
  buf_init(&smaller, body->ceiling);
  if (buf_reserve(&smaller, body->len) != NULL) {
    (coding == CODING_BROTLI ? to_brotli : to_gzip)(buf_str(body), &smaller, body->len, often);
  }
  if (smaller.len == 0) {
    buf_free(&smaller);
    return false;
  }
  buf_free(body);
  *body = smaller;
  return true;
}
