/* tags: what each element of HTML is to somebody who reads a page. Private to article. */
#ifndef MARROW_ARTICLE_TAGS_H
#define MARROW_ARTICLE_TAGS_H

#include "base/base.h"

/* What an element does to the text within it. */
enum tag_role {
  ROLE_INLINE, /* nothing; with TAG_WORD it does not even part words */
  ROLE_FLOW,   /* what stands before, in and behind it are different paragraphs */
  ROLE_PARAGRAPH,
  ROLE_HEADING,
  ROLE_LIST,
  ROLE_ORDERED_LIST,
  ROLE_ITEM,
  ROLE_QUOTE,
  ROLE_CODE_BLOCK,
  ROLE_RULE,
  ROLE_TABLE,
  ROLE_ROW,
  ROLE_CELL,
  ROLE_HEADER_CELL,
  ROLE_EMPHASIS,
  ROLE_STRONG,
  ROLE_CODE,
  ROLE_LINK,
  ROLE_IMAGE,
  ROLE_BREAK,
};

/* How an element is read. */
enum tag_flag {
  TAG_VOID = 1,     /* it holds nothing and has no end tag */
  TAG_BLOCK = 2,    /* its start ends a paragraph */
  TAG_RAW = 4,      /* only its own end tag ends it; what it holds is no text */
  TAG_RAW_TEXT = 8, /* likewise, but it is text */
  TAG_WORD = 16,    /* it may stand within a word */
  TAG_HEAD = 32,    /* it may stand in the head of a page */
  TAG_GONE = 64,    /* nobody reads what is in it */
  TAG_AROUND = 128, /* in a page that does not say where its content is, it stands around that */
  TAG_BARRIER = 256 /* end tags of other elements do not reach beyond it */
};

/* Elements that end one another: a row ends a row. */
enum tag_group {
  GROUP_NONE,
  GROUP_HTML,
  GROUP_HEAD,
  GROUP_BODY,
  GROUP_MAIN,
  GROUP_ARTICLE,
  GROUP_FORM,
  GROUP_HEADING,
  GROUP_LINK,
  GROUP_LIST,
  GROUP_ITEM,
  GROUP_TERM,
  GROUP_TABLE,
  GROUP_CAPTION,
  GROUP_ROWS,
  GROUP_ROW,
  GROUP_CELL,
  GROUP_TITLE,
  GROUP_META,
};

struct tag {
  const char *name;
  enum tag_role role;
  unsigned flags;
  enum tag_group group;
};

/* An element by its name, in any case. Unknown ones are inline. Never NULL. */
const struct tag *tag_find(struct str name);

/* Whether it is one that tag_find() does not know. */
bool tag_is_unknown(const struct tag *tag);

#endif
