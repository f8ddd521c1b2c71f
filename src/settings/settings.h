/*
 * settings: what a site's owner sets in marrow.yaml, a file of the content folder. Its keys are a table
 * (settings.c); docs/configuration.md shows each with an example. What is not set keeps its usual value.
 * The first one is drafted (draft.c) from a table with a row for each generator of sites (generators.c), and from what the
 * configuration of that generator says (configured.c), of Hugo language by language (editions.c).
 * And topics.yaml, a file beside it: what the start page says, and which articles belong together.
 */
#ifndef MARROW_SETTINGS_H
#define MARROW_SETTINGS_H

#include "article/article.h"
#include "base/base.h"

#define SETTINGS_FILE "marrow.yaml"
enum { SETTINGS_BYTES_MAX = 1024 * 1024, SETTINGS_FILTERS_MAX = 16, SETTINGS_TAGS_MAX = 10000, SETTINGS_PLACES_MAX = 1000 };

/* A text, and where it stands. */
struct settings_text {
  struct str text; /* empty where nothing is set */
  size_t line;
};

/* A value under a name. */
struct settings_number {
  struct str name;
  double value;
};

/* What an index must keep to before it is published. */
struct settings_publish {
  struct settings_text *smoke; /* queries that must find something */
  size_t smoke_count;
  double size;    /* the most megabytes; 0: any */
  double latency; /* the most milliseconds that a query of `smoke` may take; 0: any */
};

/* A text in one language; `lang` is empty where it was written without saying which. */
struct topics_text {
  struct str lang, text;
};

/* The same in several languages, at most one a language. */
struct topics_texts {
  struct topics_text *list;
  size_t count;
};

/* What pages, feeds and search engines call the site. What is not set is empty. */
struct settings_site {
  struct topics_texts name, description;
  struct str language; /* of the texts of its pages, where nothing else tells */
};

enum { SETTINGS_SMOKE_MAX = 100 };

/* How a rule of `marrow check` is taken. */
enum settings_level { SETTINGS_OFF, SETTINGS_WARNING, SETTINGS_ERROR };

struct settings_rule {
  struct str name;
  enum settings_level level;
};

struct settings {
  struct settings_text language; /* of articles that do not say theirs: "en", "pt-BR" */
  struct settings_site site;
  struct settings_text *content; /* folders below the folder that hold the articles; none: it does itself */
  size_t content_count;
  struct settings_text *excludes; /* patterns of files that are left out, as in .gitignore */
  size_t exclude_count;
  struct article_rules addresses;
  bool marked_only;              /* pages of HTML that do not mark their content are left out */
  struct settings_text *filters; /* front-matter keys, each once, at most SETTINGS_FILTERS_MAX */
  size_t filter_count;
  struct settings_text pins;       /* a file below the folder, as "pins.txt" */
  struct settings_number *weights; /* of the ranking */
  size_t weight_count;
  double half_life, strength;     /* of newness, in days and as a share of the score; half_life 0: it does not matter */
  struct settings_number *floors; /* of the measured quality */
  size_t floor_count;
  struct settings_publish publish;
  struct settings_text *tags; /* all that articles may have, each once; none: any */
  size_t tag_count;
  struct settings_rule *rules; /* that are taken otherwise than usual */
  size_t rule_count;
};

/* A name that another module gives a meaning to, and the values it can have. */
struct settings_name {
  const char *name;
  double least, most;
};

enum { SETTINGS_NAMES_MAX = 64 };

/* What the names below `weights`, `floors` and `check` can be. */
struct settings_known {
  struct settings_name weights[SETTINGS_NAMES_MAX], metrics[SETTINGS_NAMES_MAX];
  const char *rules[SETTINGS_NAMES_MAX];
  size_t weight_count, metric_count, rule_count;
};

/*
 * Reads the text of marrow.yaml. All lives in `arena`. `known` may be NULL: then weights, floors and rules may have
 * any names and numbers, as those in an index, which were checked when it was made. The sentence of an error reads
 * "marrow.yaml:LINE: what, what to do".
 */
bool settings_read(struct arena *arena, struct str text, const struct settings_known *known, struct settings *settings,
                   struct error *err) MUST_USE;

/* ---- the first marrow.yaml ---- */

/* A marrow.yaml for a folder that has none, as the generator of the site there wants it. */
struct settings_draft {
  const char *generator; /* "Hugo"; NULL: none that is known */
  const char *mark;      /* the file below the folder by which it was known: "hugo.toml" */
  struct str permalinks; /* sections whose pages have addresses that no rule tells, "blog, recipes"; may be empty */
  struct str text;       /* settings_read() takes it */
};

/* Looks into the folder of a site. The text lives in `arena`. */
bool settings_draft(struct arena *arena, const char *folder, struct settings_draft *draft, struct error *err) MUST_USE;

/* Makes the file `path`. Where there is one already it stays, and that is an error. */
bool settings_write(const char *path, struct str text, struct error *err) MUST_USE;

/* ---- topics ---- */

#define TOPICS_FILE "topics.yaml"
enum { TOPICS_BYTES_MAX = 1024 * 1024, TOPICS_MAX = 200 };

/* The articles that carry one of its tags. */
struct topic {
  struct str id; /* letters, digits and '-' of ASCII: it stands in addresses */
  struct str *tags;
  size_t tag_count;           /* at least 1 */
  struct topics_texts titles; /* at least 1 */
  struct topics_texts texts;  /* what it is about, in a sentence or two; may be none */
  size_t line;
};

/* What the start page says in one language. */
struct topics_start {
  struct str lang, title, text; /* texts may be empty */
  struct str *tries;            /* queries to begin with */
  size_t try_count;
};

struct topics {
  struct topics_start *starts;
  size_t start_count;
  struct topic *list; /* no two with one id */
  size_t count;
};

/* Reads the text of topics.yaml. All lives in `arena`. The sentence of an error reads "topics.yaml:LINE: what, what to do". */
bool topics_read(struct arena *arena, struct str text, struct topics *topics, struct error *err) MUST_USE;

/* What is said in a language ("de" for "de-AT" too); else what is said first. NULL and empty where there is nothing. */
struct str topics_text_in(const struct topics_texts *texts, struct str lang);
const struct topics_start *topics_start_in(const struct topics *topics, struct str lang);

#endif
