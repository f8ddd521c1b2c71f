/*
 * settings: what a site's owner sets in marrow.yaml, a file of the content folder. Its keys are a table
 * (settings.c); docs/configuration.md shows each with an example. What is not set keeps its usual value.
 */
#ifndef MARROW_SETTINGS_H
#define MARROW_SETTINGS_H

#include "base/base.h"

#define SETTINGS_FILE "marrow.yaml"
enum { SETTINGS_BYTES_MAX = 1024 * 1024, SETTINGS_FILTERS_MAX = 16 };

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

struct settings {
  struct settings_text language; /* of articles that do not say theirs: "en", "pt-BR" */
  struct settings_text *filters; /* front-matter keys, each once, at most SETTINGS_FILTERS_MAX */
  size_t filter_count;
  struct settings_text pins;       /* a file below the folder, as "pins.txt" */
  struct settings_number *weights; /* of the ranking */
  size_t weight_count;
  double half_life, strength;     /* of newness, in days and as a share of the score; half_life 0: it does not matter */
  struct settings_number *floors; /* of the measured quality */
  size_t floor_count;
};

/* A name that another module gives a meaning to, and the values it can have. */
struct settings_name {
  const char *name;
  double least, most;
};

enum { SETTINGS_NAMES_MAX = 64 };

/* What the names below `weights` and `floors` can be. */
struct settings_known {
  struct settings_name weights[SETTINGS_NAMES_MAX], metrics[SETTINGS_NAMES_MAX];
  size_t weight_count, metric_count;
};

/*
 * Reads the text of marrow.yaml. All lives in `arena`. `known` may be NULL: then weights and floors may have any
 * names and numbers, as those in an index, which were checked when it was made. The sentence of an error reads
 * "marrow.yaml:LINE: what, what to do".
 */
bool settings_read(struct arena *arena, struct str text, const struct settings_known *known, struct settings *settings,
                   struct error *err) MUST_USE;

#endif
