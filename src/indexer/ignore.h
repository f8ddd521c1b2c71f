/*
 * ignore: which files of a folder are left out, by patterns as in .gitignore: * and ? (not over a '/'), ** (over any), [a-z], a
 * '/' at the end for folders alone, one elsewhere for paths from where the pattern is written, ! to take back in, \ before a sign
 * that means itself, # for remarks. Of several that match the last one counts. Private to indexer.
 */
#ifndef MARROW_INDEXER_IGNORE_H
#define MARROW_INDEXER_IGNORE_H

#include "base/base.h"

#define IGNORE_FILE ".marrowignore"
enum { IGNORE_BYTES_MAX = 1024 * 1024, IGNORE_RULES_MAX = 10000, IGNORE_PATTERN_MAX = 1000 };

struct ignore_rule {
  struct str pattern; /* without the signs around it */
  struct str base;    /* the folder it is written in; empty: the content folder */
  bool takes_back, folders_only, is_path;
};

struct ignore {
  struct arena *arena;
  struct ignore_rule *rules;
  size_t count, capacity;
};

/*
 * Adds the pattern of a line, if it has one. False where memory ends, or the line is longer than IGNORE_PATTERN_MAX, or there are
 * more than IGNORE_RULES_MAX: then the sentence has no place.
 */
bool ignore_add(struct ignore *ignore, struct str base, struct str line, struct error *err) MUST_USE;

/* Whether a file or folder is left out; `path` is from the content folder on. */
bool ignore_matches(const struct ignore *ignore, struct str path, bool is_folder);

#endif
