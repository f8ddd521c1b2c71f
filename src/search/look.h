/*
 * look: an article -> where the words of a plan stand in it. Private to search.
 */
#ifndef MARROW_SEARCH_LOOK_H
#define MARROW_SEARCH_LOOK_H

#include "code.h"
#include "plan.h"

/* A word of the article that a term met. */
struct word_at {
  enum field field;
  uint32_t position, term, letters;
};

/* One article being looked into. */
struct look {
  struct planner *planner;
  const struct plan *plan;
  struct article article;
  struct section_start *starts;
  struct code code;
  double (*counts)[FIELD_COUNT]; /* by term: occurrences, of synonyms their share */
  uint32_t *times;               /* by phrase: occurrences */
  struct word_at *words;         /* every matched word, by field and position */
  size_t word_count;
};

/* Looks into article `number` for the words of a plan that is not filtered. All of it lives in the planner's article arena. */
bool look_into(struct look *look, struct planner *planner, const struct plan *plan, uint32_t number, struct error *err) MUST_USE;

/* Whether a term stands anywhere in the article. */
bool look_has(const struct look *look, size_t term);

#endif
