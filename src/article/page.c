#include "article/page.h"

#include <stdio.h>

#include "article/text.h"

/* An end tag looks so far up for its element, as browsers nest elements no deeper. */
enum { REACH = 512, LINE_NODES_MAX = 10000 };

struct reading {
  struct page *page;
  struct str html;
  size_t open; /* the innermost open element */
  bool had_html, had_body;
  struct error *err;
};

static struct page_node *node_at(const struct reading *reading, size_t index) {
  return &reading->page->nodes[index];
}

static bool add_node(struct reading *reading, struct page_node node) {
  struct page *page = reading->page;
  if (page->count == PAGE_NODES_MAX) {
    return error_set(reading->err, "has more than %d elements and texts; split the page", PAGE_NODES_MAX);
  }
  struct page_node *nodes = arena_grow(page->arena, page->nodes, page->count, &page->capacity, sizeof *nodes);
  if (nodes == NULL) {
    return error_memory(reading->err);
  }
  node.parent = (uint32_t)reading->open;
  node.end = (uint32_t)page->count + 1;
  nodes[page->count++] = node;
  page->nodes = nodes;
  return true;
}

static bool add_text(struct reading *reading, struct str text) {
  return text.len == 0 || add_node(reading, (struct page_node){.raw = text});
}

/* Ends elements until `last` has ended. The whole page never does. */
static void end_through(struct reading *reading, size_t last) {
  size_t at;
  do {
    at = reading->open;
    node_at(reading, at)->end = (uint32_t)reading->page->count;
    reading->open = node_at(reading, at)->parent;
  } while (at != last && at != 0);
}

/* The nearest open element of a group, not beyond one of `barrier`; 0: none. */
static size_t find_group(const struct reading *reading, enum tag_group group, enum tag_group barrier) {
  size_t at = reading->open;
  for (int reach = 0; at != 0 && reach < REACH; reach++) {
    const struct tag *tag = node_at(reading, at)->tag;
    if (tag->group == group) {
      return at;
    }
    if (tag->group == barrier || tag->group == GROUP_LIST) {
      return 0;
    }
    at = node_at(reading, at)->parent;
  }
  return 0;
}

static void end_group(struct reading *reading, enum tag_group group, enum tag_group barrier) {
  size_t found = find_group(reading, group, barrier);
  if (found != 0) {
    end_through(reading, found);
  }
}

/* A paragraph, or a link, that is open with nothing but inline elements in it. */
static void end_line(struct reading *reading, bool link) {
  size_t at = reading->open;
  for (int reach = 0; at != 0 && reach < REACH; reach++) {
    const struct tag *tag = node_at(reading, at)->tag;
    if (link ? tag->group == GROUP_LINK : tag->role == ROLE_PARAGRAPH) {
      end_through(reading, at);
      return;
    }
    if ((tag->flags & (TAG_BLOCK | TAG_BARRIER)) != 0) {
      return;
    }
    at = node_at(reading, at)->parent;
  }
}

/* What the start of an element ends. */
static void end_before(struct reading *reading, const struct tag *tag) {
  const struct tag *open = node_at(reading, reading->open)->tag;
  if (open->group == GROUP_HEAD && (tag->flags & TAG_HEAD) == 0) {
    end_through(reading, reading->open);
  }
  if ((tag->flags & TAG_BLOCK) != 0) {
    end_line(reading, false);
  }
  switch (tag->group) {
  case GROUP_LINK:
    end_line(reading, true);
    break;
  case GROUP_HEADING:
    open = node_at(reading, reading->open)->tag;
    if (open->group == GROUP_HEADING) {
      end_through(reading, reading->open);
    }
    break;
  case GROUP_ITEM:
  case GROUP_TERM:
    end_group(reading, tag->group, GROUP_TABLE);
    break;
  case GROUP_CELL:
    end_group(reading, GROUP_CELL, GROUP_TABLE);
    break;
  case GROUP_ROW:
    end_group(reading, GROUP_ROW, GROUP_TABLE);
    end_group(reading, GROUP_CAPTION, GROUP_TABLE);
    break;
  case GROUP_ROWS:
    end_group(reading, GROUP_ROWS, GROUP_TABLE);
    end_group(reading, GROUP_CAPTION, GROUP_TABLE);
    break;
  default:
    break;
  }
}

