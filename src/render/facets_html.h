/* facets_html: how a page of results is narrowed and put in another order, by links alone. Private to render. */
#ifndef MARROW_RENDER_FACETS_HTML_H
#define MARROW_RENDER_FACETS_HTML_H

#include "search/search.h"
#include "speech.h"

/* Appends a filter as a parameter: &amp;tag=knee, or &amp;filter=audience:patients. */
void facets_add_filter(struct buf *out, const struct search_filter *filter);

/* Where values were counted: appends the filters that hold, each with a link that takes it off, the switch of the order, and the
 * values to choose from. */
void facets_html(struct buf *out, const struct speech *speech, const struct search_answer *answer);

#endif
