/*
 * yaml: the text of a YAML document -> values that know their lines. Of YAML what people write by hand:
 * texts, lists, maps, of any style. Aliases are refused, so that nothing is larger than its text.
 */
#ifndef MARROW_YAML_H
#define MARROW_YAML_H

#include "base/base.h"

enum { YAML_BYTES_MAX = 1024 * 1024, YAML_DEPTH_MAX = 16, YAML_VALUES_MAX = 100000 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_entry;

struct yaml_value {
  enum yaml_kind kind;
  size_t line;     /* where it begins */
  struct str text; /* of YAML_TEXT; without NUL, with one behind it */
  bool plain;      /* it stands there without quotes, and may mean a number, a truth value or nothing */
  struct yaml_entry *entries;
  size_t count;
};

/* An entry of a map, in the order of the text; of a list, without a key. */
struct yaml_entry {
  struct str key; /* without NUL, with one behind it; no two of a map are equal */
  size_t line;    /* of the key */
  struct yaml_value value;
};

struct yaml_source {
  struct str text;
  const char *called; /* how sentences call it: "the front matter" */
  size_t first_line;  /* of the text, in the file it comes from */
};

/*
 * Reads a document whose outermost value is a map; a document without any value is a map without entries.
 * All lives in `arena`. On failure *line is the line at fault, and the sentence has no place.
 */
bool yaml_read(struct arena *arena, const struct yaml_source *source, struct yaml_value *map, size_t *line,
               struct error *err) MUST_USE;

/* What a plain text means by YAML's core schema. False, with nothing changed, where it does not mean that. */
bool yaml_is_null(const struct yaml_value *value);
bool yaml_truth(const struct yaml_value *value, bool *truth);
bool yaml_integer(const struct yaml_value *value, long long *number); /* decimal, 0x or 0o */
bool yaml_real(const struct yaml_value *value, double *number);       /* with a point or an exponent, and finite */

#endif
