/* format: what the name of a file says it holds. Private to article. */
#ifndef MARROW_ARTICLE_FORMAT_H
#define MARROW_ARTICLE_FORMAT_H

#include "article/article.h"

/* The ending of a name that tells its format (".md"); empty where it has none such. */
struct str format_ending(struct str name);

/* Whether it is a page of HTML. */
bool format_is_page(struct str name);

#endif
