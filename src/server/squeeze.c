#include "server/squeeze.h"

#include <brotli/encode.h>
#include <zlib.h>

/*
 * An answer is compressed while somebody waits: beyond these qualities each further hundredth of its size costs
 * more time than the network takes for it.
 */
enum { BROTLI_QUALITY = 5, BROTLI_WINDOW = 18, GZIP_LEVEL = 5, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 };

/* Both write at most `most` bytes at `out` and answer how many; 0 where that is not enough. */
static size_t to_brotli(struct str body, uint8_t *out, size_t most) {
  size_t written = most;
  return BrotliEncoderCompress(BROTLI_QUALITY, BROTLI_WINDOW, BROTLI_MODE_TEXT, body.len, (const uint8_t *)body.ptr, &written,
                               out)
             ? written
             : 0;
}

static size_t to_gzip(struct str body, uint8_t *out, size_t most) {
  z_stream stream = {
      .next_in = (Bytef *)(uintptr_t)body.ptr, .avail_in = (uInt)body.len, .next_out = (Bytef *)out, .avail_out = (uInt)most};
  if (deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
    return 0;
  }
  bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  (void)deflateEnd(&stream);
  return whole ? stream.total_out : 0;
}

bool squeeze(struct buf *body, enum coding coding) {
  if (coding == CODING_NONE || body->len < SQUEEZE_BYTES_LEAST) {
    return false;
  }
  struct buf smaller;
  buf_init(&smaller, body->ceiling);
  uint8_t *out = (uint8_t *)buf_reserve(&smaller, body->len);
  if (out != NULL) {
    smaller.len = coding == CODING_BROTLI ? to_brotli(buf_str(body), out, body->len) : to_gzip(buf_str(body), out, body->len);
  }
  if (smaller.len == 0) {
    buf_free(&smaller);
    return false;
  }
  buf_free(body);
  *body = smaller;
  return true;
}
