/* pages: rules that look at one article at a time. Private to check. */
#ifndef MARROW_CHECK_PAGES_H
#define MARROW_CHECK_PAGES_H

#include "checker.h"
#include "links.h"

/* The tags that articles may have, as they are compared. Without any, all are right. */
struct tags {
  struct lookup known;
  bool listed;
};

/* Reads them from the settings and from the topics. */
bool tags_learn(struct checker *checker, struct tags *tags, struct error *err) MUST_USE;

/* Title, language, tags, the day of review, and what it is superseded by. */
void page_check_facts(struct checker *checker, const struct tags *tags, const struct page *page);

/* The order of headings, and the length of sections. */
void page_check_sections(struct checker *checker, const struct page *page);

#endif
