#include "article/charset.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "article/article.h"
#include "article/markup.h"
#include "article/text.h"

/* Browsers look so far for what a page declares; a little further does no harm. */
enum { DECLARED_WITHIN = 4096, NAME_BYTES_MAX = 40 };

#define REPLACEMENT STR("\xEF\xBF\xBD")

/* What windows-1252 has where Latin-1 has control characters; 0: nothing. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static bool keep(struct arena *arena, struct buf *text, struct str *bytes, struct error *err) {
  struct str kept = buf_failed(text) ? (struct str){NULL, 0} : arena_copy(arena, buf_str(text));
  buf_free(text);
  *bytes = kept;
  return kept.ptr != NULL || error_memory(err);
}

static bool from_windows(struct arena *arena, struct str *bytes, struct error *err) {
  struct buf text;
  buf_init(&text, 4 * (size_t)ARTICLE_BYTES_MAX);
  for (size_t i = 0; i < bytes->len; i++) {
    unsigned char byte = (unsigned char)bytes->ptr[i];
    if (byte >= 0x80 && byte < 0xA0) {
      utf8_add(&text, windows[byte - 0x80] != 0 ? windows[byte - 0x80] : 0xFFFD);
    } else {
      utf8_add(&text, byte);
    }
  }
  return keep(arena, &text, bytes, err);
}

/* Passes over a byte, or a unit of `unit` bytes, that means nothing. */
static void skip_unit(char **in, size_t *left, size_t unit, struct buf *text) {
  size_t step = *left < unit ? *left : unit;
  *in += step;
  *left -= step;
  buf_add(text, REPLACEMENT);
}

static void convert(iconv_t converter, struct str bytes, size_t unit, struct buf *text) {
  char *in = (char *)bytes.ptr;
  size_t left = bytes.len;
  while (left > 0 && !buf_failed(text)) {
    char chunk[8192], *out = chunk;
    size_t room = sizeof chunk;
    bool all = iconv(converter, &in, &left, &out, &room) != (size_t)-1;
    int reason = errno;
    buf_add(text, (struct str){chunk, sizeof chunk - room});
    if (!all && reason != E2BIG) {
      skip_unit(&in, &left, unit, text);
    }
  }
}

static bool from_charset(struct arena *arena, const char *name, size_t unit, struct str *bytes, struct error *err) {
  iconv_t converter = iconv_open("UTF-8", name);
  if (converter == (iconv_t)-1) {
    return error_set(err, "is in the encoding \"%s\", which cannot be read here; save it as UTF-8", name);
  }
  struct buf text;
  buf_init(&text, 4 * (size_t)ARTICLE_BYTES_MAX);
  convert(converter, *bytes, unit, &text);
  (void)iconv_close(converter);
  return keep(arena, &text, bytes, err);
}

/* Whether the bytes begin with a byte order mark, which is taken off; *name is the encoding, NULL for UTF-8. */
static bool take_mark(struct str *bytes, const char **name, size_t *unit) {
  static const struct {
    struct str mark;
    const char *name;
    size_t unit;
  } marks[] = {
      {{"\xEF\xBB\xBF", 3}, NULL, 1},   {{"\xFF\xFE\0\0", 4}, "UTF-32LE", 4}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE", 4},
      {{"\xFF\xFE", 2}, "UTF-16LE", 2}, {{"\xFE\xFF", 2}, "UTF-16BE", 2},
  };
  for (size_t i = 0; i < COUNT_OF(marks); i++) {
    if (str_starts_with(*bytes, marks[i].mark)) {
      *name = marks[i].name;
      *unit = marks[i].unit;
      *bytes = str_slice(*bytes, marks[i].mark.len, bytes->len);
      return true;
    }
  }
  return false;
}

static bool check_size(struct str bytes, struct error *err) {
  return bytes.len <= ARTICLE_BYTES_MAX ||
         error_set(err, "has %zu bytes, more than the %d an article may have; split it", bytes.len, ARTICLE_BYTES_MAX);
}

bool charset_by_mark(struct arena *arena, struct str *bytes, struct error *err) {
  const char *name = NULL;
  size_t unit = 1;
  struct str rest = *bytes;
  if (!take_mark(&rest, &name, &unit) || name == NULL) {
    return true;
  }
  *bytes = rest;
  return check_size(rest, err) && from_charset(arena, name, unit, bytes, err);
}

/* The name that stands behind "charset=" in the attributes of a meta element. */
static struct str name_behind(struct str attributes) {
  static const struct str key = {"charset", 7};
  for (size_t at = 0; at + key.len < attributes.len; at++) {
    if (strncasecmp(attributes.ptr + at, key.ptr, key.len) != 0) {
      continue;
    }
    struct str rest = str_trim(str_slice(attributes, at + key.len, attributes.len));
    if (str_starts_with(rest, STR("="))) {
      rest = str_trim(str_slice(rest, 1, rest.len));
      size_t begin = 0;
      while (begin < rest.len && (rest.ptr[begin] == '"' || rest.ptr[begin] == '\'' || text_is_space(rest.ptr[begin]))) {
        begin++;
      }
      size_t end = begin;
      while (end < rest.len && (unsigned char)rest.ptr[end] < 0x80 && strchr("\"'; />\t\n", rest.ptr[end]) == NULL) {
        end++;
      }
      return str_slice(rest, begin, end);
    }
  }
  return STR("");
}

/* The encoding that a page declares; empty where it declares none. */
static struct str declared(struct str bytes) {
  struct str html = str_slice(bytes, 0, DECLARED_WITHIN);
  for (size_t at = str_find(html, '<', 0); at < html.len; at = str_find(html, '<', at)) {
    struct markup markup = markup_read(html, at);
    if (markup.kind == MARKUP_START && markup_same_name(markup.name, STR("meta"))) {
      struct str name = name_behind(markup.attributes);
      if (name.len > 0) {
        return name;
      }
    }
    at = markup.end;
  }
  return STR("");
}

static bool is_one_of(struct str name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (markup_same_name(name, str_of(names[i]))) {
      return true;
    }
  }
  return false;
}

bool charset_of_page(struct arena *arena, struct str *bytes, struct error *err) {
  /* Names that mean UTF-8: a page whose declaration can be read is not in UTF-16, whatever it says. */
  static const char *const unicode[] = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "unicode"};
  static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1",      "l1",
                                      "us-ascii",   "ascii",     "cp1252", "windows-1252", "x-cp1252"};
  const char *name = NULL;
  size_t unit = 1, bad;
  if (!check_size(*bytes, err)) {
    return false;
  }
  if (take_mark(bytes, &name, &unit)) {
    return name == NULL || from_charset(arena, name, unit, bytes, err);
  }
  struct str said = declared(*bytes);
  if (said.len == 0 ? utf8_valid(*bytes, &bad) : is_one_of(said, unicode, COUNT_OF(unicode))) {
    return true;
  }
  if (said.len == 0 || is_one_of(said, latin, COUNT_OF(latin))) {
    return from_windows(arena, bytes, err);
  }
  struct str copy = text_line(arena, str_slice(said, 0, NAME_BYTES_MAX));
  struct str label = arena_copy(arena, copy);
  return label.ptr != NULL ? from_charset(arena, label.ptr, 1, bytes, err) : error_memory(err);
}
