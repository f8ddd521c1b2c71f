/*
 * frontmatter: the YAML (between ---), TOML (between +++) or JSON that an author may put before the text of an article. Private
 * to article.
 */
#ifndef MARROW_ARTICLE_FRONTMATTER_H
#define MARROW_ARTICLE_FRONTMATTER_H

#include <jansson.h>

#include "article/article.h"

/*
 * Takes the front matter off `rest`, if there is one, and reads it; `article` has its id, and a day that begins the name of the
 * file is the date of an article that has none. On failure *line is the line at fault.
 */
bool frontmatter_read(struct arena *arena, struct str *rest, struct article *article, size_t *line, struct error *err) MUST_USE;

/* A whole text of YAML as JSON, its plain values as what they mean; NULL where it cannot be read. */
json_t *frontmatter_yaml(struct arena *arena, struct str text);

#endif
