/*
 * html: what raw HTML in an article says when its markup is taken away. Private to article.
 */
#ifndef MARROW_ARTICLE_HTML_H
#define MARROW_ARTICLE_HTML_H

#include "base/base.h"

/*
 * Appends the text of `html`. Comments, declarations, scripts and styles vanish; so do tags that set
 * words within a line (<b>, <sub>). <br> gives a line end, any other tag a space, because what stands
 * before and behind it are different words. Answers whether the end of `html` lies in a script or style.
 */
bool html_add_text(struct buf *buf, struct str html);

#endif
