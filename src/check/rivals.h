/* rivals: whether articles that stand before another one are named by the words that were asked for. Private to check. */
#ifndef MARROW_CHECK_RIVALS_H
#define MARROW_CHECK_RIVALS_H

#include "checker.h"

enum { NAMED_WORDS_MAX = 32 };

/* The words of a name that carry a topic, as stems. Lives in an arena. */
struct named {
  const struct language *language;
  struct arena *arena;
  struct str stems[NAMED_WORDS_MAX];
  size_t count;
};

/* Reads a name. One of function words alone has no stems: nothing can be found by it. */
void named_read(struct checker *checker, struct str lang, struct str name, struct named *named);

/* Whether each article has all these words in its title, its aliases and its headings. */
bool named_all_by(struct checker *checker, const struct named *named, const uint32_t *articles, size_t count, bool *all,
                  struct error *err) MUST_USE;

#endif
