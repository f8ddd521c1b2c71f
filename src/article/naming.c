#include "article/naming.h"

#include <strings.h>

#include "article/address.h"

enum { INDEX_NAMES_MAX = 4 };

/* Index names are written so; where `any_case` is set, in any letters. */
static const struct naming {
  const char *name;
  const char *index[INDEX_NAMES_MAX];
  bool any_case;
} namings[] = {
    [GENERATOR_NONE] = {"", {"index", "_index", "README"}, false},
    [GENERATOR_HUGO] = {"hugo", {"index", "_index"}, false},
    [GENERATOR_JEKYLL] = {"jekyll", {"index"}, false},
    [GENERATOR_MKDOCS] = {"mkdocs", {"index", "README"}, false},
    [GENERATOR_DOCUSAURUS] = {"docusaurus", {"index", "readme"}, true},
    [GENERATOR_MDBOOK] = {"mdbook", {"index", "README", "readme", "Readme"}, false},
    [GENERATOR_SPHINX] = {"sphinx", {"index"}, false},
};

bool article_generator_find(struct str name, enum article_generator *generator) {
  for (size_t i = 1; i < COUNT_OF(namings); i++) {
    if (strlen(namings[i].name) == name.len && strncasecmp(namings[i].name, name.ptr, name.len) == 0) {
      *generator = (enum article_generator)i;
      return true;
    }
  }
  return false;
}

const char *article_generator_name(size_t place) {
  return place + 1 < COUNT_OF(namings) ? namings[place + 1].name : NULL;
}

static bool is_same(const struct naming *naming, struct str a, struct str b) {
  return a.len == b.len && (naming->any_case ? strncasecmp(a.ptr, b.ptr, a.len) : memcmp(a.ptr, b.ptr, a.len)) == 0;
}

static struct str last_segment(struct str path) {
  size_t begin = path.len;
  while (begin > 0 && path.ptr[begin - 1] != '/') {
    begin--;
  }
  return str_slice(path, begin, path.len);
}

bool naming_is_entry(enum article_generator generator, struct str id) {
  const struct str other = STR("docusaurus-plugin-content-blog/"); /* in another language */
  return generator == GENERATOR_DOCUSAURUS && (str_starts_with(id, STR("blog/")) || str_contains(id, other));
}

/* The name of a file without ending; in Hugo without its language either: "index" of index.de.md. */
static struct str plain_name(enum article_generator generator, struct str id) {
  struct str name = last_segment(article_stem(id));
  size_t dot = str_find(name, '.', 0);
  bool has_language =
      generator == GENERATOR_HUGO && dot < name.len && article_language_is_tag(str_slice(name, dot + 1, name.len));
  return has_language ? str_slice(name, 0, dot) : name;
}

bool naming_is_index(enum article_generator generator, struct str id) {
  const struct naming *naming = &namings[generator];
  if (naming_is_entry(generator, id)) {
    return false;
  }
  struct str stem = article_stem(id), name = plain_name(generator, id);
  for (size_t i = 0; i < INDEX_NAMES_MAX && naming->index[i] != NULL; i++) {
    if (is_same(naming, name, str_of(naming->index[i]))) {
      return true;
    }
  }
  /* In Docusaurus guides/guides.md is the page of its folder, too. */
  struct str folder = str_slice(stem, 0, stem.len - name.len - (name.len < stem.len));
  return generator == GENERATOR_DOCUSAURUS && folder.len > 0 && is_same(naming, name, last_segment(folder));
}

bool naming_is_bundle(enum article_generator generator, struct str id) {
  return generator == GENERATOR_HUGO && str_equal(plain_name(generator, id), STR("index"));
}

bool naming_is_below(enum article_generator generator) {
  return generator == GENERATOR_HUGO || generator == GENERATOR_JEKYLL;
}

bool naming_is_post(enum article_generator generator, struct str id) {
  return generator == GENERATOR_JEKYLL && (str_starts_with(id, STR("_posts/")) || str_contains(id, STR("/_posts/")));
}

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* Letters, digits and a few signs stay, a run of blanks becomes '-', other signs go; all in small letters. */
static void add_hugo(struct str text, struct buf *out) {
  size_t begin = out->len;
  bool blank = false;
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t character = utf8_next(text, &at);
    bool sign = character < 0x80 && character != 0 && strchr("./\\_#+~-", (int)character) != NULL;
    if (sign || unicode_class(character) != UNICODE_OTHER || unicode_is_mark(character)) {
      bool hyphen = out->len > begin && out->ptr[out->len - 1] == '-';
      buf_add(out, blank && character != '-' && !hyphen && out->len > begin ? STR("-") : STR(""));
      unicode_small(str_slice(text, from, at), out);
      blank = false;
    } else {
      blank = blank || character == ' ' || character == '\t' || character == 0xa0;
    }
  }
}

