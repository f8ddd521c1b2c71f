/* pinned: the owner's pins, checked against the articles of an index in the making. Private to indexer. */
#ifndef MARROW_INDEXER_PINNED_H
#define MARROW_INDEXER_PINNED_H

#include "site.h"
#include "token/token.h"

struct pinned {
  const char *folder;
  const struct settings_text *named; /* the file that the settings name; empty text: none */
  struct store_writer *writer;       /* all articles were added */
  struct tokenizer *tokenizer;
  const struct language *const *languages; /* of the articles; NULL among them is one that is not known */
  size_t language_count;
  void (*complain)(void *context, const char *sentence);
  void *context;
};

/*
 * Keeps the pins in the index. A list that cannot be read is complained of and left out; so is each article of a pin that there
 * is not, but the list is kept.
 */
bool pinned_keep(const struct pinned *pinned, struct error *err) MUST_USE;

#endif
