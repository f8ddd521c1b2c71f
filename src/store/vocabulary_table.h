/* vocabulary_table: what a vocabulary is made of, for those that write it. Private to store. */
#ifndef MARROW_STORE_VOCABULARY_TABLE_H
#define MARROW_STORE_VOCABULARY_TABLE_H

#include "vocabulary.h"

struct entry {
  struct str term; /* with its mark */
  uint32_t hash;
  uint32_t articles; /* how many have it */
  uint32_t written;  /* the last one in `postings` */
  uint32_t kinship;  /* of a surface: the number of its newest kinship; 0: none */
  uint32_t writing;  /* of a surface: the number of its newest writing; 0: none, it stands in code alone */
  struct buf postings;
};

/* A surface has a stem in a language. */
struct kinship {
  const struct language *language;
  uint32_t stem; /* number of the entry */
  uint32_t articles;
  uint32_t next; /* number of the next one of the same surface; 0: none */
};

/* A way of writing a surface. */
struct writing {
  struct writing_count way;
  uint32_t next; /* number of the next one of the same surface; 0: none */
};

struct vocabulary {
  struct arena names;
  struct entry *entries; /* entry n has number n + 1 */
  uint32_t count, capacity;
  uint32_t *slots; /* numbers by hash; 0 is empty */
  size_t slot_count;
  uint32_t *numbers; /* of the terms of the article at hand */
  uint32_t number_capacity;
  struct kinship *kinships; /* kinship n has number n + 1 */
  uint32_t kinship_count, kinship_capacity;
  struct writing *writings; /* writing n has number n + 1 */
  uint32_t writing_count, writing_capacity;
  bool failed;
};

/* How a surface is mostly written. */
struct str entry_writing(const struct vocabulary *vocabulary, const struct entry *entry);

/* For qsort() of pointers to entries: by the bytes of their terms. */
int compare_entries(const void *a, const void *b);

#endif
