/*
 * quality: how good is the ranking? Reads judged queries, searches for them (or reads a run file),
 * measures each, and compares two rankings. It decides nothing about ranking and knows no layout.
 *
 * A judgment is an article and a grade: 0 not relevant, 1 and more relevant, the more the better. All
 * strings live in the arena that was given. Files may begin with a byte order mark and have CR LF.
 */
#ifndef MARROW_QUALITY_H
#define MARROW_QUALITY_H

#include "base/base.h"
#include "settings/settings.h"
#include "store/store.h"

/* How deep a ranking is looked at, and the highest grade. */
enum { QUALITY_DEPTH = 100, QUALITY_GRADE_MAX = 1000 };

/* ---- judged queries ---- */

struct quality_judgment {
  struct str article;
  uint32_t grade;
  size_t line; /* of the file it stands in */
};

struct quality_query {
  struct str id;                      /* names it in run files; of judgments without ids: its text, white space as '_' */
  struct str text;                    /* what is typed */
  struct str kind;                    /* empty: none is said */
  struct quality_judgment *judgments; /* ascending by article */
  size_t judgment_count, judgment_room;
  uint64_t must;                       /* an answer (grade 2 or more) must stand at this rank or before it; 0: no such wish */
  const struct quality_query *correct; /* of a misspelling: what it stands for; its judgments are the same */
  size_t line;
};

struct quality_set {
  const char *judged_by; /* the file of the judgments */
  struct quality_query *queries;
  size_t count;
  bool complete;           /* what is not listed is judged not relevant, as in judgments by hand */
  size_t other_queries;    /* judgments passed over because their query is not in the file of queries */
  size_t unknown_articles; /* judgments whose article is not in the index; they count as relevant all the same */
};

/*
 * Reads judgments by hand: a header line of column names, then a line a query, separated by tabs. The
 * columns query and answers must be there; kind, related, must and correct may be.
 */
bool quality_read_judgments(const char *path, struct arena *arena, struct quality_set *set, struct error *err) MUST_USE;

/*
 * Reads queries ("id<TAB>text" a line) and their judgments: "query<TAB>article<TAB>grade", or the TREC
 * form "query 0 article grade" with any white space. Grades below 0 are read as 0.
 */
bool quality_read_queries(const char *queries, const char *qrels, struct arena *arena, struct quality_set *set,
                          struct error *err) MUST_USE;

/*
 * Looks up every judged article. Those that are not in the index are counted; in judgments by hand,
 * where one is a slip of the pen, the first fails with a sentence.
 */
bool quality_check_articles(struct store *store, struct quality_set *set, struct error *err) MUST_USE;

/* ---- rankings ---- */

struct quality_answer {
  struct str id, title; /* title: empty in what was read from a run file */
  double score;
  uint64_t rank; /* as read; from 1 */
};

/* What was answered to one query, best first. */
struct quality_ranking {
  struct quality_answer *answers;
  size_t count, room;
  uint64_t complete; /* articles with every word; asked for queries of kind "none" only */
  struct str direct; /* the article whose own words were shown above the others as the answer; empty: none */
};

struct quality_run {
  const char *name;                 /* the index or file it is from */
  struct quality_ranking *rankings; /* one for each query of the set, in its order */
  bool searched;                    /* not read from a file */
  size_t other_queries;             /* lines passed over because their query is not in the set */
};

/* How a run is searched for. */
struct quality_setting {
  const char *name;                     /* of the run: the index and what was set */
  const struct search_weights *weights; /* search.h; NULL: those of the index */
  bool exact;                           /* misspelt words are not corrected */
  uint32_t today;                       /* as of a search */
};

/* Searches for every query of the set, QUALITY_DEPTH deep. */
bool quality_search(struct store *store, const struct quality_setting *setting, const struct quality_set *set,
                    struct arena *arena, struct quality_run *run, struct error *err) MUST_USE;

/*
 * Reads a run file in TREC form ("query Q0 article rank score tag"; where a line has tabs they separate,
 * so that ids may hold spaces). Ordered by score, equal scores by rank; the QUALITY_DEPTH best are kept.
 */
bool quality_read_run(const char *path, const struct quality_set *set, struct arena *arena, struct quality_run *run,
                      struct error *err) MUST_USE;

/* Writes a run in that form, separated by tabs. Read again it gives the same ranking. */
void quality_write_run(const struct quality_set *set, const struct quality_run *run, struct buf *out);

/* ---- metrics ---- */

