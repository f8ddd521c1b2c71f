#include "article/templates.h"

#include "article/text.h"

enum { ADMONITIONS_MAX = 16, INDENT = 4 };

/* An end that is looked for again and again: where the next one stands, so that the text is searched once. */
struct next {
  struct str end;
  size_t at; /* of the next one found; 0: nothing was looked for yet */
};

struct cleaning {
  struct str text;
  struct buf out;
  bool is_mdx, in_code, in_comment;
  char fence; /* of the code at hand */
  size_t fence_length;
  size_t indents[ADMONITIONS_MAX]; /* of admonitions that are open */
  size_t depth;
  struct next braces, percents;
  size_t effort; /* bytes that were looked at in vain or more than once */
};

/* What is looked at again and again in vain is text at last: so much work a byte. */
enum { EFFORT_EACH = 32 };

static bool is_tired(const struct cleaning *cleaning) {
  return cleaning->effort / EFFORT_EACH > cleaning->text.len;
}

/* Offset of the next `end` at or after `at`; text.len where there is none. */
static size_t find_next(const struct cleaning *cleaning, struct next *next, size_t at) {
  struct str text = cleaning->text;
  if (next->at < at || next->at == 0) {
    const char *found = memmem(text.ptr + at, text.len - at, next->end.ptr, next->end.len);
    next->at = found != NULL ? (size_t)(found - text.ptr) : text.len;
  }
  return next->at;
}

static bool has(struct str text, const char *what) {
  return str_contains(text, str_of(what));
}

/* The text of an argument in quotes, of number `place`; empty where there are fewer. */
static struct str argument(struct str call, int place) {
  for (size_t at = 0; at < call.len; at++) {
    char quote = call.ptr[at];
    if (quote == '"' || quote == '\'') {
      size_t end = str_find(call, quote, at + 1);
      if (place-- == 0) {
        return str_slice(call, at + 1, end);
      }
      at = end;
    }
  }
  return STR("");
}

/* Macros of MDN that name something: what they name, or how it is to be called, is part of the sentence. */
static void add_macro(struct cleaning *cleaning, struct str call) {
  static const char *const names[] = {"Glossary", "HTTPHeader", "HTTPStatus", "HTTPMethod", "CSP", "RFC"};
  struct str name = str_trim(str_slice(call, 0, str_find(call, '(', 0)));
  bool says = str_ends_with(name, STR("xref")) || str_ends_with(name, STR("Element"));
  for (size_t i = 0; i < COUNT_OF(names) && !says; i++) {
    says = str_equal(name, str_of(names[i]));
  }
  if (says && name.len < call.len) {
    struct str label = argument(call, 1);
    buf_add(&cleaning->out, label.len > 0 ? label : argument(call, 0));
  }
}

static void keep_line_ends(struct cleaning *cleaning, struct str gone) {
  for (size_t i = 0; i < gone.len; i++) {
    if (gone.ptr[i] == '\n') {
      buf_byte(&cleaning->out, '\n');
    }
  }
}

/* Takes {{ ... }} or {% ... %} away; answers the offset behind it, or `at` where it has no end. */
static size_t take_braces(struct cleaning *cleaning, size_t at) {
  bool is_tag = cleaning->text.ptr[at + 1] == '%';
  struct next *next = is_tag ? &cleaning->percents : &cleaning->braces;
  size_t end = find_next(cleaning, next, at + 2);
  if (end == cleaning->text.len) {
    return at;
  }
  struct str inner = str_slice(cleaning->text, at + 2, end);
  if (is_tag) {
    struct str name = str_trim(str_slice(inner, str_starts_with(inner, STR("-")), inner.len));
    cleaning->in_comment =
        str_starts_with(name, STR("comment")) || (cleaning->in_comment && !str_starts_with(name, STR("endcomment")));
  } else if (!str_starts_with(inner, STR("<")) && !str_starts_with(inner, STR("%")) && !cleaning->in_comment) {
    add_macro(cleaning, inner);
  }
  keep_line_ends(cleaning, inner);
  return end + 2;
}

