#include "article/rst.h"
#include "article/prose.h"
#include "article/text.h"

enum { STYLES_MAX = 6, INNER_MAX = 16 };

struct rst {
  struct buf out, joined; /* joined: lines that a literal or a link runs across */
  struct str rest;
  struct rst_names names;
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

/* An image and what it shows. */
static void take_image(struct rst *rst, struct str address) {
  struct str after = rst->rest, line, about = STR("");
  while (str_next_line(&after, &line) && str_starts_with(str_trim(line), STR(":"))) {
    rst->rest = after;
    if (str_starts_with(str_trim(line), STR(":alt:"))) {
      about = str_trim(str_slice(str_trim(line), 5, line.len));
    }
  }
  buf_byte(&rst->out, '\n');
  prose_add_link(&rst->out, about, about.len > 0 ? address : STR(""), true);
  buf_add(&rst->out, STR("\n\n"));
}

/* How something that a program defines is called: as code, one a line; a line that ends in '\' goes on. */
static void take_signatures(struct rst *rst, size_t indent, struct str signature) {
  struct str line = STR(""), after = rst->rest;
  buf_clear(&rst->joined);
  for (bool more = signature.len > 0; more;) {
    bool goes_on = str_ends_with(signature, STR("\\"));
    bool opens = rst->joined.len == 0;
    buf_add(&rst->joined, opens ? STR("") : STR(" "));
    buf_add(&rst->joined, str_trim(str_slice(signature, 0, signature.len - goes_on)));
    if (!goes_on) {
      struct str whole = buf_str(&rst->joined);
      if (str_find(whole, '`', 0) < whole.len) {
        prose_add(&rst->out, whole);
      } else {
        buf_format(&rst->out, "`` %.*s ``", STR_ARG(whole));
      }
      buf_add(&rst->out, STR("\n\n"));
      buf_clear(&rst->joined);
    }
    more = str_next_line(&after, &line) && prose_indent(line) > indent && str_trim(line).len > 0 &&
           !str_starts_with(str_trim(line), STR(":"));
    rst->rest = more ? after : rst->rest;
    signature = str_trim(line);
  }
}

/* A directive whose text stays: its argument, and then the lines within it as any others. */
static void take_inner(struct rst *rst, size_t indent, struct str name, struct str argument, bool defines) {
  struct str after, line;
  buf_byte(&rst->out, '\n');
  if (defines) {
    take_signatures(rst, indent, argument);
  } else {
    buf_add(&rst->out, str_of(rst_version_words(name)));
    rst_add_inline(&rst->names, &rst->out, argument);
    buf_add(&rst->out, STR("\n\n"));
  }
  after = rst->rest;
  while (str_next_line(&after, &line) && prose_indent(line) > indent && str_starts_with(str_trim(line), STR(":"))) {
    rst->rest = after;
  }
  if (rst->depth < INNER_MAX) {
    rst->inner[rst->depth++] = indent;
  }
}

static void take_directive(struct rst *rst, size_t indent, struct str name, struct str argument, bool in_domain) {
  switch (rst_kind_of(name, argument, in_domain)) {
  case RST_DROPPED:
    take_block(rst, indent, false, STR(""));
    break;
  case RST_CODE:
    take_block(rst, indent, true, argument);
    break;
  case RST_GRAMMAR:
    take_block(rst, indent, true, STR(""));
    break;
  case RST_IMAGE:
    take_image(rst, argument);
    break;
  case RST_DEFINITION:
    take_inner(rst, indent, name, argument, true);
    break;
  case RST_TEXT:
    take_inner(rst, indent, name, argument, false);
    break;
  }
}

/* The text of a note or a source, .. [1] or .. [Smith20], goes on as that of a directive. */
static void take_note(struct rst *rst, size_t indent, struct str body) {
  size_t end = str_find(body, ']', 0) + 1;
  bool is_note = text_is_digit(body.ptr[1]) || body.ptr[1] == '#' || body.ptr[1] == '*';
  buf_byte(&rst->out, '\n');
  prose_add(&rst->out, str_slice(body, 0, is_note ? 0 : end));
  buf_byte(&rst->out, '\n');
  rst_add_inline(&rst->names, &rst->out, str_trim(str_slice(body, end, body.len)));
  buf_byte(&rst->out, '\n');
  if (rst->depth < INNER_MAX) {
    rst->inner[rst->depth++] = indent;
  }
}

/* What begins with two points: a directive, a target, a note, a remark. */
static void take_explicit(struct rst *rst, size_t indent, struct str line) {
  struct str body = str_trim(str_slice(line, 2, line.len));
  const char *colons = body.len > 0 ? memmem(body.ptr, body.len, "::", 2) : NULL;
  size_t name_end = colons != NULL ? (size_t)(colons - body.ptr) : 0;
  if (str_starts_with(body, STR("_")) && str_ends_with(body, STR(":"))) {
    rst->target = str_slice(body, 1, body.len - 1);
  } else if (name_end > 0 && str_find(str_slice(body, 0, name_end), ' ', 0) == name_end) {
    struct str name = str_slice(body, 0, name_end);
    size_t domain = str_find(name, ':', 0);
    bool in_domain = domain < name.len;
    name = in_domain ? str_slice(name, domain + 1, name.len) : name;
    take_directive(rst, indent, name, str_trim(str_slice(body, name_end + 2, body.len)), in_domain);
  } else if (body.len > 2 && body.ptr[0] == '[' && str_find(body, ']', 2) < body.len) {
    take_note(rst, indent, body);
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
  rst_add_inline(&rst->names, &rst->out, title);
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
    if (strchr("+-= \t", line.ptr[i]) == NULL) {
      return false;
    }
  }
  return line.len > 2 && line.ptr[0] != ' ';
}

/* A cell's text without the name of a directive before it; of one that spans rows, what draws the table is no text. */
static struct str cell_text(struct str cell) {
  const char *colons = str_starts_with(cell, STR(".. ")) ? memmem(cell.ptr, cell.len, ":: ", 3) : NULL;
  size_t begin = colons != NULL ? (size_t)(colons - cell.ptr) + 3 : 0;
  return is_table_rule(cell) ? STR("") : str_slice(cell, begin, cell.len);
}

static void add_row(struct rst *rst, struct str line) {
  for (size_t begin = 1; begin < line.len;) {
    size_t end = str_find(line, '|', begin);
    rst_add_inline(&rst->names, &rst->out, cell_text(str_trim(str_slice(line, begin, end))));
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

/* A line with those behind it that something between backquotes runs across; where it never ends, the line alone. */
static struct str join_lines(struct rst *rst, struct str line) {
  enum { LINES_MAX = 6 };
  struct str after = rst->rest, next;
  buf_clear(&rst->joined);
  buf_add(&rst->joined, line);
  for (int i = 0; i < LINES_MAX && rst_goes_on(buf_str(&rst->joined)); i++) {
    if (!str_next_line(&after, &next) || str_trim(next).len == 0) {
      return line;
    }
    buf_byte(&rst->joined, ' ');
    buf_add(&rst->joined, str_trim(next));
  }
  if (buf_failed(&rst->joined) || rst_goes_on(buf_str(&rst->joined))) {
    return line;
  }
  rst->rest = after;
  return buf_str(&rst->joined);
}

/* Fields at the beginning of a file that are for Sphinx alone: ":orphan:". */
static bool is_setting(struct str line) {
  static const char *const fields[] = {":orphan:", ":nosearch:", ":no-search:", ":tocdepth:", ":nocomments:"};
  for (size_t i = 0; i < COUNT_OF(fields); i++) {
    if (str_starts_with(line, str_of(fields[i]))) {
      return true;
    }
  }
  return false;
}

/* Lines as somebody types them to Python, with its answers, up to an empty one. */
static void take_session(struct rst *rst, struct str line) {
  buf_add(&rst->out, STR("\n" PROSE_FENCE "python\n"));
  do {
    buf_add(&rst->out, str_trim(line));
    buf_byte(&rst->out, '\n');
  } while (str_next_line(&rst->rest, &line) && str_trim(line).len > 0);
  buf_add(&rst->out, STR(PROSE_FENCE "\n\n"));
}

static void take_text(struct rst *rst, size_t indent, struct str line) {
  line = rst_goes_on(line) ? join_lines(rst, line) : line;
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
    rst_add_inline(&rst->names, &rst->out, str_slice(said, 1, field));
    buf_byte(&rst->out, ' ');
    said = str_slice(said, field + 1, said.len);
  }
  rst_add_inline(&rst->names, &rst->out, str_slice(said, 0, said.len - (opens_code && said.len > 1)));
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
  } else if (str_starts_with(body, STR(">>> "))) {
    take_session(rst, body);
  } else if (str_starts_with(body, STR("__ ")) || (indent == 0 && is_setting(body))) {
    return; /* where a link without a name leads, or what is no text */
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
  buf_init(&rst.joined, text.len + 4096);
  rst_find_names(text, &rst.names);
  while (!buf_failed(&rst.out) && str_next_line(&rst.rest, &line)) {
    take_line(&rst, line);
  }
  struct str made = buf_failed(&rst.out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&rst.out));
  buf_free(&rst.out);
  buf_free(&rst.joined);
  return made;
}
