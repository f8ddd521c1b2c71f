/*
 * sheet: running text and lines of columns in a terminal. A line is written into `line` and then ended one way or
 * another. Private to render.
 */
#ifndef MARROW_RENDER_SHEET_H
#define MARROW_RENDER_SHEET_H

#include "flow.h"

struct sheet {
  struct flow flow;
  struct buf line;
};

void sheet_begin(struct sheet *sheet, const struct terminal *terminal, struct buf *out);
void sheet_end(struct sheet *sheet);

/* Ends the line as it stands; as running text; as column names, with a rule under them as long as they are. */
void sheet_line(struct sheet *sheet, struct style style);
void sheet_text(struct sheet *sheet);
void sheet_heading(struct sheet *sheet);

/* The columns left in the line. */
size_t sheet_room(const struct sheet *sheet);

/* Adds a text that takes exactly `columns`, unless `last`: then at most. What is longer ends in "…". */
void sheet_cell(struct buf *line, struct str text, size_t columns, bool last);

#endif
