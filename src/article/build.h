/*
 * build: an article's text, marks and sections, put together in reading order. Private to article.
 *
 * A reader of a source opens and closes marks and adds text; the builder keeps blocks apart, ends
 * sections, names them, and holds every ceiling. Once a step failed, the error says why, `failed` is
 * set, and further steps do nothing.
 */
#ifndef MARROW_ARTICLE_BUILD_H
#define MARROW_ARTICLE_BUILD_H

#include "article/anchor.h"
#include "article/article.h"

/* Marks nested deeper are left out; their text stays. */
enum { MARK_DEPTH_MAX = 64 };

/* What keeps a block apart from the text before it. */
enum gap { GAP_NONE, GAP_CELL, GAP_LINE, GAP_BLOCK };

/* Where text and marks stood, to go back to. */
struct build_place {
  size_t length, mark_count, gap_end;
  enum gap gap;
  bool fresh;
};

struct builder {
  struct arena *arena;
  struct error *err;
  struct str title; /* of the article; the first level-1 heading gives it where it is empty */
  bool failed;

  struct buf text;
  size_t gap_end; /* offset behind the last gap */
  enum gap gap;   /* that gap */
  bool fresh;     /* a block was opened and nothing stands in it yet */

  struct mark *marks;
  size_t mark_count, mark_capacity;
  size_t opened;               /* marks so far, kept or not */
  size_t open[MARK_DEPTH_MAX]; /* marks that are open */
  size_t depth, beyond;        /* how many; how many more, too deep to be kept */

  struct section *sections;
  size_t section_count, section_capacity;
  struct anchors anchors;
  struct build_place before_heading;
  size_t heading_begin;
  uint32_t heading_level;
  struct str heading_anchor; /* that the source gives the heading at hand; empty: it is made of its text */
};

void builder_init(struct builder *builder, struct arena *arena, struct str title, struct error *err);
void builder_free(struct builder *builder);

/* Opens a block at least `gap` apart from what stands before it. */
void builder_open_block(struct builder *builder, enum gap gap, enum mark_kind kind, uint32_t number, struct str value);

/* Opens a mark within a block. */
void builder_open(struct builder *builder, enum mark_kind kind, struct str value);

/* Closes the mark or block that was opened last. A mark within a line that marks nothing is forgotten. */
void builder_close(struct builder *builder);

/* Between these, a heading's text is added. Level 1 counts as 2, or is the title and leaves no trace. */
void builder_open_heading(struct builder *builder, uint32_t level);
void builder_close_heading(struct builder *builder);

/* Text as it is, without steering characters. */
void builder_text(struct builder *builder, struct str text);

/* Running text: white space is one space, and none at the start of a line. */
void builder_words(struct builder *builder, struct str text);

/* A line ends here within a block. */
void builder_break(struct builder *builder);

/* Takes a line end off the end of the text, where there is one behind `begin`. */
void builder_chomp(struct builder *builder, size_t begin);

/* Takes white space off the end of the text behind `begin`; marks from number `first` on may lie in it. */
void builder_trim(struct builder *builder, size_t begin, size_t first);

/* Whether the innermost open mark is of that kind. */
bool builder_is_in(const struct builder *builder, enum mark_kind kind);

/* Hands title, text, sections and marks to the article. Whether the arena failed is left to the caller to ask. */
bool builder_finish(struct builder *builder, struct article *article) MUST_USE;

#endif
