#include "article/anchor.h"

#include "article/text.h"

/* A heading says what it is about within so many characters; the rest would only lengthen addresses. */
enum { SLUG_CHARACTERS_MAX = 200 };

struct anchor_entry {
  struct str anchor;
  uint32_t repeats; /* the last number that was put behind it */
};

static bool is_anchor_character(uint32_t character) {
  return character == '-' || character == '_' || unicode_class(character) != UNICODE_OTHER;
}

bool anchor_is_valid(struct str anchor) {
  for (size_t at = 0; at < anchor.len;) {
    uint32_t character = utf8_next(anchor, &at);
    if (!is_anchor_character(character) && character != '.' && character != ':') {
      return false;
    }
  }
  return anchor.len > 0;
}

static void add_slug(struct str lower, struct buf *slug) {
  for (size_t at = 0; at < lower.len;) {
    uint32_t character = utf8_next(lower, &at);
    if (is_anchor_character(character)) {
      utf8_add(slug, character);
    } else if (character == ' ') {
      buf_byte(slug, '-');
    }
  }
}

struct str anchor_slug(struct arena *arena, struct str heading) {
  struct buf lower, slug;
  buf_init(&lower, 8 * SLUG_CHARACTERS_MAX);
  buf_init(&slug, 8 * SLUG_CHARACTERS_MAX);
  unicode_small(text_cut(heading, SLUG_CHARACTERS_MAX), &lower);
  add_slug(buf_str(&lower), &slug);
  struct str copy = slug.len == 0 ? STR("section") : arena_copy(arena, buf_str(&slug));
  buf_free(&lower);
  buf_free(&slug);
  return copy;
}

/* The entry of an anchor, or the free one where it would go. */
static struct anchor_entry *find(const struct anchors *anchors, struct str anchor) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < anchor.len; i++) {
    hash = (hash ^ (unsigned char)anchor.ptr[i]) * 1099511628211u;
  }
  size_t slot = (size_t)hash & (anchors->capacity - 1);
  while (anchors->entries[slot].anchor.len > 0 && !str_equal(anchors->entries[slot].anchor, anchor)) {
    slot = (slot + 1) & (anchors->capacity - 1);
  }
  return &anchors->entries[slot];
}

static bool make_room(struct anchors *anchors) {
  if (anchors->count * 2 < anchors->capacity) {
    return true;
  }
  struct anchors larger = {.arena = anchors->arena, .capacity = anchors->capacity == 0 ? 32 : anchors->capacity * 2};
  larger.entries = arena_array(anchors->arena, larger.capacity, sizeof *larger.entries);
  if (larger.entries == NULL) {
    return false;
  }
  for (size_t i = 0; i < anchors->capacity; i++) {
    if (anchors->entries[i].anchor.len > 0) {
      *find(&larger, anchors->entries[i].anchor) = anchors->entries[i];
    }
  }
  larger.count = anchors->count;
  *anchors = larger;
  return true;
}

struct str anchor_unique(struct anchors *anchors, struct str wanted) {
  if (wanted.len == 0 || !make_room(anchors)) {
    return STR("");
  }
  struct anchor_entry *taken = find(anchors, wanted);
  struct anchor_entry *entry = taken;
  struct str anchor = wanted;
  while (entry->anchor.len > 0) {
    anchor = arena_format(anchors->arena, "%.*s-%u", STR_ARG(wanted), ++taken->repeats);
    if (anchor.len == 0) {
      return STR("");
    }
    entry = find(anchors, anchor);
  }
  entry->anchor = anchor;
  anchors->count++;
  return anchor;
}
