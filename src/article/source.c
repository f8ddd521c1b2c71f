#include "article/source.h"

#include <strings.h>

#include "article/address.h"
#include "article/dialect.h"
#include "article/format.h"
#include "article/text.h"

bool source_check_name(struct str id, struct error *err) {
  if (str_starts_with(id, STR("/"))) {
    return error_set(err, "the name begins with /; name the file from its content folder on");
  }
  return address_check_id(id, err);
}

bool source_place(struct str id, size_t line, struct error *err) {
  return line == 0 ? error_prefix(err, "%.*s: ", STR_ARG(id)) : error_prefix(err, "%.*s:%zu: ", STR_ARG(id), line);
}

static size_t line_of(struct str bytes, size_t offset, size_t *line_begin) {
  size_t line = 1;
  *line_begin = 0;
  for (size_t at = str_find(bytes, '\n', 0); at < offset; at = str_find(bytes, '\n', at + 1)) {
    line++;
    *line_begin = at + 1;
  }
  return line;
}

bool source_check(struct str *bytes, size_t *line, struct error *err) {
  size_t bad, begin;
  *line = 0;
  if (bytes->len > ARTICLE_BYTES_MAX) {
    return error_set(err, "has %zu bytes, more than the %d an article may have; split it", bytes->len, ARTICLE_BYTES_MAX);
  }
  if (str_starts_with(*bytes, STR("\xEF\xBB\xBF"))) {
    *bytes = str_slice(*bytes, 3, bytes->len);
  }
  size_t nul = str_find(*bytes, '\0', 0);
  if (nul < bytes->len) {
    *line = line_of(*bytes, nul, &begin);
    return error_set(err, "contains a NUL byte at line %zu; save it as UTF-8 text", *line);
  }
  if (!utf8_valid(*bytes, &bad)) {
    *line = line_of(*bytes, bad, &begin);
    return error_set(err, "is not UTF-8 at byte %zu of line %zu; save it as UTF-8 text", bad - begin + 1, *line);
  }
  return true;
}

/* Brackets times lines, added up over the paragraphs: about a second. */
static const uint64_t EFFORT_MAX = 4000000000u;

bool source_check_effort(struct str text, size_t *line, struct error *err) {
  struct str rest = text, current;
  uint64_t effort = 0, brackets = 0, lines = 0;
  for (size_t number = 1; str_next_line(&rest, &current); number++) {
    if (str_trim(current).len == 0) {
      effort += brackets * lines;
      brackets = lines = 0;
      continue;
    }
    lines++;
    for (size_t i = 0; i < current.len; i++) {
      brackets += current.ptr[i] == '[' || current.ptr[i] == ']';
    }
    if (effort + brackets * lines > EFFORT_MAX) {
      *line = number - lines + 1;
      return error_set(err, "the paragraph that begins here has too many lines and brackets; part it with empty lines");
    }
  }
  return true;
}

struct str article_stem(struct str id) {
  struct str ending = format_ending(id);
  return str_slice(id, 0, id.len - ending.len);
}

/* The last part of a path; where that is what stands for its whole folder, the name of the folder. */
static struct str telling_part(struct str stem) {
  static const char *const general[] = {"index", "_index", "readme"};
  size_t begin = stem.len;
  while (begin > 0 && stem.ptr[begin - 1] != '/') {
    begin--;
  }
  struct str name = str_slice(stem, begin, stem.len);
  for (size_t i = 0; i < COUNT_OF(general) && begin > 0; i++) {
    if (strlen(general[i]) == name.len && strncasecmp(name.ptr, general[i], name.len) == 0) {
      return telling_part(str_slice(stem, 0, begin - 1));
    }
  }
  return name;
}

struct str source_title(struct arena *arena, struct str id) {
  struct str stem = telling_part(article_stem(id));
  stem = str_slice(stem, dialect_day(id).len > 0 ? strlen("YYYY-MM-DD-") : 0, stem.len);
  struct buf name;
  buf_init(&name, 4 * id.len + 8);
  for (size_t at = 0; at < stem.len; at++) {
    buf_byte(&name, stem.ptr[at] == '-' || stem.ptr[at] == '_' ? ' ' : stem.ptr[at]);
  }
  struct str words = text_line(arena, buf_str(&name));
  buf_clear(&name);
  if (words.len > 0) {
    size_t rest = 0;
    utf8_add(&name, unicode_upper(utf8_next(words, &rest)));
    buf_add(&name, str_slice(words, rest, words.len));
  }
  struct str title = name.len == 0 ? arena_copy(arena, id) : arena_copy(arena, buf_str(&name));
  buf_free(&name);
  return title;
}

bool source_complete(struct arena *arena, struct str url, struct article *article, struct error *err) {
  if (article->title.len == 0) {
    article->title = source_title(arena, article->id);
    article->title_is_name = true;
  }
  article->url_is_made = article->url.len == 0;
  if (article->url_is_made) {
    article->url = url;
  }
  return !arena_failed(arena) || error_memory(err);
}
