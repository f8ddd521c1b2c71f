/*
 * search: a query against an index -> ranked cards. Plans the query, matches, scores by BM25F, leaves
 * words out when too few articles have them all, groups by section and cuts passages. All texts in
 * the answer are plain; matches in them are spans. Nothing here knows JSON, HTML or colours.
 */
#ifndef MARROW_SEARCH_H
#define MARROW_SEARCH_H

#include "base/base.h"
#include "query/query.h"
#include "search/hit.h"
#include "settings/settings.h"
#include "store/store.h"

enum { SEARCH_LIMIT_DEFAULT = 10, SEARCH_LIMIT_MAX = 100, SEARCH_OFFSET_MAX = 10000, SEARCH_SECTIONS_MAX = 3 };

enum {
  SEARCH_FILTERS_MAX = 16, /* for one facet */
  SEARCH_COUNTS_MAX = 20,  /* values of a facet that are named, beside those that are chosen */
};

/* Only articles with that value of a facet (store_facets); of "tag" all that are asked for, of any other one of them. */
struct search_filter {
  struct str name, value;
};

struct search_request {
  struct str query;
  size_t limit;    /* cards wanted, 1..SEARCH_LIMIT_MAX */
  size_t offset;   /* cards passed over, 0..SEARCH_OFFSET_MAX */
  struct str lang; /* only articles in that language, and the query read in it; empty: any */
  const struct search_filter *filters;
  size_t filter_count;
  struct str since, until;  /* only articles with a date from there to there: 2024, 2024-05 or 2024-05-31; empty: any */
  const struct str *facets; /* whose values are to be counted over all articles found */
  size_t facet_count;
  bool by_date;    /* newest first, undated last; then by score */
  bool explain;    /* fill hit.parts */
  bool exact;      /* answer what was typed, though no article has a word of it */
  uint32_t today;  /* 20240131: dates after it are not believed, reviews before it are overdue; 0: nobody knows the day */
  bool typing;     /* the last word is still being typed: words that begin so count as it */
  uint64_t budget; /* matches of a word with an article that may be scored (0: any number); then the answer is partial */
  bool browse;     /* where nothing is typed all articles are found, though nothing narrows them */
};

/* How many of the articles found have a value. */
struct search_count {
  struct str value;
  uint32_t articles;
  bool chosen; /* by a filter */
};

struct search_facet {
  struct str name;
  struct search_count *counts; /* most articles first, then in order of bytes */
  size_t count;
  uint64_t more; /* further values */
};

/* What answers the query by itself: sentences of a paragraph or a whole list, word for word, DIRECT_BYTES_MAX at most. */
enum { DIRECT_BYTES_MAX = 640 };
struct search_direct {
  struct str id, title, url, lang, heading, anchor, text; /* heading and anchor: empty for the beginning; text: a slice */
  struct mark *marks;                                     /* how it is set, as in struct article; ranges are bytes of `text` */
  size_t mark_count;
  bool cut;     /* the paragraph goes on */
  double score; /* from 0 to 1: how closely its heading or its words fit the query */
};

struct search_answer {
  struct str query;      /* as typed, cut to QUERY_BYTES_MAX */
  struct str understood; /* the query in its plainest form */
  bool cut;              /* the query was longer than is read */
  struct str corrected;  /* the query that was answered instead, with misspelt words corrected; empty: none */
  struct str *synonyms;  /* what was looked for besides, as the site's owner wrote it */
  size_t synonym_count;
  struct str suggestion; /* a query that finds more; empty: none */
  bool exact, typing;    /* as asked for */
  bool mixed;            /* a sentence: articles that lack a word may stand before those with all */
  uint64_t total;        /* articles found */
  uint64_t complete;     /* of these, with every word: they come first */
  struct str *left_out;  /* words of the query that stand in no article at all, as typed */
  size_t left_out_count;
  const struct search_direct *direct; /* on the first page; NULL: nothing answers the query by itself */
  struct search_hit *hits;
  size_t hit_count;
  struct search_facet *facets; /* as asked for, in that order */
  size_t facet_count;
  struct str lang, since, until; /* as asked for */
  const struct search_filter *filters;
  size_t filter_count;
  bool by_date; /* scores may then grow from one hit to the next */
  bool browsed; /* nothing was typed: all articles that pass the filters, newest first */
  bool partial; /* it was cut short: there may be more articles, and better ones */
  bool dated;   /* another day may have another answer */
  size_t limit, offset;
};

