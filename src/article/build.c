#include "article/build.h"

#include "article/text.h"

static const struct {
  const char *text;
  size_t length;
} gaps[] = {[GAP_NONE] = {"", 0}, [GAP_CELL] = {"\t", 1}, [GAP_LINE] = {"\n", 1}, [GAP_BLOCK] = {"\n\n", 2}};

void builder_init(struct builder *builder, struct arena *arena, struct str title, struct error *err) {
  *builder = (struct builder){.arena = arena, .err = err, .title = title, .anchors.arena = arena};
  buf_init(&builder->text, ARTICLE_TEXT_MAX);
  builder->sections = arena_grow(arena, NULL, 0, &builder->section_capacity, sizeof *builder->sections);
  if (builder->sections == NULL) {
    builder->failed = !error_memory(err);
    return;
  }
  builder->sections[0] = (struct section){.anchor = STR("")};
  builder->section_count = 1;
}

void builder_free(struct builder *builder) {
  buf_free(&builder->text);
}

/* Blocks are parted by the widest gap any of them asks for; the first within another has none before it. */
static void part(struct builder *builder, enum gap gap) {
  if (!builder->fresh && builder->text.len > 0) {
    enum gap have = builder->gap_end == builder->text.len ? builder->gap : GAP_NONE;
    if (have < gap) {
      builder->text.len -= gaps[have].length;
      buf_add(&builder->text, (struct str){gaps[gap].text, gaps[gap].length});
      builder->gap = gap;
      builder->gap_end = builder->text.len;
    }
  }
  builder->fresh = true;
}

static void open_mark(struct builder *builder, struct mark mark) {
  if (builder->failed) {
    return;
  }
  if (builder->opened++ == ARTICLE_MARKS_MAX) {
    (void)error_set(builder->err, "has more than %d paragraphs, cells, links and the like; split the article", ARTICLE_MARKS_MAX);
    builder->failed = true;
    return;
  }
  if (builder->depth == MARK_DEPTH_MAX) {
    builder->beyond++;
    return;
  }
  struct mark *marks =
      arena_grow(builder->arena, builder->marks, builder->mark_count, &builder->mark_capacity, sizeof *builder->marks);
  if (marks == NULL) {
    builder->failed = !error_memory(builder->err);
    return;
  }
  mark.depth = (uint8_t)builder->depth;
  mark.range.begin = mark.range.end = (uint32_t)builder->text.len;
  marks[builder->mark_count] = mark;
  builder->marks = marks;
  builder->open[builder->depth++] = builder->mark_count++;
}

void builder_open_block(struct builder *builder, enum gap gap, enum mark_kind kind, uint32_t number, struct str value) {
  part(builder, gap);
  open_mark(builder, (struct mark){.kind = (uint8_t)kind, .number = number, .value = value});
}

void builder_open(struct builder *builder, enum mark_kind kind, struct str value) {
  open_mark(builder, (struct mark){.kind = (uint8_t)kind, .value = value});
}

static bool is_forgotten(const struct builder *builder, const struct mark *mark) {
  bool within_line =
      mark->kind == MARK_EMPHASIS || mark->kind == MARK_STRONG || mark->kind == MARK_CODE || mark->kind == MARK_LINK;
  return within_line && mark->range.begin == mark->range.end && mark == builder->marks + builder->mark_count - 1;
}

void builder_close(struct builder *builder) {
  builder->fresh = false;
  if (builder->failed || builder->beyond > 0) {
    builder->beyond -= builder->beyond > 0;
    return;
  }
  struct mark *mark = &builder->marks[builder->open[--builder->depth]];
  mark->range.end = (uint32_t)builder->text.len;
  builder->mark_count -= is_forgotten(builder, mark);
}

void builder_open_heading(struct builder *builder, uint32_t level) {
  builder->before_heading = (struct build_place){.length = builder->text.len,
                                                 .mark_count = builder->mark_count,
                                                 .gap_end = builder->gap_end,
                                                 .gap = builder->gap,
                                                 .fresh = builder->fresh};
  builder->heading_level = level;
  builder->heading_anchor = STR("");
  builder_open_block(builder, GAP_BLOCK, MARK_HEADING, level < 2 ? 2 : level, STR(""));
  builder->heading_begin = builder->text.len;
}

