/*
 * particles: what hangs on Korean words without a space and says what they are in the sentence. Private to search.
 */
#ifndef MARROW_SEARCH_PARTICLES_H
#define MARROW_SEARCH_PARTICLES_H

#include "base/base.h"

/* Whether a folded text is Hangul of three syllables or more: of shorter words the index has pairs that no particle hides. */
bool particles_hide(struct str word);

/* Whether a text is one of the common particles, two that go together, or a form of the copula. */
bool particles_have(struct str text);

#endif
