/* findable: whether articles are found by their own words. Private to check. */
#ifndef MARROW_CHECK_FINDABLE_H
#define MARROW_CHECK_FINDABLE_H

#include "checker.h"

/* What articles call themselves, with how many have it. */
struct findable {
  struct hashes titles, aliases, headings;
};

/* Notes the names of an article. */
void findable_add(struct checker *checker, struct findable *findable, const struct page *page);

/*
 * Searches for every article by its title, its aliases and its headings, among the articles in its language. What more
 * than CHECK_FINDABLE articles have cannot lead to each of them: a title is passed over (another rule tells of it), a heading
 * or an alias is asked for behind the title. Nor is a heading one's own where all of its words name the articles before it, or
 * where it has function words alone. Superseded articles are not asked for: their successors stand before them.
 */
bool findable_check(struct checker *checker, struct findable *findable, struct error *err) MUST_USE;

#endif
