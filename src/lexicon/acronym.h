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
 * Counts the definitions in an article, each once; numbers of articles begin at 1 and ascend. Long forms are one where their
 * stems are ("stem cell", "stem cells"); what is written is how the article of the lowest number writes it first.
 */
void acronyms_add(struct acronyms *acronyms, struct tokenizer *tokenizer, const struct language *language, uint32_t article,
                  struct str text);

/* Gives articles other numbers, in the same order: numbers[n - 1] for n; 0 forgets what an article defines. */
void acronyms_renumber(struct acronyms *acronyms, const uint32_t *numbers, size_t count);

/* Takes an article that was counted with this text off again; it may then be counted anew. */
void acronyms_remove(struct acronyms *acronyms, uint32_t article, struct str text);

/*
 * Appends all that was counted as bytes, from which another run goes on; nothing where that cannot be, since more was met than is
 * counted. Reading answers false for bytes that were not written so, or where memory ends; `acronyms` are new ones.
 */
void acronyms_pack(const struct acronyms *acronyms, struct buf *packed);
bool acronyms_unpack(struct acronyms *acronyms, struct str packed) MUST_USE;

/*
 * Appends a line "MRI<TAB>magnetic resonance imaging<TAB>articles<TAB>en" for each pair that is kept, by
 * short form; the last column is the language's code, or "-". synonyms.h reads them.
 */
bool acronyms_write(const struct acronyms *acronyms, struct buf *out, struct error *err) MUST_USE;

#endif
