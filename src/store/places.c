#include "places.h"

enum { NUMBER_BYTES_MAX = 5, NEXT_FIELD = 1, LEAST = 2 };

/* Writes a number of 32 bits, high ones first; answers where it ends. */
static unsigned char *put_number(unsigned char *to, uint32_t number) {
  for (unsigned shift = 28; shift > 0; shift -= 7) {
    if (number >> shift != 0) {
      *to++ = (unsigned char)(0x80 | (number >> shift));
    }
  }
  *to++ = number & 0x7f;
  return to;
}

void places_add(struct buf *places, const uint32_t *positions, const uint32_t counts[FIELD_COUNT]) {
  for (uint32_t field = 0; field < FIELD_COUNT; field++) {
    size_t count = counts[field];
    char *room = count == 0 ? NULL : buf_reserve(places, count * NUMBER_BYTES_MAX + 2);
    if (room == NULL) {
      continue;
    }
    unsigned char *to = (unsigned char *)room;
    if (field > 0) {
      *to++ = NEXT_FIELD;
      *to++ = (unsigned char)field;
    }
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
      uint32_t number = positions[i] - before + LEAST;
      before = positions[i];
      if (number < 0x80) {
        *to++ = (unsigned char)number; /* nearly all of them */
      } else {
        to = put_number(to, number);
      }
    }
    positions += count;
    places->len += (size_t)(to - (unsigned char *)room);
  }
}

void places_count(struct str places, uint32_t counts[FIELD_COUNT]) {
  memset(counts, 0, FIELD_COUNT * sizeof *counts);
  size_t field = 0;
  bool begins = true; /* a number */
  for (size_t i = 0; i < places.len; i++) {
    unsigned char byte = (unsigned char)places.ptr[i];
    if (begins && byte == NEXT_FIELD && i + 1 < places.len) {
      field = (unsigned char)places.ptr[++i] % FIELD_COUNT;
      continue;
    }
    begins = byte < 0x80;
    counts[field] += begins;
  }
}
