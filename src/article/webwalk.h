/*
 * webwalk: how a page's elements become lines, marks and blocks of an article, on a walk over its content. Private to article.
 */
#ifndef MARROW_ARTICLE_WEBWALK_H
#define MARROW_ARTICLE_WEBWALK_H

#include "article/build.h"
#include "article/content.h"

/* Marks within a line that are nested deeper are left out. */
enum { SPANS_MAX = 16 };

/* What the end of an element ends. */
enum ending { ENDS_NOTHING, ENDS_LINE, ENDS_BLOCK, ENDS_HEADING, ENDS_CODE, ENDS_CELL, ENDS_SPAN };

struct level {
  uint32_t node;
  enum ending ending;
};

/* One walk over the content of a page. */
struct walk {
  struct builder builder;
  const struct page *page;
  const struct content *content;
  struct str base; /* the path of the page's address */
  struct buf scratch;
  struct level *levels; /* the elements that are open */
  size_t level_count, level_capacity;

  uint32_t spans[SPANS_MAX]; /* elements that mark something in the line at hand */
  size_t span_count, spans_beyond;
  size_t spans_open; /* of these, marks that are open */

  bool in_line;       /* text goes on in a paragraph or in what is bare */
  bool has_paragraph; /* that is open for the line at hand */
  bool is_bare;       /* text needs no paragraph here: an item begins */
  bool in_heading, in_cell, in_code;
  size_t line_begin, line_mark; /* the text and the marks before the line */
};

static inline const struct page_node *node_of(const struct walk *walk, size_t node) {
  return &walk->page->nodes[node];
}

/* Adds text as it stands in the page; a line begins with it where none has. */
void line_add_text(struct walk *walk, struct str written);

/* Adds text whose entities are decoded. */
void line_add_words(struct walk *walk, struct str text);

/* The same for an image's description, and for attributes that the page wants read. */
void line_add_image(struct walk *walk, size_t node);
void line_add_attributes(struct walk *walk, size_t node);

/* A line ends here within its block. */
void line_break(struct walk *walk);

/* What stands before and behind are different words. */
void line_part_words(struct walk *walk);

/* Ends the line at hand, where a block begins or ends. What is marked in it stays so in the next one. */
void line_end(struct walk *walk);

/* An element that marks something begins; answers what its end ends. */
enum ending line_enter_span(struct walk *walk, size_t node);
void line_leave_span(struct walk *walk);

/* An element begins; answers what its end ends. */
enum ending block_enter(struct walk *walk, size_t node);
void block_leave(struct walk *walk, const struct level *level);

/* Whether a table's cells hold lines of text; other tables only place things on a page. */
bool block_is_table(const struct walk *walk, size_t node);

#endif
