#include "article/asciidoc.h"
#include "article/prose.h"
#include "article/text.h"

enum { NAME_BYTES_MAX = 200 };

struct asciidoc {
  struct buf out;
  struct str rest;
  struct str language; /* that an attribute line gives the next block */
  struct str anchor;   /* [[id]] or [#id] before a heading */
  bool in_table;
  bool begins;       /* the line at hand follows an empty one, or attributes */
  struct str text;   /* all of it */
  struct buf joined; /* lines that a piece of one runs across */
};

static void add_inline(struct asciidoc *doc, struct str line) {
  asciidoc_add_inline(doc->text, &doc->out, line);
}

static size_t count_sign(struct str line, char sign) {
  size_t count = 0;
  while (count < line.len && line.ptr[count] == sign) {
    count++;
  }
  return count;
}

/* Takes the lines up to the one that is as the one that opened the block; with `code` they are code, else they are dropped. */
static void take_delimited(struct asciidoc *doc, struct str fence, bool code) {
  struct str line;
  if (code) {
    buf_format(&doc->out, "\n" PROSE_FENCE "%.*s\n", STR_ARG(doc->language));
  }
  while (str_next_line(&doc->rest, &line) && !str_equal(str_trim(line), fence)) {
    if (code && !str_starts_with(line, STR("include::"))) {
      buf_add(&doc->out, line);
      buf_byte(&doc->out, '\n');
    }
  }
  if (code) {
    buf_add(&doc->out, STR(PROSE_FENCE "\n\n"));
  }
  doc->language = STR("");
}

/* A line [...]: the language of code, an anchor, what the next block is. */
static void take_attributes(struct asciidoc *doc, struct str line) {
  struct str inner = str_slice(line, 1, line.len - 1);
  if (str_starts_with(inner, STR("["))) {
    inner = str_slice(inner, 1, inner.len - 1);
    doc->anchor = str_slice(inner, 0, str_find(inner, ',', 0));
  } else if (str_starts_with(inner, STR("#"))) {
    doc->anchor = str_slice(inner, 1, str_find(inner, ',', 0));
  } else if (str_starts_with(inner, STR("source"))) {
    size_t comma = str_find(inner, ',', 0);
    struct str behind = comma < inner.len ? str_slice(inner, comma + 1, inner.len) : STR("");
    doc->language = str_trim(str_slice(behind, 0, str_find(behind, ',', 0)));
  }
}

static bool is_attribute(struct str line) {
  size_t end = str_find(line, ':', 1);
  bool is_name = line.len > 2 && line.ptr[0] == ':' && end < line.len && end < NAME_BYTES_MAX;
  return is_name && str_find(str_slice(line, 0, end), ' ', 0) == end && (end + 1 == line.len || line.ptr[end + 1] == ' ');
}

static bool is_instruction(struct str line) {
  static const char *const names[] = {"include::", "ifdef::", "ifndef::", "endif::", "ifeval::", "toc::", "<<<"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (str_starts_with(line, str_of(names[i]))) {
      return true;
    }
  }
  return is_attribute(line) || (str_starts_with(line, STR("//")) && !str_starts_with(line, STR("///")));
}

static void add_heading(struct asciidoc *doc, size_t level, struct str title) {
  prose_open_heading(&doc->out, level);
  add_inline(doc, title);
  prose_close_heading(&doc->out, doc->anchor);
  doc->anchor = STR("");
}

/* A title with a line of signs under it that is as long, or off by one; each level has its sign. */
static bool take_underlined(struct asciidoc *doc, struct str line) {
  static const char signs[] = "=-~^+";
  struct str after = doc->rest, below;
  if (!doc->begins || line.len < 2 || strchr(".[|/*", line.ptr[0]) != NULL || prose_is_rule(line, signs, 2) ||
      !str_next_line(&after, &below) || !prose_is_rule(str_trim(below), signs, 2) || prose_indent(below) > 0) {
    return false;
  }
  size_t columns = unicode_columns(line), length = str_trim(below).len;
  bool fits = columns <= length + 1 && length <= columns + 1;
  if (fits) {
    doc->rest = after;
    add_heading(doc, (size_t)(strchr(signs, below.ptr[0]) - signs) + 1, line);
  }
  return fits;
}

