#include "article/prose.h"
#include "article/text.h"

enum { STYLES_MAX = 6, INNER_MAX = 16 };

struct rst {
  struct buf out;
  struct str rest;
  char styles[STYLES_MAX][2]; /* of headings, as they came: the sign, and whether it stands above too */
  size_t style_count;
  size_t inner[INNER_MAX]; /* how far the text of directives is indented, in which the line stands */
  size_t depth;
  struct str target; /* .. _name: before a heading */
};

static size_t level_of(struct rst *rst, char sign, bool above) {
  for (size_t i = 0; i < rst->style_count; i++) {
    if (rst->styles[i][0] == sign && rst->styles[i][1] == (char)above) {
      return i + 1;
    }
  }
  if (rst->style_count < STYLES_MAX) {
    rst->styles[rst->style_count][0] = sign;
    rst->styles[rst->style_count++][1] = (char)above;
  }
  return rst->style_count;
}

/* "label <target>" in two; without a target both are the whole. */
static void part_target(struct str inner, struct str *label, struct str *target) {
  size_t open = str_find(inner, '<', 0);
  *label = *target = inner;
  if (str_ends_with(inner, STR(">")) && open < inner.len) {
    *label = open > 0 ? str_trim(str_slice(inner, 0, open)) : str_slice(inner, 1, inner.len - 1);
    *target = str_slice(inner, open + 1, inner.len - 1);
  }
}

/* What stands between single backquotes, behind a role (:ref:) or before an underscore (a link). Answers the offset behind. */
static size_t add_interpreted(struct buf *out, struct str line, size_t at, struct str role) {
  size_t end = str_find(line, '`', at + 1), behind = end + 1;
  struct str label, target;
  if (end == line.len) {
    prose_add(out, STR("`"));
    return at + 1;
  }
  part_target(str_slice(line, at + 1, end), &label, &target);
  bool is_link = role.len == 0 && behind < line.len && line.ptr[behind] == '_';
  while (is_link && behind < line.len && line.ptr[behind] == '_') {
    behind++;
  }
  if (is_link && target.ptr != label.ptr && !str_ends_with(target, STR("_"))) {
    prose_add_link(out, label, target, false);
  } else {
    bool is_short = role.len > 0 && str_starts_with(label, STR("~")); /* :func:`~module.name` shows the name */
    size_t begin = is_short ? label.len : str_starts_with(label, STR("!"));
    while (is_short && begin > 1 && label.ptr[begin - 1] != '.') {
      begin--;
    }
    prose_add(out, str_slice(label, begin, label.len));
  }
  return behind;
}

/* The end of a role such as :ref: that begins at `at` and stands before a backquote; `at` where there is none. */
static size_t role_end(struct str line, size_t at) {
  enum { ROLE_BYTES_MAX = 64 };
  size_t end = at + 1;
  line = str_slice(line, 0, at + ROLE_BYTES_MAX);
  while (end < line.len && line.ptr[end] != '`' && !text_is_space(line.ptr[end])) {
    end++;
  }
  return end < line.len && line.ptr[end] == '`' && end > at + 2 && line.ptr[end - 1] == ':' ? end : at;
}

static void add_inline(struct buf *out, struct str line) {
  for (size_t at = 0; at < line.len;) {
    struct str rest = str_slice(line, at, line.len);
    if (str_starts_with(rest, STR("``"))) {
      const char *end = memmem(rest.ptr + 2, rest.len - 2, "``", 2);
      size_t length = end != NULL ? (size_t)(end - rest.ptr) : rest.len;
      buf_format(out, "`` %.*s ``", STR_ARG(str_slice(rest, 2, length)));
      at += length + 2;
    } else if (rest.ptr[0] == '`') {
      at = add_interpreted(out, line, at, STR(""));
    } else if (rest.ptr[0] == ':' && role_end(line, at) > at) {
      size_t end = role_end(line, at);
      at = add_interpreted(out, line, end, str_slice(line, at, end));
    } else if (rest.ptr[0] == '*') { /* means the same in Markdown */
      buf_byte(out, '*');
      at++;
    } else if (rest.ptr[0] == '\\' && rest.len > 1) {
      prose_add(out, rest.ptr[1] == ' ' ? STR("") : str_slice(rest, 1, 2));
      at += 2;
    } else {
      size_t end = at + 1;
      while (end < line.len && strchr("`:*\\", line.ptr[end]) == NULL) {
        end++;
      }
      prose_add(out, str_slice(line, at, end));
      at = end;
    }
  }
}

