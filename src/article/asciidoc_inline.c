#include "article/asciidoc.h"
#include "article/prose.h"
#include "article/text.h"

/* What is longer is no macro: looking for its end takes time at each place where one could begin. */
enum { NAME_BYTES_MAX = 200, MACRO_BYTES_MAX = 2048 };

/* A macro: what stands before its brackets, and in them. False where there is none at `at`. */
bool asciidoc_read_macro(struct str line, size_t at, struct str *address, struct str *label, size_t *behind) {
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

/* The names of usual attributes, {caret}. */
static struct str usual_attribute(struct str name) {
  static const char *const usual[][2] = {{"amp", "&"},
                                         {"lt", "<"},
                                         {"gt", ">"},
                                         {"nbsp", " "},
                                         {"sp", " "},
                                         {"empty", ""},
                                         {"blank", ""},
                                         {"caret", "^"},
                                         {"asterisk", "*"},
                                         {"tilde", "~"},
                                         {"backtick", "`"},
                                         {"plus", "+"},
                                         {"startsb", "["},
                                         {"endsb", "]"},
                                         {"vbar", "|"},
                                         {"apos", "'"},
                                         {"quot", "\""},
                                         {"backslash", "\\"},
                                         {"two-colons", "::"},
                                         {"two-semicolons", ";;"},
                                         {"cpp", "C++"},
                                         {"pp", "++"},
                                         {"zwsp", ""},
                                         {"wj", ""},
                                         {"lsquo", "\xe2\x80\x98"},
                                         {"rsquo", "\xe2\x80\x99"},
                                         {"ldquo", "\xe2\x80\x9c"},
                                         {"rdquo", "\xe2\x80\x9d"},
                                         {"deg", "\xc2\xb0"},
                                         {"hellip", "\xe2\x80\xa6"},
                                         {"ndash", "\xe2\x80\x93"},
                                         {"mdash", "\xe2\x80\x94"}};
  for (size_t i = 0; i < COUNT_OF(usual); i++) {
    if (str_equal(name, str_of(usual[i][0]))) {
      return str_of(usual[i][1]);
    }
  }
  return (struct str){NULL, 0};
}

/* What a line ":name: text" at the beginning of the text says; ptr is NULL where none does. */
static struct str own_attribute(struct str text, struct str name) {
  enum { HEAD_BYTES = 8192 };
  struct str rest = str_slice(text, 0, HEAD_BYTES), line;
  while (str_next_line(&rest, &line)) {
    if (line.len > name.len + 2 && line.ptr[0] == ':' && line.ptr[name.len + 1] == ':' &&
        str_equal(str_slice(line, 1, name.len + 1), name)) {
      return str_trim(str_slice(line, name.len + 2, line.len));
    }
  }
  return (struct str){NULL, 0};
}

/* {name}; answers the offset behind, or `at`. */
static size_t add_attribute(struct str text, struct buf *out, struct str line, size_t at) {
  size_t end = str_find(str_slice(line, 0, at + NAME_BYTES_MAX), '}', at);
  struct str name = str_slice(line, at + 1, end);
  for (size_t i = 0; i < name.len; i++) {
    bool fits = text_is_digit(name.ptr[i]) || name.ptr[i] == '-' || name.ptr[i] == '_' ||
                ((name.ptr[i] | 0x20) >= 'a' && (name.ptr[i] | 0x20) <= 'z');
    if (!fits) {
      return at;
    }
  }
  struct str value = usual_attribute(name);
  value = value.ptr == NULL && name.len > 0 ? own_attribute(text, name) : value;
  if (value.ptr == NULL || end == line.len) {
    return at;
  }
  prose_add(out, value);
  return end + 1;
}

/* Macros that begin with a name and ':'. Their address stands behind it; for those of the web the name is a part of it. */
static const struct {
  const char *name;
  bool keeps_name, is_link, is_image;
} macros[] = {
    {"link:", false, true, false},       {"xref:", false, false, false},  {"image:", false, false, true},
    {"http://", true, true, false},      {"https://", true, true, false}, {"mailto:", true, true, false},
    {"kbd:", false, false, false},       {"btn:", false, false, false},   {"menu:", false, false, false},
    {"footnote:", false, false, false},  {"pass:", false, false, false},  {"stem:", false, false, false},
    {"latexmath:", false, false, false},
};

/* Those that show nothing. */
static const char *const silent[] = {"indexterm:", "anchor:", "icon:", "bibitem:"};

/*
 * A macro of the site's own, name:target[text]: its text, or its target, with a number in brackets behind it: git(1). Answers the
 * offset behind, or `at`.
 */
static size_t add_own_macro(struct buf *out, struct str line, size_t at) {
  size_t name = at, behind;
  struct str address, label;
  while (name < line.len && line.ptr[name] >= 'a' && line.ptr[name] <= 'z') {
    name++;
  }
  bool is_macro = name > at + 2 && name + 1 < line.len && line.ptr[name] == ':' && line.ptr[name + 1] != ':' &&
                  line.ptr[name + 1] != '[' && asciidoc_read_macro(line, name + 1, &address, &label, &behind);
  if (!is_macro) {
    return at;
  }
  bool is_number = label.len > 0 && text_is_digit(label.ptr[0]);
  prose_add(out, label.len > 0 && !is_number ? label : address);
  if (is_number) {
    prose_add(out, STR("("));
    prose_add(out, label);
    prose_add(out, STR(")"));
  }
  return behind;
}

/* Takes a macro at `at`; answers the offset behind it, or `at`. */
static size_t add_macro(struct buf *out, struct str line, size_t at) {
  struct str rest = str_slice(line, at, line.len), address, label;
  for (size_t i = 0; i < COUNT_OF(macros); i++) {
    size_t begin = at + (macros[i].keeps_name ? 0 : strlen(macros[i].name)), behind = at;
    if (!str_starts_with(rest, str_of(macros[i].name)) || !asciidoc_read_macro(line, begin, &address, &label, &behind)) {
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
  for (size_t i = 0; i < COUNT_OF(silent); i++) {
    size_t behind;
    if (str_starts_with(rest, str_of(silent[i])) &&
        asciidoc_read_macro(line, at + strlen(silent[i]), &address, &label, &behind)) {
      return behind;
    }
  }
  return add_own_macro(out, line, at);
}

/* ((term)) is that term; (((term))) stands in the index of a book alone. Answers the offset behind, or `at`. */
static size_t add_index_term(struct buf *out, struct str line, size_t at) {
  struct str rest = str_slice(line, at, at + MACRO_BYTES_MAX);
  bool is_silent = str_starts_with(rest, STR("((("));
  const char *close =
      str_starts_with(rest, STR("((")) ? memmem(rest.ptr, rest.len, is_silent ? ")))" : "))", is_silent ? 3 : 2) : NULL;
  if (close == NULL) {
    return at;
  }
  size_t end = (size_t)(close - rest.ptr);
  prose_add(out, is_silent ? STR("") : str_slice(rest, 2, end));
  return at + end + (is_silent ? 3 : 2);
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

/* ``text'' is between quotation marks; answers the offset behind, or `at`. */
static size_t add_quotation(struct buf *out, struct str line, size_t at) {
  struct str rest = str_slice(line, at + 2, at + MACRO_BYTES_MAX);
  const char *close = rest.len > 0 ? memmem(rest.ptr, rest.len, "''", 2) : NULL;
  const char *code = rest.len > 0 ? memmem(rest.ptr, rest.len, "``", 2) : NULL;
  if (close == NULL || (code != NULL && code < close)) {
    return at;
  }
  size_t length = (size_t)(close - rest.ptr);
  buf_add(out, STR("\xe2\x80\x9c"));
  prose_add(out, str_slice(rest, 0, length));
  buf_add(out, STR("\xe2\x80\x9d"));
  return at + length + 4;
}

/* Whether the text of a macro, link:a.html[text], begins in the line and does not end there. */
static bool has_open_macro(struct str line) {
  size_t open = line.len;
  while (open > 0 && line.ptr[open - 1] != '[' && line.ptr[open - 1] != ']') {
    open--;
  }
  if (open < 2 || line.ptr[open - 1] != '[') {
    return false;
  }
  size_t begin = open - 1;
  while (begin > 0 && !text_is_space(line.ptr[begin - 1])) {
    begin--;
  }
  struct str word = str_slice(line, begin, open - 1);
  size_t colon = str_find(word, ':', 0);
  return colon >= 3 && colon + 1 < word.len && word.ptr[colon + 1] != ':';
}

bool asciidoc_goes_on(struct str line) {
  size_t quotes = 0;
  for (size_t at = 0; at < line.len; at++) {
    quotes += line.ptr[at] == '`';
  }
  const char *open = line.len > 0 ? memmem(line.ptr, line.len, "<<", 2) : NULL;
  bool in_reference = open != NULL && memmem(open, line.len - (size_t)(open - line.ptr), ">>", 2) == NULL;
  return quotes % 2 == 1 || in_reference || has_open_macro(line);
}

void asciidoc_add_inline(struct str text, struct buf *out, struct str line) {
  for (size_t at = 0; at < line.len;) {
    char byte = line.ptr[at];
    bool begins = at == 0 || unicode_class((unsigned char)line.ptr[at - 1]) == UNICODE_OTHER;
    size_t behind = at;
    if (byte == '<') {
      behind = add_reference(out, line, at);
    } else if (byte == '{') {
      behind = add_attribute(text, out, line, at);
    } else if (byte == '\\' && at + 1 < line.len && line.ptr[at + 1] != '\0' && strchr("*_`#+{}'<-", line.ptr[at + 1]) != NULL) {
      prose_add(out, str_slice(line, at + 1, at + 2));
      behind = at + 2;
    } else if (byte == '(') {
      behind = add_index_term(out, line, at);
    } else if (byte != '\0' && strchr("*_`+#", byte) != NULL) {
      bool doubled = byte == '`' && at + 1 < line.len && line.ptr[at + 1] == '`';
      behind = doubled ? add_quotation(out, line, at) : at;
      behind = behind == at ? add_quoted(out, line, at) : behind;
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
