/*
 * rst: what stands within a line of reStructuredText (literals, roles, links, references) as Markdown, and which kinds of
 * directives there are. Private to article.
 */
#ifndef MARROW_ARTICLE_RST_H
#define MARROW_ARTICLE_RST_H

#include "base/base.h"

enum { RST_NAMES_MAX = 64 };

/* What names between bars stand for in a text; parts of it. */
struct rst_names {
  struct {
    struct str name, text;
  } list[RST_NAMES_MAX];
  size_t count;
};

/* Finds the lines ".. |name| replace:: text"; those beyond RST_NAMES_MAX are passed over. */
void rst_find_names(struct str text, struct rst_names *names);

void rst_add_inline(const struct rst_names *names, struct buf *out, struct str line);

/* Whether something between backquotes begins in the line and does not end there. */
bool rst_goes_on(struct str line);

/* Appends text, with what stands behind a backslash as it is. */
void rst_add_unescaped(struct buf *out, struct str text);

/* What becomes of a directive. */
enum rst_kind {
  RST_TEXT,       /* its text stays, without its marks */
  RST_DEFINITION, /* likewise; its argument is how something is called */
  RST_CODE,       /* its argument is a language */
  RST_GRAMMAR,    /* code without a language */
  RST_IMAGE,
  RST_DROPPED,
};

/* Of the one with that name, `in_domain` where it stood behind that of a language (c:function). */
enum rst_kind rst_kind_of(struct str name, struct str argument, bool in_domain);

/* What stands before its argument where that is the number of a version; else nothing. */
const char *rst_version_words(struct str name);

#endif
