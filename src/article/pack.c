/*
 * Sections and marks as bytes. Numbers are LEB128; offsets are written as distances, so most take one
 * byte. Layout: sections, marks, and each of these:
 *   section: level, heading from the end of the section before, its length, body from the heading's
 *            end, its length, anchor
 *   mark:    kind with HAS_NUMBER and HAS_VALUE, depth, begin from the mark before, length, and the
 *            number and the value where the kind says so
 */
#include "article/address.h"
#include "article/anchor.h"
#include "article/article.h"
#include "article/build.h"
#include "article/text.h"

enum { HAS_NUMBER = 32, HAS_VALUE = 64, SECTION_BYTES_MIN = 6, MARK_BYTES_MIN = 4 };
_Static_assert((int)MARK_KIND_COUNT <= (int)HAS_NUMBER, "a kind must leave room for the flags");

static void add_str(struct buf *packed, struct str text) {
  encode_number(text.len, packed);
  buf_add(packed, text);
}

static void add_span(struct buf *packed, uint32_t from, struct span span) {
  encode_number(span.begin - from, packed);
  encode_number(span.end - span.begin, packed);
}

void article_pack(const struct article *article, struct buf *packed) {
  uint32_t from = 0;
  encode_number(article->section_count, packed);
  encode_number(article->mark_count, packed);
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    encode_number(section->level, packed);
    add_span(packed, from, section->heading);
    add_span(packed, section->heading.end, section->body);
    add_str(packed, section->anchor);
    from = section->body.end;
  }
  from = 0;
  for (size_t i = 0; i < article->mark_count; i++) {
    const struct mark *mark = &article->marks[i];
    unsigned flags = (mark->number > 0 ? HAS_NUMBER : 0u) | (mark->value.len > 0 ? HAS_VALUE : 0u);
    encode_number(mark->kind | flags, packed);
    encode_number(mark->depth, packed);
    add_span(packed, from, mark->range);
    if (mark->number > 0) {
      encode_number(mark->number, packed);
    }
    if (mark->value.len > 0) {
      add_str(packed, mark->value);
    }
    from = mark->range.begin;
  }
}

/* What is left to read. Sticky: once anything was wrong, all that follows is 0. */
struct unpacker {
  struct str rest;
  uint32_t text_length;
  bool failed;
};

static uint32_t fail(struct unpacker *unpacker) {
  unpacker->failed = true;
  unpacker->rest.len = 0;
  return 0;
}

/* A number of at most `max`, in its shortest form. */
static uint32_t take_number(struct unpacker *unpacker, uint32_t max) {
  uint64_t number = 0;
  for (unsigned shift = 0; shift <= 28; shift += 7) {
    if (unpacker->rest.len == 0) {
      return fail(unpacker);
    }
    unsigned char byte = (unsigned char)unpacker->rest.ptr[0];
    unpacker->rest = str_slice(unpacker->rest, 1, unpacker->rest.len);
    number |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) {
      bool shortest = byte > 0 || shift == 0;
      return shortest && number <= max ? (uint32_t)number : fail(unpacker);
    }
  }
  return fail(unpacker);
}

static struct str take_str(struct unpacker *unpacker) {
  size_t length = take_number(unpacker, UINT32_MAX);
  if (length > unpacker->rest.len) {
    (void)fail(unpacker);
    return STR("");
  }
  struct str text = str_slice(unpacker->rest, 0, length);
  unpacker->rest = str_slice(unpacker->rest, length, unpacker->rest.len);
  return text;
}

/* A span that begins at or behind `from` and ends within the text. */
static struct span take_span(struct unpacker *unpacker, uint32_t from) {
  struct span span;
  span.begin = from + take_number(unpacker, unpacker->text_length - from);
  span.end = span.begin + take_number(unpacker, unpacker->text_length - span.begin);
  return span;
}

static void take_section(struct unpacker *unpacker, const struct section *before, struct section *section) {
  section->level = take_number(unpacker, 6);
  section->heading = take_span(unpacker, before == NULL ? 0 : before->body.end);
  section->body = take_span(unpacker, section->heading.end);
  section->anchor = take_str(unpacker);
  bool is_first = before == NULL;
  bool is_plain = section->level == 0 && section->heading.end == 0 && section->anchor.len == 0;
  bool is_headed = section->level >= 2 && anchor_is_valid(section->anchor);
  if (is_first ? !is_plain : !is_headed) {
    (void)fail(unpacker);
  }
}

