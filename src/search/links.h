/*
 * links: what of a text are links. Words in them name other pages: they show less of what is said here. Private to
 * search.
 */
#ifndef MARROW_SEARCH_LINKS_H
#define MARROW_SEARCH_LINKS_H

#include "article/article.h"

/* The links of a section's body, ascending, as bytes of it. NULL where memory ended. */
struct span *links_of_section(struct arena *arena, const struct article *article, size_t number, size_t *count);

/* Whether links are more than half of a section's body: a list of pages to go to. */
bool links_fill_section(const struct article *article, size_t number, const struct span *links, size_t count);

#endif
