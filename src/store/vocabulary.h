/*
 * vocabulary: the terms of an index in the making, with their postings. Private to store. It stays in
 * memory until the index is published: about a quarter of the bytes of the texts.
 */
#ifndef MARROW_STORE_VOCABULARY_H
#define MARROW_STORE_VOCABULARY_H

#include "terms.h"

struct vocabulary;

/* NULL where there is no memory. */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);

/* Notes the terms of an article in that language. Articles come in order of number. */
void vocabulary_add(struct vocabulary *vocabulary, uint32_t article, const struct terms *terms, const struct language *language);

/*
 * Calls `visit` for each term in byte order with its postings, or a surface's stems (stems.h) and how it is mostly
 * written (NULL: as it stands; empty: it stands in code alone). False ends the walk; so does failed memory.
 */
typedef bool vocabulary_visitor(void *context, struct str term, uint32_t articles, struct str bytes, struct str written);
bool vocabulary_walk(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) MUST_USE;

/* The same for each beginning of many words: its mark and its letters, how many words, their commonest stems (completions.h). */
bool vocabulary_walk_beginnings(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) MUST_USE;

bool vocabulary_failed(const struct vocabulary *vocabulary);

#endif
