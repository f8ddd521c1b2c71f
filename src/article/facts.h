/*
 * facts: what an author says about an article in keys and values, whether they came from front matter
 * or from a JSON line. Private to article.
 */
#ifndef MARROW_ARTICLE_FACTS_H
#define MARROW_ARTICLE_FACTS_H

#include <jansson.h>

#include "article/article.h"

/* Whether a key has a meaning of its own and a text (or texts) as value. */
bool facts_key_is_text(struct str key);

/*
 * Reads the known keys of `object` into `article`; unknown ones become extras. On failure *place is
 * the number of the key that is wrong, in the object's order.
 */
bool facts_read(struct arena *arena, json_t *object, struct article *article, size_t *place, struct error *err) MUST_USE;

#endif
