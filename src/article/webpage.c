#include "article/address.h"
#include "article/charset.h"
#include "article/frontmatter.h"
#include "article/pagefacts.h"
#include "article/source.h"
#include "article/text.h"

#include "article/webwalk.h"

static bool has_failed(const struct walk *walk) {
  return walk->builder.failed || buf_failed(&walk->builder.text) || buf_failed(&walk->scratch) ||
         arena_failed(walk->builder.arena);
}

/* In a heading a link that leads to the heading itself, with a sign as its text. */
static bool is_sign(const struct walk *walk, size_t node) {
  if (!walk->in_heading || node_of(walk, node)->tag->role != ROLE_LINK) {
    return false;
  }
  struct str text = page_text(walk->page, node);
  for (size_t at = 0; at < text.len;) {
    if (unicode_class(utf8_next(text, &at)) != UNICODE_OTHER) {
      return false;
    }
  }
  return str_starts_with(page_attribute(walk->page, node, "href"), STR("#"));
}

/* Whether a pre is nothing but the numbers of lines, beside the code in a table. */
static bool is_line_numbers(const struct walk *walk, size_t node) {
  if (node_of(walk, node)->tag->role != ROLE_CODE_BLOCK || node_of(walk, node_of(walk, node)->parent)->tag->group != GROUP_CELL) {
    return false;
  }
  struct str text = page_text(walk->page, node);
  size_t at = 0;
  while (at < text.len && (text_is_digit(text.ptr[at]) || text_is_space(text.ptr[at]))) {
    at++;
  }
  return text.len > 0 && at == text.len;
}

/* A caption was read before its table. */
static bool is_read_caption(const struct walk *walk, size_t node) {
  return node_of(walk, node)->tag->group == GROUP_CAPTION && block_is_table(walk, node_of(walk, node)->parent);
}

static bool is_left_out(const struct walk *walk, size_t node) {
  return content_leaves_out(walk->page, walk->content, node) || is_sign(walk, node) || is_line_numbers(walk, node) ||
         is_read_caption(walk, node);
}

static void push(struct walk *walk, size_t node, enum ending ending) {
  struct level *levels =
      arena_grow(walk->builder.arena, walk->levels, walk->level_count, &walk->level_capacity, sizeof *walk->levels);
  if (levels == NULL) {
    return; /* has_failed() tells */
  }
  walk->levels = levels;
  levels[walk->level_count++] = (struct level){(uint32_t)node, ending};
}

static void walk_element(struct walk *walk, size_t root) {
  size_t end = node_of(walk, root)->end;
  for (size_t i = root + 1; i <= end && !has_failed(walk);) {
    while (walk->level_count > 0 && node_of(walk, walk->levels[walk->level_count - 1].node)->end == i) {
      block_leave(walk, &walk->levels[--walk->level_count]);
    }
    if (i == end) {
      break;
    }
    const struct page_node *node = node_of(walk, i);
    if (node->tag == NULL) {
      line_add_text(walk, node->raw);
      i++;
    } else if (is_left_out(walk, i)) {
      i = node->end;
    } else {
      push(walk, i, block_enter(walk, i));
      i++;
    }
  }
  line_end(walk);
}

static bool read_content(struct arena *arena, const struct page *page, const struct content *content, struct article *article,
                         struct error *err) {
  struct walk walk = {.page = page, .content = content, .base = address_of_page(arena, article->id)};
  builder_init(&walk.builder, arena, article->title, err);
  buf_init(&walk.scratch, 2 * (size_t)ARTICLE_BYTES_MAX);
  for (size_t i = 0; i < content->count && !has_failed(&walk); i++) {
    walk_element(&walk, content->roots[i]);
  }
  bool done = builder_finish(&walk.builder, article);
  builder_free(&walk.builder);
  buf_free(&walk.scratch);
  return done;
}

/* The level of a heading's tag, or 0. */
static int heading_level(struct str name) {
  bool is_heading = name.len == 2 && (name.ptr[0] | 0x20) == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
  return is_heading ? name.ptr[1] - '0' : 0;
}

/*
 * Whether the first <h1> of the content is the title of a part of it, not of the page: there are several, of which the first is
 * numbered, or another heading stands before it and the title of the head does not have it.
 */
static bool is_of_part(const struct page *page, const struct content *content, struct str head) {
  size_t root = content->roots[0], count = 0;
  bool is_late = false;
  struct str first = STR("");
  for (size_t i = root + 1; i < page->nodes[root].end && count < 2;) {
    const struct page_node *node = &page->nodes[i];
    int level = node->tag != NULL ? heading_level(node->name) : 0;
    if (node->tag != NULL && content_leaves_out(page, content, i)) {
      i = node->end;
      continue;
    }
    is_late |= level > 1 && count == 0;
    if (level == 1 && count++ == 0) {
      first = page_text(page, i);
      if (first.len == 0 || !text_is_digit(first.ptr[0])) {
        break;
      }
    }
    i++;
  }
  return count > 1 || (is_late && first.len > 0 && !str_contains(head, first));
}

static bool read_page(struct arena *arena, struct str html, bool has_front_matter, struct article *article, struct error *err) {
  struct page page;
  struct content content;
  struct page_facts facts = {.title = STR("")};
  if (!page_read(arena, html, &page, err)) {
    return false;
  }
  content_find(&page, &content);
  if (!has_front_matter && !pagefacts_read(&page, &content, article, &facts, err)) {
    return false;
  }
  article->is_away = article->is_away || facts.is_away;
  article->is_unmarked = !content.is_marked;
  if (article->title.len == 0 && facts.title.len > 0 && is_of_part(&page, &content, facts.title)) {
    article->title = facts.title;
  }
  if (!read_content(arena, &page, &content, article, err)) {
    return false;
  }
  article->title = article->title.len > 0 ? article->title : facts.title;
  return true;
}

/* *line is the line at fault; 0 where it is the whole. */
static bool read_source(struct arena *arena, struct str rest, struct article *article, size_t *line, struct error *err) {
  if (!charset_of_page(arena, &rest, err) || !source_check(&rest, line, err)) {
    return false;
  }
  const char *begin = rest.ptr;
  if (!frontmatter_read(arena, &rest, article, line, err)) {
    return false;
  }
  *line = 0;
  return read_page(arena, rest, rest.ptr != begin, article, err);
}

bool article_from_html(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  size_t line = 0;
  *article = (struct article){.id = arena_copy(arena, id), .boost = 1};
  if (!source_check_name(id, err) || !read_source(arena, bytes, article, &line, err)) {
    return source_place(id, line, err);
  }
  return source_complete(arena, address_of_page(arena, id), article, err);
}
