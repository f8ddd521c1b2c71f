/*
 * page: HTML -> a tree of elements and texts. Elements that may go without an end tag are ended where
 * HTML says; end tags without an element are passed over; what has no end ends with the page. The work
 * grows with the length of the page alone, however its elements stand in one another. Private to article.
 */
#ifndef MARROW_ARTICLE_PAGE_H
#define MARROW_ARTICLE_PAGE_H

#include "article/markup.h"
#include "article/tags.h"

enum { PAGE_NODES_MAX = 4000000 };

/* Attributes that an element has, so that others need not be looked for. */
enum page_has {
  HAS_ID = 1,     /* id or name */
  HAS_CLASS = 2,  /* class */
  HAS_ROLE = 4,   /* role */
  HAS_HIDDEN = 8, /* hidden or aria-hidden */
  HAS_OURS = 16,  /* data-marrow-... or data-pagefind-... */
};

/* An element or a text. The first node of a page is the whole. */
struct page_node {
  const struct tag *tag; /* NULL: a text */
  struct str name;       /* of an element, as written */
  struct str raw;        /* its attributes, or a text, as written */
  uint32_t parent, end;  /* end: the first node behind all that it holds */
  uint8_t has;
  bool holds_blocks; /* a table with more in its cells than lines of text, or a form with more than controls */
};

struct page {
  struct arena *arena;
  struct page_node *nodes; /* as they stand in the page */
  size_t count, capacity;
};

/* Reads a page, which must outlive it. */
bool page_read(struct arena *arena, struct str html, struct page *page, struct error *err) MUST_USE;

/* An attribute of an element with its entities decoded; ptr is NULL where there is none. */
struct str page_attribute(const struct page *page, size_t node, const char *name);

/* An attribute of ours, data-marrow-NAME or data-pagefind-NAME; ptr is NULL where there is none. */
struct str page_own_attribute(const struct page *page, size_t node, const char *name);

/* Whether a text of words between white space has that word; case does not matter. */
bool page_has_word(struct str words, struct str word);

/* The text of all that an element holds, as one line. */
struct str page_text(const struct page *page, size_t node);

#endif
