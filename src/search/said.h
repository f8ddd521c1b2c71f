/*
 * said: what a short text (a heading, a title, how a paragraph begins) says, against a query. Private to search.
 */
#ifndef MARROW_SEARCH_SAID_H
#define MARROW_SEARCH_SAID_H

#include "plan.h"
#include "question.h"

enum { SAID_WORDS_MAX = 48, SAID_TERMS_MAX = 64 };

/* The bit of said.turning for a text that ends in an article, which is then none: vitamin A. */
enum { SAID_NAME = 31 };

/* A query and the language in which texts are read against it. */
struct said_query {
  struct tokenizer *tokenizer;
  const struct plan *plan; /* that looks at its words singly (PLAN_ANY, not filtered), of SAID_TERMS_MAX terms at most */
  const struct language *language;
  const struct grammar *grammar; /* NULL: none of that language is known */
  uint64_t idle;                 /* bits: terms that are function words there, as l of l'arthrose */
};

/* Sets the language of the texts that are read from here on. */
void said_use(struct said_query *query, const struct language *language);

struct said {
  enum question_kind kind;
  uint64_t terms;   /* bits: those of the plan's terms that stand in the text */
  size_t words;     /* topical words; what stands in brackets counts where the query has it */
  size_t met;       /* of these, the query has */
  unsigned turning; /* bits: words that turn the sense (question.h) */
  bool whole;       /* all of it was read */
};

void said_read(const struct said_query *query, struct str text, struct said *said);

/* How many of the query's topical words stand for these terms: a compound as a whole, or all parts of it. */
size_t said_items(const struct said_query *query, uint64_t terms);

/*
 * Whether a text begins with a definition of just what the query names: "A knee is a joint",
 * "Magnetic resonance imaging (MRI) is a ...".
 */
bool said_defines(const struct said_query *query, struct str text);

#endif
