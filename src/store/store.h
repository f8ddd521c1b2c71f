/*
 * store: the index file, and all SQL. A writer builds a new file beside the old one and publishes it
 * by rename; a reader opens a published file, which never changes. The store finds articles and hands
 * out the features of a match; what they are worth is decided in search.
 */
#ifndef MARROW_STORE_H
#define MARROW_STORE_H

#include "article/article.h"
#include "base/base.h"
#include "store/writing.h"
#include "token/token.h"

/* The fields of an article that are indexed, as columns of the FTS5 table, in this order. */
enum field {
  FIELD_TITLE,
  FIELD_ALIASES,
  FIELD_HEADINGS,
  FIELD_SUMMARY,
  FIELD_BODY, /* without blocks of code */
  FIELD_TAGS,
  FIELD_CODE, /* these: a text of its own each, and one position between two */
  FIELD_COUNT
};

/* The column's name, which is also the field's name in queries ("title"). */
const char *field_name(enum field field);

/* The file's layout; a reader refuses any other. There are no migrations: another format rebuilds. */
#define STORE_FORMAT 11

/*
 * Terms in FIELD_TAGS beside the words of the tags, so that filters are terms like any other:
 * "#" and a whole tag, "@" and a language code. Both append the term to `out`.
 */
void store_tag_term(struct str tag, struct buf *out);
void store_lang_term(struct str lang, struct buf *out);

/* The language an article's words are stemmed in: what it says, English where it says nothing; NULL where not known. */
const struct language *store_article_language(struct str lang);

/* What a finished index holds. */
struct store_facts {
  uint64_t articles, sections, words;  /* words: positions in all fields */
  uint64_t text_bytes;                 /* titles, summaries and texts */
  double mean_length[FIELD_COUNT];     /* words an article */
  char digest[DIGEST_HEX + 1];         /* of content and format: names the generation */
  char stemmer[TOKEN_FINGERPRINT + 1]; /* fingerprint of the libstemmer it was built with */
  uint32_t format, token_version;
};

/* ---- reading ---- */

struct store; /* a reader; one thread at a time */

/* Opens a published index. The sentence for a missing, damaged, foreign or older file says what to do. */
bool store_open(const char *path, struct store **store, struct error *err) MUST_USE;
void store_close(struct store *store);

/* A text that was kept under a name, copied into `arena`; empty where there is none. */
bool store_resource(struct store *store, struct str name, struct arena *arena, struct str *text, struct error *err) MUST_USE;

/* The word forms that the index was built with, for tokenizer_use(): NULL where it has none. Valid as long as the store. */
const struct word_forms *store_word_forms(const struct store *store);

/* What the index holds; valid as long as the store. */
const struct store_facts *store_facts(const struct store *store);

/* The languages articles are written in, most articles first; NULL stands for all that are not known. */
const struct language *const *store_languages(const struct store *store, size_t *count);

/* How many articles are written in the language at a place of that list. */
uint64_t store_language_articles(const struct store *store, size_t language);

/* Words of an article (1..articles) in a field. */
uint32_t store_length(const struct store *store, uint32_t article, enum field field);

/* The author's boost of an article (1 unless said), and the greatest of all. */
double store_boost(const struct store *store, uint32_t article);
double store_boost_most(const struct store *store);

/* An article's date as the number 20240131; 0 where it has none. */
uint32_t store_date(const struct store *store, uint32_t article);

/* The day an article is to be reviewed by, likewise. */
uint32_t store_review(const struct store *store, uint32_t article);

/* The article that has taken an article's place, as its author says; 0 where none has. */
uint32_t store_successor(const struct store *store, uint32_t article);

/*
 * What results can be narrowed by, and the values of all articles. Values are numbered from 0 on in the
 * order they were met; those of article A are numbers[starts[A - 1]] up to but without numbers[starts[A]].
 */
struct store_facet {
  struct str name;
  uint32_t value_count;
  struct str *values; /* as the first article writes it */
  struct str *folded; /* what it is compared by */
  uint32_t *starts, *numbers;
};

/* "tag", "lang", and the front-matter keys in the order they were named; valid as long as the store. */
const struct store_facet *store_facets(const struct store *store, size_t *count);

/* Appends what a value is compared by: without white space around it and without regard to case; white space inside is as good as
 * '-'. */
void store_facet_fold(struct str value, struct buf *out);

/* A match of an expression: how often each phrase of the expression stands in each field. */
struct match {
  uint32_t article;
  const uint32_t *frequency; /* [phrase * FIELD_COUNT + field]; phrases in order of the expression; NULL where there are rates */
  const uint8_t *rates;      /* of each phrase, where a rater is given (struct rater); 0 of those that are not there */
  struct merge *merge;       /* where store_match_frequency() reads */
};
typedef bool match_visitor(void *context, const struct match *match); /* false ends the visit */

