/*
 * plan: a query's tree -> an expression for FTS5 and what its phrases stand for. Private to search.
 */
#ifndef MARROW_SEARCH_PLAN_H
#define MARROW_SEARCH_PLAN_H

#include "pieces.h"
#include "prior.h"
#include "sieve.h"

/* What one word (or quoted phrase, or prefix) of the query became: the phrases that count as it. */
struct term {
  const struct query_item *item;
  size_t clause;                     /* of the query */
  enum piece_kind kind;              /* what of the item it is */
  size_t first_phrase, phrase_count; /* in the expression */
  struct str surface;                /* of one word: its folded form as typed; else empty */
  double idf;
  uint64_t articles;               /* that have it */
  const struct completions *begun; /* of a word that is still being typed: what it may become; NULL: nothing */
  size_t begun_phrase;             /* of the expression: stands for these */
  size_t replaces;                 /* of PIECE_OTHER: so many terms before it */
  struct str stretch;              /* of PIECE_OTHER: what was typed, folded, that its synonyms stand for */
};

/* What a phrase takes of a text. */
struct phrase_size {
  uint32_t words;
  uint32_t letters;          /* bytes, where it is one term; else 0 */
  const struct other *other; /* the synonym that it is; NULL: the query's own words */
  double share;              /* what an occurrence counts: less than 1 for a synonym */
};

struct plan {
  struct wanted wanted;       /* its phrases are those of the terms, then filters, then exclusions */
  const struct word *phrases; /* wanted.phrases of them */
  struct term *terms;
  size_t term_count;
  size_t synonym_terms;      /* of these, PIECE_OTHER */
  struct phrase_size *sizes; /* of each phrase */
  bool relaxable;            /* of PLAN_ALL: with PLAN_ANY single items would find more */
  uint32_t title_words;      /* of a title that says just what the query says; 0 where no title can */
};

enum plan_mode {
  PLAN_ALL,       /* every clause must match; K-L is two words in a row */
  PLAN_ALL_SHOWN, /* the same terms, any of them: for looking into an article that matched PLAN_ALL */
  PLAN_ANY,       /* one clause is enough; K-L is two words */
};

/* What a clause of the query is to the search. */
enum clause_role {
  CLAUSE_REQUIRED,
  CLAUSE_FUNCTION, /* only function words: left out of the search, not missed in an answer */
  CLAUSE_UNKNOWN,  /* stands in no article: left out and missed */
};

/* What else may be looked for in the place of a clause. */
struct others {
  struct other {
    struct str text;   /* as the owner wrote it */
    struct str phrase; /* for FTS5 */
    size_t words;
    struct span at;    /* the words of the clause that it stands for */
    uint64_t articles; /* that have it; at least 1 */
    bool harvested;    /* from what articles explain */
    size_t line;       /* of synonyms.txt, or of the acronyms */
  } * list;
  size_t count, capacity;
};

struct planner {
  struct store *store;
  struct tokenizer *tokenizer;
  struct arena *arena;   /* of the request */
  struct arena *article; /* of the article being looked into */
  struct token_memory *memory;
  bool again; /* the searcher has searched before and goes on to: what is remembered of words is worth making */
  const struct search_weights *weights;
  const struct priors *priors;
  const struct topic_map *topics;
  const struct query *query;
  struct str lang;                                /* that the query is read in; may be empty */
  const struct search_request *request;           /* whose tags and language are filters; NULL: none */
  const struct sieve *sieve;                      /* NULL: all that match are wanted */
  const struct language *languages[VARIANTS_MAX]; /* the query is read in, likeliest first */
  size_t language_count;
  const bool *foreign;      /* by value of the facet "lang": the query is in none of these; NULL: it may be in all */
  bool languages_open;      /* there are several, and nothing tells which it is */
  struct completions begun; /* of the query's last word, where it is still being typed */
  bool begun_is_word;       /* it is a word as it stands, too */
  enum clause_role *roles;  /* for each clause */
  struct others *others;    /* for each clause; NULL: there are no synonyms */
  size_t other_count;       /* looked up so far */
};

/* Finds the roles of all clauses. Where all are function words, all are required. */
bool plan_roles(struct planner *planner, struct error *err) MUST_USE;

/* How many articles have a clause, in any form of its words: of several words in it, the commonest. */
bool plan_clause_articles(struct planner *planner, size_t clause, uint64_t *articles, struct error *err) MUST_USE;

/*
 * The expression over all required clauses. With `filtered`, tag, language and exclusions are part of
 * it; without, it is for looking into one article, and prefixes in it match nothing (prefix.h). Without
 * required clauses the expression is empty.
 */
bool plan_build(struct planner *planner, enum plan_mode mode, bool filtered, struct plan *plan, struct error *err) MUST_USE;

/* How many words the query has, where a title can be just these: plain words of the text, all known; else 0. The roles must be
 * set. */
uint32_t plan_title_words(struct planner *planner);

#endif
