/* pagefacts: what a page of HTML says about itself. Private to article. */
#ifndef MARROW_ARTICLE_PAGEFACTS_H
#define MARROW_ARTICLE_PAGEFACTS_H

#include "article/article.h"
#include "article/content.h"

/* What is needed once the text is known. */
struct page_facts {
  struct str title; /* of its head, without the name of the site; may be empty */
  bool is_away;     /* it only leads to another page, or wants to be left out */
};

/*
 * Reads description, keywords, dates, language, address, translations and the attributes of ours into `article`. A value that
 * cannot be what it is meant for is passed over, as programs wrote it and not an author.
 */
bool pagefacts_read(const struct page *page, const struct content *content, struct article *article, struct page_facts *facts,
                    struct error *err) MUST_USE;

#endif