/* The most phrases an expression may have. */
enum { STORE_PHRASES_MAX = 1024 };

/* What a word of a query is for. */
enum word_role {
  WORD_OF_CLAUSE, /* counted; words of one clause stand for one another */
  WORD_FILTER,    /* must be there, is not counted */
  WORD_EXCLUDED,  /* must not be there */
};

/*
 * What a word that is still being typed may become: the stems of all words of the index that begin so. A beginning
 * of more words than WIDE is `wide`: only its commonest completions are listed, and it excludes no article.
 */
struct completion {
  struct str stem; /* without '=' */
  uint32_t articles;
  struct str word;        /* of the words with that stem that begin so, the commonest, as it is mostly written */
  uint32_t word_articles; /* that have it */
};

struct completions {
  struct completion *list; /* most articles first */
  size_t count;
  bool wide;
};

/* A query's word as one term of the vocabulary: "=" and a stem, or a filter's term. */
struct word {
  struct str term;
  enum word_role role;
  uint32_t clause;
  const struct completions *begun; /* NULL, or the term is the beginning of a word and these stand for it */
  struct str phrase;               /* not empty: it is no single term, and FTS5 finds this expression of one phrase */
};

/*
 * Who says what an article may earn by a word, as a byte that is remembered for each posting: by these a visitor knows of most
 * matches that they cannot come among the best before their counts are read. A word has rates when it is asked for again.
 */
enum { STORE_RATES = 256, STORE_RATE_UNKNOWN = STORE_RATES - 1 };

struct rater {
  uint8_t (*rate)(const void *context, uint32_t article, const uint32_t counts[FIELD_COUNT]); /* 1 or more */
  const void *context;
  uint64_t key; /* another one where it would rate otherwise */
};

/*
 * Where one of several words is enough, most articles that match have only common words and cannot come among the
 * best: these need not be visited (after Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995).
 */
enum { STORE_PRUNED_MAX = 64 }; /* words */

struct pruning {
  const double (*worth)[STORE_RATES]; /* by word and rate: more than an article can earn by it; most by STORE_RATE_UNKNOWN */
  double threshold;                   /* articles that can earn less are passed over; who visits may raise it */
  uint8_t *met;                       /* a bit for each article, from 0 on, all 0: set for all that match, visited or not */
};

/*
 * What articles are wanted: an FTS5 expression, made by query and search alone (users' text never
 * reaches it unquoted), and where each of its phrases is one plain word of any field, the same as
 * words, a word a phrase in order. Words are answered from postings, without FTS5.
 */
struct wanted {
  struct str expression;
  size_t phrases;
  const struct word *words;  /* `phrases` of them, or NULL */
  bool all;                  /* of words: every clause must match; else one is enough */
  struct pruning *pruning;   /* NULL: every article is visited; else all words are of clauses, one is enough, and they are few */
  const struct rater *rater; /* of words; NULL: matches have no rates */
};

/* Visits every article that matches, in order of number. */
bool store_match(struct store *store, const struct wanted *wanted, match_visitor *visit, void *context,
                 struct error *err) MUST_USE;

/* How often each phrase stands in each field, of a match with rates. Valid as long as the match. */
const uint32_t *store_match_frequency(const struct match *match);

/* Where phrases of an expression stand in one article. */
struct occurrence {
  uint32_t phrase;
  enum field field;
  uint32_t position; /* of the phrase's first word, within the field */
};

/* The occurrences in an article (ordered by phrase, then field, then position); each phrase has its share of `limit`. */
bool store_occurrences(struct store *store, const struct wanted *wanted, uint32_t article, size_t limit, struct arena *arena,
                       struct occurrence **occurrences, size_t *count, struct error *err) MUST_USE;

/* How many articles match an expression of one phrase; kept in memory, so that asking again costs nothing. */
bool store_document_frequency(struct store *store, struct str expression, uint64_t *articles, struct error *err) MUST_USE;

/*
 * How many articles have a term of the vocabulary ("=" and a stem, "#" and a tag). Unlike the above it is not kept: for
 * the words of an article, of which most are asked for once.
 */
bool store_term_articles(struct store *store, struct str term, uint64_t *articles, struct error *err) MUST_USE;

/* Called for each word of the index (folded surface) in ascending byte order; not for those that stand in blocks of code alone.
 */
typedef void word_visitor(void *context, struct str word, uint32_t articles);