/* Takes the indented lines that follow; with `code` they are code in that language, else they are dropped. */
static void take_block(struct rst *rst, size_t indent, bool code, struct str language) {
  struct str line, after = rst->rest;
  size_t margin = 0, empty = 0;
  bool begins = false;
  while (str_next_line(&after, &line) && (str_trim(line).len == 0 || prose_indent(line) > indent)) {
    bool is_option = !begins && code && str_starts_with(str_trim(line), STR(":"));
    rst->rest = after;
    if (str_trim(line).len == 0 || !code || is_option) {
      empty += begins;
      continue;
    }
    if (!begins) {
      buf_format(&rst->out, "\n" PROSE_FENCE "%.*s\n", STR_ARG(language));
      begins = true;
      margin = prose_indent(line);
    }
    for (; empty > 0; empty--) {
      buf_byte(&rst->out, '\n');
    }
    size_t cut = prose_indent(line) < margin ? prose_indent(line) : margin;
    buf_add(&rst->out, str_slice(line, cut, line.len));
    buf_byte(&rst->out, '\n');
  }
  if (begins) {
    buf_add(&rst->out, STR(PROSE_FENCE "\n\n"));
  }
}

static bool is_one_of(struct str name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(name, str_of(list[i]))) {
      return true;
    }
  }
  return false;
}

/* What a directive says: code, an image, or text of which only the marks go. */
static void take_directive(struct rst *rst, size_t indent, struct str name, struct str argument) {
  static const char *const codes[] = {"code-block",     "code",           "sourcecode", "highlight",
                                      "literalinclude", "parsed-literal", "math",       "doctest"};
  static const char *const dropped[] = {
      "toctree",        "contents",       "include",       "raw",    "index",      "meta",      "only",         "highlight",
      "figure-options", "literalinclude", "currentmodule", "module", "automodule", "autoclass", "autofunction", "graphviz"};
  if (is_one_of(name, dropped, COUNT_OF(dropped)) && !str_equal(name, STR("only"))) {
    take_block(rst, indent, false, STR(""));
  } else if (is_one_of(name, codes, COUNT_OF(codes))) {
    take_block(rst, indent, true, argument);
  } else if (str_equal(name, STR("image")) || str_equal(name, STR("figure"))) {
    struct str after = rst->rest, line, about = STR("");
    while (str_next_line(&after, &line) && str_starts_with(str_trim(line), STR(":"))) {
      rst->rest = after;
      if (str_starts_with(str_trim(line), STR(":alt:"))) {
        about = str_trim(str_slice(str_trim(line), 5, line.len));
      }
    }
    buf_byte(&rst->out, '\n');
    prose_add_link(&rst->out, about, about.len > 0 ? argument : STR(""), true);
    buf_add(&rst->out, STR("\n\n"));
  } else {
    buf_byte(&rst->out, '\n');
    add_inline(&rst->out, argument);
    buf_add(&rst->out, STR("\n\n"));
    struct str after = rst->rest, line;
    while (str_next_line(&after, &line) && prose_indent(line) > indent && str_starts_with(str_trim(line), STR(":"))) {
      rst->rest = after;
    }
    if (rst->depth < INNER_MAX) {
      rst->inner[rst->depth++] = indent;
    }
  }
}

/* What begins with two points: a directive, a target, a remark. */
static void take_explicit(struct rst *rst, size_t indent, struct str line) {
  struct str body = str_trim(str_slice(line, 2, line.len));
  const char *colons = body.len > 0 ? memmem(body.ptr, body.len, "::", 2) : NULL;
  size_t name_end = colons != NULL ? (size_t)(colons - body.ptr) : 0;
  if (str_starts_with(body, STR("_")) && str_ends_with(body, STR(":"))) {
    rst->target = str_slice(body, 1, body.len - 1);
  } else if (name_end > 0 && str_find(str_slice(body, 0, name_end), ' ', 0) == name_end) {
    struct str name = str_slice(body, 0, name_end);
    size_t domain = str_find(name, ':', 0);
    name = domain < name.len ? str_slice(name, domain + 1, name.len) : name;
    take_directive(rst, indent, name, str_trim(str_slice(body, name_end + 2, body.len)));
  } else {
    take_block(rst, indent, false, STR(""));
  }
}

static const char heading_signs[] = "=-~^\"'`#*+.:_<>!$%&(),/;?@[\\]{|}";

static bool is_anchor(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    bool fits = (text.ptr[i] | 0x20) >= 'a' && (text.ptr[i] | 0x20) <= 'z';
    if (!fits && !text_is_digit(text.ptr[i]) && text.ptr[i] != '-') {
      return false;
    }
  }
  return text.len > 0;
}

static void add_heading(struct rst *rst, struct str title, char sign, bool above) {
  prose_open_heading(&rst->out, level_of(rst, sign, above));
  add_inline(&rst->out, title);
  prose_close_heading(&rst->out, is_anchor(rst->target) ? rst->target : STR(""));
  rst->target = STR("");
}

