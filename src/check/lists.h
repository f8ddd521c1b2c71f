/* lists: the owner's lists, and what the indexer complained of. Private to check. */
#ifndef MARROW_CHECK_LISTS_H
#define MARROW_CHECK_LISTS_H

#include "checker.h"

/* Synonyms that lead to nothing, or to what is found without them. */
bool synonyms_check(struct checker *checker, struct error *err) MUST_USE;

/* Pins to articles that there are not, and queries that are pinned twice. */
bool pins_check(struct checker *checker, struct error *err) MUST_USE;

/* Makes findings of what the indexer said, but for what is found already. */
bool complaints_check(struct checker *checker, struct error *err) MUST_USE;

#endif
