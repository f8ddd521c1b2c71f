/*
 * breadcrumb: where a section stands among the headings of its article. Private to search.
 */
#ifndef MARROW_SEARCH_BREADCRUMB_H
#define MARROW_SEARCH_BREADCRUMB_H

#include "article/article.h"
#include "search/search.h"

/* Names the headings that a section stands under, outermost first, without its own. False where memory ended. */
bool breadcrumb_make(struct arena *arena, const struct article *article, size_t number, struct search_section *section) MUST_USE;

#endif
