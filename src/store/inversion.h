/*
 * inversion: the terms of an index in the making, each with its articles and its places there. Private to store.
 *
 * What is gathered stays in memory up to a budget. Beyond it all goes as a run, in order of terms, to a file that nobody
 * else sees, and in the end the runs are merged: the result is the same as if there had been memory for all. So memory
 * grows with the largest article and not with their number.
 */
#ifndef MARROW_STORE_INVERSION_H
#define MARROW_STORE_INVERSION_H

#include "terms.h"
#include "writings.h"

struct inversion;

/* Runs go beside `path`. NULL where there is no memory. */
enum { INVERSION_BUDGET = 24 * 1024 * 1024 };
struct inversion *inversion_new(const char *path, size_t budget);
void inversion_free(struct inversion *inversion);

/* Notes the settled terms of an article in that language. Articles come in order of number. */
bool inversion_add(struct inversion *inversion, uint32_t article, const struct terms *terms, const struct language *language,
                   struct error *err) MUST_USE;

/* A term of the whole. */
struct inverted {
  struct str term; /* with its mark */
  uint32_t articles;
  struct word_stem *stems; /* of a surface */
  size_t stem_count;
  struct writings writings; /* of a surface */
  void *rest;
};

/* The next article that has the term at hand, and its places; false behind the last one. */
bool inverted_next(const struct inverted *inverted, uint32_t *article, struct str *places);

/* Calls `visit` for each term in byte order. It must go through all its articles. False ends the walk, with its own sentence. */
typedef bool inverted_visitor(void *context, const struct inverted *inverted);
bool inversion_walk(struct inversion *inversion, inverted_visitor *visit, void *context, struct error *err) MUST_USE;

#endif
