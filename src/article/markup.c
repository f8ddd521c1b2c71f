#include "article/markup.h"

#include <strings.h>

#include "article/text.h"

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool markup_same_name(struct str name, struct str other) {
  return name.len == other.len && (name.len == 0 || strncasecmp(name.ptr, other.ptr, name.len) == 0);
}

/* Offset behind the first `end` at or after `at`; html.len where there is none. */
static size_t skip_past(struct str html, size_t at, struct str end) {
  const char *found = at < html.len ? memmem(html.ptr + at, html.len - at, end.ptr, end.len) : NULL;
  return found == NULL ? html.len : (size_t)(found - html.ptr) + end.len;
}

/* A comment ends with --> or --!>; <!--> and <!---> are whole. */
static size_t skip_comment(struct str html, size_t at) {
  struct str rest = str_slice(html, at, html.len);
  if (str_starts_with(rest, STR(">")) || str_starts_with(rest, STR("->"))) {
    return at + (rest.ptr[0] == '>' ? 1 : 2);
  }
  while ((at = skip_past(html, at, STR("--"))) < html.len) {
    rest = str_slice(html, at, html.len);
    if (str_starts_with(rest, STR(">")) || str_starts_with(rest, STR("!>"))) {
      return at + (rest.ptr[0] == '>' ? 1 : 2);
    }
    at--; /* a third hyphen may be the first of the end */
  }
  return html.len;
}

static bool ends_name(char byte) {
  return text_is_space(byte) || byte == '/' || byte == '>';
}

static size_t skip_spaces(struct str text, size_t at) {
  while (at < text.len && text_is_space(text.ptr[at])) {
    at++;
  }
  return at;
}

/* The value behind a '='. */
static size_t take_value(struct str text, size_t at, struct str *value) {
  at = skip_spaces(text, at);
  if (at < text.len && (text.ptr[at] == '"' || text.ptr[at] == '\'')) {
    size_t end = str_find(text, text.ptr[at], at + 1);
    *value = str_slice(text, at + 1, end);
    return end < text.len ? end + 1 : end;
  }
  size_t begin = at;
  while (at < text.len && !text_is_space(text.ptr[at]) && text.ptr[at] != '>') {
    at++;
  }
  *value = str_slice(text, begin, at);
  return at;
}

/* Reads the attribute at or behind `at` and answers the offset behind it. Its name is empty where the tag ends first. */
static size_t take_attribute(struct str text, size_t at, struct markup_attribute *attribute) {
  *attribute = (struct markup_attribute){.name = STR(""), .value = STR("")};
  while (at < text.len && (text_is_space(text.ptr[at]) || text.ptr[at] == '/')) {
    at++;
  }
  size_t begin = at;
  while (at < text.len && !ends_name(text.ptr[at]) && (text.ptr[at] != '=' || at == begin)) {
    at++;
  }
  attribute->name = str_slice(text, begin, at);
  size_t behind = skip_spaces(text, at);
  bool has_value = at > begin && behind < text.len && text.ptr[behind] == '=';
  return has_value ? take_value(text, behind + 1, &attribute->value) : at;
}

bool markup_next_attribute(struct str *rest, struct markup_attribute *attribute) {
  size_t end = take_attribute(*rest, 0, attribute);
  *rest = str_slice(*rest, end, rest->len);
  return attribute->name.len > 0;
}

static struct markup read_tag(struct str html, size_t at, enum markup_kind kind) {
  struct markup markup = {.kind = kind};
  struct markup_attribute attribute;
  size_t end = at;
  while (end < html.len && !ends_name(html.ptr[end])) {
    end++;
  }
  markup.name = str_slice(html, at, end);
  size_t behind = end;
  do {
    end = take_attribute(html, end, &attribute);
  } while (attribute.name.len > 0);
  markup.attributes = str_slice(html, behind, end);
  markup.is_whole = end < html.len;
  markup.end = markup.is_whole ? end + 1 : end;
  return markup;
}

struct markup markup_read(struct str html, size_t at) {
  struct str rest = str_slice(html, at, html.len);
  struct markup markup = {.kind = MARKUP_OTHER, .is_whole = true};
  if (str_starts_with(rest, STR("<!--"))) {
    markup.end = skip_comment(html, at + 4);
  } else if (str_starts_with(rest, STR("<![CDATA["))) {
    markup.end = skip_past(html, at, STR("]]>"));
  } else if (str_starts_with(rest, STR("<?"))) {
    markup.end = skip_past(html, at, STR("?>"));
  } else if (str_starts_with(rest, STR("<!"))) {
    markup.end = skip_past(html, at, STR(">"));
  } else if (rest.len > 2 && rest.ptr[1] == '/' && is_letter(rest.ptr[2])) {
    return read_tag(html, at + 2, MARKUP_END);
  } else if (rest.len > 1 && is_letter(rest.ptr[1])) {
    return read_tag(html, at + 1, MARKUP_START);
  } else {
    markup = (struct markup){.kind = MARKUP_TEXT, .end = at + 1, .is_whole = true};
  }
  return markup;
}

size_t markup_find_end_tag(struct str html, size_t at, struct str name) {
  for (at = str_find(html, '<', at); at < html.len; at = str_find(html, '<', at + 1)) {
    struct str tag = str_slice(html, at, at + 2 + name.len);
    if (tag.len == 2 + name.len && tag.ptr[1] == '/' && strncasecmp(tag.ptr + 2, name.ptr, name.len) == 0) {
      return at;
    }
  }
  return html.len;
}

size_t markup_add_entity(struct buf *buf, struct str html, size_t at) {
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

void markup_add_text(struct buf *buf, struct str text) {
  for (size_t at = 0; at < text.len;) {
    size_t end = str_find(text, '&', at);
    buf_add(buf, str_slice(text, at, end));
    at = end < text.len ? markup_add_entity(buf, text, end) : end;
  }
}