static void forget_heading(struct builder *builder) {
  const struct build_place *place = &builder->before_heading;
  builder->text.len = place->length;
  builder->mark_count = place->mark_count;
  builder->gap_end = place->gap_end;
  builder->gap = place->gap;
  builder->fresh = place->fresh;
}

/* The end of an attribute: a blank outside of quotes, or the end of all. */
static size_t attribute_end(struct str text, size_t at) {
  char quote = '\0';
  for (; at < text.len && (quote != '\0' || text.ptr[at] != ' '); at++) {
    bool is_quote = text.ptr[at] == '"' || text.ptr[at] == '\'';
    quote = !is_quote ? quote : quote == '\0' ? text.ptr[at] : quote == text.ptr[at] ? '\0' : quote;
  }
  return at;
}

/*
 * What an author put at the end of a heading for it as an element: {#anchor}, {.class}, {#anchor .class key=value}. Answers where
 * the heading ends before it; *anchor is empty where none is among it.
 */
static size_t written_attributes(struct str heading, struct str *anchor) {
  size_t begin = str_ends_with(heading, STR("}")) ? heading.len : 0;
  while (begin > 0 && heading.ptr[begin - 1] != '{') {
    begin--;
  }
  *anchor = STR("");
  struct str inner = str_slice(heading, begin, heading.len - (begin > 0)), found = STR("");
  size_t count = 0;
  for (size_t at = 0, end; at < inner.len; at = end + 1) {
    end = attribute_end(inner, at);
    struct str one = str_slice(inner, at, end), rest = str_slice(one, 1, one.len);
    size_t equals = str_find(one, '=', 0);
    bool is_anchor = str_starts_with(one, STR("#")) && anchor_is_valid(rest);
    bool is_class = str_starts_with(one, STR(".")) && anchor_is_valid(rest);
    bool is_pair = equals < one.len && anchor_is_valid(str_slice(one, 0, equals));
    if (one.len > 0 && !is_anchor && !is_class && !is_pair) {
      return heading.len;
    }
    found = is_anchor ? rest : found;
    count += one.len > 0;
  }
  *anchor = found;
  return count > 0 ? begin - 1 : heading.len;
}

/* Shortens text that marks from `first` on already cover. */
static void shorten(struct builder *builder, size_t first, size_t length) {
  builder->text.len = length;
  for (size_t i = first; i < builder->mark_count; i++) {
    struct span *range = &builder->marks[i].range;
    range->begin = range->begin < length ? range->begin : (uint32_t)length;
    range->end = range->end < length ? range->end : (uint32_t)length;
  }
}

static void add_section(struct builder *builder, struct span heading, struct str anchor) {
  uint32_t level = builder->heading_level < 2 ? 2 : builder->heading_level;
  if (builder->section_count == ARTICLE_SECTIONS_MAX) {
    (void)error_set(builder->err, "has more than %d sections; split the article", ARTICLE_SECTIONS_MAX);
    builder->failed = true;
    return;
  }
  struct section *sections = arena_grow(builder->arena, builder->sections, builder->section_count, &builder->section_capacity,
                                        sizeof *builder->sections);
  anchor = anchor_unique(&builder->anchors, anchor);
  if (sections == NULL || anchor.len == 0) {
    builder->failed = !error_memory(builder->err);
    return;
  }
  sections[builder->section_count++] = (struct section){.level = level, .heading = heading, .anchor = anchor};
  builder->sections = sections;
  size_t mark = builder->before_heading.mark_count;
  if (mark < builder->mark_count) {
    builder->marks[mark].value = anchor;
  }
}

/* Whether a level-1 heading is the article's title, given or now found. */
static bool is_title(struct builder *builder, struct str heading) {
  if (builder->heading_level != 1 || builder->depth > 0 || heading.len > ARTICLE_TITLE_BYTES_MAX) {
    return false;
  }
  if (builder->title.len == 0) {
    builder->title = text_line(builder->arena, heading);
    return true;
  }
  return text_same(builder->title, heading);
}

