#include "article/address.h"

#include <strings.h>

#include "article/article.h"
#include "article/text.h"

static const char *const safe_schemes[] = {"http", "https", "mailto"};

static bool has_control(struct str text) {
  for (size_t at = 0; at < text.len; at++) {
    if (text_control(text, at) > 0) {
      return true;
    }
  }
  return false;
}

struct str article_address_scheme(struct str address) {
  size_t end = 0;
  while (end < address.len && (address.ptr[end] == '\0' || strchr(":/?#", address.ptr[end]) == NULL)) {
    end++;
  }
  return end < address.len && address.ptr[end] == ':' ? str_slice(address, 0, end) : STR("");
}

/* Browsers take a backslash as a slash: "/\kb.example/" looks like a path of this host and leads to another one. */
static bool begins_with_backslash(struct str address) {
  size_t slashes = 0;
  while (slashes < address.len && address.ptr[slashes] == '/') {
    slashes++;
  }
  return slashes < address.len && address.ptr[slashes] == '\\';
}

bool article_address_is_safe(struct str address) {
  size_t bad;
  if (address.len > ADDRESS_BYTES_MAX || has_control(address) || !utf8_valid(address, &bad)) {
    return false;
  }
  address = str_trim(address); /* as browsers do before they look for a scheme */
  if (address.len == 0) {
    return false;
  }
  struct str scheme = article_address_scheme(address);
  for (size_t i = 0; i < COUNT_OF(safe_schemes); i++) {
    if (strlen(safe_schemes[i]) == scheme.len && strncasecmp(scheme.ptr, safe_schemes[i], scheme.len) == 0) {
      return true;
    }
  }
  return scheme.len == 0 && address.ptr[0] != ':' && !begins_with_backslash(address);
}

static bool has_dot_segment(struct str id) {
  for (size_t begin = 0; begin <= id.len;) {
    size_t end = str_find(id, '/', begin);
    struct str segment = str_slice(id, begin, end);
    if (str_equal(segment, STR(".")) || str_equal(segment, STR(".."))) {
      return true;
    }
    begin = end + 1;
  }
  return false;
}

bool address_check_id(struct str id, struct error *err) {
  size_t bad;
  if (id.len == 0) {
    return error_set(err, "the id is empty; give the article an id");
  }
  if (id.len > ID_BYTES_MAX) {
    return error_set(err, "the id is longer than %d bytes; shorten it", ID_BYTES_MAX);
  }
  if (!utf8_valid(id, &bad)) {
    return error_set(err, "the name is not UTF-8; rename the file");
  }
  if (has_control(id)) {
    return error_set(err, "the name has a control character; rename it");
  }
  if (has_dot_segment(id)) {
    return error_set(err, "the name has a part that is \".\" or \"..\", which no address can have; rename it");
  }
  return true;
}

struct str address_of_id(struct arena *arena, struct str id) {
  struct buf address;
  buf_init(&address, 3 * ID_BYTES_MAX + 64);
  buf_add(&address, STR("/articles/"));
  encode_percent(id, ENCODE_PATH, &address);
  struct str kept = buf_failed(&address) ? STR("") : arena_copy(arena, buf_str(&address));
  buf_free(&address);
  return kept.ptr == NULL ? STR("") : kept;
}

static struct str without_index(struct str path) {
  static const char *const names[] = {"index.html", "index.htm"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    size_t length = strlen(names[i]);
    bool ends = str_ends_with(path, str_of(names[i]));
    if (ends && (path.len == length || path.ptr[path.len - length - 1] == '/')) {
      return str_slice(path, 0, path.len - length);
    }
  }
  return path;
}

struct str address_of_page(struct arena *arena, struct str id) {
  struct buf address;
  buf_init(&address, 3 * ID_BYTES_MAX + 64);
  buf_byte(&address, '/');
  encode_percent(without_index(id), ENCODE_PATH, &address);
  struct str kept = buf_failed(&address) ? STR("") : arena_copy(arena, buf_str(&address));
  buf_free(&address);
  return kept.ptr == NULL ? STR("") : kept;
}

/* Puts a segment behind a path that ends in '/', or takes the last one off. */
static void add_segment(struct buf *path, struct str segment, bool last) {
  if (str_equal(segment, STR(".."))) {
    path->len -= path->len > 1;
    while (path->len > 0 && path->ptr[path->len - 1] != '/') {
      path->len--;
    }
  } else if (!str_equal(segment, STR("."))) {
    buf_add(path, segment);
    if (!last && segment.len > 0) {
      buf_byte(path, '/');
    }
  }
}