static uint8_t attributes_of(struct str attributes) {
  struct markup_attribute attribute;
  unsigned has = 0;
  while (markup_next_attribute(&attributes, &attribute)) {
    struct str name = attribute.name;
    has |= markup_same_name(name, STR("id")) || markup_same_name(name, STR("name")) ? HAS_ID : 0u;
    has |= markup_same_name(name, STR("class")) ? HAS_CLASS : 0u;
    has |= markup_same_name(name, STR("role")) ? HAS_ROLE : 0u;
    has |= markup_same_name(name, STR("hidden")) || markup_same_name(name, STR("aria-hidden")) ? HAS_HIDDEN : 0u;
    has |= str_starts_with(name, STR("data-marrow-")) || str_starts_with(name, STR("data-pagefind-")) ? HAS_OURS : 0u;
  }
  return (uint8_t)has;
}

/* Tells the table or form around that more is in it than lines of text or controls. */
static void note_block(struct reading *reading, const struct tag *tag) {
  bool in_table = tag->role == ROLE_HEADING || tag->role == ROLE_CODE_BLOCK || tag->role == ROLE_TABLE;
  bool in_form = in_table || tag->role == ROLE_PARAGRAPH || tag->group == GROUP_MAIN || tag->group == GROUP_ARTICLE;
  size_t at = reading->open;
  for (int reach = 0; in_form && at != 0 && reach < REACH; reach++) {
    struct page_node *node = node_at(reading, at);
    if (node->tag->group == GROUP_FORM || (node->tag->group == GROUP_TABLE && in_table)) {
      if (node->holds_blocks) {
        return;
      }
      node->holds_blocks = true;
    }
    at = node->parent;
  }
}

/* What stands between a tag and its own end tag is no markup. Answers the offset behind it. */
static bool take_raw(struct reading *reading, const struct markup *markup, const struct tag *tag, size_t *at) {
  size_t end = markup_find_end_tag(reading->html, markup->end, markup->name);
  bool done = (tag->flags & TAG_RAW_TEXT) == 0 || add_text(reading, str_slice(reading->html, markup->end, end));
  end_through(reading, reading->open);
  *at = end == reading->html.len ? end : markup_read(reading->html, end).end;
  return done;
}

static bool take_start(struct reading *reading, const struct markup *markup, size_t *at) {
  const struct tag *tag = tag_find(markup->name);
  *at = markup->end;
  bool *had = tag->group == GROUP_HTML ? &reading->had_html : tag->group == GROUP_BODY ? &reading->had_body : NULL;
  if (had != NULL && *had) {
    return true; /* a second one */
  }
  if (had != NULL) {
    *had = true;
  }
  end_before(reading, tag);
  note_block(reading, tag);
  struct page_node node = {.tag = tag, .name = markup->name, .raw = markup->attributes, .has = attributes_of(markup->attributes)};
  if (!add_node(reading, node)) {
    return false;
  }
  bool closes_itself = tag_is_unknown(tag) && str_ends_with(markup->attributes, STR("/"));
  if ((tag->flags & TAG_VOID) == 0 && !closes_itself) {
    reading->open = reading->page->count - 1;
    if ((tag->flags & (TAG_RAW | TAG_RAW_TEXT)) != 0) {
      return take_raw(reading, markup, tag, at);
    }
  }
  return true;
}

static bool is_element(const struct page_node *node, const struct tag *tag, struct str name) {
  if (tag->group == GROUP_HEADING) {
    return node->tag->group == GROUP_HEADING;
  }
  return node->tag == tag && (!tag_is_unknown(tag) || markup_same_name(node->name, name));
}

static bool is_of_table(const struct tag *tag) {
  return tag->group >= GROUP_TABLE && tag->group <= GROUP_CELL;
}

static void take_end(struct reading *reading, const struct markup *markup) {
  const struct tag *tag = tag_find(markup->name);
  size_t at = reading->open;
  for (int reach = 0; at != 0 && reach < REACH; reach++) {
    const struct page_node *node = node_at(reading, at);
    if (is_element(node, tag, markup->name)) {
      end_through(reading, at);
      return;
    }
    bool stops = is_of_table(tag) ? node->tag->group == GROUP_TABLE : (node->tag->flags & TAG_BARRIER) != 0;
    if (stops && tag->group != GROUP_BODY && tag->group != GROUP_HTML) {
      return;
    }
    at = node->parent;
  }
}

