/* links: whether links and translations lead anywhere. Private to check. */
#ifndef MARROW_CHECK_LINKS_H
#define MARROW_CHECK_LINKS_H

#include "checker.h"

/* A link to a section, which is judged once all sections are known. */
struct anchored {
  uint64_t hash; /* of article and anchor */
  struct str file, link, target;
  size_t line;
};

struct links {
  struct hashes anchors;  /* of sections, and of elements that the source names */
  struct hashes branches; /* first parts of the addresses of articles: /help/, https://kb.example/help/ */
  struct hashes folders;  /* all that addresses of articles lie below: /help/, /help/guides/ */
  struct anchored *anchored;
  size_t count, capacity;
};

/* Notes what of the site's addresses are articles. */
bool links_learn(struct checker *checker, struct links *links, struct error *err) MUST_USE;

/* Checks the links and the translations of an article, and notes where its sections are. */
bool links_check(struct checker *checker, struct links *links, const struct page *page, struct error *err) MUST_USE;

/* Judges the links to sections. All articles were seen. */
void links_settle(struct checker *checker, struct links *links);

#endif
