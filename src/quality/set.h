/* set: what both ways of reading judged queries share. Private to quality. */
#ifndef MARROW_QUALITY_SET_H
#define MARROW_QUALITY_SET_H

#include "quality.h"
#include "tsv.h"

/* Judged queries in the making. */
struct set_maker {
  struct arena *arena;
  struct quality_set *set;
  size_t room;         /* for queries */
  struct lookup by_id; /* of queries */
};

/* Begins an empty set. */
struct set_maker set_begin(struct arena *arena, const char *judged_by, struct quality_set *set);

/* Adds a query. A second one of the same id fails with a sentence that names both lines. */
bool set_add_query(struct set_maker *maker, const struct tsv *tsv, const struct quality_query *query, struct error *err) MUST_USE;

bool set_add_judgment(struct set_maker *maker, struct quality_query *query, struct quality_judgment judgment,
                      struct error *err) MUST_USE;

/* Sorts each query's judgments by article. One article with two grades fails with a sentence. */
bool set_sort(const struct set_maker *maker, struct error *err) MUST_USE;

#endif
