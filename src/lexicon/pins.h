/*
 * pins: which articles the site's owner wants first for a query, from the text of pins.txt:
 *
 *   [en]
 *   knee jab, knee injection = knee-injection.md, steroid-injection.md   # remark
 *
 * Left of the first = are queries, right of it articles, by id or address, in the order in which they are to stand.
 * "[en]" begins the lines for queries read in a language, "[*]" those for all. A query is what its words are: compared by
 * their stems, in order, with function words left out where there are others.
 */
#ifndef MARROW_LEXICON_PINS_H
#define MARROW_LEXICON_PINS_H

#include "token/token.h"

enum {
  PINS_BYTES_MAX = 1 << 20,
  PINS_LINES_MAX = 10000,
  PINS_QUERIES_MAX = 16, /* on a line */
  PINS_ARTICLES_MAX = 8, /* likewise */
  PINS_WORDS_MAX = 64,   /* of a query */
};

/* The file of a content folder that has them, where the settings name no other; and their name in an index. */
#define PINS_FILE "pins.txt"

struct pins;

/* A line of the file; belongs to the structure. */
struct pin {
  const struct str *articles;
  size_t count;
  size_t line;
};

struct pins_source {
  struct str text;
  const char *file;                        /* how sentences call it */
  const struct language *const *languages; /* in which queries will be read; NULL among them is "not stemmed" */
  size_t language_count;
  bool *twice; /* NULL, or set where what is wrong is that a query is pinned by two lines */
};

/*
 * Reads the text, of which nothing is kept. Sections in languages that are not listed are checked all the same. The
 * sentence of an error reads "FILE:LINE: what, what to do"; the same query on two lines is one. The result never changes.
 */
bool pins_new(struct tokenizer *tokenizer, const struct pins_source *source, struct pins **pins, struct error *err) MUST_USE;
void pins_free(struct pins *pins);

/* The pin of a query that is read in `language`; NULL where it has none. */
const struct pin *pins_find(const struct pins *pins, struct tokenizer *tokenizer, const struct language *language,
                            struct str query);

/* All pins, in the order of the file. */
const struct pin *pins_list(const struct pins *pins, size_t *count);

#endif
