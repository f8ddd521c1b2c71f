/*
 * guess: running text -> the language it is in.
 *
 * The script tells most languages apart; those that share one are told by how many of their commonest short
 * words the text has (function words as features: Grefenstette, 1995), each counted once however often it stands
 * there, so that a list of names (de, la, van) is no language. A guess needs a lead; without one nothing is said.
 */
#ifndef MARROW_LEXICON_GUESS_H
#define MARROW_LEXICON_GUESS_H

#include "base/base.h"

/* The words of all languages; never changes and may be shared. */
struct guesser;

/* NULL where there is no memory. */
struct guesser *guesser_new(void);
void guesser_free(struct guesser *guesser);

enum { GUESS_BYTES_MAX = 1000 }; /* of each text; later words are not read */

/* What else is known about a text; codes of languages, empty: nothing. */
struct guess_context {
  struct str hint;  /* what something says that is not the text, such as a folder's name */
  struct str usual; /* of articles that do not say theirs */
};

/*
 * The ISO 639-1 code ("de", "zh") of the language that `texts` together are in, which need not be one that words can
 * be stemmed in; empty where that is not sure. The hint decides where the texts leave it open, and counts nothing
 * where they are in another script. The code is valid for ever.
 */
struct str guess_language(const struct guesser *guesser, const struct str *texts, size_t count,
                          const struct guess_context *context);

/* Whether a code that is given is that of a guess, which has one name for the languages that have two (nb is no). */
bool guess_same_language(struct str given, struct str guess);

#endif
