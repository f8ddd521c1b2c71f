/* list: what the lines of an owner's word lists have in common. Private to lexicon. */
#ifndef MARROW_LEXICON_LIST_H
#define MARROW_LEXICON_LIST_H

#include "token/token.h"

/* A line without its remark: # at the beginning or behind a space begins one. */
struct str without_remark(struct str line);

/* "[en]", "[*]": which language the lines below hold in, or whether in all. */
bool list_section(struct str text, const struct language **language, bool *everywhere, struct error *err) MUST_USE;

/* Whether a list is small enough; the sentence begins with the name of its file. */
bool list_check_size(struct str text, const char *file, size_t lines_max, size_t bytes_max, struct error *err) MUST_USE;

/* The sentence's place, "FILE:LINE: ". Always false. */
bool list_at_line(struct error *err, const char *file, size_t number);

#endif
