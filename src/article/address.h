/*
 * address: ids of articles and the addresses made of them. Private to article.
 */
#ifndef MARROW_ARTICLE_ADDRESS_H
#define MARROW_ARTICLE_ADDRESS_H

#include "base/base.h"

enum { ID_BYTES_MAX = 1024, ADDRESS_BYTES_MAX = 2048 };

/* Whether an id can name an article: UTF-8, no control characters, no "." or ".." between slashes. */
bool address_check_id(struct str id, struct error *err) MUST_USE;

/* "/articles/" and `id`, all but letters, digits and - . _ ~ / percent-encoded. */
struct str address_of_id(struct arena *arena, struct str id);

/* The address at which a built site has the page of a file: "guides/knee/index.html" gives "/guides/knee/". */
struct str address_of_page(struct arena *arena, struct str id);

/*
 * Where a link leads from the page at the path `base`: ../hip/#pain in /guides/knee/ gives /guides/hip/#pain. A link to a place
 * in the page, and one that names a host, stay as they are. A path that ends in index.html ends before that.
 */
struct str address_from(struct arena *arena, struct str base, struct str link);

/*
 * An address of a page as its author writes it, made one that means the same wherever it stands: "docs/knee" is /docs/knee, and
 * "//kb.example/knee" is https://kb.example/knee.
 */
struct str address_whole(struct arena *arena, struct str written);

/*
 * The next bare address (http://, https:// or www.) in running text at or after `from`, without the
 * punctuation that ends a sentence. False where there is none.
 */
bool address_find(struct str text, size_t from, struct span *found);

#endif
