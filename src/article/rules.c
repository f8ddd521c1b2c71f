#include "article/address.h"
#include "article/source.h"

enum { STARS_MAX = 16 };

/* What the stars of a rule stand for in a path. */
struct captured {
  struct str parts[STARS_MAX];
  size_t count;
};

/* Stars stand for as little as they can, the last one for the rest. */
static bool matches(struct str pattern, struct str path, struct captured *captured) {
  size_t at = 0, in = 0, behind = 0, begin = 0, reach = 0;
  bool has_star = false;
  captured->count = 0;
  while (in < path.len || at < pattern.len) {
    if (at < pattern.len && pattern.ptr[at] == '*' && captured->count < STARS_MAX) {
      behind = ++at;
      begin = reach = in;
      has_star = true;
      captured->parts[captured->count++] = STR("");
    } else if (at < pattern.len && in < path.len && pattern.ptr[at] == path.ptr[in]) {
      at++;
      in++;
    } else if (has_star && reach < path.len) {
      captured->parts[captured->count - 1] = str_slice(path, begin, ++reach);
      at = behind;
      in = reach;
    } else {
      return false;
    }
  }
  return true;
}

static const struct article_rule *find_rule(const struct article_rules *rules, struct str id, struct captured *captured) {
  for (size_t i = 0; i < rules->count; i++) {
    if (matches(rules->list[i].path, id, captured)) {
      return &rules->list[i];
    }
  }
  return NULL;
}

/* Takes off what stands for a whole folder: /guides/index/ and /guides/_index are /guides/. */
static struct str without_index(struct str address) {
  static const struct str names[] = {{"index", 5}, {"_index", 6}, {"README", 6}, {"index.html", 10}};
  bool slash = address.len > 1 && str_ends_with(address, STR("/"));
  struct str path = str_slice(address, 0, address.len - slash);
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    size_t length = names[i].len + 1;
    if (path.len >= length && str_ends_with(path, names[i]) && path.ptr[path.len - length] == '/') {
      return str_slice(path, 0, path.len - names[i].len);
    }
  }
  return address;
}

/* Appends a rule's address with what its stars stand for; with `last`, only up to the first star. */
static void write_address(const struct article_rule *rule, const struct captured *captured, bool begins_only, struct buf *out) {
  size_t star = 0;
  for (size_t i = 0; i < rule->address.len; i++) {
    if (rule->address.ptr[i] != '*') {
      buf_byte(out, rule->address.ptr[i]);
    } else if (begins_only) {
      return;
    } else if (star < captured->count) {
      encode_percent(captured->parts[star++], ENCODE_PATH, out);
    }
  }
}

/* Puts a slug in the place of the last part of an address, before a '/' or an ending that the rule puts behind it. */
static void put_slug(struct str slug, struct buf *address) {
  struct str whole = buf_str(address);
  size_t end = whole.len - str_ends_with(whole, STR("/"));
  end -= str_ends_with(str_slice(whole, 0, end), STR(".html")) ? strlen(".html") : 0;
  struct str tail = str_slice(whole, end, whole.len);
  char behind[8];
  (void)memcpy(behind, tail.ptr, tail.len);
  while (end > 0 && whole.ptr[end - 1] != '/') {
    end--;
  }
  address->len = end;
  encode_percent(slug, ENCODE_PATH, address);
  buf_add(address, (struct str){behind, tail.len});
}