/* A heading: up to six '=' and a blank. */
static bool take_heading(struct asciidoc *doc, struct str line) {
  size_t level = count_sign(line, '=');
  bool is_heading = level > 0 && level <= 6 && level < line.len && line.ptr[level] == ' ';
  if (is_heading) {
    add_heading(doc, level, str_trim(str_slice(line, level, line.len)));
  }
  return is_heading;
}

/* An item of a list: as many signs as it is deep. */
static bool take_item(struct asciidoc *doc, struct str line) {
  char sign = line.ptr[0];
  size_t depth = sign == '*' || sign == '.' || sign == '-' ? count_sign(line, sign) : 0;
  if (depth == 0 || depth > 5 || depth == line.len || line.ptr[depth] != ' ') {
    return false;
  }
  buf_format(&doc->out, "%*s%s ", (int)(3 * (depth - 1)), "", sign == '.' ? "1." : "*");
  add_inline(doc, str_trim(str_slice(line, depth, line.len)));
  buf_byte(&doc->out, '\n');
  return true;
}

/* A block's image, or a title line: .Title */
static bool take_single(struct asciidoc *doc, struct str line) {
  struct str address, label;
  size_t behind;
  if (str_starts_with(line, STR("image::"))) {
    if (asciidoc_read_macro(line, strlen("image::"), &address, &label, &behind) && label.len > 0) {
      prose_add_link(&doc->out, label, address, true);
      buf_add(&doc->out, STR("\n\n"));
    }
    return true;
  }
  if (line.len > 1 && line.ptr[0] == '.' && line.ptr[1] != '.' && line.ptr[1] != ' ') {
    buf_byte(&doc->out, '\n');
    add_inline(doc, str_slice(line, 1, line.len));
    buf_add(&doc->out, STR("\n\n"));
    return true;
  }
  return false;
}

/* The cells of a line of a table, each a paragraph's words. */
static void add_cells(struct asciidoc *doc, struct str line) {
  for (size_t begin = 0; begin < line.len;) {
    size_t end = str_find(line, '|', begin);
    add_inline(doc, str_trim(str_slice(line, begin, end)));
    buf_byte(&doc->out, ' ');
    begin = end + 1;
  }
  buf_add(&doc->out, STR("\n\n"));
}

/* An indented paragraph is shown as it stands, up to an empty line. */
static void take_literal(struct asciidoc *doc, struct str line) {
  size_t margin = prose_indent(line);
  buf_add(&doc->out, STR("\n" PROSE_FENCE "\n"));
  do {
    size_t cut = prose_indent(line) < margin ? 0 : margin;
    size_t begin = 0;
    while (begin < line.len && byte_is_blank(line.ptr[begin]) && prose_indent(str_slice(line, 0, begin + 1)) <= cut) {
      begin++;
    }
    buf_add(&doc->out, str_slice(line, begin, line.len));
    buf_byte(&doc->out, '\n');
  } while (str_next_line(&doc->rest, &line) && str_trim(line).len > 0);
  buf_add(&doc->out, STR(PROSE_FENCE "\n\n"));
}

/* How far a term goes that a line explains, "Term:: what it is", and in *behind where that begins; 0 where there is none. */
static size_t term_length(struct str line, size_t *behind) {
  enum { COLONS_MAX = 4 };
  for (size_t at = 1; at + 1 < line.len; at++) {
    size_t colons = count_sign(str_slice(line, at, line.len), ':');
    size_t end = at + colons;
    if (colons >= 2 && colons <= COLONS_MAX && (end == line.len || line.ptr[end] == ' ')) {
      *behind = end;
      return at;
    }
    at += colons;
  }
  return 0;
}

