/* topical: the owner's topics, checked against the articles of an index in the making. Private to indexer. */
#ifndef MARROW_INDEXER_TOPICAL_H
#define MARROW_INDEXER_TOPICAL_H

#include "site.h"

struct topical {
  const char *folder;
  struct store_writer *writer; /* all articles were added */
  void (*complain)(void *context, const char *sentence);
  void *context;
};

/*
 * Keeps topics.yaml in the index, where there is one. A file that cannot be read is complained of and left out; so is a topic
 * that no article belongs to, but the file is kept.
 */
bool topical_keep(const struct topical *topical, struct error *err) MUST_USE;

#endif
