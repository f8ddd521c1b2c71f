/*
 * synonyms: what else the words of a query may be called, from two texts:
 *
 *   synonyms.txt  written by the site's owner; corpus/README.md, "Word lists", has its format
 *   acronyms      lines "MRI<TAB>magnetic resonance imaging<TAB>articles<TAB>en", as acronyms_write() makes
 *                 them; they hold both ways, and have lower standing (`harvested`)
 *
 * Phrases are compared by the stems of their words, in the language in which the query is read: case,
 * accents and word endings do not matter. Chains are not followed: what stands for b is not looked for
 * where only a was typed, unless a line says a and that.
 */
#ifndef MARROW_LEXICON_SYNONYMS_H
#define MARROW_LEXICON_SYNONYMS_H

#include "token/token.h"

enum {
  SYNONYMS_BYTES_MAX = 1 << 20,  /* of each of the two texts */
  SYNONYMS_LINES_MAX = 10000,    /* likewise */
  SYNONYMS_MEMBERS_MAX = 16,     /* words and phrases on a line */
  SYNONYMS_WORDS_MAX = 16,       /* words of a phrase */
  SYNONYMS_OTHERS_MAX = 64,      /* that stand for one phrase, all lines together */
  SYNONYMS_QUERY_WORDS_MAX = 64, /* looked at */
};

/* The file of a content folder that says which words stand for one another. */
#define SYNONYMS_FILE "synonyms.txt"

struct synonyms;

struct synonyms_source {
  struct str text;                         /* of synonyms.txt; may be empty */
  struct str acronyms;                     /* may be empty */
  const struct language *const *languages; /* in which queries will be read; NULL among them is "not stemmed" */
  size_t language_count;
};

/*
 * Reads both texts, of which nothing is kept. Sections in languages that are not listed are checked all
 * the same. The sentence of an error reads "synonyms.txt:LINE: what, what to do". The result never
 * changes; any number of threads may ask it.
 */
bool synonyms_new(struct tokenizer *tokenizer, const struct synonyms_source *source, struct synonyms **synonyms,
                  struct error *err) MUST_USE;
void synonyms_free(struct synonyms *synonyms);

/*
 * Appends the lines of acronyms with the stems of both forms behind them, as the index keeps them: whoever searches need not make
 * them. The tokenizer must be one with the word forms of the index. Left out are lines of which one form has no word, too many,
 * or function words only: nobody looks for these.
 */
bool synonyms_prepare(struct tokenizer *tokenizer, struct str acronyms, struct buf *out, struct error *err) MUST_USE;

/* A line of synonyms.txt as its owner wrote it; valid during the call. */
struct synonyms_said {
  const struct str *members;       /* words and phrases, `count` of them */
  size_t count, left;              /* the first `left` lead to the others; 0: each leads to all others */
  size_t line;                     /* from 1 on */
  const struct language *language; /* of its section; NULL: one that is not known */
  bool everywhere;                 /* in all languages */
};
typedef bool synonyms_visitor(void *context, const struct synonyms_said *said, struct error *err);

/* Visits the lines of a text of synonyms. Sentences of errors, the visitor's too, begin with "synonyms.txt:LINE: ". */
bool synonyms_visit(struct str text, synonyms_visitor *visit, void *context, struct error *err) MUST_USE;

/* Something to look for instead; belongs to the structure. */
struct synonym {
  struct str text;         /* as written */
  struct str key;          /* its stems, separated by spaces */
  const struct str *stems; /* without '=' */
  size_t stem_count;
  bool harvested; /* from acronyms: lower standing */
  size_t line;    /* of its text, from 1 on */
};

/* The words from `begin` to before `end` of a query have these alternatives, in the order of the lines. */
struct synonym_match {
  size_t begin, end;
  const struct synonym *const *others;
  size_t count;
};

/*
 * All runs of words that have alternatives, longest first, then from left to right; runs may overlap.
 * `stems` are those of the query's words in order, made in `language`. Answers how many were found, at
 * most `limit`.
 */
size_t synonyms_match(const struct synonyms *synonyms, const struct language *language, const struct str *stems, size_t count,
                      struct synonym_match *matches, size_t limit);

#endif
