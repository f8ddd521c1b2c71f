/*
 * memory: what a reader has looked up, so that asking again costs nothing: an index never changes under its
 * reader. Bounded; private to store.
 */
#ifndef MARROW_STORE_MEMORY_H
#define MARROW_STORE_MEMORY_H

#include "store/store.h"

struct memory;

struct memory *memory_new(void); /* NULL where there is no memory */
void memory_free(struct memory *memory);

/* Forgets all where it has become too much. What was handed out before is then no longer valid. */
void memory_relieve(struct memory *memory);

/* A term of the vocabulary, or a phrase: how many articles have it, and the bytes that are kept for it. */
struct memory_entry {
  uint64_t articles;
  struct str bytes;
};

/*
 * Keys of one kind are apart from those of others. Of a wide beginning every article is among the postings. Rates have the
 * key of who rated in the place of the number of articles.
 */
enum memory_kind { MEMORY_TERM, MEMORY_PHRASE, MEMORY_BEGUN, MEMORY_WIDE, MEMORY_RATES, MEMORY_PHRASE_RATES };

/* What is remembered under a key; NULL: nothing. */
const struct memory_entry *memory_find(const struct memory *memory, enum memory_kind kind, struct str key);

/* Copies an entry and its key; NULL where there is no memory. Valid until memory_relieve(). */
const struct memory_entry *memory_keep(struct memory *memory, enum memory_kind kind, struct str key, struct memory_entry entry);

#endif
