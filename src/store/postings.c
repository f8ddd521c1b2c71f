#include "postings.h"
#include "schema.h"

enum { BODY_ONLY_MAX = 127, HAS_FIELDS = 0x80 };

void posting_add(struct buf *postings, uint32_t difference, const uint32_t counts[FIELD_COUNT]) {
  unsigned fields = 0;
  for (unsigned field = 0; field < FIELD_COUNT; field++) {
    fields |= counts[field] > 0 ? 1u << field : 0;
  }
  encode_number(difference, postings);
  if (fields == 1u << FIELD_BODY && counts[FIELD_BODY] <= BODY_ONLY_MAX) {
    buf_byte(postings, (char)counts[FIELD_BODY]);
    return;
  }
  buf_byte(postings, (char)(HAS_FIELDS | fields));
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (counts[field] > 0) {
      encode_number(counts[field], postings);
    }
  }
}

/* Reads a number; past the end it is 0 and stays at the end. */
static inline uint32_t next_number(const unsigned char **at, const unsigned char *end) {
  if (*at < end && **at < 0x80) { /* nearly all of them */
    return *(*at)++;
  }
  uint32_t number = 0;
  for (unsigned shift = 0; *at < end && shift < 32; shift += 7) {
    unsigned char byte = *(*at)++;
    number |= (uint32_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return number;
    }
  }
  *at = end;
  return 0;
}

static inline void next_article(struct posting_cursor *cursor) {
  uint32_t difference = next_number(&cursor->at, cursor->end);
  if (difference == 0 || cursor->at == cursor->end || difference >= POSTING_END - cursor->article) {
    cursor->article = POSTING_END;
    return;
  }
  cursor->article += difference;
  cursor->place++;
  cursor->counts = cursor->at;
  unsigned char fields = *cursor->at++;
  for (; fields > HAS_FIELDS; fields = (unsigned char)(HAS_FIELDS | (fields & (fields - 1) & BODY_ONLY_MAX))) {
    (void)next_number(&cursor->at, cursor->end);
  }
}

struct posting_cursor posting_begin(struct str postings) {
  const unsigned char *bytes = (const unsigned char *)postings.ptr;
  struct posting_cursor cursor = {.begin = bytes, .at = bytes, .end = bytes + postings.len};
  next_article(&cursor);
  return cursor;
}

void posting_seek(struct posting_cursor *cursor, uint32_t article) {
  while (cursor->article < article) {
    next_article(cursor);
  }
}

void posting_counts(const struct posting_cursor *cursor, uint32_t counts[FIELD_COUNT]) {
  const unsigned char *at = cursor->counts;
  unsigned fields = *at++;
  memset(counts, 0, FIELD_COUNT * sizeof *counts);
  if (fields <= BODY_ONLY_MAX) {
    counts[FIELD_BODY] = fields;
    return;
  }
  for (unsigned field = 0; field < FIELD_COUNT; field++) {
    if ((fields >> field & 1) != 0) {
      counts[field] = next_number(&at, cursor->end);
    }
  }
}
