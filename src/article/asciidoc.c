#include "article/prose.h"
#include "article/text.h"

/* What is longer is no macro: looking for its end takes time at each place where one could begin. */
enum { NAME_BYTES_MAX = 200, MACRO_BYTES_MAX = 2048 };

struct asciidoc {
  struct buf out;
  struct str rest;
  struct str language; /* that an attribute line gives the next block */
  struct str anchor;   /* [[id]] or [#id] before a heading */
  bool in_table;
};

static size_t count_sign(struct str line, char sign) {
  size_t count = 0;
  while (count < line.len && line.ptr[count] == sign) {
    count++;
  }
  return count;
}

/* A macro: what stands before its brackets, and in them. False where there is none at `at`. */
static bool read_macro(struct str line, size_t at, struct str *address, struct str *label, size_t *behind) {
  size_t end = at;
  line = str_slice(line, 0, at + MACRO_BYTES_MAX);
  while (end < line.len && !text_is_space(line.ptr[end]) && line.ptr[end] != '[') {
    end++;
  }
  size_t close = end < line.len && line.ptr[end] == '[' ? str_find(line, ']', end) : line.len;
  if (close == line.len) {
    return false;
  }
  *address = str_slice(line, at, end);
  *label = str_slice(line, end + 1, close);
  *label = str_slice(*label, 0, str_find(*label, ',', 0));
  if (label->len > 1 && str_starts_with(*label, STR("\"")) && str_ends_with(*label, STR("\""))) {
    *label = str_slice(*label, 1, label->len - 1);
  }
  *behind = close + 1;
  return true;
}

/* Macros that begin with a name and ':'. Their address stands behind it; for those of the web the name is a part of it. */
static const struct {
  const char *name;
  bool keeps_name, is_link, is_image;
} macros[] = {
    {"link:", false, true, false},      {"xref:", false, false, false},  {"image:", false, false, true},
    {"http://", true, true, false},     {"https://", true, true, false}, {"mailto:", true, true, false},
    {"kbd:", false, false, false},      {"btn:", false, false, false},   {"menu:", false, false, false},
    {"footnote:", false, false, false},
};

/* Takes a macro at `at`; answers the offset behind it, or `at`. */
static size_t add_macro(struct buf *out, struct str line, size_t at) {
  struct str rest = str_slice(line, at, line.len), address, label;
  for (size_t i = 0; i < COUNT_OF(macros); i++) {
    size_t begin = at + (macros[i].keeps_name ? 0 : strlen(macros[i].name)), behind = at;
    if (!str_starts_with(rest, str_of(macros[i].name)) || !read_macro(line, begin, &address, &label, &behind)) {
      continue;
    }
    if (label.len == 0 && !macros[i].is_image) {
      label = address;
    }
    if (macros[i].is_link || (macros[i].is_image && label.len > 0)) {
      prose_add_link(out, label, address, macros[i].is_image);
    } else {
      prose_add(out, label);
    }
    return behind;
  }
  return at;
}

/* <<id,text>>; answers the offset behind, or `at`. */
static size_t add_reference(struct buf *out, struct str line, size_t at) {
  struct str rest = str_slice(line, at, at + MACRO_BYTES_MAX);
  const char *close = str_starts_with(rest, STR("<<")) ? memmem(rest.ptr, rest.len, ">>", 2) : NULL;
  if (close == NULL) {
    return at;
  }
  struct str inner = str_slice(rest, 2, (size_t)(close - rest.ptr));
  size_t comma = str_find(inner, ',', 0);
  prose_add(out, str_trim(comma < inner.len ? str_slice(inner, comma + 1, inner.len) : inner));
  return at + inner.len + 4;
}

/* Text between signs: *strong*, _emphasis_, `code`, +as it is+, #marked#; twice the sign within words. */
static size_t add_quoted(struct buf *out, struct str line, size_t at) {
  char sign = line.ptr[at];
  size_t width = at + 1 < line.len && line.ptr[at + 1] == sign ? 2 : 1;
  size_t begin = at + width, end = begin;
  bool begins_word = at == 0 || unicode_class((unsigned char)line.ptr[at - 1]) == UNICODE_OTHER || width == 2;
  while (end < line.len && (line.ptr[end] != sign || (width == 2 && (end + 1 == line.len || line.ptr[end + 1] != sign)))) {
    end++;
  }
  if (!begins_word || end >= line.len || end == begin || text_is_space(line.ptr[begin])) {
    return at;
  }
  struct str inner = str_slice(line, begin, end);
  if (sign == '`') {
    buf_format(out, "`` %.*s ``", STR_ARG(inner));
  } else {
    struct str mark = sign == '*' ? STR("**") : sign == '_' ? STR("*") : STR("");
    buf_add(out, mark);
    prose_add(out, inner);
    buf_add(out, mark);
  }
  return end + width;
}