static bool is_line(struct str text) {
  size_t bad;
  for (size_t at = 0; at < text.len; at++) {
    if (text_control(text, at) > 0) {
      return false;
    }
  }
  return utf8_valid(text, &bad);
}

/* Whether number and value are what a mark of that kind carries. */
static bool is_mark(const struct mark *mark) {
  bool has_number = mark->number > 0, has_value = mark->value.len > 0;
  switch ((enum mark_kind)mark->kind) {
  case MARK_HEADING:
    return mark->number >= 2 && mark->number <= 6 && anchor_is_valid(mark->value);
  case MARK_LIST:
    return !has_value;
  case MARK_CODE_BLOCK:
    return !has_number && is_line(mark->value);
  case MARK_LINK:
  case MARK_IMAGE:
    return !has_number && article_address_is_safe(mark->value);
  case MARK_RULE:
  case MARK_BREAK:
    return !has_number && !has_value && mark->range.begin == mark->range.end;
  default:
    return !has_number && !has_value;
  }
}

/* `last` holds the ranges of the last marks of each depth; `depth` is the one of the mark before. */
static bool is_nested(const struct mark *mark, const struct span *last, int depth) {
  if (mark->depth > depth + 1) {
    return false;
  }
  bool inside = mark->depth == 0 || mark->range.end <= last[mark->depth - 1].end;
  bool behind = mark->depth > depth || mark->range.begin >= last[mark->depth].end;
  return inside && behind;
}

static void take_mark(struct unpacker *unpacker, uint32_t from, struct mark *mark) {
  unsigned kind = take_number(unpacker, HAS_NUMBER | HAS_VALUE | (HAS_NUMBER - 1));
  mark->kind = (uint8_t)(kind & (HAS_NUMBER - 1));
  mark->depth = (uint8_t)take_number(unpacker, MARK_DEPTH_MAX - 1);
  mark->range = take_span(unpacker, from);
  mark->number = (kind & HAS_NUMBER) != 0 ? take_number(unpacker, UINT32_MAX) : 0;
  mark->value = (kind & HAS_VALUE) != 0 ? take_str(unpacker) : STR("");
  bool same_flags = ((kind & HAS_NUMBER) != 0) == (mark->number > 0) && ((kind & HAS_VALUE) != 0) == (mark->value.len > 0);
  if (mark->kind >= MARK_KIND_COUNT || !same_flags || !is_mark(mark)) {
    (void)fail(unpacker);
  }
}

static void take_marks(struct unpacker *unpacker, struct article *article) {
  struct span last[MARK_DEPTH_MAX];
  int depth = -1;
  uint32_t from = 0;
  for (size_t i = 0; i < article->mark_count && !unpacker->failed; i++) {
    struct mark *mark = &article->marks[i];
    take_mark(unpacker, from, mark);
    if (!is_nested(mark, last, depth)) {
      (void)fail(unpacker);
      return;
    }
    depth = mark->depth;
    last[depth] = mark->range;
    from = mark->range.begin;
  }
}

bool article_unpack(struct arena *arena, struct str packed, size_t text_length, struct article *article) {
  if (text_length > UINT32_MAX) {
    return false;
  }
  struct unpacker unpacker = {.rest = arena_copy(arena, packed), .text_length = (uint32_t)text_length};
  article->section_count = take_number(&unpacker, ARTICLE_SECTIONS_MAX);
  article->mark_count = take_number(&unpacker, ARTICLE_MARKS_MAX);
  size_t least = article->section_count * SECTION_BYTES_MIN + article->mark_count * MARK_BYTES_MIN;
  if (unpacker.failed || article->section_count == 0 || least > unpacker.rest.len) {
    return false;
  }
  article->sections = arena_array(arena, article->section_count, sizeof *article->sections);
  article->marks = arena_array(arena, article->mark_count, sizeof *article->marks);
  if (arena_failed(arena)) {
    return false;
  }
  for (size_t i = 0; i < article->section_count && !unpacker.failed; i++) {
    take_section(&unpacker, i == 0 ? NULL : &article->sections[i - 1], &article->sections[i]);
  }
  take_marks(&unpacker, article);
  return !unpacker.failed && unpacker.rest.len == 0;
}
