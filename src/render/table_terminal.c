#include "table_terminal.h"

#include "walk.h"

enum { COLUMNS_MAX = 16, COLUMN_GAP = 2 };

struct table {
  struct flow *flow;
  const struct article *article;
  size_t begin, end; /* its marks */
  size_t columns;
  size_t widths[COLUMNS_MAX];
  struct str headers[COLUMNS_MAX];
  struct buf line; /* the row in the making */
};

static bool is_cell(const struct mark *mark) {
  return mark->kind == MARK_CELL || mark->kind == MARK_HEADER_CELL;
}

static struct str cell_text(const struct table *table, const struct mark *mark) {
  return str_trim(str_slice(table->article->text, mark->range.begin, mark->range.end));
}

static void measure(struct table *table) {
  size_t column = 0;
  for (size_t i = table->begin; i < table->end; i++) {
    const struct mark *mark = &table->article->marks[i];
    if (mark->kind == MARK_ROW) {
      column = 0;
    }
    if (!is_cell(mark)) {
      continue;
    }
    struct str text = cell_text(table, mark);
    size_t width = unicode_columns(text);
    if (column < COLUMNS_MAX) {
      table->widths[column] = width > table->widths[column] ? width : table->widths[column];
      table->headers[column] = mark->kind == MARK_HEADER_CELL ? text : table->headers[column];
    }
    column++;
    table->columns = column > table->columns ? column : table->columns;
  }
}

static bool fits(const struct table *table) {
  size_t needed = 0;
  for (size_t i = 0; i < table->columns && i < COLUMNS_MAX; i++) {
    needed += table->widths[i] + (i > 0 ? COLUMN_GAP : 0);
  }
  return table->columns <= COLUMNS_MAX && needed <= flow_room(table->flow);
}

/* A line under the headings, as long as each column is wide. */
static void add_underline(struct table *table) {
  buf_clear(&table->line);
  for (size_t i = 0; i < table->columns; i++) {
    for (size_t j = 0; j < table->widths[i]; j++) {
      buf_add(&table->line, STR("─"));
    }
    buf_format(&table->line, "%*s", i + 1 < table->columns ? COLUMN_GAP : 0, "");
  }
  flow_line(table->flow, buf_str(&table->line), (struct style){.flags = STYLE_DIM});
}

/* The cells of one row, from mark `i` on; answers the mark behind them. */
static size_t add_aligned_row(struct table *table, size_t i) {
  size_t row_end = walk_end(table->article, i), padding = 0, column = 0;
  bool heading = false;
  buf_clear(&table->line);
  for (i++; i < row_end; i++) {
    const struct mark *mark = &table->article->marks[i];
    if (!is_cell(mark)) {
      continue;
    }
    struct str text = cell_text(table, mark);
    buf_format(&table->line, "%*s", (int)padding, "");
    buf_add(&table->line, text);
    padding = table->widths[column++] - unicode_columns(text) + COLUMN_GAP;
    heading |= mark->kind == MARK_HEADER_CELL;
  }
  flow_line(table->flow, buf_str(&table->line), (struct style){.flags = heading ? STYLE_BOLD : 0});
  if (heading) {
    add_underline(table);
  }
  return row_end;
}

/* A row as lines of "heading: cell". */
static size_t add_row_lines(struct table *table, size_t i) {
  size_t row_end = walk_end(table->article, i), column = 0;
  flow_gap(table->flow);
  for (i++; i < row_end; i++) {
    const struct mark *mark = &table->article->marks[i];
    if (mark->kind != MARK_CELL) {
      continue;
    }
    struct str header = column < COLUMNS_MAX ? table->headers[column] : STR("");
    if (header.len > 0) {
      flow_text(table->flow, header, (struct style){.flags = STYLE_BOLD});
      flow_text(table->flow, STR(": "), (struct style){.flags = STYLE_BOLD});
    }
    flow_text(table->flow, cell_text(table, mark), (struct style){0});
    flow_break(table->flow);
    column++;
  }
  return row_end;
}

void table_terminal(struct flow *flow, const struct article *article, const struct mark *mark) {
  size_t number = (size_t)(mark - article->marks);
  struct table table = {.flow = flow, .article = article, .begin = number + 1, .end = walk_end(article, number)};
  buf_init(&table.line, flow->out->ceiling);
  measure(&table);
  bool aligned = fits(&table);
  flow_gap(flow);
  for (size_t i = table.begin; i < table.end;) {
    if (article->marks[i].kind != MARK_ROW) {
      i++;
    } else {
      i = aligned ? add_aligned_row(&table, i) : add_row_lines(&table, i);
    }
  }
  flow->out->failed |= buf_failed(&table.line);
  buf_free(&table.line);
}
