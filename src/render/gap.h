/*
 * gap: where a quoted text goes from one block or cell to the next, so that items of a list or cells
 * of a table do not read as one sentence. Private to render.
 */
#ifndef MARROW_RENDER_GAP_H
#define MARROW_RENDER_GAP_H

#include "base/base.h"

enum gap {
  GAP_END,  /* the text ends */
  GAP_LINE, /* line ends, and the white space around them */
  GAP_CELL, /* a tab between cells */
};

/* What is said in place of a tab. */
#define GAP_CELL_TEXT STR(" · ")

/* Takes off `rest` the text before the next gap, and the gap. */
struct str gap_next(struct str *rest, enum gap *gap);

#endif
