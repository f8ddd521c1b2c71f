#include "writings.h"

#include <stdlib.h>

enum { SURFACE_BYTES_MAX = 1 << 16 };

void writings_free(struct writings *writings) {
  free(writings->list);
  *writings = (struct writings){.count = 0};
}

bool writings_add(struct writings *writings, const struct writing_count *way) {
  if (writings->count == writings->capacity) {
    size_t capacity = writings->capacity == 0 ? 16 : writings->capacity * 2;
    struct writing_count *moved = realloc(writings->list, capacity * sizeof *moved);
    if (moved == NULL) {
      return false;
    }
    writings->list = moved;
    writings->capacity = capacity;
  }
  writings->list[writings->count++] = *way;
  return true;
}

bool writing_leads(const struct writing_count *way, const struct writing_count *other) {
  if (way->articles != other->articles) {
    return way->articles > other->articles;
  }
  return way->dressed != other->dressed ? way->dressed > other->dressed : str_compare(way->text, other->text) > 0;
}

void writings_pack(const struct writings *writings, struct buf *last, struct buf *packed) {
  struct str surface = writings->surface, before = buf_str(last);
  size_t shared = 0;
  while (shared < surface.len && shared < before.len && surface.ptr[shared] == before.ptr[shared]) {
    shared++;
  }
  encode_number(shared, packed);
  encode_number(surface.len - shared, packed);
  buf_add(packed, str_slice(surface, shared, surface.len));
  encode_number(writings->count, packed);
  for (size_t i = 0; i < writings->count; i++) {
    const struct writing_count *way = &writings->list[i];
    struct str text = str_equal(way->text, surface) ? STR("") : way->text;
    encode_number(text.len, packed);
    buf_add(packed, text);
    encode_number(way->articles, packed);
    encode_number(way->dressed, packed);
  }
  last->len = shared;
  buf_add(last, str_slice(surface, shared, surface.len));
}

void writings_begin(struct str packed, struct writings_cursor *cursor) {
  *cursor = (struct writings_cursor){.packed = packed};
  buf_init(&cursor->surface, SURFACE_BYTES_MAX);
}

void writings_end(struct writings_cursor *cursor) {
  buf_free(&cursor->surface);
}

/* Takes so many bytes. */
static bool take_bytes(struct writings_cursor *cursor, uint32_t length, struct str *bytes) {
  if (length > cursor->packed.len - cursor->at) {
    return false;
  }
  *bytes = str_slice(cursor->packed, cursor->at, cursor->at + length);
  cursor->at += length;
  return true;
}

static bool take_surface(struct writings_cursor *cursor, struct writings *writings) {
  uint32_t shared, rest;
  struct str bytes;
  if (!decode_number(cursor->packed, &cursor->at, &shared) || !decode_number(cursor->packed, &cursor->at, &rest) ||
      shared > cursor->surface.len || !take_bytes(cursor, rest, &bytes)) {
    return false;
  }
  cursor->surface.len = shared;
  buf_add(&cursor->surface, bytes);
  writings->surface = buf_str(&cursor->surface);
  return !buf_failed(&cursor->surface);
}

static bool take_way(struct writings_cursor *cursor, struct writings *writings) {
  uint32_t length;
  struct writing_count way;
  if (!decode_number(cursor->packed, &cursor->at, &length) || !take_bytes(cursor, length, &way.text) ||
      !decode_number(cursor->packed, &cursor->at, &way.articles) || !decode_number(cursor->packed, &cursor->at, &way.dressed)) {
    return false;
  }
  way.text = length == 0 ? writings->surface : way.text;
  return writings_add(writings, &way);
}

bool writings_next(struct writings_cursor *cursor, struct writings *writings) {
  uint32_t count = 0;
  writings->count = 0;
  if (cursor->failed || cursor->at == cursor->packed.len) {
    return false;
  }
  bool sound = take_surface(cursor, writings) && decode_number(cursor->packed, &cursor->at, &count);
  for (uint32_t i = 0; sound && i < count; i++) {
    sound = take_way(cursor, writings);
  }
  cursor->failed = !sound;
  return sound;
}
