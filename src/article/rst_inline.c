#include "article/rst.h"

#include "article/prose.h"
#include "article/text.h"

void rst_find_names(struct str text, struct rst_names *names) {
  const struct str opening = STR(".. |"), kind = STR("| replace::");
  names->count = 0;
  for (size_t at = 0; at < text.len && names->count < RST_NAMES_MAX;) {
    const char *found = memmem(text.ptr + at, text.len - at, opening.ptr, opening.len);
    if (found == NULL) {
      return;
    }
    size_t begin = (size_t)(found - text.ptr) + opening.len, end = str_find(text, '\n', begin);
    struct str line = str_slice(text, begin, end);
    size_t bar = str_find(line, '|', 0);
    if (bar < line.len && str_starts_with(str_slice(line, bar, line.len), kind)) {
      names->list[names->count].name = str_slice(line, 0, bar);
      names->list[names->count++].text = str_trim(str_slice(line, bar + kind.len, line.len));
    }
    at = end;
  }
}

bool rst_goes_on(struct str line) {
  for (size_t at = 0; at < line.len; at++) {
    if (line.ptr[at] == '\\') {
      at++;
    } else if (line.ptr[at] == '`') {
      bool is_literal = at + 1 < line.len && line.ptr[at + 1] == '`';
      const char *end =
          is_literal ? memmem(line.ptr + at + 2, line.len - at - 2, "``", 2) : memchr(line.ptr + at + 1, '`', line.len - at - 1);
      if (end == NULL) {
        return true;
      }
      at = (size_t)(end - line.ptr) + is_literal;
    }
  }
  return false;
}

void rst_add_unescaped(struct buf *out, struct str text) {
  for (size_t at = 0; at < text.len; at++) {
    bool escapes = text.ptr[at] == '\\' && at + 1 < text.len;
    at += escapes;
    if (!escapes || text.ptr[at] != ' ') {
      prose_add(out, str_slice(text, at, at + 1));
    }
  }
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
    bool is_rfc = str_equal(role, STR(":rfc:")), is_pep = str_equal(role, STR(":pep:"));
    buf_add(out, is_rfc ? STR("RFC ") : is_pep ? STR("PEP ") : STR(""));
    bool is_short = role.len > 0 && str_starts_with(label, STR("~")); /* :func:`~module.name` shows the name */
    size_t begin = is_short ? label.len : str_starts_with(label, STR("!"));
    while (is_short && begin > 1 && label.ptr[begin - 1] != '.') {
      begin--;
    }
    rst_add_unescaped(out, str_slice(label, begin, label.len));
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

static bool is_word(char byte) {
  return unicode_class((unsigned char)byte) != UNICODE_OTHER || (unsigned char)byte >= 0x80;
}

/* What a name between bars stands for; ptr is NULL where that is not known. */
static struct str meaning(const struct rst_names *names, struct str name) {
  static const struct {
    const char *name, *text;
  } usual[] = {{"copy", "\xc2\xa9"},
               {"reg", "\xc2\xae"},
               {"trade", "\xe2\x84\xa2"},
               {"nbsp", " "},
               {"ndash", "\xe2\x80\x93"},
               {"mdash", "\xe2\x80\x94"},
               {"hellip", "\xe2\x80\xa6"},
               {"release", ""},
               {"version", ""},
               {"today", ""}};
  for (size_t i = 0; i < names->count; i++) {
    if (str_equal(names->list[i].name, name)) {
      return names->list[i].text;
    }
  }
  for (size_t i = 0; i < COUNT_OF(usual); i++) {
    if (str_equal(name, str_of(usual[i].name))) {
      return str_of(usual[i].text);
    }
  }
  return (struct str){NULL, 0};
}

/* |name|; answers the offset behind, or `at`. */
static size_t add_substitution(const struct rst_names *names, struct buf *out, struct str line, size_t at) {
  enum { NAME_BYTES_MAX = 64 };
  size_t end = str_find(str_slice(line, 0, at + NAME_BYTES_MAX), '|', at + 1);
  struct str text = end < line.len && line.ptr[end] == '|' ? meaning(names, str_slice(line, at + 1, end)) : (struct str){NULL, 0};
  if (text.ptr == NULL) {
    return at;
  }
  static const struct rst_names none = {.count = 0}; /* what stands there leads no further */
  rst_add_inline(&none, out, text);
  return end + 1;
}

/* A reference to a note, [1]_ or [#name]_, of which nothing stays, or to a source, [Smith20]_; answers the offset behind, or
 * `at`. */
static size_t add_note(struct buf *out, struct str line, size_t at) {
  enum { LABEL_BYTES_MAX = 64 };
  size_t end = str_find(str_slice(line, 0, at + LABEL_BYTES_MAX), ']', at + 1);
  if (end + 1 >= line.len || line.ptr[end] != ']' || line.ptr[end + 1] != '_' || end == at + 1) {
    return at;
  }
  bool is_note = text_is_digit(line.ptr[at + 1]) || line.ptr[at + 1] == '#' || line.ptr[at + 1] == '*';
  if (!is_note) {
    prose_add(out, str_slice(line, at, end + 1));
  } else if (out->len > 0 && out->ptr[out->len - 1] == ' ') {
    out->len--;
  }
  return end + 2;
}

/* The underscores at the end of a word that make it a link: Python_, here__; answers the offset behind, or `at`. */
static size_t pass_reference(struct str line, size_t at) {
  size_t end = at + 1 + (at + 1 < line.len && line.ptr[at + 1] == '_'), begin = at;
  while (begin > 0 && at - begin < 64 && (is_word(line.ptr[begin - 1]) || strchr("-_.+:", line.ptr[begin - 1]) != NULL)) {
    begin--;
  }
  bool is_name = begin < at && is_word(line.ptr[begin]) && is_word(line.ptr[at - 1]);
  bool ends = end == line.len || (!is_word(line.ptr[end]) && line.ptr[end] != '_');
  return is_name && ends ? end : at;
}

static size_t add_sign(const struct rst_names *names, struct buf *out, struct str line, size_t at) {
  size_t behind = line.ptr[at] == '|'   ? add_substitution(names, out, line, at)
                  : line.ptr[at] == '[' ? add_note(out, line, at)
                                        : pass_reference(line, at);
  if (behind == at) {
    prose_add(out, str_slice(line, at, at + 1));
    behind++;
  }
  return behind;
}

void rst_add_inline(const struct rst_names *names, struct buf *out, struct str line) {
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
    } else if (rest.ptr[0] == '|' || rest.ptr[0] == '[' || rest.ptr[0] == '_') {
      at = add_sign(names, out, line, at);
    } else if (rest.ptr[0] == '*') { /* means the same in Markdown */
      buf_byte(out, '*');
      at++;
    } else if (rest.ptr[0] == '\\' && rest.len > 1) {
      prose_add(out, rest.ptr[1] == ' ' ? STR("") : str_slice(rest, 1, 2));
      at += 2;
    } else {
      size_t end = at + 1;
      while (end < line.len && strchr("`:*\\|[_", line.ptr[end]) == NULL) {
        end++;
      }
      prose_add(out, str_slice(line, at, end));
      at = end;
    }
  }
}