/* Offset behind the brace or tag of a component that begins at `at`; `at` where it has no end within its ceiling. */
static size_t skip_expression(struct cleaning *cleaning, size_t at, bool is_tag) {
  enum { EXPRESSION_MAX = 4096 };
  struct str text = cleaning->text;
  int depth = 0;
  char quote = '\0';
  for (size_t i = at; i < text.len && i < at + EXPRESSION_MAX && !is_tired(cleaning); i++, cleaning->effort++) {
    char byte = text.ptr[i];
    if (quote != '\0') {
      quote = byte == quote ? '\0' : quote;
    } else if ((byte == '"' || byte == '\'' || byte == '`') && (is_tag || depth > 0)) {
      quote = byte;
    } else if (byte == '{' || byte == '}') {
      depth += byte == '{' ? 1 : -1;
      if (!is_tag && depth == 0) {
        return i + 1;
      }
    } else if (is_tag && byte == '>' && depth == 0) {
      return i + 1;
    }
  }
  return at;
}

/* Takes a component's tag or an expression of MDX away; answers the offset behind it, or `at` where there is none. */
static size_t take_mdx(struct cleaning *cleaning, size_t at) {
  struct str rest = str_slice(cleaning->text, at, cleaning->text.len);
  size_t name = str_starts_with(rest, STR("</")) ? 2 : 1;
  bool is_tag =
      rest.ptr[0] == '<' && rest.len > name && ((rest.ptr[name] >= 'A' && rest.ptr[name] <= 'Z') || rest.ptr[name] == '>');
  bool is_expression = rest.ptr[0] == '{' && rest.len > 1 && rest.ptr[1] != '#';
  size_t end = is_tag || is_expression ? skip_expression(cleaning, at, is_tag) : at;
  keep_line_ends(cleaning, str_slice(cleaning->text, at, end));
  return end;
}

/* Offset behind code within a line; `at` where it has no end there. */
static size_t skip_code(struct cleaning *cleaning, size_t at, size_t line_end) {
  struct str text = cleaning->text;
  size_t ticks = 0;
  while (at + ticks < line_end && text.ptr[at + ticks] == '`') {
    ticks++;
  }
  size_t run = 0;
  for (size_t i = at + ticks; i < line_end && !is_tired(cleaning); i++, cleaning->effort++) {
    run = text.ptr[i] == '`' ? run + 1 : 0;
    bool ends = i + 1 == line_end || text.ptr[i + 1] != '`';
    if (run == ticks && ends) {
      return i + 1;
    }
  }
  return at + ticks;
}

/* Takes away what stands at `at`, if it is no text; answers the offset behind it, or `at`. */
static size_t take_away(struct cleaning *cleaning, size_t at) {
  struct str text = cleaning->text;
  char byte = text.ptr[at], next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
  if (byte == '{' && (next == '{' || next == '%')) {
    size_t end = take_braces(cleaning, at);
    if (end > at) {
      return end;
    }
  }
  if (byte == '{' && next == ':') { /* attributes of kramdown */
    size_t end = str_find(text, '}', at);
    return end < text.len && end < str_find(text, '\n', at) ? end + 1 : at;
  }
  return cleaning->is_mdx && (byte == '<' || byte == '{') ? take_mdx(cleaning, at) : at;
}

/* Cleans a line of running text, and further ones that something within it reaches over; answers the offset behind. */
static size_t clean_line(struct cleaning *cleaning, size_t at) {
  size_t end = str_find(cleaning->text, '\n', at);
  while (at < end) {
    char byte = cleaning->text.ptr[at];
    size_t behind = byte == '{' || byte == '<' ? take_away(cleaning, at) : at;
    if (behind > at) {
      at = behind;
      end = at > end ? str_find(cleaning->text, '\n', at) : end;
      continue;
    }
    behind = byte == '`' ? skip_code(cleaning, at, end) : at + 1;
    if (!cleaning->in_comment) {
      buf_add(&cleaning->out, str_slice(cleaning->text, at, behind));
    }
    at = behind;
  }
  return at;
}

