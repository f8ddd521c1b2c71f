#include "walk.h"

enum { DEPTH_MAX = 256 }; /* a depth is a byte */

struct walk {
  const struct article *article;
  const struct walker *walker;
  const struct mark *open[DEPTH_MAX];
  size_t end[DEPTH_MAX]; /* of the open marks, each within the one around it */
  size_t count;
  size_t at; /* text before it was given out */
};

static void text_until(struct walk *walk, size_t end) {
  if (end > walk->at) {
    const struct mark *inside = walk->count == 0 ? NULL : walk->open[walk->count - 1];
    walk->walker->text(walk->walker->context, inside, str_slice(walk->article->text, walk->at, end));
    walk->at = end;
  }
}

static void close_last(struct walk *walk) {
  text_until(walk, walk->end[walk->count - 1]);
  walk->count--;
  walk->walker->close(walk->walker->context, walk->open[walk->count]);
}

static size_t end_around(const struct walk *walk) {
  return walk->count == 0 ? walk->article->text.len : walk->end[walk->count - 1];
}

/* Answers whether the marks inside are to be walked. */
static bool open_mark(struct walk *walk, const struct mark *mark) {
  size_t around = end_around(walk);
  size_t end = mark->range.end < around ? mark->range.end : around;
  text_until(walk, mark->range.begin < around ? mark->range.begin : around);
  if (walk->walker->open(walk->walker->context, mark)) {
    walk->open[walk->count] = mark;
    walk->end[walk->count++] = end;
    return true;
  }
  walk->at = end > walk->at ? end : walk->at;
  walk->walker->close(walk->walker->context, mark);
  return false;
}

void walk_article(const struct article *article, const struct walker *walker) {
  struct walk walk = {.article = article, .walker = walker};
  for (size_t i = 0; i < article->mark_count;) {
    const struct mark *mark = &article->marks[i];
    while (walk.count > 0 && walk.open[walk.count - 1]->depth >= mark->depth) {
      close_last(&walk);
    }
    i = open_mark(&walk, mark) ? i + 1 : walk_end(article, i);
  }
  while (walk.count > 0) {
    close_last(&walk);
  }
  text_until(&walk, article->text.len);
}

size_t walk_end(const struct article *article, size_t mark) {
  size_t end = mark + 1;
  while (end < article->mark_count && article->marks[end].depth > article->marks[mark].depth) {
    end++;
  }
  return end;
}

bool walk_is_inline(const struct mark *mark) {
  return mark->kind >= MARK_EMPHASIS && mark->kind <= MARK_BREAK;
}