static void add_segments(struct buf *path, struct str text) {
  for (size_t begin = 0; begin < text.len;) {
    size_t end = str_find(text, '/', begin);
    add_segment(path, str_slice(text, begin, end), end == text.len);
    begin = end + 1;
  }
}

struct str article_address_host(struct str address) {
  size_t scheme = article_address_scheme(address).len, begin = scheme + (scheme > 0);
  bool has = str_starts_with(str_slice(address, begin, address.len), STR("//"));
  return has ? str_slice(address, 0, str_find(address, '/', begin + 2)) : STR("");
}

struct str address_from(struct arena *arena, struct str base, struct str link) {
  size_t end = 0;
  while (end < link.len && link.ptr[end] != '#' && link.ptr[end] != '?') {
    end++;
  }
  if (end == 0 || str_starts_with(link, STR("//")) || article_address_scheme(link).len > 0) {
    return arena_copy(arena, link);
  }
  struct buf path;
  buf_init(&path, 2 * ADDRESS_BYTES_MAX + 4 * ID_BYTES_MAX);
  if (link.ptr[0] != '/') {
    size_t folder = base.len;
    while (folder > 0 && base.ptr[folder - 1] != '/') {
      folder--;
    }
    buf_add(&path, str_slice(base, 0, folder));
  } else {
    buf_byte(&path, '/');
  }
  add_segments(&path, str_slice(link, link.ptr[0] == '/', end));
  struct str kept = STR("");
  if (!buf_failed(&path) && path.ptr != NULL) {
    struct str whole = without_index(buf_str(&path));
    kept = arena_format(arena, "%.*s%.*s", STR_ARG(whole), STR_ARG(str_slice(link, end, link.len)));
  }
  buf_free(&path);
  return kept;
}

struct str article_link_address(struct arena *arena, struct str url, struct str link) {
  struct str host = article_address_host(url);
  struct str address = address_from(arena, str_slice(url, host.len, url.len), link);
  bool is_path = str_starts_with(address, STR("/")) && !str_starts_with(address, STR("//"));
  return host.len > 0 && is_path ? arena_format(arena, "%.*s%.*s", STR_ARG(host), STR_ARG(address)) : address;
}

struct str address_whole(struct arena *arena, struct str written) {
  struct str address = str_trim(written);
  bool is_whole =
      (str_starts_with(address, STR("/")) && !str_starts_with(address, STR("//"))) || article_address_scheme(address).len > 0;
  const char *before = is_whole ? "" : str_starts_with(address, STR("//")) ? "https:" : "/";
  return arena_format(arena, "%s%.*s", before, STR_ARG(address));
}

static bool is_alphanumeric(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/* Length of what an address may begin with at `at`; 0 where nothing such stands there. */
static size_t opening(struct str text, size_t at) {
  static const char *const openings[] = {"http://", "https://", "www."};
  for (size_t i = 0; i < COUNT_OF(openings); i++) {
    size_t length = strlen(openings[i]);
    bool fits = text.len - at > length && strncasecmp(text.ptr + at, openings[i], length) == 0;
    if (fits && is_alphanumeric(text.ptr[at + length])) {
      return length;
    }
  }
  return 0;
}

/* The end of the address that begins at `begin`: a ')' belongs to it only where its '(' does. */
static size_t address_end(struct str text, size_t begin) {
  size_t end = begin, opened = 0, closed = 0;
  for (; end < text.len && !text_is_space(text.ptr[end]) && text.ptr[end] != '<'; end++) {
    opened += text.ptr[end] == '(';
    closed += text.ptr[end] == ')';
  }
  for (; end > begin; end--) {
    char last = text.ptr[end - 1];
    bool is_unopened = last == ')' && closed > opened;
    if (!is_unopened && strchr("?!.,:;*_~'\"", last) == NULL) {
      break;
    }
    closed -= is_unopened;
  }
  return end;
}

bool address_find(struct str text, size_t from, struct span *found) {
  for (size_t at = from; at < text.len; at++) {
    char lower = (char)(text.ptr[at] | 0x20);
    bool at_word = (lower == 'h' || lower == 'w') && (at == 0 || !is_alphanumeric(text.ptr[at - 1]));
    if (at_word && opening(text, at) > 0) {
      *found = (struct span){(uint32_t)at, (uint32_t)address_end(text, at)};
      return true;
    }
  }
  return false;
}
