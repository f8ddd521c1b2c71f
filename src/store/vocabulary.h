/*
 * vocabulary: terms in memory, with their postings. Private to store. An amendment gathers in it what its few articles
 * give and gave; and of a whole index, without postings, what the beginnings of words are made of. What a whole index
 * holds is gathered by an inversion.
 */
#ifndef MARROW_STORE_VOCABULARY_H
#define MARROW_STORE_VOCABULARY_H

#include "terms.h"
#include "writings.h"

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

/* Calls `visit` for each surface that was seen written, in byte order, with all its ways in no order. False ends the walk. */
typedef bool writings_visitor(void *context, struct writings *writings);
bool vocabulary_walk_writings(struct vocabulary *vocabulary, writings_visitor *visit, void *context) MUST_USE;

/*
 * Puts in a term that an index has, each once: all that vocabulary_walk_beginnings() must know of it. A stem comes before the
 * surfaces that have it; `written` is how a surface is mostly written.
 */
void vocabulary_restore(struct vocabulary *vocabulary, struct str term, uint32_t articles, struct str written);
void vocabulary_restore_stem(struct vocabulary *vocabulary, struct str surface, const struct word_stem *stem);

bool vocabulary_failed(const struct vocabulary *vocabulary);

#endif
