/*
 * table_terminal: a table as aligned columns where they fit, else a row as lines. Private to render.
 */
#ifndef MARROW_RENDER_TABLE_TERMINAL_H
#define MARROW_RENDER_TABLE_TERMINAL_H

#include "flow.h"

void table_terminal(struct flow *flow, const struct article *article, const struct mark *mark);

#endif
