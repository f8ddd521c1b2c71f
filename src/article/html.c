#include "article/html.h"

#include "article/markup.h"

/* Tags that stand inside words and lines, and those that cannot be seen. */
static const char *const inline_tags[] = {
    "a", "abbr", "b", "bdi",  "bdo",    "cite",  "code", "data",   "del",   "dfn", "em",  "font", "i", "ins", "kbd", "mark",
    "q", "ruby", "s", "samp", "script", "small", "span", "strong", "style", "sub", "sup", "time", "u", "var", "wbr",
};

static bool is_inline(struct str name) {
  for (size_t i = 0; i < COUNT_OF(inline_tags); i++) {
    if (markup_same_name(name, str_of(inline_tags[i]))) {
      return true;
    }
  }
  return false;
}

/* Takes a tag away: answers the offset behind it, or behind what it hides. */
static size_t take_tag(struct buf *buf, struct str html, const struct markup *tag, bool *hides) {
  size_t next = tag->end;
  bool hides_text = markup_same_name(tag->name, STR("script")) || markup_same_name(tag->name, STR("style"));
  if (tag->kind == MARKUP_START && hides_text) {
    next = markup_find_end_tag(html, next, tag->name);
    *hides = next == html.len;
  }
  if (markup_same_name(tag->name, STR("br"))) {
    buf_byte(buf, '\n');
  } else if (!is_inline(tag->name)) {
    buf_byte(buf, ' ');
  }
  return next;
}

static size_t take_markup(struct buf *buf, struct str html, size_t at, bool *hides) {
  struct markup markup = markup_read(html, at);
  if (markup.kind == MARKUP_START || markup.kind == MARKUP_END) {
    return take_tag(buf, html, &markup, hides);
  }
  if (markup.kind == MARKUP_TEXT) {
    buf_byte(buf, '<');
  }
  return markup.end;
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
      at = html.ptr[at] == '<' ? take_markup(buf, html, at, &hides) : markup_add_entity(buf, html, at);
    }
  }
  return hides;
}