static void add_inline(struct buf *out, struct str line) {
  for (size_t at = 0; at < line.len;) {
    char byte = line.ptr[at];
    bool begins = at == 0 || unicode_class((unsigned char)line.ptr[at - 1]) == UNICODE_OTHER;
    size_t behind = at;
    if (byte == '<') {
      behind = add_reference(out, line, at);
    } else if (strchr("*_`+#", byte) != NULL) {
      behind = add_quoted(out, line, at);
    } else if (begins && byte >= 'a' && byte <= 'z') {
      behind = add_macro(out, line, at);
    }
    if (behind == at) {
      prose_add(out, str_slice(line, at, at + 1));
      behind = at + 1;
    }
    at = behind;
  }
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

/* A heading: up to six '=' and a blank. */
static bool take_heading(struct asciidoc *doc, struct str line) {
  size_t level = count_sign(line, '=');
  if (level == 0 || level > 6 || level == line.len || line.ptr[level] != ' ') {
    return false;
  }
  prose_open_heading(&doc->out, level);
  add_inline(&doc->out, str_trim(str_slice(line, level, line.len)));
  prose_close_heading(&doc->out, doc->anchor);
  doc->anchor = STR("");
  return true;
}

/* An item of a list: as many signs as it is deep. */
static bool take_item(struct asciidoc *doc, struct str line) {
  char sign = line.ptr[0];
  size_t depth = sign == '*' || sign == '.' || sign == '-' ? count_sign(line, sign) : 0;
  if (depth == 0 || depth > 5 || depth == line.len || line.ptr[depth] != ' ') {
    return false;
  }
  buf_format(&doc->out, "%*s%s ", (int)(3 * (depth - 1)), "", sign == '.' ? "1." : "*");
  add_inline(&doc->out, str_trim(str_slice(line, depth, line.len)));
  buf_byte(&doc->out, '\n');
  return true;
}

/* A block's image, or a title line: .Title */
static bool take_single(struct asciidoc *doc, struct str line) {
  struct str address, label;
  size_t behind;
  if (str_starts_with(line, STR("image::"))) {
    if (read_macro(line, strlen("image::"), &address, &label, &behind) && label.len > 0) {
      prose_add_link(&doc->out, label, address, true);
      buf_add(&doc->out, STR("\n\n"));
    }
    return true;
  }
  if (line.len > 1 && line.ptr[0] == '.' && line.ptr[1] != '.' && line.ptr[1] != ' ') {
    buf_byte(&doc->out, '\n');
    add_inline(&doc->out, str_slice(line, 1, line.len));
    buf_add(&doc->out, STR("\n\n"));
    return true;
  }
  return false;
}

/* The cells of a line of a table, each a paragraph's words. */
static void add_cells(struct asciidoc *doc, struct str line) {
  for (size_t begin = 0; begin < line.len;) {
    size_t end = str_find(line, '|', begin);
    add_inline(&doc->out, str_trim(str_slice(line, begin, end)));
    buf_byte(&doc->out, ' ');
    begin = end + 1;
  }
  buf_add(&doc->out, STR("\n\n"));
}

static void take_line(struct asciidoc *doc, struct str line) {
  line = str_trim(line);
  if (str_starts_with(line, STR("|==="))) {
    doc->in_table = !doc->in_table;
    buf_add(&doc->out, STR("\n\n"));
  } else if (prose_is_rule(line, "-.", 4)) {
    take_delimited(doc, line, true);
  } else if (prose_is_rule(line, "/", 4)) {
    take_delimited(doc, line, false);
  } else if (line.len == 0 || prose_is_rule(line, "=*_+", 4) || str_equal(line, STR("--")) || str_equal(line, STR("+"))) {
    buf_byte(&doc->out, '\n');
  } else if (str_starts_with(line, STR("[")) && str_ends_with(line, STR("]"))) {
    take_attributes(doc, line);
  } else if (doc->in_table) {
    add_cells(doc, line);
  } else if (!is_instruction(line) && !take_heading(doc, line) && !take_item(doc, line) && !take_single(doc, line)) {
    const char *term = memmem(line.ptr, line.len, "::", 2);
    bool is_term = term != NULL && (term + 2 == line.ptr + line.len || term[2] == ' '); /* Term:: what it is */
    if (is_term) {
      add_inline(&doc->out, str_slice(line, 0, (size_t)(term - line.ptr)));
      buf_add(&doc->out, STR("\n\n"));
      line = str_trim(str_slice(line, (size_t)(term - line.ptr) + 2, line.len));
    }
    bool breaks = str_ends_with(line, STR(" +"));
    add_inline(&doc->out, str_slice(line, 0, line.len - (breaks ? 2 : 0)));
    buf_add(&doc->out, breaks ? STR("  \n") : STR("\n"));
  }
}

struct str prose_from_asciidoc(struct arena *arena, struct str text) {
  struct asciidoc doc = {.rest = text, .language = STR(""), .anchor = STR("")};
  struct str line;
  buf_init(&doc.out, 16 * text.len + 4096);
  while (!buf_failed(&doc.out) && str_next_line(&doc.rest, &line)) {
    take_line(&doc, line);
  }
  struct str made = buf_failed(&doc.out) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(&doc.out));
  buf_free(&doc.out);
  return made;
}
