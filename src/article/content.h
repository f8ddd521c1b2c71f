/* content: which parts of a page are what it says, and which only stand around that. Private to article. */
#ifndef MARROW_ARTICLE_CONTENT_H
#define MARROW_ARTICLE_CONTENT_H

#include "article/page.h"

enum { CONTENT_ROOTS_MAX = 256 };

struct content {
  size_t roots[CONTENT_ROOTS_MAX]; /* elements, none within another, as they stand in the page */
  size_t count;
  bool is_marked; /* the page itself says so, by data-marrow-body or data-pagefind-body */
  bool is_whole;  /* nothing said where the content is: it is the body, but for what stands around it */
};

/*
 * The elements that the page marks as its content; else its <main> (or role="main"), and of that the one <article> that
 * holds most of it; else its only <article>; else its body.
 */
void content_find(const struct page *page, struct content *content);

/* Whether an element within the content is not a part of it: navigation, footers, controls, what is hidden or marked so. */
bool content_leaves_out(const struct page *page, const struct content *content, size_t node);

#endif
