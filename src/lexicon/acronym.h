/*
 * acronym: what running text says abbreviations stand for: "magnetic resonance imaging (MRI)" and "MRI
 * (magnetic resonance imaging)", found by the algorithm of Schwartz and Hearst ("A simple algorithm for
 * identifying abbreviation definitions in biomedical text", 2003): reading both from right to left,
 * each letter of the short form stands in the long form, in order, the first one at the beginning of a
 * word. Made stricter, since a wrong pair spoils answers and a missing one only leaves them as they were:
 *
 *   - a short form has 2 to ACRONYM_LETTERS_MAX letters, one of them a capital behind the first letter
 *   - a long form ends where a sentence, a part of it or a bracket does; "MRI (...)" must begin with it
 *   - of its words of four letters or more, two thirds begin with a letter of the short form; it
 *     does not open with a function word
 *   - over all articles of a language it is in ACRONYM_ARTICLES_MIN or more, and in three quarters of those that say what
 *     the short form means
 *   - no more articles have the short form as a word in small letters ("CAR", "ART")
 */
#ifndef MARROW_LEXICON_ACRONYM_H
#define MARROW_LEXICON_ACRONYM_H

#include "token/token.h"

enum {
  ACRONYM_LETTERS_MAX = 8,
  ACRONYM_LONG_BYTES_MAX = 120,
  ACRONYM_WORDS_MAX = 12, /* of a long form */
  ACRONYM_ARTICLES_MIN = 2,
  ACRONYMS_MAX = 5000,        /* written: those in most articles */
  ACRONYMS_SEEN_MAX = 200000, /* different pairs counted; further ones are passed over */
};

/* Both are parts of the text; the short form is without a plural s ("NSAIDs"). */
typedef void acronym_visitor(void *context, struct str short_form, struct str long_form);

/* Calls `visit` for each definition in a text of that language (NULL: not known), in order. */
void acronym_walk(const struct language *language, struct str text, acronym_visitor *visit, void *context);

/* The name under which an index keeps what acronyms_write() says. */
#define ACRONYMS_RESOURCE "acronyms"

struct acronyms; /* pairs counted over articles */

/* NULL where there is no memory. */
struct acronyms *acronyms_new(void);
void acronyms_free(struct acronyms *acronyms);

/*
 * Counts the definitions in an article, each once. Long forms are one where their stems are ("stem cell",
 * "stem cells"); what is written is the one seen first, so articles come in the same order each time.
 */
void acronyms_add(struct acronyms *acronyms, struct tokenizer *tokenizer, const struct language *language, struct str text);

/*
 * Appends a line "MRI<TAB>magnetic resonance imaging<TAB>articles<TAB>en" for each pair that is kept, by
 * short form; the last column is the language's code, or "-". synonyms.h reads them.
 */
bool acronyms_write(const struct acronyms *acronyms, struct buf *out, struct error *err) MUST_USE;

#endif
