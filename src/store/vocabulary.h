/*
 * vocabulary: the terms of an index in the making, with their postings. Private to store. It stays in
 * memory until the index is published: about a quarter of the bytes of the texts.
 */
#ifndef MARROW_STORE_VOCABULARY_H
#define MARROW_STORE_VOCABULARY_H

#include "store/store.h"

struct vocabulary;

/* NULL where there is no memory. */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);

/* The articles come one by one: what is noted from here on belongs to `article`. */
void vocabulary_begin(struct vocabulary *vocabulary, uint32_t article);

/*
 * Notes that a term stands once in a field of the article. `*memo` is the caller's number for that
 * term, 0 when it has none yet. The `mark` ('=', '~', '#', '@', '^', or NUL for a surface) stands before it.
 */
void vocabulary_note(struct vocabulary *vocabulary, char mark, struct str term, enum field field, uint32_t *memo);

/*
 * Notes how a surface is written in one place: its number is that of the memo. Where it opens a sentence or stands in a
 * heading, so that its capital says little, it is `dressed` and counts only as long as nothing else was seen.
 */
void vocabulary_write(struct vocabulary *vocabulary, uint32_t surface, struct str written, bool dressed);

/*
 * Notes that a surface has a stem in a language, in the article that was begun: the numbers are those of the memos.
 */
void vocabulary_relate(struct vocabulary *vocabulary, uint32_t surface, uint32_t stem, const struct language *language);

/* Writes the postings of the article that was begun. */
void vocabulary_end(struct vocabulary *vocabulary);

/*
 * Calls `visit` for each term in byte order with its postings, or a surface's stems (stems.h) and how it is mostly
 * written (empty: as it stands). False ends the walk; so does failed memory.
 */
typedef bool vocabulary_visitor(void *context, struct str term, uint32_t articles, struct str bytes, struct str written);
bool vocabulary_walk(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) MUST_USE;

/* The same for each beginning of many words: its mark and its letters, how many words, their commonest stems (completions.h). */
bool vocabulary_walk_beginnings(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) MUST_USE;

bool vocabulary_failed(const struct vocabulary *vocabulary);

#endif
