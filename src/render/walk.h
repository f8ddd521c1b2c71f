/*
 * walk: goes through an article's text and marks in the order of a document, opening and closing marks
 * so that they always nest, whatever their ranges say. Private to render.
 */
#ifndef MARROW_RENDER_WALK_H
#define MARROW_RENDER_WALK_H

#include "article/article.h"

struct walker {
  void *context;
  /* False: nothing inside the mark is walked; it is closed all the same. */
  bool (*open)(void *context, const struct mark *mark);
  void (*close)(void *context, const struct mark *mark);
  /* Text that lies in no mark further in than `inside` (NULL: in none at all). Never empty. */
  void (*text)(void *context, const struct mark *inside, struct str text);
};

void walk_article(const struct article *article, const struct walker *walker);

/* The mark behind the last one inside mark number `mark`. */
size_t walk_end(const struct article *article, size_t mark);

/* Whether a mark lies in running text, as a link does, and not around paragraphs. */
bool walk_is_inline(const struct mark *mark);

#endif
