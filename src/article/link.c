#include "article/article.h"
#include "article/source.h"

/* Where links between articles lead. */

enum { SEGMENTS_MAX = 256 };

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

/* Where the path of a link ends. */
static size_t path_end(struct str link) {
  size_t end = 0;
  while (end < link.len && link.ptr[end] != '#' && link.ptr[end] != '?') {
    end++;
  }
  return end;
}

static void write_path(const struct path *path, struct buf *out) {
  for (size_t i = 0; i < path->count; i++) {
    if (i > 0) {
      buf_byte(out, '/');
    }
    buf_add(out, path->segments[i]);
  }
}

void article_resolve_source(struct str id, struct str link, struct buf *out) {
  struct path path = {.count = 0};
  append_path(&path, folder_of(id));
  append_path(&path, str_slice(link, 0, path_end(link)));
  write_path(&path, out);
}

void article_resolve_link(struct str id, struct str link, struct buf *out) {
  size_t end = path_end(link);
  if (end == 0 || link.ptr[0] == '/' || article_address_scheme(link).len > 0) {
    buf_add(out, link);
    return;
  }
  struct path path = {.count = 0};
  append_path(&path, folder_of(id));
  append_path(&path, article_stem(str_slice(link, 0, end)));
  buf_add(out, STR("/articles/"));
  write_path(&path, out);
  buf_add(out, str_slice(link, end, link.len));
}