/* Takes what stands at the '<' at *at and moves behind it. */
static bool take_markup(struct reading *reading, size_t *at) {
  struct markup markup = markup_read(reading->html, *at);
  if (markup.kind == MARKUP_START && markup.is_whole) {
    return take_start(reading, &markup, at);
  }
  if (markup.kind == MARKUP_END && markup.is_whole) {
    take_end(reading, &markup);
  }
  bool done = markup.kind != MARKUP_TEXT || add_text(reading, STR("<"));
  *at = markup.end;
  return done;
}

bool page_read(struct arena *arena, struct str html, struct page *page, struct error *err) {
  static const struct tag whole = {"", ROLE_FLOW, TAG_BLOCK | TAG_BARRIER, GROUP_NONE};
  struct reading reading = {.page = page, .html = html, .err = err};
  *page = (struct page){.arena = arena};
  bool done = add_node(&reading, (struct page_node){.tag = &whole});
  for (size_t at = 0; done && at < html.len;) {
    size_t end = str_find(html, '<', at);
    struct str text = str_slice(html, at, end);
    if (node_at(&reading, reading.open)->tag->group == GROUP_HEAD && str_trim(text).len > 0) {
      end_through(&reading, reading.open);
    }
    done = add_text(&reading, text);
    at = end;
    done = done && (at == html.len || take_markup(&reading, &at));
  }
  if (done) {
    end_through(&reading, 0);
  }
  return done;
}

static struct str decoded(struct arena *arena, struct str value) {
  if (str_find(value, '&', 0) == value.len) {
    return value;
  }
  struct buf text;
  buf_init(&text, 4 * value.len + 64);
  markup_add_text(&text, value);
  struct str kept = arena_copy(arena, buf_str(&text));
  buf_free(&text);
  return kept.ptr == NULL ? STR("") : kept;
}

struct str page_attribute(const struct page *page, size_t node, const char *name) {
  struct str rest = page->nodes[node].raw;
  struct markup_attribute attribute;
  while (markup_next_attribute(&rest, &attribute)) {
    if (markup_same_name(attribute.name, str_of(name))) {
      return decoded(page->arena, attribute.value);
    }
  }
  return (struct str){NULL, 0};
}

struct str page_own_attribute(const struct page *page, size_t node, const char *name) {
  static const struct str prefixes[] = {STR("data-marrow-"), STR("data-pagefind-")};
  struct str value = {NULL, 0};
  char whole[64];
  size_t length = strlen(name);
  for (size_t i = 0; i < COUNT_OF(prefixes) && value.ptr == NULL && (page->nodes[node].has & HAS_OURS) != 0; i++) {
    if (prefixes[i].len + length < sizeof whole) {
      memcpy(whole, prefixes[i].ptr, prefixes[i].len);
      memcpy(whole + prefixes[i].len, name, length + 1);
      value = page_attribute(page, node, whole);
    }
  }
  return value;
}

bool page_has_word(struct str words, struct str word) {
  for (size_t at = 0; at < words.len;) {
    size_t end = at;
    while (end < words.len && !text_is_space(words.ptr[end])) {
      end++;
    }
    if (markup_same_name(str_slice(words, at, end), word)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

struct str page_text(const struct page *page, size_t node) {
  struct buf text;
  size_t last = page->nodes[node].end < node + LINE_NODES_MAX ? page->nodes[node].end : node + LINE_NODES_MAX;
  buf_init(&text, 1 << 16);
  for (size_t i = node + 1; i < last && !buf_failed(&text); i++) {
    const struct page_node *inner = &page->nodes[i];
    if (inner->tag == NULL) {
      markup_add_text(&text, inner->raw);
    } else if ((inner->has & HAS_OURS) != 0 && page_own_attribute(page, i, "ignore").ptr != NULL) {
      i = inner->end - 1;
    } else if ((inner->tag->flags & TAG_WORD) == 0) {
      buf_byte(&text, ' ');
    }
  }
  struct str line = buf_failed(&text) ? STR("") : text_line(page->arena, buf_str(&text));
  buf_free(&text);
  return line;
}
