#include "article/prose.h"

#include "article/text.h"

void prose_add(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] != '\0' && strchr("\\`*_{}[]<>#|&~", text.ptr[i]) != NULL) {
      buf_byte(out, '\\');
    }
    buf_byte(out, text.ptr[i]);
  }
}

void prose_add_link(struct buf *out, struct str label, struct str address, bool image) {
  bool fits = address.len > 0;
  for (size_t i = 0; i < address.len && fits; i++) {
    fits = address.ptr[i] != '<' && address.ptr[i] != '>' && address.ptr[i] != '\\';
  }
  if (!fits) {
    prose_add(out, label);
    return;
  }
  buf_add(out, image ? STR("![") : STR("["));
  prose_add(out, label);
  buf_format(out, "](<%.*s>)", STR_ARG(address));
}

void prose_open_heading(struct buf *out, size_t level) {
  buf_byte(out, '\n');
  for (size_t i = 0; i < (level > 6 ? 6 : level); i++) {
    buf_byte(out, '#');
  }
  buf_byte(out, ' ');
}

void prose_close_heading(struct buf *out, struct str anchor) {
  if (anchor.len > 0) {
    buf_format(out, " {#%.*s}", STR_ARG(anchor));
  }
  buf_add(out, STR("\n\n"));
}

bool prose_is_rule(struct str line, const char *signs, size_t least) {
  size_t length = 0;
  while (length < line.len && line.ptr[length] == line.ptr[0]) {
    length++;
  }
  return length == line.len && length >= least && line.ptr[0] != '\0' && strchr(signs, line.ptr[0]) != NULL;
}

size_t prose_indent(struct str line) {
  size_t indent = 0;
  for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++) {
    indent += line.ptr[i] == '\t' ? 8 - indent % 8 : 1;
  }
  return indent;
}

/* A plain text has paragraphs, and headings where a line is underlined. */
struct str prose_from_plain(struct arena *arena, struct str text) {
  struct buf out;
  struct str rest = text, line, next;
  bool begins = true;
  buf_init(&out, 3 * text.len + 1024);
  while (str_next_line(&rest, &line)) {
    struct str after = rest;
    line = str_trim(line);
    bool underlined = begins && line.len > 0 && str_next_line(&after, &next) && prose_is_rule(str_trim(next), "=-~*^\"", 3);
    if (underlined) {
      prose_open_heading(&out, str_trim(next).ptr[0] == '=' ? 1 : 2);
      prose_add(&out, line);
      prose_close_heading(&out, STR(""));
      rest = after;
    } else if (!prose_is_rule(line, "=-~*^\"#_+", 3)) {
      bool is_list = str_starts_with(line, STR("- ")) || str_starts_with(line, STR("* "));
      buf_add(&out, is_list ? STR("* ") : STR(""));
      prose_add(&out, str_slice(line, is_list ? 2 : 0, line.len));
      buf_byte(&out, '\n');
    }
    begins = line.len == 0 || underlined;
  }
  struct str made = buf_failed(&out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&out));
  buf_free(&out);
  return made;
}