/*
 * Each from 0 to 1. With g(i) the grade of the answer at rank i, R the relevant articles judged:
 *
 *   nDCG@10       sum over i = 1..10 of g(i) / log2(i + 1), over the same sum of the best possible order
 *                 of all judged articles (Järvelin and Kekäläinen, 2002; this discount: Burges et al., 2005)
 *   MRR@10        1 / rank of the first relevant answer, 0 where none is among ten (Voorhees, 1999)
 *   recall@100    relevant answers among a hundred / R (Kent et al., 1955)
 *   precision@10  relevant answers among ten / 10, also where fewer were given (Kent et al., 1955)
 *   success@1     1 where the first answer is relevant (Craswell and Hawking, 2002)
 *   judged nDCG   nDCG@10 of the ranking with unjudged answers taken out (Sakai, 2007: condensed lists)
 *   unjudged@10   unjudged answers among ten / answers among ten: how far the others can be trusted
 *
 * Means are over the queries with a relevant article; one without any answer counts 0.
 */
enum quality_metric {
  QUALITY_NDCG,
  QUALITY_MRR,
  QUALITY_RECALL,
  QUALITY_PRECISION,
  QUALITY_SUCCESS,
  QUALITY_JUDGED_NDCG,
  QUALITY_UNJUDGED,
  QUALITY_METRICS
};

/* "ndcg@10", "mrr@10", "recall@100", "precision@10", "success@1", "judged_ndcg@10", "unjudged@10". */
const char *quality_metric_name(enum quality_metric metric);

/* Grade of an answer that nobody judged. */
enum { QUALITY_GRADE_UNJUDGED = -1 };

/*
 * Measures one ranking. `grades` are those of the answers, best first; `judged` all grades of the query,
 * descending, with at least one above 0.
 */
void quality_measure(const int *grades, size_t count, const int *judged, size_t judged_count, double values[QUALITY_METRICS]);

/* ---- significance ---- */

/* How one metric differs between two rankings of the same queries: a minus b. */
struct quality_difference {
  double a, b;      /* means */
  double low, high; /* 95 % confidence interval of the mean difference */
  double p;
  size_t higher, lower, equal; /* queries where a is higher, lower, equal */
};

/*
 * p: two-sided paired randomisation test (Fisher, 1935; for retrieval Smucker, Allan and Carterette, 2007),
 * the share of 10,000 random sign flips of the differences whose mean is as far from 0 as the one seen,
 * that one counted with them. The interval: percentile bootstrap (Efron, 1979; for retrieval Sakai, 2006),
 * 10,000 resamples of the queries. Both draw from a fixed seed: the same values give the same answer.
 */
bool quality_compare(const double *a, const double *b, size_t count, struct arena *arena, struct quality_difference *difference,
                     struct error *err) MUST_USE;

/* ---- report ---- */

struct quality_floor {
  enum quality_metric metric;
  double least;
};

/* A floor for every metric of which more is better. */
enum { QUALITY_FLOORS_MAX = QUALITY_UNJUDGED };

/* The floors that the settings of an index ask for. */
bool quality_floors(struct store *store, struct quality_floor floors[QUALITY_FLOORS_MAX], size_t *count,
                    struct error *err) MUST_USE;

/* The names that settings may use: of the ranking's weights, and of the metrics that can have a floor. */
void quality_known_names(struct settings_known *known);

/* One query's figures. */
struct quality_row {
  const struct quality_query *query;
  double values[QUALITY_METRICS];
  size_t first_relevant;              /* its rank; 0: none among QUALITY_DEPTH */
  size_t wrong_rank;                  /* of the best answer that is not relevant; 0: none */
  const struct quality_answer *wrong; /* that answer, or NULL */
};

struct quality_kind {
  struct str name;
  size_t queries; /* measured */
  double means[QUALITY_METRICS];
};

/* A query whose `must` is not kept. */
struct quality_must_failure {
  const struct quality_query *query;
  size_t rank;                        /* of its best-placed answer; 0: not found among QUALITY_DEPTH */
  const struct quality_answer *first; /* what came first; NULL: nothing was found */
};

/* The answers that were shown above the others (search.h: what answers a query by itself). */
struct quality_direct {
  size_t shown, relevant; /* to queries that are judged; of these, from a relevant article */
  size_t unjudged;        /* from an article that nobody judged */
  struct quality_false_answer {
    const struct quality_query *query;
    struct str article;
  } * wrong; /* from one that is not relevant */
  size_t wrong_count;
};

/* A query and what it had in both rankings; by how much nDCG@10 changed. */
struct quality_change {
  const struct quality_query *query;
  double a, b;
};

enum { QUALITY_CHANGES_MAX = 10 };

struct quality_comparison {
  const char *name; /* of the other ranking */
  struct quality_difference metrics[QUALITY_METRICS];
  struct quality_change changes[QUALITY_CHANGES_MAX]; /* greatest first */
  size_t change_count;
};

