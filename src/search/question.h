/*
 * question: what kind of question a text asks, and how a language defines a word. Private to search.
 * English, German, Spanish and French are known; a text in any other language asks nothing.
 */
#ifndef MARROW_SEARCH_QUESTION_H
#define MARROW_SEARCH_QUESTION_H

#include "token/token.h"

enum question_kind {
  QUESTION_NONE,    /* a name or a statement */
  QUESTION_WHAT,    /* what causes, which */
  QUESTION_WHAT_IS, /* what is, what are */
  QUESTION_HOW,
  QUESTION_WHY,
  QUESTION_WHEN,
  QUESTION_WHERE,
  QUESTION_WHO,
  QUESTION_WHETHER, /* can, is, does: yes or no */
  QUESTION_KINDS
};

/* The words of a language that make questions and definitions; NULL where it is not known. */
struct grammar;
const struct grammar *grammar_find(const struct language *language);

/*
 * The kind of question that begins with these two words (folded; the second may be empty); QUESTION_WHAT where it is that or
 * QUESTION_WHAT_IS, which its other words tell. `grammar` may be NULL.
 */
enum question_kind question_kind(const struct grammar *grammar, struct str first, struct str second);

/*
 * What a word (folded) can be in "A knee is a joint": an article before the word that is defined, the verb behind it,
 * and what then opens the definition.
 */
bool grammar_is_article(const struct grammar *grammar, struct str word);
bool grammar_is_verb(const struct grammar *grammar, struct str word);    /* is, are, means */
bool grammar_is_opening(const struct grammar *grammar, struct str word); /* a, the, one, any */
/* A verb that defines whatever follows (means). Behind the others an opening must stand: "knees are common" defines nothing. */
bool grammar_defines(const struct grammar *grammar, struct str verb);

/*
 * The number (from 1) of a function word that turns the sense of those around it (before, without, not); 0 for others.
 * Texts that differ in these say different things. Those that are no function words count like any topical word.
 */
unsigned grammar_turning(const struct grammar *grammar, struct str word);

/* Whether a word (folded) asks how two things differ: difference, between, compared, better. */
bool grammar_compares(const struct grammar *grammar, struct str word);

#endif
