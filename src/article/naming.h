/*
 * naming: what a generator of sites makes of the names of files on their way into addresses. Private to article.
 */
#ifndef MARROW_ARTICLE_NAMING_H
#define MARROW_ARTICLE_NAMING_H

#include "article/article.h"

/* Whether the generator makes one page of the folder of that file, and none of others in and below it. */
bool naming_is_bundle(enum article_generator generator, struct str id);

/* Whether the page of a file is that of its whole folder, as that of index.md is. */
bool naming_is_index(enum article_generator generator, struct str id);

/* Appends what a star stands for in the path `id`, the `last` of that path or not, as it stands in addresses. */
void naming_add(enum article_generator generator, struct str id, struct str part, bool last, struct buf *out);

/* The same for a slug that an author gave. */
void naming_add_slug(enum article_generator generator, struct str slug, struct buf *out);

/* Whether addresses that authors give their pages begin below that of the site: "/about/" of /blog/about/. */
bool naming_is_below(enum article_generator generator);

/* Whether a file is a post of Jekyll, whose address has its categories before its day. */
bool naming_is_post(enum article_generator generator, struct str id);

/* Whether a file is one of a blog of Docusaurus: its address begins with its day, and a slug takes the place of all of it. */
bool naming_is_entry(enum article_generator generator, struct str id);

#endif