struct searcher;                     /* a tokenizer and scratch memory; one thread at a time */
struct searcher *searcher_new(void); /* NULL where there is no memory */
void searcher_free(struct searcher *searcher);

/* ---- weights ---- */

enum { SEARCH_WEIGHTS_MAX = 48 };

/* What ranking rests on, in the order of search_weight_table(). */
struct search_weights {
  double values[SEARCH_WEIGHTS_MAX];
};

/* A weight as people know it. */
struct search_weight_row {
  const char *name;          /* "closeness" */
  double usual, least, most; /* where nobody sets it, and what it can be */
  const char *reason;        /* a line */
};

const struct search_weight_row *search_weight_table(size_t *count);

/* The usual weights. */
void search_weights_default(struct search_weights *weights);

/* Sets a weight by its name. An unknown name or a value out of range is an error that says what can be. */
bool search_weights_set(struct search_weights *weights, struct str name, double value, struct error *err) MUST_USE;

/* The weights that an index is ranked with: the usual ones, and those that its settings change. */
bool search_weights_of(struct store *store, struct search_weights *weights, struct error *err) MUST_USE;

/* From now on requests are ranked with these, whatever the index sets; they are copied. */
void searcher_set_weights(struct searcher *searcher, const struct search_weights *weights);

/* The settings that an index was made with, read into `arena`. */
enum { SEARCH_SETTINGS_ARENA_MAX = 64 * 1024 * 1024 };
bool search_settings(struct store *store, struct arena *arena, struct settings *settings, struct error *err) MUST_USE;

/* ---- searching ---- */

/* Whether the filters, facets and dates of a request can be; else a sentence for whoever asked. */
bool search_check(const struct store *store, const struct search_request *request, struct error *err) MUST_USE;

/* Answers a request that was checked. The answer lives in `arena`. Fails only where the index is damaged or memory ends. */
bool search_run(struct searcher *searcher, struct store *store, const struct search_request *request, struct arena *arena,
                struct search_answer *answer, struct error *err) MUST_USE;

/* ---- what the site is ---- */

/* As its owner calls it, and the language of its own texts; empty where nothing is set. */
struct search_name {
  struct str name, description, lang;
};

/*
 * In a language; empty: in the site's own, or where that is not set in one that the visitor likes. All lives in `arena`. Fails
 * only where the index is damaged or memory ends.
 */
bool search_naming(struct searcher *searcher, struct store *store, struct str lang, struct str liked, struct arena *arena,
                   struct search_name *name, struct error *err) MUST_USE;

/* A topic as readers of one language see it. */
struct search_topic {
  struct str id, title, text;
  uint32_t *articles; /* numbers: boosted articles first, then in order of the content */
  size_t article_count;
};

/* What a site says of itself, and its topics in the owner's order. */
struct search_topics {
  struct str lang;        /* as asked for */
  struct str title, text; /* of the start page; may be empty */
  struct str *tries;      /* queries to begin with */
  size_t try_count;
  struct search_topic *list; /* those that have articles */
  size_t count;
};

/*
 * The topics for readers of a language: texts in it, or else in the first that the owner wrote, and only articles in it; empty:
 * articles in any. Nothing where the owner names no topics. All lives in `arena`. Fails only where the index is damaged or
 * memory ends.
 */
bool search_topics(struct searcher *searcher, struct store *store, struct str lang, struct arena *arena,
                   struct search_topics *topics, struct error *err) MUST_USE;

/* The steps to an article that was read from this index, for its page. They live in `arena`. Fails likewise. */
bool search_breadcrumb(struct searcher *searcher, struct store *store, uint32_t number, const struct article *article,
                       struct arena *arena, struct search_crumb **crumbs, size_t *count, struct error *err) MUST_USE;

/* ---- suggesting ---- */

