/*
 * dialect: keys of front matter that Hugo, Jekyll, Docusaurus and MDN have, as Marrow's own. Private to article.
 */
#ifndef MARROW_ARTICLE_DIALECT_H
#define MARROW_ARTICLE_DIALECT_H

#include <jansson.h>

#include "article/article.h"

/*
 * Puts what `facts` says in another dialect under Marrow's keys, where these are not there: description as summary, lastmod as
 * updated, categories and keywords among the tags, permalink as url, ... Whether the article is to be left out as a draft is
 * noted in `article`, which has its id. What makes no sense there stays as it is.
 */
void dialect_translate(struct arena *arena, json_t *facts, struct article *article);

/* The key that one of Marrow's was made of; NULL: it is the author's own. */
const char *dialect_origin(const json_t *facts, const char *key);

/* The day that begins the name of a file, as in "_posts/2026-01-02-knee.md"; empty where none does. */
struct str dialect_day(struct str id);

#endif
