#include "skips.h"

/* A page begins with whether there are pages beside it, the page that its first article is on, and that article. */

void skips_init(struct skips *skips) {
  *skips = (struct skips){.failed = false};
  for (size_t i = 0; i < SKIP_LEVELS; i++) {
    buf_init(&skips->levels[i].page, 1 << 20);
  }
}

void skips_free(struct skips *skips) {
  for (size_t i = 0; i < SKIP_LEVELS; i++) {
    buf_free(&skips->levels[i].page);
  }
}

void skips_clear(struct skips *skips) {
  for (size_t i = 0; i < SKIP_LEVELS && skips->levels[i].page.len > 0; i++) {
    skips->failed = skips->failed || buf_failed(&skips->levels[i].page);
    buf_clear(&skips->levels[i].page);
  }
}

bool skips_any(const struct skips *skips) {
  return skips->levels[0].page.len > 0;
}

bool skips_failed(const struct skips *skips) {
  return skips->failed;
}

void skips_begin(struct skips *skips, uint64_t page) {
  skips->levels[0].number = page;
}

void encode_large_big(uint64_t number, struct buf *out) {
  char bytes[9];
  size_t at = sizeof bytes;
  if (number >> 56 != 0) {
    bytes[--at] = (char)number;
    for (number >>= 8; at > 0; number >>= 7) {
      bytes[--at] = (char)(0x80 | (number & 0x7f));
    }
  } else {
    bytes[--at] = (char)(number & 0x7f);
    for (number >>= 7; number > 0; number >>= 7) {
      bytes[--at] = (char)(0x80 | (number & 0x7f));
    }
  }
  buf_add(out, (struct str){bytes + at, sizeof bytes - at});
}

/* Reads such a number. */
static uint64_t decode_big(struct str bytes, size_t *at) {
  uint64_t number = 0;
  for (size_t i = 0; i < 9 && *at < bytes.len; i++) {
    unsigned char byte = (unsigned char)bytes.ptr[(*at)++];
    number = i < 8 ? number << 7 | (byte & 0x7f) : number << 8 | byte;
    if (byte < 0x80) {
      break;
    }
  }
  return number;
}

static void begin_level(struct skip_level *level, bool has_siblings, uint64_t page, uint64_t article) {
  encode_big(has_siblings, &level->page);
  encode_big(page, &level->page);
  encode_big(article, &level->page);
  level->last = article;
}

/* Writes a full page. The first one of its level becomes known to the level above only now. */
static void end_page(struct skips *skips, unsigned number, skips_writer *write, void *context) {
  struct skip_level *level = &skips->levels[number];
  level->page.ptr[0] = 1;
  write(context, number, level->number, buf_str(&level->page));
  if (level[1].page.len == 0) {
    size_t at = 1;
    (void)decode_big(buf_str(&level->page), &at);
    level[1].number = level->number;
    begin_level(&level[1], false, level->number, decode_big(buf_str(&level->page), &at));
  }
  buf_clear(&level->page);
  level->number++;
}

void skips_add(struct skips *skips, uint64_t page, uint64_t article, skips_writer *write, void *context) {
  bool goes_up = true;
  for (unsigned i = 0; goes_up && i < SKIP_LEVELS - 1; i++) {
    struct skip_level *level = &skips->levels[i];
    goes_up = level->page.len >= STORE_TERMS_PAGE_BYTES;
    if (buf_failed(&level->page)) {
      skips->failed = true;
      return;
    }
    if (goes_up) {
      end_page(skips, i, write, context);
    }
    if (level->page.len > 0) {
      encode_big(article - level->last, &level->page);
      level->last = article;
    } else {
      begin_level(level, goes_up, i == 0 ? page : level[-1].number, article);
    }
  }
}

void skips_pass(struct skips *skips) {
  if (skips_any(skips)) {
    buf_byte(&skips->levels[0].page, 0);
  }
}

void skips_flush(struct skips *skips, skips_writer *write, void *context) {
  for (unsigned i = 0; i < SKIP_LEVELS && skips->levels[i].page.len > 0; i++) {
    write(context, i, skips->levels[i].number, buf_str(&skips->levels[i].page));
  }
}
