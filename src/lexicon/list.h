/* list: what the lines of an owner's word lists have in common. Private to lexicon. */
#ifndef MARROW_LEXICON_LIST_H
#define MARROW_LEXICON_LIST_H

#include "token/token.h"

/* A line without its remark: # at the beginning or behind a space begins one. */
struct str without_remark(struct str line);

/* "[en]", "[*]": which language the lines below hold in, or whether in all. */
bool list_section(struct str text, const struct language **language, bool *everywhere, struct error *err) MUST_USE;

/* A line of a list that is neither empty nor a section. */
struct list_line {
  struct str text;                 /* without its remark */
  size_t number;                   /* from 1 on */
  const struct language *language; /* of its section; NULL: one that is not known */
  bool everywhere;                 /* in all languages */
};
typedef bool list_reader(void *context, const struct list_line *line, struct error *err);

/* Reads a text of sections and lines. The sentence of an error, `read`'s too, begins with "FILE:LINE: ". */
bool list_read(struct str text, const char *file, list_reader *read, void *context, struct error *err) MUST_USE;

/* Whether a list is small enough; the sentence begins with the name of its file. */
bool list_check_size(struct str text, const char *file, size_t lines_max, size_t bytes_max, struct error *err) MUST_USE;

/* The sentence's place, "FILE:LINE: ". Always false. */
bool list_at_line(struct error *err, const char *file, size_t number);

#endif
