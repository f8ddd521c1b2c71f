/*
 * particles: what hangs on Korean words without a space and says what they are in the sentence. Private to search.
 */
#ifndef MARROW_SEARCH_PARTICLES_H
#define MARROW_SEARCH_PARTICLES_H

#include "plan.h"

/* Whether a folded text is Hangul of three syllables or more: of shorter words the index has pairs that no particle hides. */
bool particles_hide(struct str word);

/* Whether a text is one of the common particles, two that go together, or a form of the copula. */
bool particles_have(struct str text);

/*
 * Takes the particles off words that no article has with them, but without: 무릎에 is looked for as 무릎. Done before the query
 * is understood; its texts get shorter.
 */
bool particles_take_off(const struct planner *planner, struct query *query, struct error *err) MUST_USE;

#endif
