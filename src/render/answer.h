/*
 * answer: what answers a query by itself, above the results. Private to render.
 */
#ifndef MARROW_RENDER_ANSWER_H
#define MARROW_RENDER_ANSWER_H

#include "flow.h"
#include "json.h"
#include "search/search.h"
#include "speech.h"

/* The member "answer": an object, or null. `direct` may be NULL, here and below. */
void answer_json(struct json *json, const struct search_direct *direct);

/* A quiet box: the text, then where it is from. Nothing where there is none. */
void answer_html(struct buf *out, const struct speech *speech, const struct search_direct *direct);
void answer_terminal(struct flow *flow, const struct search_direct *direct);

#endif