enum { SUGGEST_LIMIT_DEFAULT = 8, SUGGEST_LIMIT_MAX = 20 };

enum suggestion_kind {
  SUGGESTION_TITLE,   /* an article */
  SUGGESTION_HEADING, /* a section of an article */
  SUGGESTION_QUERY,   /* what is typed with its last word finished, or corrected: articles have all of its words */
};

struct suggest_request {
  struct str query; /* what is typed so far: any bytes */
  size_t limit;     /* suggestions wanted, 1..SUGGEST_LIMIT_MAX */
  struct str lang;  /* only from articles in that language, and the query read in it; empty: any */
};

struct suggestion {
  enum suggestion_kind kind;
  struct str text;      /* the title, the heading, or the query to ask */
  struct span *matches; /* ascending, not overlapping, bytes of `text`; of a query what was typed of it */
  size_t match_count;
  struct str title, url, anchor, lang; /* of the article, and of its section; empty for a query */
};

struct suggest_answer {
  struct str query;     /* as typed, cut to QUERY_BYTES_MAX */
  struct str corrected; /* what was suggested for instead, misspelt words corrected; empty: none */
  struct str lang;      /* as asked for */
  size_t limit;
  struct suggestion *list; /* best first; no two read alike after folding */
  size_t count;
};

/*
 * Suggests for what is typed so far; for nothing, nothing. In this order, each kind as far as it has room: titles that
 * begin so, finished queries (commonest word first), headings that begin so, titles that have the words anywhere, aliases,
 * headings that have them, or lack only words of their title. Within each: boosted articles first, then shorter titles, then in
 * order of the content; superseded articles last, and not where what has taken their place is suggested. The answer lives in
 * `arena`. Fails only where the index is damaged or memory ends.
 */
bool suggest_run(struct searcher *searcher, struct store *store, const struct suggest_request *request, struct arena *arena,
                 struct suggest_answer *answer, struct error *err) MUST_USE;

/* An article that is worth reading after another one. */
struct search_related {
  struct str id, title, url, summary;
  double score; /* which share of what tells the first one from others this one has, too; a link adds to it */
};

enum { SEARCH_RELATED_MAX = 5 };

/*
 * The articles nearest to one that was read from this index, nearest first: in its language, and neither another edition
 * of it nor superseded. Only those that have enough in common are named, so there may be none. `related` has room for
 * SEARCH_RELATED_MAX; texts live in `arena`. Fails only where the index is damaged or memory ends.
 */
bool search_related(struct searcher *searcher, struct store *store, uint32_t number, const struct article *article,
                    struct arena *arena, struct search_related *related, size_t *count, struct error *err) MUST_USE;

/* One article's rank: its number and its score. */
struct search_rank {
  uint32_t article;
  uint32_t date; /* what goes before the score; 0 where ranks are not by date */
  double score;
};

/*
 * The same ranking without cards: up to request->limit ranks from the first on, best first. For measuring.
 * `ranks` has room for them; an offset is passed over. The second also finds what answers by itself (`arena`), or NULL.
 */
bool search_rank(struct searcher *searcher, struct store *store, const struct search_request *request, struct search_rank *ranks,
                 size_t *count, struct error *err) MUST_USE;
bool search_rank_answered(struct searcher *searcher, struct store *store, const struct search_request *request,
                          struct search_rank *ranks, size_t *count, struct arena *arena, const struct search_direct **direct,
                          struct error *err) MUST_USE;

/* ---- explaining ---- */

/* What a clause of the query is to the search. */
enum search_asked_role { ASKED_FOR, ASKED_FUNCTION, ASKED_UNKNOWN, ASKED_EXCLUDED };

/* What of a word is looked for. */
enum search_variant_kind {
  VARIANT_TYPED,      /* the word in the very form that was typed */
  VARIANT_STEM,       /* any word of that stem */
  VARIANT_PHRASE,     /* words in a row */
  VARIANT_WHOLE,      /* a compound as one word: x-ray as xray */
  VARIANT_PART,       /* a part of a longer word: data of dataSource */
  VARIANT_PAIR,       /* characters side by side, of a script without spaces */
  VARIANT_PREFIX,     /* words that begin so */
  VARIANT_COMPLETION, /* what a word may become that is still being typed */
  VARIANT_SYNONYM,
};

