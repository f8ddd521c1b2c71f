/*
 * code: where an article's blocks of code are. They are a field of their own, but what is shown is the text they stand in:
 * here places in the one become places in the other. Private to search.
 */
#ifndef MARROW_SEARCH_CODE_H
#define MARROW_SEARCH_CODE_H

#include "passage.h"
#include "store/store.h"

struct code {
  struct span *blocks; /* bytes of the text, ascending */
  uint32_t *first;     /* by block, and one behind the last: the position of its first word in FIELD_CODE */
  size_t count;
  uint32_t *starts; /* by section: the position in FIELD_CODE where its blocks begin */
};

/* Finds the blocks of an article. False where memory ended. */
bool code_find(struct arena *arena, const struct article *article, struct code *code) MUST_USE;

/*
 * Puts the matches in a section's prose and those in its blocks, each ascending and counted from where the section begins in
 * its field, in the order of its text: `merged`, which has room for both, has positions among all words of the section's body.
 */
void code_merge(const struct code *code, const struct article *article, size_t section, const struct passage_match *prose,
                size_t prose_count, const struct passage_match *inside, size_t inside_count, struct passage_match *merged);

#endif