/* A line with those behind it that something between backquotes or angles runs across; where it never ends, the line alone. */
static struct str join_lines(struct asciidoc *doc, struct str line) {
  enum { LINES_MAX = 6 };
  struct str after = doc->rest, next;
  buf_clear(&doc->joined);
  buf_add(&doc->joined, line);
  for (int i = 0; i < LINES_MAX && asciidoc_goes_on(buf_str(&doc->joined)); i++) {
    if (!str_next_line(&after, &next) || str_trim(next).len == 0 || str_equal(str_trim(next), STR("+"))) {
      return line;
    }
    buf_byte(&doc->joined, ' ');
    buf_add(&doc->joined, str_trim(next));
  }
  if (buf_failed(&doc->joined) || asciidoc_goes_on(buf_str(&doc->joined))) {
    return line;
  }
  doc->rest = after;
  return buf_str(&doc->joined);
}

/* The words of a line that is nothing else, behind the term that they explain. */
static void take_words(struct asciidoc *doc, struct str line) {
  size_t behind = 0, term = term_length(line, &behind);
  if (term > 0) {
    add_inline(doc, str_trim(str_slice(line, 0, term)));
    buf_add(&doc->out, STR("\n\n"));
    line = str_trim(str_slice(line, behind, line.len));
  }
  line = asciidoc_goes_on(line) ? join_lines(doc, line) : line;
  if (str_starts_with(line, STR("[[["))) { /* a source that the text refers to */
    size_t end = str_find(line, ']', 0);
    line = str_trim(str_slice(line, end + (str_starts_with(str_slice(line, end, line.len), STR("]]]")) ? 3 : 0), line.len));
  }
  bool breaks = str_ends_with(line, STR(" +"));
  add_inline(doc, str_slice(line, 0, line.len - (breaks ? 2 : 0)));
  buf_add(&doc->out, breaks ? STR("  \n") : STR("\n"));
}

static void take_line(struct asciidoc *doc, struct str whole) {
  struct str line = str_trim(whole);
  bool begins = doc->begins;
  if (!doc->in_table && take_underlined(doc, line)) {
    return;
  }
  doc->begins = line.len == 0 || (str_starts_with(line, STR("[")) && str_ends_with(line, STR("]")));
  if (str_starts_with(line, STR("|==="))) {
    doc->in_table = !doc->in_table;
    buf_add(&doc->out, STR("\n\n"));
  } else if (prose_is_rule(line, "-.", 4)) {
    take_delimited(doc, line, true);
  } else if (prose_is_rule(line, "/", 4)) {
    take_delimited(doc, line, false);
  } else if (line.len == 0 || prose_is_rule(line, "=*_+", 4) || str_equal(line, STR("--")) || str_equal(line, STR("+"))) {
    buf_byte(&doc->out, '\n');
  } else if (doc->begins && !str_starts_with(line, STR("[[["))) {
    take_attributes(doc, line);
  } else if (doc->in_table) {
    add_cells(doc, line);
  } else if (is_instruction(line) || take_heading(doc, line) || take_item(doc, line) || take_single(doc, line)) {
    return;
  } else if (begins && prose_indent(whole) > 0 && !str_contains(line, STR("::"))) {
    take_literal(doc, whole);
    doc->begins = true;
  } else {
    take_words(doc, line);
  }
}

struct str prose_from_asciidoc(struct arena *arena, struct str text) {
  struct asciidoc doc = {.rest = text, .language = STR(""), .anchor = STR(""), .begins = true, .text = text};
  struct str line;
  buf_init(&doc.out, 16 * text.len + 4096);
  buf_init(&doc.joined, text.len + 4096);
  while (!buf_failed(&doc.out) && str_next_line(&doc.rest, &line)) {
    take_line(&doc, line);
  }
  struct str made = buf_failed(&doc.out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&doc.out));
  buf_free(&doc.out);
  buf_free(&doc.joined);
  return made;
}
