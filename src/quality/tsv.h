/* tsv: a text file line by line, with sentences that name file and line. Private to quality. */
#ifndef MARROW_QUALITY_TSV_H
#define MARROW_QUALITY_TSV_H

#include "base/base.h"

struct tsv {
  const char *path;
  struct str rest, line;
  size_t number; /* of `line`, from 1 */
};

/* Reads the file into `arena`. */
bool tsv_open(const char *path, struct arena *arena, struct tsv *tsv, struct error *err) MUST_USE;

/* The next line that is not blank; false at the end. */
bool tsv_next(struct tsv *tsv);

/* Writes "FILE:LINE: sentence". Always false. */
bool tsv_error(const struct tsv *tsv, struct error *err, const char *format, ...) PRINTF_LIKE(3, 4);

/* Cuts a text at tabs into trimmed fields; answers how many there are, which may be more than `most`. */
size_t tsv_fields(struct str text, struct str *fields, size_t most);

/* Takes the next word off `rest`; false when there is none. */
bool tsv_word(struct str *rest, struct str *word);

/* The same as tsv_fields() for runs of white space. */
size_t tsv_words(struct str text, struct str *words, size_t most);

#endif
