#include "article/article.h"

/* Blocks of code in an article. */

bool article_next_code(const struct article *article, size_t *at, struct span *block) {
  while (*at < article->mark_count) {
    const struct mark *mark = &article->marks[(*at)++];
    if (mark->kind == MARK_CODE_BLOCK && mark->range.end > mark->range.begin) {
      *block = mark->range;
      return true;
    }
  }
  return false;
}

struct span *article_code(struct arena *arena, const struct article *article, size_t *count) {
  struct span block;
  *count = 0;
  for (size_t at = 0; article_next_code(article, &at, &block);) {
    ++*count;
  }
  struct span *blocks = arena_array(arena, *count, sizeof *blocks);
  for (size_t at = 0, i = 0; blocks != NULL && article_next_code(article, &at, &block); i++) {
    blocks[i] = block;
  }
  return blocks;
}
