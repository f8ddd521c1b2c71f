#include "address.h"

#include <strings.h>

enum { SEGMENTS_MAX = 256 };

/* What stands before the ':' of an address; empty for a relative one. */
static struct str scheme_of(struct str address) {
  size_t end = 0;
  while (end < address.len && (address.ptr[end] == '\0' || strchr(":/?#", address.ptr[end]) == NULL)) {
    end++;
  }
  return end < address.len && address.ptr[end] == ':' ? str_slice(address, 0, end) : STR("");
}

static bool scheme_is(struct str scheme, struct str wanted) {
  return scheme.len == wanted.len && strncasecmp(scheme.ptr, wanted.ptr, wanted.len) == 0;
}

bool address_is_web(struct str address) {
  struct str scheme = scheme_of(address);
  return scheme_is(scheme, STR("http")) || scheme_is(scheme, STR("https"));
}

bool address_is_external(struct str address) {
  return address_is_web(address) || str_starts_with(address, STR("//"));
}

static bool is_allowed(struct str address) {
  return address_is_web(address) || scheme_is(scheme_of(address), STR("mailto")) ||
         (scheme_of(address).len == 0 && !str_starts_with(address, STR(":")));
}

void address_add(struct buf *out, struct str address) {
  if (is_allowed(address)) {
    encode_percent(address, "-._~:/?#[]@!$&'()*+,;=%", out);
  } else {
    buf_byte(out, '#');
  }
}

void address_add_parameter(struct buf *out, struct str text) {
  encode_percent(text, "-._~", out);
}

void address_add_section(struct buf *out, struct str url, struct str anchor) {
  if (anchor.len == 0) {
    buf_add(out, url);
    return;
  }
  buf_add(out, str_slice(url, 0, str_find(url, '#', 0)));
  buf_byte(out, '#');
  buf_add(out, anchor);
}

/* The segments of a path, with "." and ".." taken away. */
struct path {
  struct str segments[SEGMENTS_MAX];
  size_t count;
};

static void append_segment(struct path *path, struct str segment) {
  if (str_equal(segment, STR(".."))) {
    path->count -= path->count > 0;
  } else if (segment.len > 0 && !str_equal(segment, STR(".")) && path->count < SEGMENTS_MAX) {
    path->segments[path->count++] = segment;
  }
}

static void append_path(struct path *path, struct str text) {
  for (size_t begin = 0; begin < text.len;) {
    size_t end = str_find(text, '/', begin);
    append_segment(path, str_slice(text, begin, end));
    begin = end + 1;
  }
}

static struct str folder_of(struct str id) {
  size_t end = id.len;
  while (end > 0 && id.ptr[end - 1] != '/') {
    end--;
  }
  return str_slice(id, 0, end);
}

/* Pages have the names of their files without these endings. */
static struct str without_ending(struct str name) {
  static const struct str endings[] = {{".md", 3}, {".markdown", 9}};
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    if (str_ends_with(name, endings[i])) {
      return str_slice(name, 0, name.len - endings[i].len);
    }
  }
  return name;
}

void address_resolve(struct buf *out, struct str id, struct str link) {
  size_t end = 0;
  while (end < link.len && link.ptr[end] != '#' && link.ptr[end] != '?') {
    end++;
  }
  if (end == 0 || link.ptr[0] == '/' || scheme_of(link).len > 0) {
    buf_add(out, link);
    return;
  }
  struct path path = {.count = 0};
  append_path(&path, folder_of(id));
  append_path(&path, without_ending(str_slice(link, 0, end)));
  buf_add(out, STR("/articles"));
  for (size_t i = 0; i < path.count; i++) {
    buf_byte(out, '/');
    buf_add(out, path.segments[i]);
  }
  buf_add(out, str_slice(link, end, link.len));
}