void builder_close_heading(struct builder *builder) {
  builder_close(builder);
  if (builder->failed || buf_failed(&builder->text)) {
    return;
  }
  struct str heading = str_trim(str_slice(buf_str(&builder->text), builder->heading_begin, builder->text.len));
  struct str anchor = builder->heading_anchor, written;
  if (anchor.len == 0) {
    size_t end = written_attributes(heading, &written);
    anchor = arena_copy(builder->arena, written);
    heading = str_trim(str_slice(heading, 0, end));
  }
  if (heading.len == 0 || is_title(builder, heading)) {
    forget_heading(builder);
    return;
  }
  shorten(builder, builder->before_heading.mark_count, (size_t)(heading.ptr - builder->text.ptr) + heading.len);
  struct span range = {(uint32_t)(builder->text.len - heading.len), (uint32_t)builder->text.len};
  add_section(builder, range, anchor.len > 0 ? anchor : anchor_slug(builder->arena, heading));
}

void builder_text(struct builder *builder, struct str text) {
  builder->fresh = builder->fresh && text.len == 0;
  text_add(&builder->text, text);
}

/* The end of the words at `at` that stand there as they will: one space between any two, and nothing that steers. */
static size_t plain_end(struct str text, size_t at) {
  size_t end = at;
  while (end < text.len && (text_is_plain(text.ptr[end]) ||
                            (end > at && text.ptr[end] == ' ' && end + 1 < text.len && text_is_plain(text.ptr[end + 1])))) {
    end++;
  }
  return end;
}

void builder_words(struct builder *builder, struct str text) {
  for (size_t at = 0; at < text.len;) {
    size_t end = plain_end(text, at);
    while (end < text.len && !text_is_space(text.ptr[end])) {
      end++;
    }
    builder_text(builder, str_slice(text, at, end));
    size_t length = builder->text.len;
    if (end < text.len && length > 0 && !text_is_space(builder->text.ptr[length - 1])) {
      builder_text(builder, STR(" "));
    }
    at = end + 1;
  }
}

void builder_break(struct builder *builder) {
  builder_open(builder, MARK_BREAK, STR(""));
  builder_close(builder);
  builder_text(builder, STR("\n"));
}

void builder_chomp(struct builder *builder, size_t begin) {
  if (builder->text.len > begin && builder->text.ptr[builder->text.len - 1] == '\n') {
    builder->text.len--;
  }
}

void builder_trim(struct builder *builder, size_t begin, size_t first) {
  size_t length = builder->text.len;
  while (length > begin && text_is_space(builder->text.ptr[length - 1])) {
    length--;
  }
  if (length < builder->text.len) {
    shorten(builder, first, length);
  }
}

bool builder_is_in(const struct builder *builder, enum mark_kind kind) {
  return builder->depth > 0 && builder->beyond == 0 && builder->marks[builder->open[builder->depth - 1]].kind == kind;
}

/* A section's body runs to the next heading, without white space at its ends. */
static void end_sections(struct builder *builder) {
  const char *text = builder->text.ptr;
  for (size_t i = 0; i < builder->section_count; i++) {
    bool last = i + 1 == builder->section_count;
    uint32_t begin = builder->sections[i].heading.end;
    uint32_t end = last ? (uint32_t)builder->text.len : builder->sections[i + 1].heading.begin;
    while (begin < end && text_is_space(text[begin])) {
      begin++;
    }
    while (begin < end && text_is_space(text[end - 1])) {
      end--;
    }
    builder->sections[i].body = (struct span){begin, end};
  }
}

bool builder_finish(struct builder *builder, struct article *article) {
  if (!builder->failed && !buf_failed(&builder->text)) {
    size_t length = builder->text.len;
    while (length > 0 && text_is_space(builder->text.ptr[length - 1])) {
      length--;
    }
    shorten(builder, 0, length);
    end_sections(builder);
    article->title = builder->title;
    article->text = arena_copy(builder->arena, buf_str(&builder->text));
    article->sections = builder->sections;
    article->section_count = builder->section_count;
    article->marks = builder->marks;
    article->mark_count = builder->mark_count;
  }
  if (!builder->failed && buf_failed(&builder->text)) {
    (void)error_set(builder->err, "has more than %d bytes of text; split the article", ARTICLE_TEXT_MAX);
    builder->failed = true;
  }
  return !builder->failed;
}
