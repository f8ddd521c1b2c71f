#include "links.h"

/* The first mark at or behind byte `at`, or one that encloses it: marks come in the order they open. */
static size_t first_mark(const struct article *article, uint32_t at) {
  size_t low = 0, high = article->mark_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (article->marks[middle].range.begin < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

struct span *links_of_section(struct arena *arena, const struct article *article, size_t number, size_t *count) {
  struct span body = article->sections[number].body;
  size_t first = first_mark(article, body.begin), end = first_mark(article, body.end), links = 0;
  for (size_t i = first; i < end; i++) {
    links += article->marks[i].kind == MARK_LINK;
  }
  struct span *spans = arena_array(arena, links, sizeof *spans);
  *count = 0;
  for (size_t i = first; spans != NULL && i < end; i++) {
    struct span range = article->marks[i].range;
    if (article->marks[i].kind == MARK_LINK) {
      spans[(*count)++] = (struct span){range.begin - body.begin, range.end - body.begin};
    }
  }
  return spans;
}

bool links_fill_section(const struct article *article, size_t number, const struct span *links, size_t count) {
  struct span body = article->sections[number].body;
  uint64_t linked = 0;
  for (size_t i = 0; i < count; i++) {
    linked += links[i].end - links[i].begin;
  }
  return 2 * linked > body.end - body.begin;
}
