#include "code.h"

static uint32_t count_words(struct str text, struct span part) {
  return token_walk_around(NULL, NULL, &(struct token_text){.whole = text, .part = part}, NULL, NULL);
}

bool code_find(struct arena *arena, const struct article *article, struct code *code) {
  code->blocks = article_code(arena, article, &code->count);
  code->first = arena_array(arena, code->count + 1, sizeof *code->first);
  code->starts = arena_array(arena, article->section_count, sizeof *code->starts);
  if (code->blocks == NULL || code->first == NULL || code->starts == NULL) {
    return false;
  }
  code->first[0] = 0;
  for (size_t i = 0; i < code->count; i++) {
    code->first[i + 1] = code->first[i] + count_words(article->text, code->blocks[i]) + 1;
  }
  for (size_t section = 0, i = 0; section < article->section_count; section++) {
    while (i < code->count && code->blocks[i].begin < article->sections[section].body.begin) {
      i++;
    }
    code->starts[section] = code->first[i];
  }
  return true;
}

/* Copies the matches before position `end` that are left, moved on by `shift`. */
static void take_until(const struct passage_match **from, size_t *left, uint32_t end, uint32_t shift,
                       struct passage_match **merged) {
  for (; *left > 0 && (*from)->position < end; ++*from, --*left) {
    **merged = **from;
    (*merged)++->position += shift;
  }
}

void code_merge(const struct code *code, const struct article *article, size_t section, const struct passage_match *prose,
                size_t prose_count, const struct passage_match *inside, size_t inside_count, struct passage_match *merged) {
  struct span body = article->sections[section].body;
  uint32_t words = 0, blocks = 0; /* of the prose and of the blocks so far */
  uint32_t at = body.begin;
  for (size_t i = 0; i < code->count && code->blocks[i].begin < body.end; i++) {
    if (code->blocks[i].begin < body.begin) {
      continue;
    }
    words += count_words(article->text, (struct span){at, code->blocks[i].begin});
    take_until(&prose, &prose_count, words, blocks, &merged);
    /* Between two blocks there is one position that no word has, and none before the first. */
    uint32_t end = code->first[i + 1] - code->starts[section], before = code->first[i] - code->starts[section];
    take_until(&inside, &inside_count, end, words + blocks - before, &merged);
    blocks += end - before - 1;
    at = code->blocks[i].end;
  }
  take_until(&prose, &prose_count, UINT32_MAX, blocks, &merged);
}
