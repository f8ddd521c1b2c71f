/*
 * markdown: texts of strangers within GitHub's and GitLab's Markdown, where they must neither set anything nor call
 * anybody. Private to render.
 */
#ifndef MARROW_RENDER_MARKDOWN_H
#define MARROW_RENDER_MARKDOWN_H

#include "base/base.h"

/* Running text on one line, in a table too. */
void markdown_text(struct buf *out, struct str text);

/* The same as code; nothing for an empty text. */
void markdown_code(struct buf *out, struct str text);

#endif
