#include "article/address.h"
#include "article/text.h"
#include "article/webwalk.h"

static void begin_line(struct walk *walk) {
  walk->in_line = true;
  if (!walk->is_bare) {
    builder_open_block(&walk->builder, GAP_BLOCK, MARK_PARAGRAPH, 0, STR(""));
    walk->has_paragraph = true;
  }
  walk->line_begin = walk->builder.text.len;
  walk->line_mark = walk->builder.mark_count;
}

static void close_spans(struct walk *walk) {
  for (; walk->spans_open > 0; walk->spans_open--) {
    builder_close(&walk->builder);
  }
}

void line_end(struct walk *walk) {
  if (!walk->in_line) {
    return;
  }
  close_spans(walk);
  builder_trim(&walk->builder, walk->line_begin, walk->line_mark);
  if (walk->has_paragraph) {
    builder_close(&walk->builder);
  }
  walk->in_line = walk->has_paragraph = walk->is_bare = false;
}

/* A link or an image with the address that it leads to; ptr is NULL where it may not stand in a page. */
static struct str address_in(struct walk *walk, size_t node, const char *attribute) {
  struct str written = page_attribute(walk->page, node, attribute);
  if (written.ptr == NULL || !article_address_is_safe(written)) {
    return (struct str){NULL, 0};
  }
  struct str address = address_from(walk->builder.arena, walk->base, str_trim(written));
  return article_address_is_safe(address) ? address : (struct str){NULL, 0};
}

static void open_span(struct walk *walk, size_t node) {
  static const enum mark_kind kinds[] = {
      [ROLE_EMPHASIS] = MARK_EMPHASIS, [ROLE_STRONG] = MARK_STRONG, [ROLE_CODE] = MARK_CODE, [ROLE_LINK] = MARK_LINK};
  enum tag_role role = node_of(walk, node)->tag->role;
  builder_open(&walk->builder, kinds[role], role == ROLE_LINK ? address_in(walk, node, "href") : STR(""));
}

/* Marks are opened before the first text in them, so that none is empty and none reaches over blocks. */
static void open_spans(struct walk *walk) {
  for (; walk->spans_open < walk->span_count; walk->spans_open++) {
    open_span(walk, walk->spans[walk->spans_open]);
  }
}

/* Whether an element marks something that the reader sees. */
static bool is_span(struct walk *walk, size_t node) {
  enum tag_role role = node_of(walk, node)->tag->role;
  bool is_link = role == ROLE_LINK && address_in(walk, node, "href").ptr != NULL;
  return role == ROLE_EMPHASIS || role == ROLE_STRONG || role == ROLE_CODE || is_link;
}

enum ending line_enter_span(struct walk *walk, size_t node) {
  if (!is_span(walk, node)) {
    return ENDS_NOTHING;
  }
  if (walk->span_count == SPANS_MAX) {
    walk->spans_beyond++;
  } else {
    walk->spans[walk->span_count++] = (uint32_t)node;
  }
  return ENDS_SPAN;
}

void line_leave_span(struct walk *walk) {
  if (walk->spans_beyond > 0) {
    walk->spans_beyond--;
    return;
  }
  if (walk->spans_open == walk->span_count) {
    builder_close(&walk->builder);
    walk->spans_open--;
  }
  walk->span_count--;
}

void line_part_words(struct walk *walk) {
  if (walk->in_line && !walk->in_code) {
    builder_words(&walk->builder, STR(" "));
  }
}

/* The line end behind the start of code is none of its own. */
static void add_code(struct walk *walk, struct str text) {
  bool begins = walk->builder.text.len == walk->line_begin;
  size_t end = begins && str_starts_with(text, STR("\r\n")) ? 2 : begins && str_starts_with(text, STR("\n")) ? 1 : 0;
  builder_text(&walk->builder, str_slice(text, end, text.len));
}

void line_add_words(struct walk *walk, struct str text) {
  if (!walk->in_line) {
    begin_line(walk);
  }
  if (str_trim(text).len > 0) {
    if (text_is_space(text.ptr[0])) {
      line_part_words(walk);
    }
    open_spans(walk);
  }
  builder_words(&walk->builder, text);
}

void line_add_text(struct walk *walk, struct str written) {
  if (!walk->in_line && str_trim(written).len == 0) {
    return;
  }
  buf_clear(&walk->scratch);
  markup_add_text(&walk->scratch, written);
  if (walk->in_code) {
    add_code(walk, buf_str(&walk->scratch));
  } else {
    line_add_words(walk, buf_str(&walk->scratch));
  }
}

void line_break(struct walk *walk) {
  if (walk->in_code) {
    builder_text(&walk->builder, STR("\n"));
  } else if (walk->in_line && (walk->in_heading || walk->in_cell)) {
    line_part_words(walk);
  } else if (walk->in_line) {
    open_spans(walk);
    builder_trim(&walk->builder, walk->line_begin, walk->line_mark);
    builder_break(&walk->builder);
  }
}

void line_add_image(struct walk *walk, size_t node) {
  struct str about = text_line(walk->builder.arena, page_attribute(walk->page, node, "alt"));
  struct str address = address_in(walk, node, "src");
  if (about.len == 0 || walk->in_code) {
    return;
  }
  if (!walk->in_line) {
    begin_line(walk);
  }
  line_part_words(walk); /* its words are none of the text beside it */
  open_spans(walk);
  if (address.ptr != NULL) {
    builder_open(&walk->builder, MARK_IMAGE, address);
  }
  builder_words(&walk->builder, about);
  if (address.ptr != NULL) {
    builder_close(&walk->builder);
  }
  line_part_words(walk);
}

void line_add_attributes(struct walk *walk, size_t node) {
  struct str names = page_own_attribute(walk->page, node, "index-attrs");
  for (size_t begin = 0; begin < names.len;) {
    size_t end = str_find(names, ',', begin);
    struct str name = arena_copy(walk->builder.arena, str_trim(str_slice(names, begin, end)));
    bool is_read = str_equal(name, STR("alt")) && markup_same_name(walk->page->nodes[node].name, STR("img"));
    struct str value = name.len > 0 && !is_read ? page_attribute(walk->page, node, name.ptr) : STR("");
    struct str line = text_line(walk->builder.arena, value);
    if (line.len > 0 && !walk->in_code) {
      line_part_words(walk);
      line_add_words(walk, line);
      line_part_words(walk);
    }
    begin = end + 1;
  }
}
