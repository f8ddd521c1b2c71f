#include "article/text.h"
#include "article/webwalk.h"

enum { LANGUAGE_BYTES_MAX = 40 };

/* Whether only lines can stand here: in a heading or a cell blocks just part words. */
static bool is_in_line_only(const struct walk *walk) {
  return walk->in_heading || walk->in_cell || walk->in_code;
}

static enum ending open_block(struct walk *walk, enum gap gap, enum mark_kind kind, uint32_t number) {
  line_end(walk);
  walk->is_bare = false;
  builder_open_block(&walk->builder, gap, kind, number, STR(""));
  return ENDS_BLOCK;
}

static enum ending enter_list(struct walk *walk, size_t node, bool is_ordered) {
  uint64_t first = 1;
  (void)str_to_number(str_trim(page_attribute(walk->page, node, "start")), 1000000000, &first);
  enum gap gap = builder_is_in(&walk->builder, MARK_ITEM) ? GAP_LINE : GAP_BLOCK;
  return open_block(walk, gap, MARK_LIST, is_ordered ? 1 + (uint32_t)first : 0);
}

static enum ending enter_item(struct walk *walk) {
  if (!builder_is_in(&walk->builder, MARK_LIST)) {
    line_end(walk);
    return ENDS_LINE;
  }
  (void)open_block(walk, GAP_LINE, MARK_ITEM, 0);
  walk->is_bare = true;
  return ENDS_BLOCK;
}

static void enter_cell(struct walk *walk, bool is_header) {
  (void)open_block(walk, GAP_CELL, is_header ? MARK_HEADER_CELL : MARK_CELL, 0);
  walk->is_bare = walk->in_cell = true;
}

/* The id of a heading: its own, that of the first thing in it, or that of the section that it begins. */
static struct str anchor_of(const struct walk *walk, size_t node) {
  const struct page_node *heading = node_of(walk, node);
  enum { WITHIN = 8 };
  for (size_t i = node; i < heading->end && i < node + WITHIN; i++) {
    if (node_of(walk, i)->tag != NULL && (node_of(walk, i)->has & HAS_ID) != 0) {
      struct str id = page_attribute(walk->page, i, "id");
      id = id.len > 0 ? id : page_attribute(walk->page, i, "name");
      if (anchor_is_valid(id)) {
        return id;
      }
    }
  }
  size_t first = heading->parent + 1;
  while (first < node && node_of(walk, first)->tag == NULL) {
    first++;
  }
  bool begins = first == node && (node_of(walk, heading->parent)->has & HAS_ID) != 0;
  struct str id = begins ? page_attribute(walk->page, heading->parent, "id") : STR("");
  return anchor_is_valid(id) ? id : STR("");
}

static enum ending enter_heading(struct walk *walk, size_t node) {
  line_end(walk);
  builder_open_heading(&walk->builder, (uint32_t)(node_of(walk, node)->name.ptr[1] - '0'));
  walk->builder.heading_anchor = arena_copy(walk->builder.arena, anchor_of(walk, node));
  walk->is_bare = walk->in_heading = true;
  return ENDS_HEADING;
}

/* The language of code, as highlighters are told it: class="language-c", class="highlight-c". */
static struct str language_of(const struct walk *walk, size_t node) {
  static const char *const prefixes[] = {"language-", "lang-", "highlight-", "highlight-source-", "brush:"};
  struct str found = STR("");
  size_t candidates[] = {node, node + 1, node_of(walk, node)->parent, node_of(walk, node_of(walk, node)->parent)->parent};
  for (size_t i = 0; i < COUNT_OF(candidates) && found.len == 0; i++) {
    bool is_element = candidates[i] < walk->page->count && node_of(walk, candidates[i])->tag != NULL;
    if (!is_element || (node_of(walk, candidates[i])->has & HAS_CLASS) == 0) {
      continue;
    }
    struct str words = page_attribute(walk->page, candidates[i], "class");
    for (size_t at = 0; at < words.len && found.len == 0;) {
      size_t end = str_find(words, ' ', at);
      struct str word = str_slice(words, at, end);
      for (size_t k = 0; k < COUNT_OF(prefixes); k++) {
        size_t length = strlen(prefixes[k]);
        found = str_starts_with(word, str_of(prefixes[k])) ? str_slice(word, length, word.len) : found;
      }
      at = end + 1;
    }
  }
  bool is_none = str_equal(found, STR("default")) || str_equal(found, STR("none")) || str_equal(found, STR("notranslate"));
  return is_none || found.len > LANGUAGE_BYTES_MAX ? STR("") : text_line(walk->builder.arena, found);
}

static enum ending enter_code_block(struct walk *walk, size_t node) {
  line_end(walk);
  walk->is_bare = false;
  builder_open_block(&walk->builder, GAP_BLOCK, MARK_CODE_BLOCK, 0, language_of(walk, node));
  walk->line_begin = walk->builder.text.len;
  walk->line_mark = walk->builder.mark_count;
  walk->in_line = walk->in_code = true;
  return ENDS_CODE;
}