/* Walks all words with the number of articles that have each. */
bool store_words(struct store *store, word_visitor *visit, void *context, struct error *err) MUST_USE;

/* What a word of the index is stemmed to in one language, and in how many articles of that language. */
struct word_stem {
  const struct language *language; /* NULL: one that is not known */
  struct str stem;                 /* without '=' */
  uint32_t articles;
};

/*
 * The stems that a word (folded surface) has in the articles: one a language, more where accents tell words apart
 * (resume, résumé). They and the list live in `arena`; none where no article has the word.
 */
bool store_word_stems(struct store *store, struct str word, struct arena *arena, struct word_stem **stems, size_t *count,
                      struct error *err) MUST_USE;

/* What a beginning (folded) may become. The list lives in `arena`; it is empty where no word begins so. */
bool store_completions(struct store *store, struct str begin, struct arena *arena, struct completions *completions,
                       struct error *err) MUST_USE;

/*
 * Called for each title that begins so, in order of its folded words (joined by spaces, cut to STORE_TITLE_MAX bytes at the end
 * of a character); titles that read alike in order of their articles. False ends the visit.
 */
enum { STORE_TITLE_MAX = 32 };
typedef bool title_visitor(void *context, struct str words, uint32_t article);

/* Visits the titles whose folded words begin with `begin`, which may end within a word. An empty one begins no title. */
bool store_titles(struct store *store, struct str begin, title_visitor *visit, void *context, struct error *err) MUST_USE;

/* The first word of a section: positions within FIELD_HEADINGS and FIELD_BODY. */
struct section_start {
  uint32_t heading, body;
};

/*
 * Reads an article. Texts live in `arena`. `starts` (may be NULL) gets a section_start for each
 * section. False with a sentence only where the file is damaged; the number must exist.
 */
bool store_article(struct store *store, uint32_t number, struct arena *arena, struct article *article,
                   struct section_start **starts, struct error *err) MUST_USE;

/* The same without text, sections and marks, whose reading takes longest. */
bool store_article_facts(struct store *store, uint32_t number, struct arena *arena, struct article *article,
                         struct error *err) MUST_USE;

/* What closeness is measured in: an article's title and text, without its facts and sections. */
struct store_text {
  struct str title, lang, text;
  struct span *code; /* its blocks of code, ascending */
  size_t code_count;
};

/* Reads them into `arena`; the number must exist. False only where the file is damaged or memory ends. */
bool store_text(struct store *store, uint32_t number, struct arena *arena, struct store_text *text, struct error *err) MUST_USE;

/* What an article is announced by. */
struct store_name {
  struct str title, url, lang;
};

/* Reads it into `arena`; the number must exist. False only where the file is damaged or memory ends. */
bool store_name(struct store *store, uint32_t number, struct arena *arena, struct store_name *name, struct error *err) MUST_USE;

/* The number of the article with that id, else of the first with that address; 0 where there is none. */
bool store_find(struct store *store, struct str id_or_url, uint32_t *number, struct error *err) MUST_USE;

/*
 * The same, and where nothing is called so the article whose id it is without the ending of its format. Where two articles have
 * it so, *other is the second one, else 0.
 */
bool store_find_named(struct store *store, struct str name, uint32_t *number, uint32_t *other, struct error *err) MUST_USE;

/* The number of the first article whose page had that address before; 0 where there is none. A slash at its end does not matter.
 */
bool store_find_moved(struct store *store, struct str address, uint32_t *number, struct error *err) MUST_USE;

/*
 * The number of the article that a link in an article leads to; what stands behind # and ? does not matter. A name with the
 * ending of an article is that of a file, in the article's folder or from the top on; all else is first an address, as a
 * browser finds it from the article's own, with a slash at its end or without, or one that a page had before; and then a file
 * without its ending. 0 where it leads to none.
 */
bool store_follow(struct store *store, const struct article *from, struct str link, uint32_t *number, struct error *err) MUST_USE;

/*
 * Makes the links, images and translations of an article, which are kept as its author wrote them, lead on from any page: to
 * the addresses of the articles that are meant, and what leads to none to where a browser takes it from the article's address.
 * Links behind the first thousand are not looked up.
 */
bool store_lead(struct store *store, struct arena *arena, struct article *article, struct error *err) MUST_USE;

/* Called for each article, in order of number, with its id and its address; the texts are valid during the call. */
typedef void id_visitor(void *context, struct str id, struct str url);

/* Walks all articles by name. */
bool store_ids(struct store *store, id_visitor *visit, void *context, struct error *err) MUST_USE;

/* Whether the file at the store's path is no longer the one that is open (a new generation). */
bool store_is_superseded(const struct store *store);

#endif
