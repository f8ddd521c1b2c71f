/*
 * check: what should the authors of these articles mend? Looks at an index, and where they are at hand at the
 * sources it was made of, by rules that have names for good. One rule searches for each article by its own title,
 * aliases and headings. A finding is a sentence with its place; nothing here knows a layout.
 */
#ifndef MARROW_CHECK_H
#define MARROW_CHECK_H

#include "base/base.h"
#include "settings/settings.h"
#include "store/store.h"

/* A rule: its name never changes. */
struct check_rule {
  const char *name;          /* "link-broken" */
  enum settings_level usual; /* where marrow.yaml says nothing else */
  const char *about;         /* what is wrong where it finds something: a sentence */
};

/* All rules; findings are in their order where they have the same place. */
const struct check_rule *check_rules(size_t *count);

/* The names that settings may use below `check`. */
void check_known_names(struct settings_known *known);

struct check_finding {
  const struct check_rule *rule;
  enum settings_level level; /* SETTINGS_WARNING or SETTINGS_ERROR */
  struct str file;           /* its path, from where the source's path leads; of an index alone the article's id */
  size_t line;               /* 0: not known, or the whole */
  struct str sentence;       /* what is wrong, and what to do; without the place */
};

struct check_report {
  struct check_finding *findings; /* ascending by file, line and rule */
  size_t count, errors, warnings;
  uint64_t articles, queries; /* looked at; searched for */
};

struct check_task {
  struct store *store;
  const char *source;           /* the folder or .jsonl file that the index is of; NULL: only the index is looked at */
  const struct str *complaints; /* what the indexer said of them: "FILE:LINE: what, what to do" */
  size_t complaint_count;
  uint32_t today; /* 20240131: reviews that were due before it are expired */
};

/*
 * How large may be what is looked at: a section in words (a character of a script without spaces is half of one), and the
 * share of what two articles say that they may have in common.
 */
enum { CHECK_SECTION_WORDS = 1000, CHECK_ALIKE_PERCENT = 80 };

/* How deep an article may stand when it is searched for by its own words. */
enum { CHECK_FINDABLE = 3 };

/* Checks all. The report lives in `arena`. Fails only where the index is damaged or memory ends. */
bool check_run(const struct check_task *task, struct arena *arena, struct check_report *report, struct error *err) MUST_USE;

#endif
