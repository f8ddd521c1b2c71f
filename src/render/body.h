/*
 * body: an article's text, set as its marks say. Private to render.
 */
#ifndef MARROW_RENDER_BODY_H
#define MARROW_RENDER_BODY_H

#include "article/article.h"
#include "flow.h"
#include "speech.h"

/* Links in it are read from the article's id. */
void body_html(struct buf *out, const struct speech *speech, const struct article *article);
void body_terminal(struct flow *flow, const struct article *article);

#endif
