/*
 * anchor: names for the sections of an article, unique within it. Private to article.
 */
#ifndef MARROW_ARTICLE_ANCHOR_H
#define MARROW_ARTICLE_ANCHOR_H

#include "base/base.h"

/* The anchors given so far. Zeroed with its arena set: none. */
struct anchors {
  struct arena *arena;
  struct anchor_entry *entries; /* hash table; capacity is a power of two */
  size_t count, capacity;
};

/*
 * The name of a heading: lower case, letters and digits of any script, '-' and '_'; a space is '-',
 * anything else is dropped. "section" where nothing is left.
 */
struct str anchor_slug(struct arena *arena, struct str heading);

/* Whether a text can be an anchor that an author gave: letters and digits of any script, - _ . and : alone. */
bool anchor_is_valid(struct str anchor);

/*
 * `wanted`, or where it is taken `wanted` with -1, -2, ... Both live in the arena. An empty answer says
 * that there was no memory.
 */
struct str anchor_unique(struct anchors *anchors, struct str wanted);

#endif
