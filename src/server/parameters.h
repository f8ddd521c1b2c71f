/*
 * parameters: what may stand behind the question mark, as a table, and the reading of it. Of a parameter that is
 * given twice the first counts, unless it repeats; what a route does not name is ignored. Private to server.
 */
#ifndef MARROW_SERVER_PARAMETERS_H
#define MARROW_SERVER_PARAMETERS_H

#include "search/search.h"

enum parameter {
  PARAMETER_END,
  PARAMETER_Q,
  PARAMETER_DOC,
  PARAMETER_LIMIT,
  PARAMETER_SUGGESTIONS, /* limit, of suggestions */
  PARAMETER_OFFSET,
  PARAMETER_LANG,
  PARAMETER_TAG,
  PARAMETER_FILTER,
  PARAMETER_SINCE,
  PARAMETER_UNTIL,
  PARAMETER_SORT,
  PARAMETER_FACETS,
  PARAMETER_EXACT,
  PARAMETER_TYPING,
  PARAMETER_EXPLAIN,
  PARAMETER_FIELDS,
  PARAMETER_HIGHLIGHT,
  PARAMETER_FROM,
  PARAMETER_COUNT
};

enum parameter_kind {
  PARAMETER_BYTES,  /* any bytes at all; a % that begins no code is a per cent sign */
  PARAMETER_TEXT,   /* well-formed UTF-8 without NUL */
  PARAMETER_NUMBER, /* from `least` to `most` */
  PARAMETER_CHOICE, /* one of `choices` */
  PARAMETER_PAIRS,  /* may be given several times: a filter, or a tag */
};

enum { PARAMETER_CHOICES_MAX = 2, PARAMETER_PAIRS_MAX = 16 };

struct parameter_row {
  struct str name;
  enum parameter_kind kind;
  uint64_t least, most, usual; /* of a number; of a choice `usual` is the one that is taken where none is given */
  struct str choices[PARAMETER_CHOICES_MAX];
  bool required;   /* a text that must be given */
  struct str says; /* what it is for: a sentence for the API's description */
};

const struct parameter_row *parameters_row(enum parameter parameter);

/* The parameters of one request; those that are not given are empty, or as usual. */
struct parameters {
  struct str texts[PARAMETER_COUNT];
  size_t numbers[PARAMETER_COUNT];                   /* of a choice: its place among the choices */
  struct search_filter filters[PARAMETER_PAIRS_MAX]; /* tags and filters, as given */
  size_t filter_count;
};

struct call;

/* Reads what the call's route names into call->parameters. Where it answers false, the problem is written. */
bool parameters_read(struct call *call) MUST_USE;

/* Appends all that was read, so that two requests are alike where this is. */
void parameters_write(const struct call *call, struct buf *out);

#endif