/* Languages in which a query is read, or a word has a stem: their codes, and their names in English. */
struct search_languages {
  struct str *codes, *names; /* "und" and "another language" for all that are not known */
  size_t count;
};

struct search_variant {
  enum search_variant_kind kind;
  struct str text;                   /* as it is looked for, without marks */
  struct search_languages languages; /* of a stem */
  uint64_t articles;                 /* that have it */
  double share;                      /* what an occurrence counts: 1, less for a synonym or a completion */
  bool harvested;                    /* of a synonym: the articles say so */
  uint32_t line;                     /* of a synonym: in synonyms.txt, else 0 */
  struct str source;                 /* that line */
};

/* One thing that is counted: most words are one, x-ray may be x, ray and xray. */
struct search_term {
  struct str text;
  uint64_t articles; /* that have it in its commonest form */
  double idf;        /* as it counts: to its power, and its share of the word */
  struct search_variant *variants;
  size_t variant_count;
};

/* A word, phrase or exclusion of the query. */
struct search_asked {
  struct str text; /* in its plainest form: "knee injection", title:knee, inject* */
  struct str was;  /* what was typed for it where that was corrected; else empty */
  enum search_asked_role role;
  struct search_term *terms; /* of ASKED_FOR */
  size_t term_count;
};

/* A place where two neighbouring words of the query stand near one another. */
struct search_window {
  struct str text; /* from the one word to the other, as the article has it */
  bool title;
  struct str section; /* heading; empty: before the first one, or the title */
  uint32_t distance;  /* 1: side by side */
};

enum { SEARCH_WINDOWS_MAX = 3 };

struct search_pair {
  struct str first, second;
  double points;
  size_t places; /* of which the best are `windows` */
  struct search_window windows[SEARCH_WINDOWS_MAX];
  size_t window_count;
};

/* The same part of two scores: of the hits' parts, NULL where it earned nothing. One of them is there. */
struct search_difference {
  const struct score_part *mine, *theirs;
};

/* An article that stands before the one that is explained. */
struct search_rival {
  struct search_hit hit;
  size_t position;                /* 1: first */
  struct search_difference *list; /* biggest first; with equal parts, they add up to the difference of the scores */
  size_t count;
};

/* What keeps an article out of an answer. */
struct search_barrier {
  enum { BARRIER_FILTER, BARRIER_SINCE, BARRIER_UNTIL, BARRIER_EXCLUDED, BARRIER_PLACE } kind;
  struct str name, wanted; /* a filter's key and value; else the date, what was excluded, or how many stand before it at least */
  struct str *has;         /* what the article has there */
  size_t has_count;
};

enum { SEARCH_RIVALS_MAX = 2 };

/* An explanation ranks as many articles as pages can show: what is found and stands behind these has no place. */
enum { SEARCH_EXPLAINED_MAX = SEARCH_OFFSET_MAX + SEARCH_LIMIT_MAX };

struct search_explanation {
  struct search_answer answer;       /* all of it but hits */
  struct search_languages languages; /* that the query is read in */
  struct search_asked *asked;
  size_t asked_count;
  size_t position;       /* of the article: 1: first; 0: it is not found, or stands behind all that are ranked (BARRIER_PLACE) */
  struct search_hit hit; /* its score is what its parts add up to, even where it was not found */
  struct search_pair *pairs;
  size_t pair_count;
  struct search_barrier *barriers; /* where it was not found; without any, it lacks words (hit.missing) */
  size_t barrier_count;
  struct search_rival rivals[SEARCH_RIVALS_MAX]; /* the one right above it, then the first */
  size_t rival_count;
};

/*
 * Explains what an article (1..articles) earned for a request that was checked and why others stand before it, or why
 * it was not found. Limit, offset, facets and order of the request do not matter. The explanation lives in `arena`.
 * Fails only where the index is damaged or memory ends.
 */
bool search_explain(struct searcher *searcher, struct store *store, const struct search_request *request, uint32_t article,
                    struct arena *arena, struct search_explanation *explanation, struct error *err) MUST_USE;

#endif
