/*
 * asciidoc: what stands within a line of AsciiDoc (quoted text, macros, attributes, references) as Markdown. Private to article.
 */
#ifndef MARROW_ARTICLE_ASCIIDOC_H
#define MARROW_ARTICLE_ASCIIDOC_H

#include "base/base.h"

/* `text` is the whole that the line stands in: attributes are looked up at its beginning. */
void asciidoc_add_inline(struct str text, struct buf *out, struct str line);

/* Whether something between backquotes, << >> or the brackets of a macro begins in the line and does not end there. */
bool asciidoc_goes_on(struct str line);

/* A macro: what stands before its brackets, the first of what stands in them, and what is behind. False where there is none at
 * `at`. */
bool asciidoc_read_macro(struct str line, size_t at, struct str *address, struct str *label, size_t *behind);

#endif
