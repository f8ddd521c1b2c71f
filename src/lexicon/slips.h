/*
 * slips: how likely one word is another one mistyped. Private to lexicon.
 *
 * The optimal string alignment distance (spelling.h) with edits that weigh what they are seldom or often: people double
 * letters, leave them out, swap them, and take one for another that sounds alike; that one stands for any other is rather another
 * word (Kukich, "Techniques for automatically correcting words in text", 1992). The weights keep apart the misspellings of
 * tests/spec/misspellings.txt and right words of other collections that happen to be a letter or two away.
 */
#ifndef MARROW_LEXICON_SLIPS_H
#define MARROW_LEXICON_SLIPS_H

#include "base/base.h"

/* The least weight of edits that make one of the other; both have at most LETTERS_MAX letters. */
double slips_between(struct str typed, struct str meant);

/*
 * The same for what is still being typed and a beginning of what was meant, of `most` letters at most: that with the least
 * weight, the longest of them, is *begin.
 */
double slips_of_beginning(struct str typed, struct str meant, size_t most, struct str *begin);

/* What the likeliest edit weighs. */
double slips_least(void);

/* What a missing space weighs. */
double slips_of_space(void);

#endif
