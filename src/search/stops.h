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

/* The first byte behind `at` before which a sentence ends; `limit` (text.len at most) where none does before it. */
size_t stops_next(struct str text, size_t at, size_t limit);

/* The last byte up to `at` before which a sentence ends; `floor` where none does behind it. */
size_t stops_last(struct str text, size_t at, size_t floor);

#endif
