/*
 * completions: what a beginning of a word may become. Private to store.
 *
 * Few words: their stems are gathered when asked for. Many words: the commonest stems stand in the vocabulary, with the
 * beginning as a term of its own; to gather all of them would cost more the less was typed.
 */
#ifndef MARROW_STORE_COMPLETIONS_H
#define MARROW_STORE_COMPLETIONS_H

#include "reader.h"

enum {
  COMPLETIONS_NARROW_MAX = 256, /* words that one beginning may have before it is wide */
  COMPLETIONS_WIDE = 16,        /* stems that are kept of a wide one */
  COMPLETIONS_MARK = '<',       /* before a wide beginning in the vocabulary */
};

/* Appends a completion of a wide beginning: the bytes and the articles (LEB128) of its stem and of its word, and both. */
void completion_pack(const struct completion *completion, struct buf *packed);

/*
 * The postings of all completions of `begin` together: how often any of them stands in each field. Of wide ones all other
 * articles are among them, with no count. They stay in the store's memory until it is relieved.
 */
bool completions_merge(struct store *store, struct str begin, const struct completions *completions, struct str *postings,
                       struct error *err) MUST_USE;

#endif
