/*
 * english: British and American spellings, and Greek letters, made one before words are stemmed. Private to token.
 * Only stems are changed by it: the word as it was written is still told apart.
 */
#ifndef MARROW_TOKEN_ENGLISH_H
#define MARROW_TOKEN_ENGLISH_H

#include "base/base.h"

/* Appends an English word (lower case, ASCII) as an American writes it; what is no British spelling stays as it is. */
void english_spell(struct str lower, struct buf *out);

/* The stem without the second l that British spelling adds (signalling, fulfil) or leaves out, where it has two syllables. */
struct str english_stem(struct str stem);

/*
 * Appends a word (folded) with its Greek letters as words: beta, tnfalpha. False, and nothing is appended, where it is
 * Greek, has no Greek letter, or has a my, which is a unit.
 */
bool greek_spell(struct str folded, struct buf *out) MUST_USE;

#endif