static size_t indent_of(struct str line) {
  size_t indent = 0;
  while (indent < line.len && line.ptr[indent] == ' ') {
    indent++;
  }
  return indent;
}

/* Whether a line begins or ends code between fences. */
static bool pass_fence(struct cleaning *cleaning, struct str line) {
  line = str_trim(line);
  char sign = line.len > 0 ? line.ptr[0] : '\0';
  size_t length = 0;
  while (length < line.len && line.ptr[length] == sign) {
    length++;
  }
  if ((sign != '`' && sign != '~') || length < 3) {
    return false;
  }
  if (!cleaning->in_code) {
    cleaning->in_code = true;
    cleaning->fence = sign;
    cleaning->fence_length = length;
    return true;
  }
  cleaning->in_code = sign != cleaning->fence || length < cleaning->fence_length || length < line.len;
  return true;
}

/* The title of an admonition: in quotes, in brackets, or what stands behind its kind. */
static struct str title_of(struct str behind) {
  struct str quoted = argument(behind, 0);
  if (quoted.len > 0) {
    return quoted;
  }
  size_t open = str_find(behind, '[', 0), close = str_find(behind, ']', open);
  return close < behind.len ? str_slice(behind, open + 1, close) : STR("");
}

/* Opens an admonition of MkDocs (!!!, ???, ===), whose text is indented, or takes the fence of one of Docusaurus (:::) away. */
static bool take_admonition(struct cleaning *cleaning, struct str line) {
  size_t indent = indent_of(line);
  struct str mark = str_trim(line), title;
  bool is_indented = str_starts_with(mark, STR("!!! ")) || str_starts_with(mark, STR("??? ")) ||
                     str_starts_with(mark, STR("???+ ")) || str_starts_with(mark, STR("=== \""));
  if (is_indented && cleaning->depth < ADMONITIONS_MAX) {
    cleaning->indents[cleaning->depth++] = indent;
    title = title_of(mark);
  } else if (str_starts_with(mark, STR(":::"))) {
    size_t kind = 0;
    while (kind < mark.len && (mark.ptr[kind] == ':' || mark.ptr[kind] == ' ')) {
      kind++;
    }
    while (kind < mark.len && mark.ptr[kind] != ' ' && mark.ptr[kind] != '[' && mark.ptr[kind] != '{') {
      kind++;
    }
    struct str behind = str_trim(str_slice(mark, kind, mark.len));
    title = title_of(behind);
    title = title.len == 0 && str_find(behind, '{', 0) == behind.len ? behind : title;
  } else {
    return false;
  }
  if (title.len > 0) {
    buf_format(&cleaning->out, "\n%.*s\n", STR_ARG(title));
  }
  return true;
}

/* Lines that say nothing themselves, in code or out of it. */
static bool is_include(struct str line) {
  line = str_trim(line);
  return str_starts_with(line, STR("--8<--")) || (str_starts_with(line, STR("{{#")) && str_ends_with(line, STR("}}")));
}

static bool is_import(const struct cleaning *cleaning, struct str line) {
  bool from = str_starts_with(line, STR("import ")) && (has(line, " from '") || has(line, " from \""));
  return from || (cleaning->is_mdx && (str_starts_with(line, STR("import ")) || str_starts_with(line, STR("export "))));
}

static bool is_place_for_contents(struct str line) {
  line = str_trim(line);
  return str_equal(line, STR("[TOC]")) || str_equal(line, STR("[[toc]]")) || str_equal(line, STR("[[_TOC_]]"));
}

/* Ends the admonitions that a line does not stand in, and answers how many blanks stand before it because of the others. */
static size_t margin_of(struct cleaning *cleaning, struct str line) {
  size_t indent = indent_of(line);
  while (str_trim(line).len > 0 && cleaning->depth > 0 && indent < cleaning->indents[cleaning->depth - 1] + INDENT) {
    cleaning->depth--;
  }
  size_t margin = INDENT * cleaning->depth;
  return margin < indent ? margin : indent;
}