struct quality_report {
  const struct quality_set *set;
  const struct quality_run *run;
  size_t metric_count; /* how many of enum quality_metric say something: without the last two where all is judged */
  double means[QUALITY_METRICS];
  struct quality_row *rows; /* of the measured queries, worst nDCG@10 first */
  size_t row_count;
  size_t without_relevant;      /* queries left out because no article is relevant, without those of kind "none" */
  size_t none, none_answered;   /* of kind "none"; of these, answered by an article with all words (where searched) */
  struct quality_direct direct; /* where searched */
  struct quality_kind *kinds;   /* in order of appearance */
  size_t kind_count;
  size_t misspellings; /* measured pairs */
  double misspelt_ndcg, correct_ndcg;
  struct quality_must_failure *must_failures;
  size_t must_failure_count, must_count;
  const struct quality_floor *floors_missed; /* of those asked for */
  size_t floor_missed_count;
  struct quality_comparison *against; /* NULL: none was wanted */
};

struct quality_task {
  const struct quality_set *set;
  const struct quality_run *run;
  const struct quality_run *against; /* NULL: no comparison */
  const struct quality_floor *floors;
  size_t floor_count;
};

/* Measures a run. Fails where memory ends or where no query of the set has a relevant article. */
bool quality_assess(const struct quality_task *task, struct arena *arena, struct quality_report *report,
                    struct error *err) MUST_USE;

/*
 * Whether an index answers what its owner says it must (publish in marrow.yaml): each query finds something, and soon enough.
 * Else a sentence that begins with the query's line.
 */
bool quality_smoke(const char *index, const struct settings_publish *publish, struct error *err) MUST_USE;

/* ---- two indexes ---- */

/* What became of an article from one index to a later one of the same content folder. */
enum quality_fate { ARTICLE_ADDED, ARTICLE_REMOVED, ARTICLE_CHANGED, ARTICLE_MOVED, ARTICLE_FATES };

struct quality_article {
  enum quality_fate fate;
  struct str id, title;    /* as they are now; of a removed one as they were */
  struct str old_id;       /* of a moved one */
  struct str old_url, url; /* where its address is another now; else empty */
  bool changed;            /* of a moved one: its content, too */
};

struct quality_articles {
  struct quality_article *list; /* by fate, then by id */
  size_t count, fates[ARTICLE_FATES];
};

/*
 * Compares the articles of two indexes. One is changed where its title, text, links or facts are others. An id that is
 * gone and a new one are one moved article where the content is the same, or else the address.
 */
bool quality_compare_articles(struct store *old, struct store *new, struct arena *arena, struct quality_articles *articles,
                              struct error *err) MUST_USE;

/*
 * Reads queries without judgments: a query a line, or "id<TAB>text". The second makes queries of the titles and headings of
 * both indexes: of more than QUALITY_OWN_MAX the same ones each time.
 */
enum { QUALITY_OWN_MAX = 1000 };
bool quality_read_texts(const char *path, struct arena *arena, struct quality_set *set, struct error *err) MUST_USE;
bool quality_own_queries(struct store *old, struct store *new, struct arena *arena, struct quality_set *set,
                         struct error *err) MUST_USE;

/*
 * How alike two rankings are, from 0 to 1. The first is the share of ten that both have among their ten best, of the
 * longer one where it has fewer. The second is rank-biased overlap (Webber, Moffat and Zobel, "A similarity measure for
 * indefinite rankings", 2010), extrapolated (their equation 32), with p = 0.9: the first ten ranks are 86 % of it. Two
 * rankings without answers are alike. No id may stand twice in one.
 */
double quality_overlap(const struct quality_ranking *a, const struct quality_ranking *b);
double quality_rank_biased_overlap(const struct quality_ranking *a, const struct quality_ranking *b);

/* A query in both indexes. */
struct quality_pair {
  const struct quality_query *query;
  double overlap, rank_biased;
  size_t old_count, new_count;                        /* answers, QUALITY_DEPTH at most */
  const struct quality_answer *old_first, *new_first; /* NULL: nothing was found */
};

/* How long answers take, whole ones as a visitor gets them. */
struct quality_latency {
  size_t queries;        /* timed */
  double old_ms, new_ms; /* the mean of each query's best time */
};

struct quality_diff {
  const char *old_name, *new_name;
  uint64_t old_articles, new_articles;
  bool same; /* the two hold the same, to the byte */
  struct quality_articles articles;
  const struct quality_set *set;
  struct quality_pair *pairs;  /* least alike first; with equal likeness in order of the set */
  size_t pair_count, equal;    /* of these, with the same ten best in the same order */
  double overlap, rank_biased; /* means */
  size_t emptied, filled;      /* queries that find nothing any more, and that found nothing before */
  struct quality_latency latency;
  struct quality_report *report; /* of the new index against the old one; NULL where nothing is judged */
};

struct quality_diff_task {
  struct store *old, *new;
  const char *old_name, *new_name;
  struct quality_set *set; /* moved articles get their new ids in its judgments */
};

/* Compares two indexes. In rankings a moved article is the same one. */
bool quality_diff(const struct quality_diff_task *task, struct arena *arena, struct quality_diff *diff,
                  struct error *err) MUST_USE;

#endif
