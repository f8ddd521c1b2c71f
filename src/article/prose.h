/*
 * prose: other ways to write text by hand, as Markdown: reStructuredText, AsciiDoc, plain text. What they can say beyond
 * headings, lists, code, links and the like becomes plain text without its marks. Private to article.
 */
#ifndef MARROW_ARTICLE_PROSE_H
#define MARROW_ARTICLE_PROSE_H

#include "base/base.h"

/* Each answers Markdown that lives in `arena`; ptr is NULL where memory ends. */
struct str prose_from_rst(struct arena *arena, struct str text);
struct str prose_from_asciidoc(struct arena *arena, struct str text);
struct str prose_from_plain(struct arena *arena, struct str text);

/* Steps that they share. Lines have no line end. */

/* Appends text so that Markdown reads it as it is. */
void prose_add(struct buf *out, struct str text);

/* Appends a link, or with `image` an image; `label` is plain. */
void prose_add_link(struct buf *out, struct str label, struct str address, bool image);

/* Appends a heading of level 1 to 6, and an anchor behind it where one is given. */
void prose_open_heading(struct buf *out, size_t level);
void prose_close_heading(struct buf *out, struct str anchor);

/* Whether a line is one sign again and again, at least `least` times; `signs` has those that count. */
bool prose_is_rule(struct str line, const char *signs, size_t least);

/* Blanks at the beginning of a line; a tab counts as up to eight. */
size_t prose_indent(struct str line);

/* A fence longer than any in code that authors write. */
#define PROSE_FENCE "~~~~~~~~"

#endif