/* The address that the rules make of a file; ptr is NULL where they make none. */
static struct str make_address(struct arena *arena, const struct article_rules *rules, struct str id, struct str slug) {
  struct captured captured;
  const struct article_rule *rule = find_rule(rules, id, &captured);
  if (rule == NULL) {
    return (struct str){NULL, 0};
  }
  struct buf address;
  buf_init(&address, 4 * (ID_BYTES_MAX + ADDRESS_BYTES_MAX) * STARS_MAX);
  bool is_whole = str_starts_with(slug, STR("/"));
  write_address(rule, &captured, is_whole, &address);
  if (is_whole) {
    bool twice = address.len > 0 && address.ptr[address.len - 1] == '/';
    encode_percent(str_slice(slug, twice, slug.len), ENCODE_PATH, &address);
  } else if (slug.len > 0 && !buf_failed(&address)) {
    put_slug(slug, &address);
  }
  struct str whole = without_index(buf_str(&address));
  while (str_starts_with(whole, STR("//"))) { /* a star stands for nothing: that must not become another host */
    whole = str_slice(whole, 1, whole.len);
  }
  struct str made = arena_copy(arena, whole);
  made = buf_failed(&address) || !article_address_is_safe(made) ? (struct str){NULL, 0} : made;
  buf_free(&address);
  return made;
}

static unsigned hex_digit(char byte) {
  char lower = (char)(byte | 0x20);
  return byte >= '0' && byte <= '9' ? (unsigned)(byte - '0') : lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10 : 16;
}

/* Appends a path as it stands in an address, as files are named. */
static void add_decoded(struct str path, struct buf *out) {
  for (size_t i = 0; i < path.len; i++) {
    bool coded = path.ptr[i] == '%' && i + 2 < path.len && hex_digit(path.ptr[i + 1]) < 16 && hex_digit(path.ptr[i + 2]) < 16;
    buf_byte(out, coded ? (char)(hex_digit(path.ptr[i + 1]) * 16 + hex_digit(path.ptr[i + 2])) : path.ptr[i]);
    i += coded ? 2 : 0;
  }
}

/* Appends the file that a path leads to from an article: relative, or from the content folder on. */
static void add_source(struct str id, struct str path, struct buf *out) {
  if (path.ptr[0] == '/') {
    add_decoded(str_slice(path, 1, path.len), out);
    buf_add(out, str_ends_with(path, STR("/")) ? STR("index.html") : STR(""));
    return;
  }
  struct buf decoded;
  buf_init(&decoded, ADDRESS_BYTES_MAX + 1);
  add_decoded(path, &decoded);
  article_resolve_source(id, buf_str(&decoded), out);
  buf_free(&decoded);
}

/* A link to a file leads to where that file's page is. */
static void lead(struct arena *arena, const struct article_rules *rules, struct str id, struct str *link) {
  size_t end = 0;
  while (end < link->len && link->ptr[end] != '#' && link->ptr[end] != '?') {
    end++;
  }
  if (end == 0 || str_starts_with(*link, STR("//")) || article_address_scheme(*link).len > 0) {
    return;
  }
  struct buf source;
  buf_init(&source, 2 * (ID_BYTES_MAX + ADDRESS_BYTES_MAX));
  add_source(id, str_slice(*link, 0, end), &source);
  struct str address = buf_failed(&source) ? (struct str){NULL, 0} : make_address(arena, rules, buf_str(&source), STR(""));
  buf_free(&source);
  if (address.ptr != NULL) {
    *link = arena_format(arena, "%.*s%.*s", STR_ARG(address), STR_ARG(str_slice(*link, end, link->len)));
  }
}

bool article_use_rules(struct arena *arena, const struct article_rules *rules, struct article *article) {
  if (rules->count == 0) {
    return true;
  }
  if (article->url_is_made) {
    struct str address = make_address(arena, rules, article->id, article->slug);
    article->url = address.ptr != NULL ? address : article->url;
  }
  for (size_t i = 0; i < article->mark_count; i++) {
    struct mark *mark = &article->marks[i];
    if (mark->kind == MARK_LINK || mark->kind == MARK_IMAGE) {
      lead(arena, rules, article->id, &mark->value);
    }
  }
  for (size_t i = 0; i < article->translation_count; i++) {
    lead(arena, rules, article->id, &article->translations[i].link);
  }
  return !arena_failed(arena);
}
