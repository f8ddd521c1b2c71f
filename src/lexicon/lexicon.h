/*
 * lexicon: what is known of words and languages. Five parts that know no index and no SQL:
 *
 *   spelling.h  a vocabulary -> what a misspelt, split or joined word should have been
 *   synonyms.h  synonyms.txt and harvested acronyms -> what else the words of a query may be called
 *   pins.h      pins.txt -> the articles that the owner wants first for a query
 *   acronym.h   running text -> "magnetic resonance imaging (MRI)", counted over articles
 *   guess.h     running text -> the language it is in
 *
 * How they are wired. The writing road feeds each article's text to acronyms_add() and keeps what
 * acronyms_write() says, with the text of synonyms.txt, in the index. The reading road hands all words of
 * the index to spelling_add() when it first needs them, and both texts to synonyms_new(); the two
 * structures never change afterwards and may be shared by all threads that read one generation. For a
 * query it takes the plain words in order (not those of phrases, prefixes or exclusions) and asks
 * spelling_review() which of them to read differently, and, with their stems, synonyms_match() for
 * alternatives that rank below the literal word.
 */
#ifndef MARROW_LEXICON_H
#define MARROW_LEXICON_H

#include "acronym.h"
#include "guess.h"
#include "pins.h"
#include "spelling.h"
#include "synonyms.h"

#endif