/* A run of all but letters, digits and some signs becomes '-', and none stands at an end. */
static void add_post(struct str text, struct buf *out) {
  size_t begin = out->len;
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t character = utf8_next(text, &at);
    bool sign = character < 0x80 && character != 0 && strchr("._~!$&'()+,;=@", (int)character) != NULL;
    if (sign || unicode_class(character) != UNICODE_OTHER || unicode_is_mark(character)) {
      buf_add(out, str_slice(text, from, at));
    } else if (out->len > begin && out->ptr[out->len - 1] != '-') {
      buf_byte(out, '-');
    }
  }
  out->len -= out->len > begin && out->ptr[out->len - 1] == '-';
}

/* What of a segment is left without the number that says its place, 01-intro; 2024-01-02 and 1.2 are none such. */
static struct str without_number(struct str segment) {
  size_t digits = 0;
  while (digits < segment.len && is_digit(segment.ptr[digits])) {
    digits++;
  }
  size_t at = digits, signs = 0;
  for (; at < segment.len && segment.ptr[at] != '\0' && strchr("-_. ", segment.ptr[at]) != NULL; at++) {
    signs += segment.ptr[at] != ' ';
  }
  bool dated = at == digits + 1 && at < segment.len && is_digit(segment.ptr[at]);
  return digits > 0 && signs > 0 && at < segment.len && !dated ? str_slice(segment, at, segment.len) : segment;
}

static void add_docusaurus(struct str path, struct buf *out) {
  for (size_t begin = 0; begin <= path.len;) {
    size_t end = str_find(path, '/', begin);
    buf_add(out, begin > 0 ? STR("/") : STR(""));
    buf_add(out, without_number(str_slice(path, begin, end)));
    begin = end + 1;
  }
}

/* The length of a day at `at`, 2024-01-02 or 2024/1/2; 0 where none stands there. */
static size_t day_length(struct str path, size_t at) {
  size_t begin = at;
  for (size_t part = 0; part < 3; part++) {
    size_t digits = 0, most = part == 0 ? 4 : 2;
    if (part > 0 && at < path.len && path.ptr[at] != '-' && path.ptr[at] != '/') {
      return 0;
    }
    at += part > 0;
    while (digits < most && at < path.len && is_digit(path.ptr[at])) {
      digits++;
      at++;
    }
    if (digits == 0 || (part == 0 && digits < most)) {
      return 0;
    }
  }
  return at - begin;
}

static void add_plain(struct str text, struct buf *out) {
  buf_add(out, text);
}

/* The last day in a path, with its parts as folders, then what stands before and behind it. A folder's index is the folder. */
static void add_entry(struct str path, struct buf *out) {
  size_t begin = path.len, length = 0;
  while (begin > 0 && (length = day_length(path, begin - 1)) == 0) {
    begin--;
  }
  struct str before = str_slice(path, 0, length > 0 ? begin - 1 : 0), text = path;
  if (length > 0) {
    for (size_t at = begin - 1; at < begin - 1 + length; at++) {
      buf_byte(out, path.ptr[at] == '-' ? '/' : path.ptr[at]);
    }
    buf_byte(out, '/');
    text = str_slice(path, begin - 1 + length, path.len);
    text = str_slice(text, text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '/'), text.len);
  }
  text = str_ends_with(text, STR("/index")) ? str_slice(text, 0, text.len - strlen("/index")) : text;
  buf_add(out, before);
  buf_add(out, text);
}

static void encode(struct str text, void add(struct str text, struct buf *out), struct buf *out) {
  struct buf plain;
  buf_init(&plain, 4 * ADDRESS_BYTES_MAX);
  add(text, &plain);
  out->failed = out->failed || buf_failed(&plain);
  encode_percent(buf_str(&plain), ENCODE_PATH, out);
  buf_free(&plain);
}

/* The page of README.md, in any letters, is index.html. */
static void add_mdbook(struct str path, struct buf *out) {
  struct str name = last_segment(path);
  bool is_index = name.len == strlen("README") && strncasecmp(name.ptr, "README", name.len) == 0;
  encode_percent(is_index ? str_slice(path, 0, path.len - name.len) : path, ENCODE_PATH, out);
  buf_add(out, is_index ? STR("index") : STR(""));
}

void naming_add(enum article_generator generator, struct str id, struct str part, bool last, struct buf *out) {
  if (generator == GENERATOR_HUGO) {
    encode(part, add_hugo, out);
  } else if (naming_is_post(generator, id)) {
    /* What stands before the folder of the posts is a category. */
    encode(part, last ? add_post : unicode_small, out);
  } else if (generator == GENERATOR_MDBOOK && last) {
    add_mdbook(part, out);
  } else if (naming_is_entry(generator, id)) {
    encode(part, last ? add_entry : add_plain, out);
  } else if (generator == GENERATOR_DOCUSAURUS) {
    encode(part, add_docusaurus, out);
  } else {
    encode_percent(part, ENCODE_PATH, out);
  }
}

void naming_add_slug(enum article_generator generator, struct str slug, struct buf *out) {
  if (generator == GENERATOR_HUGO) {
    encode(slug, add_hugo, out);
  } else if (generator == GENERATOR_JEKYLL) {
    encode(slug, add_post, out);
  } else {
    encode_percent(slug, ENCODE_PATH, out);
  }
}
