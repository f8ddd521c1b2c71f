/*
 * stems: for a surface, its stems and the languages it has them in. Private to store.
 *
 * A stem is the two letters of its language ("--" for one that is not known), the number of articles (LEB128), how
 * many bytes it shares with the beginning of the surface, how many follow (LEB128 each), and these.
 */
#ifndef MARROW_STORE_STEMS_H
#define MARROW_STORE_STEMS_H

#include "store/store.h"

/* Puts the stems of a surface in order, which is the same whatever the order of articles was, and appends them. */
void stems_pack(struct str surface, struct word_stem *stems, size_t count, struct buf *packed);

/* Reads all stems of a surface into `arena`; false where the bytes make no sense or memory ends. */
bool stems_unpack(struct str surface, struct str packed, struct arena *arena, struct word_stem **stems, size_t *count) MUST_USE;

#endif