bool block_is_table(const struct walk *walk, size_t node) {
  struct str role = page_attribute(walk->page, node, "role");
  return !node_of(walk, node)->holds_blocks && !page_has_word(role, STR("presentation")) && !page_has_word(role, STR("none"));
}

/* A table's caption is a paragraph before it. */
static void add_caption(struct walk *walk, size_t table) {
  size_t i = table + 1;
  while (i < node_of(walk, table)->end && node_of(walk, i)->tag == NULL) {
    i++;
  }
  if (i < node_of(walk, table)->end && node_of(walk, i)->tag->group == GROUP_CAPTION) {
    walk->is_bare = false;
    line_add_words(walk, page_text(walk->page, i));
    line_end(walk);
  }
}

static enum ending enter_table_part(struct walk *walk, size_t node) {
  enum tag_role role = node_of(walk, node)->tag->role;
  line_end(walk);
  if (role == ROLE_TABLE && block_is_table(walk, node)) {
    add_caption(walk, node);
    return open_block(walk, GAP_BLOCK, MARK_TABLE, 0);
  }
  if (role == ROLE_ROW && builder_is_in(&walk->builder, MARK_TABLE)) {
    return open_block(walk, GAP_LINE, MARK_ROW, 0);
  }
  if (role > ROLE_ROW && builder_is_in(&walk->builder, MARK_ROW)) {
    enter_cell(walk, role == ROLE_HEADER_CELL);
    return ENDS_CELL;
  }
  return ENDS_LINE;
}

static enum ending enter_block(struct walk *walk, size_t node) {
  switch (node_of(walk, node)->tag->role) {
  case ROLE_HEADING:
    return enter_heading(walk, node);
  case ROLE_LIST:
  case ROLE_ORDERED_LIST:
    return enter_list(walk, node, node_of(walk, node)->tag->role == ROLE_ORDERED_LIST);
  case ROLE_ITEM:
    return enter_item(walk);
  case ROLE_QUOTE:
    return open_block(walk, GAP_BLOCK, MARK_QUOTE, 0);
  case ROLE_CODE_BLOCK:
    return enter_code_block(walk, node);
  case ROLE_RULE:
    (void)open_block(walk, GAP_BLOCK, MARK_RULE, 0);
    builder_close(&walk->builder);
    return ENDS_NOTHING;
  case ROLE_PARAGRAPH:
    line_end(walk);
    walk->is_bare = false;
    return ENDS_LINE;
  case ROLE_TABLE:
  case ROLE_ROW:
  case ROLE_CELL:
  case ROLE_HEADER_CELL:
    return enter_table_part(walk, node);
  default:
    line_end(walk);
    return ENDS_LINE;
  }
}

static enum ending enter_inline(struct walk *walk, size_t node) {
  const struct tag *tag = node_of(walk, node)->tag;
  if (tag->role == ROLE_BREAK) {
    line_break(walk);
    return ENDS_NOTHING;
  }
  if (tag->role == ROLE_IMAGE) {
    line_add_image(walk, node);
    return ENDS_NOTHING;
  }
  if ((tag->flags & TAG_WORD) == 0) {
    line_part_words(walk);
  }
  return walk->in_code ? ENDS_NOTHING : line_enter_span(walk, node);
}

static bool is_block(const struct tag *tag) {
  return tag->role >= ROLE_FLOW && tag->role <= ROLE_HEADER_CELL;
}

enum ending block_enter(struct walk *walk, size_t node) {
  enum ending ending = ENDS_NOTHING;
  if (!is_block(node_of(walk, node)->tag)) {
    ending = enter_inline(walk, node);
  } else if (is_in_line_only(walk)) {
    line_part_words(walk);
  } else {
    ending = enter_block(walk, node);
  }
  if ((node_of(walk, node)->has & HAS_OURS) != 0) {
    line_add_attributes(walk, node);
  }
  return ending;
}

void block_leave(struct walk *walk, const struct level *level) {
  const struct tag *tag = node_of(walk, level->node)->tag;
  if (level->ending == ENDS_SPAN) {
    line_leave_span(walk);
  } else if (level->ending == ENDS_CODE || level->ending == ENDS_HEADING) {
    line_end(walk);
    walk->in_heading = walk->in_code = walk->is_bare = false;
    if (level->ending == ENDS_HEADING) {
      builder_close_heading(&walk->builder);
    } else {
      builder_close(&walk->builder);
    }
  } else if (level->ending != ENDS_NOTHING) {
    line_end(walk);
    walk->in_cell = walk->in_cell && level->ending != ENDS_CELL;
    walk->is_bare = false;
    if (level->ending != ENDS_LINE) {
      builder_close(&walk->builder);
    }
  }
  if (is_block(tag) || (tag->flags & TAG_WORD) == 0) {
    line_part_words(walk);
  }
}
