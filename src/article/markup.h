/*
 * markup: HTML as a row of characters: where a tag ends, what it is called, which attributes it has.
 * The steps are those of a browser's tokenizer (WHATWG, HTML, 13.2.5). Private to article.
 */
#ifndef MARROW_ARTICLE_MARKUP_H
#define MARROW_ARTICLE_MARKUP_H

#include "base/base.h"

enum markup_kind {
  MARKUP_OTHER, /* a comment, a declaration, an instruction */
  MARKUP_START,
  MARKUP_END,
  MARKUP_TEXT /* a '<' that begins nothing */
};

/* What stands at a '<'. */
struct markup {
  enum markup_kind kind;
  struct str name;       /* of a tag, as written */
  struct str attributes; /* what stands behind the name */
  size_t end;            /* offset behind it all */
  bool is_whole;         /* its end is there */
};

/* An attribute; its value is as written, without quotes, and empty where there is none. */
struct markup_attribute {
  struct str name, value;
};

/* Reads what stands at the '<' at `at`. */
struct markup markup_read(struct str html, size_t at);

/* Takes the next attribute off `rest`; false where there is none. */
bool markup_next_attribute(struct str *rest, struct markup_attribute *attribute);

/* Offset of "</name" at or after `at`, in any case; html.len where there is none. */
size_t markup_find_end_tag(struct str html, size_t at, struct str name);

/* Appends text as written with its entities decoded. */
void markup_add_text(struct buf *buf, struct str text);

/* Appends what the entity at `at` stands for, or its '&'; answers the offset behind it. */
size_t markup_add_entity(struct buf *buf, struct str html, size_t at);

/* Whether two names are the same but for case. */
bool markup_same_name(struct str name, struct str other);

#endif