/* Whether a line parts the head of a table from its rows: dashes, bars, colons and blanks alone. */
static bool parts_table(struct str line) {
  bool bars = false, dashes = false, others = false;
  for (size_t i = 0; i < line.len; i++) {
    bars = bars || line.ptr[i] == '|';
    dashes = dashes || line.ptr[i] == '-';
    others = others || (line.ptr[i] != '|' && line.ptr[i] != '-' && line.ptr[i] != ':' && !byte_is_blank(line.ptr[i]));
  }
  return bars && dashes && !others && indent_of(line) < INDENT;
}

/* A dash is enough for GitHub's tables; the parser wants three of them. */
static void widen_dashes(struct cleaning *cleaning, struct str line) {
  for (size_t at = 0, end; at < line.len; at = end) {
    for (end = at; end < line.len && line.ptr[end] == '-'; end++) {
    }
    size_t dashes = end - at;
    end += dashes == 0;
    buf_add(&cleaning->out, dashes == 1 || dashes == 2 ? STR("---") : str_slice(line, at, end));
  }
}

/* The line before the one at `at`. */
static struct str line_before(struct str text, size_t at) {
  size_t end = at > 0 ? at - 1 : 0, begin = end;
  while (begin > 0 && text.ptr[begin - 1] != '\n') {
    begin--;
  }
  return str_slice(text, begin, end);
}

/* Cleans the line at `at`; answers the offset of its end. */
static size_t pass_line(struct cleaning *cleaning, size_t at) {
  size_t end = str_find(cleaning->text, '\n', at);
  struct str line = str_slice(cleaning->text, at, end);
  size_t margin = margin_of(cleaning, line);
  if (is_include(line) || (!cleaning->in_code && (is_import(cleaning, line) || is_place_for_contents(line)))) {
    return end;
  }
  if (pass_fence(cleaning, line) || cleaning->in_code) {
    buf_add(&cleaning->out, str_slice(line, margin, line.len));
    return end;
  }
  if (take_admonition(cleaning, line)) {
    return end;
  }
  if (parts_table(str_slice(line, margin, line.len)) && has(line_before(cleaning->text, at), "|")) {
    widen_dashes(cleaning, str_slice(line, margin, line.len));
    return end;
  }
  /* The sign of an alert of GitHub: > [!NOTE] */
  struct str rest = str_trim(str_slice(line, margin, line.len));
  bool is_alert = str_starts_with(rest, STR("> [!")) && str_ends_with(rest, STR("]"));
  if (is_alert) {
    buf_byte(&cleaning->out, '>');
    return end;
  }
  return clean_line(cleaning, at + margin);
}

struct str templates_take_away(struct arena *arena, struct str text, bool is_mdx) {
  static const char *const signs[] = {"{{",     "{%",     "{:",      ":::", "!!! ",  "??? ",    "???+ ",
                                      "=== \"", "--8<--", "import ", "[!",  "[TOC]", "[[toc]]", "[[_TOC_]]",
                                      "|-",     "-|",     "| -",     "|:-", "| :-"};
  bool any = is_mdx;
  for (size_t i = 0; i < COUNT_OF(signs) && !any; i++) {
    any = text.len > 0 && has(text, signs[i]);
  }
  if (!any) {
    return text;
  }
  struct cleaning cleaning = {.text = text, .is_mdx = is_mdx, .braces = {.end = STR("}}")}, .percents = {.end = STR("%}")}};
  buf_init(&cleaning.out, 2 * text.len + 1024);
  for (size_t at = 0; at < text.len; at++) {
    at = pass_line(&cleaning, at);
    if (at < text.len) {
      buf_byte(&cleaning.out, '\n');
    }
  }
  struct str cleaned = buf_failed(&cleaning.out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&cleaning.out));
  buf_free(&cleaning.out);
  return cleaned;
}
