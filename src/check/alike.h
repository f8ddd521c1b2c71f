/*
 * alike: which articles have the same title or say nearly the same. Private to check.
 *
 * Two articles are as alike as the runs of four words (shingles) they have in common are among those that either has.
 * MinHash (Broder, "On the resemblance and containment of documents", 1997) tells that share from SKETCH numbers an
 * article; only articles that agree in a whole band of them are compared (Indyk and Motwani, 1998), each with one
 * earlier article a band, so that the work grows with the number of articles alone.
 */
#ifndef MARROW_CHECK_ALIKE_H
#define MARROW_CHECK_ALIKE_H

#include "checker.h"

enum { SKETCH = 128, BAND = 4, SHINGLE_WORDS = 4, SHINGLES_LEAST = 12 };

/* What an article is compared by. */
struct likeness {
  uint64_t title; /* with its language; of an article without a title of its own 0 */
  struct str id, file;
  size_t line;
  bool short_text, superseded; /* not compared */
  uint32_t sketch[SKETCH];
};

struct alike {
  struct likeness *list; /* [article - 1] */
  size_t count;
};

/* Room for all articles; false where memory ends. */
bool alike_begin(struct checker *checker, struct alike *alike, struct error *err) MUST_USE;

/* Notes what an article is compared by. */
void alike_add(struct checker *checker, struct alike *alike, const struct page *page);

/* Compares all. */
bool alike_settle(struct checker *checker, struct alike *alike, struct error *err) MUST_USE;

#endif
