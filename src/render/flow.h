/*
 * flow: running text set in lines of a terminal's width, in styles, behind a prefix that nests (list
 * items, quotes). Harmful characters become spaces. Private to render.
 */
#ifndef MARROW_RENDER_FLOW_H
#define MARROW_RENDER_FLOW_H

#include "render.h"

enum { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_ITALIC = 4, STYLE_MATCH = 8 };

struct style {
  unsigned flags;  /* of the enum above */
  struct str link; /* whole address, shown as OSC 8; empty: none */
};

struct flow {
  struct buf *out;
  const struct terminal *terminal;
  size_t width;
  struct buf prefix;           /* what begins every line */
  size_t shared;               /* bytes of it that have stood since the last line */
  char bullet[24];             /* takes the place of the prefix's last columns in the next line; empty: none */
  size_t column;               /* where the line ends so far */
  bool in_line, blank, gap;    /* a line was begun; an empty line is due; a space goes before the word */
  struct buf word;             /* the word in the making */
  size_t word_columns;         /* what it takes */
  struct style written, first; /* in force in `out`; what the word begins in */
  struct style last;           /* what the word ends in */
};

/* Begins at the start of a line. The flow is ended by flow_end(), which ends its last line. */
void flow_begin(struct flow *flow, const struct terminal *terminal, struct buf *out);
void flow_end(struct flow *flow);

/* Adds text; each run of white space is one place where the line may break. */
void flow_text(struct flow *flow, struct str text, struct style style);

/* Ends the line, if one was begun. */
void flow_break(struct flow *flow);

/* Ends the line and asks for an empty one before the next. */
void flow_gap(struct flow *flow);

/* Adds a whole line as it is, tabs as spaces. */
void flow_line(struct flow *flow, struct str text, struct style style);

/* Lengthens the prefix; flow_pop() takes as many bytes off again. */
void flow_push(struct flow *flow, struct str prefix);
void flow_pop(struct flow *flow, size_t bytes);

/* Sets what the next line begins with, in the place of the prefix's last columns, which are spaces. "": nothing. */
void flow_bullet(struct flow *flow, const char *bullet);

/* Columns left for text behind the prefix. */
size_t flow_room(const struct flow *flow);

#endif