/* Whether the line begins a heading, which is then taken: a title with a line of signs under it, or above and under it. */
static bool take_heading(struct rst *rst, struct str line) {
  struct str after = rst->rest, title, below;
  if (prose_is_rule(line, heading_signs, 3)) {
    bool is_heading = str_next_line(&after, &title) && str_trim(title).len > 0 && str_next_line(&after, &below) &&
                      str_equal(str_trim(below), line);
    if (is_heading) {
      rst->rest = after;
      add_heading(rst, str_trim(title), line.ptr[0], true);
    }
    return is_heading;
  }
  bool is_heading = str_next_line(&after, &below) && prose_is_rule(str_trim(below), heading_signs, 2) &&
                    prose_indent(below) == 0 && str_trim(below).len + 1 >= unicode_columns(line);
  if (is_heading) {
    rst->rest = after;
    add_heading(rst, line, str_trim(below).ptr[0], false);
  }
  return is_heading;
}

/* Lines that draw a table, and the bars between its cells. */
static bool is_table_rule(struct str line) {
  for (size_t i = 0; i < line.len; i++) {
    if (strchr("+-= ", line.ptr[i]) == NULL) {
      return false;
    }
  }
  return line.len > 2 && line.ptr[0] != ' ';
}

static void add_row(struct rst *rst, struct str line) {
  for (size_t begin = 1; begin < line.len;) {
    size_t end = str_find(line, '|', begin);
    add_inline(&rst->out, str_trim(str_slice(line, begin, end)));
    buf_add(&rst->out, STR(" "));
    begin = end + 1;
  }
  buf_add(&rst->out, STR("\n\n"));
}

/* The length of what a list's item begins with: "* ", "1. ", "#. ". */
static size_t item_mark(struct str line) {
  size_t digits = 0;
  while (digits < line.len && text_is_digit(line.ptr[digits])) {
    digits++;
  }
  digits = digits == 0 && str_starts_with(line, STR("#")) ? 1 : digits;
  bool bullet = line.len > 1 && strchr("*-+", line.ptr[0]) != NULL && line.ptr[1] == ' ';
  bool number = digits > 0 && digits < 9 && digits + 1 < line.len && line.ptr[digits] == '.' && line.ptr[digits + 1] == ' ';
  return bullet ? 2 : number ? digits + 2 : 0;
}

static void take_text(struct rst *rst, size_t indent, struct str line) {
  size_t margin = rst->depth > 0 ? indent : 0, mark = item_mark(line);
  bool opens_code = str_ends_with(line, STR("::"));
  size_t blanks = margin > 0 || indent > 12 ? 0 : indent > 3 && mark == 0 ? 2 : indent;
  buf_format(&rst->out, "%*s", (int)blanks, "");
  if (mark > 0) {
    buf_add(&rst->out, text_is_digit(line.ptr[0]) ? str_slice(line, 0, mark) : line.ptr[0] == '#' ? STR("1. ") : STR("* "));
  }
  struct str said = str_slice(line, mark, line.len);
  size_t field = str_starts_with(said, STR(":")) ? str_find(said, ':', 1) : said.len;
  if (mark == 0 && field < said.len && (field + 1 == said.len || said.ptr[field + 1] == ' ')) {
    add_inline(&rst->out, str_slice(said, 1, field));
    buf_byte(&rst->out, ' ');
    said = str_slice(said, field + 1, said.len);
  }
  add_inline(&rst->out, str_slice(said, 0, said.len - (opens_code && said.len > 1)));
  buf_byte(&rst->out, '\n');
  if (opens_code) {
    take_block(rst, indent, true, STR(""));
  }
}

static void take_line(struct rst *rst, struct str line) {
  size_t indent = prose_indent(line);
  struct str body = str_trim(line);
  while (body.len > 0 && rst->depth > 0 && indent <= rst->inner[rst->depth - 1]) {
    rst->depth--;
  }
  if (body.len == 0) {
    buf_byte(&rst->out, '\n');
  } else if (str_equal(body, STR("..")) || str_starts_with(body, STR(".. "))) {
    take_explicit(rst, indent, body);
  } else if (str_equal(body, STR("::"))) {
    take_block(rst, indent, true, STR(""));
  } else if (indent == 0 && take_heading(rst, body)) {
    return;
  } else if (is_table_rule(body) || prose_is_rule(body, heading_signs, 4)) {
    buf_add(&rst->out, STR("\n\n"));
  } else if (str_starts_with(body, STR("| ")) || (body.ptr[0] == '|' && str_ends_with(body, STR("|")))) {
    add_row(rst, body);
  } else {
    take_text(rst, indent, body);
  }
}

struct str prose_from_rst(struct arena *arena, struct str text) {
  struct rst rst = {.rest = text, .target = STR("")};
  struct str line;
  buf_init(&rst.out, 8 * text.len + 4096);
  while (!buf_failed(&rst.out) && str_next_line(&rst.rest, &line)) {
    take_line(&rst, line);
  }
  struct str made = buf_failed(&rst.out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&rst.out));
  buf_free(&rst.out);
  return made;
}
