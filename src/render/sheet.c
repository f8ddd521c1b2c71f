#include "sheet.h"

void sheet_begin(struct sheet *sheet, const struct terminal *terminal, struct buf *out) {
  buf_init(&sheet->line, out->ceiling);
  flow_begin(&sheet->flow, terminal, out);
}

void sheet_end(struct sheet *sheet) {
  flow_end(&sheet->flow);
  buf_free(&sheet->line);
}

static void clear_line(struct sheet *sheet) {
  sheet->flow.out->failed |= buf_failed(&sheet->line);
  buf_clear(&sheet->line);
}

void sheet_line(struct sheet *sheet, struct style style) {
  flow_line(&sheet->flow, buf_str(&sheet->line), style);
  clear_line(sheet);
}

void sheet_text(struct sheet *sheet) {
  flow_text(&sheet->flow, buf_str(&sheet->line), (struct style){.flags = 0});
  clear_line(sheet);
}

void sheet_heading(struct sheet *sheet) {
  size_t columns = unicode_columns(buf_str(&sheet->line));
  sheet_line(sheet, (struct style){.flags = STYLE_BOLD});
  for (size_t i = 0; i < columns; i++) {
    buf_add(&sheet->line, STR("─"));
  }
  sheet_line(sheet, (struct style){.flags = STYLE_DIM});
}

size_t sheet_room(const struct sheet *sheet) {
  size_t used = unicode_columns(buf_str(&sheet->line)), all = flow_room(&sheet->flow);
  return used < all ? all - used : 0;
}

void sheet_cell(struct buf *line, struct str text, size_t columns, bool last) {
  size_t kept = unicode_columns(text), end = text.len;
  if (kept > columns) {
    kept = end = 0;
    for (size_t at = 0; at < text.len;) {
      size_t begin = at;
      (void)utf8_next(text, &at);
      size_t width = unicode_columns(str_slice(text, begin, at));
      if (kept + width + 1 > columns) {
        break;
      }
      kept += width;
      end = at;
    }
  }
  buf_add(line, str_slice(text, 0, end));
  if (end < text.len && columns > 0) {
    buf_add(line, STR("…"));
    kept++;
  }
  buf_format(line, "%*s", last ? 0 : (int)(columns - kept), "");
}
