#include "article/html.h"

#include <strings.h>

#include "article/text.h"

/* Tags that stand inside words and lines, and those that cannot be seen. */
static const char *const inline_tags[] = {
    "a", "abbr", "b", "bdi",  "bdo",    "cite",  "code", "data",   "del",   "dfn", "em",  "font", "i", "ins", "kbd", "mark",
    "q", "ruby", "s", "samp", "script", "small", "span", "strong", "style", "sub", "sup", "time", "u", "var", "wbr",
};

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool same_name(struct str name, const char *tag) {
  return strlen(tag) == name.len && strncasecmp(name.ptr, tag, name.len) == 0;
}

static bool is_inline(struct str name) {
  for (size_t i = 0; i < COUNT_OF(inline_tags); i++) {
    if (same_name(name, inline_tags[i])) {
      return true;
    }
  }
  return false;
}

/* Offset behind the first `end` at or after `at`; html.len where there is none. */
static size_t skip_past(struct str html, size_t at, struct str end) {
  const char *found = at < html.len ? memmem(html.ptr + at, html.len - at, end.ptr, end.len) : NULL;
  return found == NULL ? html.len : (size_t)(found - html.ptr) + end.len;
}

/* Offset behind the '>' of the tag at `at`; a '>' in quotes is not its end. */
static size_t skip_tag(struct str html, size_t at) {
  char quote = 0;
  for (; at < html.len; at++) {
    char byte = html.ptr[at];
    if (quote != 0) {
      quote = byte == quote ? 0 : quote;
    } else if (byte == '"' || byte == '\'') {
      quote = byte;
    } else if (byte == '>') {
      return at + 1;
    }
  }
  return html.len;
}

/* Offset of "</name" at or after `at`; html.len where there is none. */
static size_t find_closing(struct str html, size_t at, struct str name) {
  for (at = str_find(html, '<', at); at < html.len; at = str_find(html, '<', at + 1)) {
    struct str tag = str_slice(html, at, at + 2 + name.len);
    if (tag.len == 2 + name.len && tag.ptr[1] == '/' && strncasecmp(tag.ptr + 2, name.ptr, name.len) == 0) {
      return at;
    }
  }
  return html.len;
}

/* Takes the tag at `at` away: answers the offset behind it, or behind what it hides. */
static size_t take_tag(struct buf *buf, struct str html, size_t at, bool *hides) {
  bool closes = html.ptr[at + 1] == '/';
  size_t begin = at + (closes ? 2 : 1), end = begin;
  while (end < html.len && (is_letter(html.ptr[end]) || (html.ptr[end] >= '0' && html.ptr[end] <= '9'))) {
    end++;
  }
  struct str name = str_slice(html, begin, end);
  size_t next = skip_tag(html, end);
  if (!closes && (same_name(name, "script") || same_name(name, "style"))) {
    next = find_closing(html, next, name);
    *hides = next == html.len;
  }
  if (same_name(name, "br")) {
    buf_byte(buf, '\n');
  } else if (!is_inline(name)) {
    buf_byte(buf, ' ');
  }
  return next;
}

static size_t take_markup(struct buf *buf, struct str html, size_t at, bool *hides) {
  struct str rest = str_slice(html, at, html.len);
  if (str_starts_with(rest, STR("<!--"))) {
    return skip_past(html, at + 4, STR("-->"));
  }
  if (str_starts_with(rest, STR("<![CDATA["))) {
    return skip_past(html, at, STR("]]>"));
  }
  if (str_starts_with(rest, STR("<?"))) {
    return skip_past(html, at, STR("?>"));
  }
  if (str_starts_with(rest, STR("<!"))) {
    return skip_past(html, at, STR(">"));
  }
  size_t name = at + (str_starts_with(rest, STR("</")) ? 2 : 1);
  if (name < html.len && is_letter(html.ptr[name])) {
    return take_tag(buf, html, at, hides);
  }
  buf_byte(buf, '<');
  return at + 1;
}

static size_t take_entity(struct buf *buf, struct str html, size_t at) {
  enum { ENTITY_BYTES_MAX = 32 };
  struct str entity = str_slice(html, at, at + ENTITY_BYTES_MAX);
  size_t end = str_find(entity, ';', 0);
  if (end == entity.len) {
    buf_byte(buf, '&');
    return at + 1;
  }
  entity_add(buf, str_slice(entity, 0, end + 1));
  return at + end + 1;
}

bool html_add_text(struct buf *buf, struct str html) {
  bool hides = false;
  for (size_t at = 0; at < html.len;) {
    size_t end = at;
    while (end < html.len && html.ptr[end] != '<' && html.ptr[end] != '&') {
      end++;
    }
    buf_add(buf, str_slice(html, at, end));
    at = end;
    if (at < html.len) {
      at = html.ptr[at] == '<' ? take_markup(buf, html, at, &hides) : take_entity(buf, html, at);
    }
  }
  return hides;
}
