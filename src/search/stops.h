/*
 * stops: where sentences end. Private to search.
 */
#ifndef MARROW_SEARCH_STOPS_H
#define MARROW_SEARCH_STOPS_H

#include "base/base.h"

/*
 * Whether a sentence ends before byte `at` (1 to text.len): behind a line's end, an ideographic stop, or a
 * stop and its closing marks with a blank. "e.g. Knee", "Dr. Smith" and "z. B. Knie" go on. Looks at a few
 * bytes only.
 */
bool stops_before(struct str text, size_t at);

#endif
