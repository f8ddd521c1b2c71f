/*
 * found: which pages of results search engines may show. Private to render.
 *
 * Anybody can link to a page of results for any words, so that a site seems to say them (search spam). Only those answers are
 * shown that the articles vouch for: the first page for plain words, all of which the first article has, without filters but the
 * language. Their address is the one of the words in lower case and single spaces.
 */
#ifndef MARROW_RENDER_FOUND_H
#define MARROW_RENDER_FOUND_H

#include "search/search.h"

/* Appends the address under which an answer may be shown; nothing where it may not. */
void found_canonical(struct buf *out, const struct search_answer *answer);

#endif
