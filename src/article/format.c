#include "article/format.h"

#include <strings.h>

static const struct {
  const char *ending;
  bool (*read)(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err);
} formats[] = {
    {".md", article_from_markdown}, {".markdown", article_from_markdown}, {".mdx", article_from_markdown},
    {".rst", article_from_rst},     {".adoc", article_from_asciidoc},     {".asciidoc", article_from_asciidoc},
    {".txt", article_from_text},    {".html", article_from_html},         {".htm", article_from_html},
    {".xhtml", article_from_html},
};

/* COUNT_OF(formats) where no format has such a name. */
static size_t find_format(struct str name) {
  size_t i = 0;
  for (; i < COUNT_OF(formats); i++) {
    size_t length = strlen(formats[i].ending);
    if (name.len > length && strncasecmp(name.ptr + name.len - length, formats[i].ending, length) == 0) {
      break;
    }
  }
  return i;
}

struct str format_ending(struct str name) {
  size_t format = find_format(name);
  size_t length = format < COUNT_OF(formats) ? strlen(formats[format].ending) : 0;
  return str_slice(name, name.len - length, name.len);
}

bool format_is_page(struct str name) {
  size_t format = find_format(name);
  return format < COUNT_OF(formats) && formats[format].read == article_from_html;
}

/* Files of text that are no articles, wherever they lie: what programs read. */
static const char *const others[] = {"robots.txt",    "humans.txt",     "security.txt",     "llms.txt",
                                     "llms-full.txt", "CMakeLists.txt", "requirements.txt", "404.html"};

bool article_is_source(struct str name) {
  size_t begin = name.len;
  while (begin > 0 && name.ptr[begin - 1] != '/') {
    begin--;
  }
  for (size_t i = 0; i < COUNT_OF(others); i++) {
    if (str_equal(str_slice(name, begin, name.len), str_of(others[i]))) {
      return false;
    }
  }
  return find_format(name) < COUNT_OF(formats) && !str_ends_with(name, STR(".js.LICENSE.txt"));
}

bool article_from_file(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  size_t format = find_format(id);
  if (format == COUNT_OF(formats)) {
    return error_set(err, "%.*s: is of no format that is known; rename it", STR_ARG(id));
  }
  return formats[format].read(arena, id, bytes, article, err);
}
