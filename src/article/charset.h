/* charset: the bytes of a source as UTF-8. Private to article. */
#ifndef MARROW_ARTICLE_CHARSET_H
#define MARROW_ARTICLE_CHARSET_H

#include "base/base.h"

/* Turns what begins with a byte order mark of UTF-16 or UTF-32 into UTF-8; other bytes stay. The text lives in `arena`. */
bool charset_by_mark(struct arena *arena, struct str *bytes, struct error *err) MUST_USE;

/*
 * Turns a page of HTML into UTF-8: by its byte order mark, else by the encoding it declares, else, where it is no
 * UTF-8, from windows-1252, as browsers do. What a byte cannot mean becomes U+FFFD. The text lives in `arena`.
 */
bool charset_of_page(struct arena *arena, struct str *bytes, struct error *err) MUST_USE;

#endif
