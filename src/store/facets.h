/*
 * facets: which values each article has of what results can be narrowed by, while an index is made.
 * Private to store.
 */
#ifndef MARROW_STORE_FACETS_H
#define MARROW_STORE_FACETS_H

#include "store/store.h"

struct facets;

/* With "tag" and "lang" as the first ones; NULL where there is no memory. */
struct facets *facets_new(void);
void facets_free(struct facets *facets);

/* Takes a front-matter key as a further one. False, with a sentence, for a name that cannot be one, and for one too many. */
bool facets_declare(struct facets *facets, struct str key, struct error *err) MUST_USE;

/* Notes the values of the next article. False where memory ends. */
bool facets_note(struct facets *facets, const struct article *article) MUST_USE;

/*
 * From here on articles can be noted by their numbers in an old index, of which `old` are the facets and which outlives these.
 * False, with a sentence, where it has others.
 */
bool facets_take_over(struct facets *facets, const struct store_facet *old, size_t count, uint64_t articles,
                      struct error *err) MUST_USE;

/*
 * Notes an article of the old index as the next one. *noted is false where it is now the first to have a value, and the old index
 * does not know how it writes that: then the article itself is to be noted. False where memory ends.
 */
bool facets_adopt(struct facets *facets, uint32_t article, bool *noted) MUST_USE;

/* Whether an article noted so far has this tag; any value of this key. */
bool facets_have_tag(struct facets *facets, struct str tag);
bool facets_have_key(const struct facets *facets, struct str key);

/* A finished one, as it is stored. */
struct facet_bytes {
  struct str name;
  uint32_t value_count;
  struct str values;   /* of each value its folded form, then the form it is shown in, each ended by NUL */
  struct str articles; /* of each article the number of its values, then their numbers from 0 on (LEB128) */
};

/* The one at `place`; false behind the last one. */
bool facets_get(const struct facets *facets, size_t place, struct facet_bytes *bytes);

#endif
