/* anchors: the places that a source names itself, besides its headings. Private to check. */
#ifndef MARROW_CHECK_ANCHORS_H
#define MARROW_CHECK_ANCHORS_H

#include "base/base.h"

typedef void anchor_visitor(void *context, struct str anchor);

/*
 * Visits what may be an anchor of a source in any of the formats: attributes `id` and `name` of HTML, {#place} and {: #place} of
 * Markdown, [[place]], [#place] and anchor:place[] of AsciiDoc, `.. _place:` of reStructuredText. The text is not parsed: a sign
 * in a block of code counts as well, for a link that is called broken and is not costs an author more than one that is missed.
 * Longer ones than a line of prose are none, so that signs that nothing ends cost no more than a look at that much.
 */
void anchors_visit(struct str text, anchor_visitor *visit, void *context);

#endif
