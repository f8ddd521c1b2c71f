#include "kept.h"

#include <stdlib.h>

enum { POOL_BYTES_MAX = 1 << 26, WORD_BYTES_MAX = 255 };

struct spelling *spelling_new(void) {
  struct spelling *spelling = calloc(1, sizeof *spelling);
  if (spelling != NULL) {
    buf_init(&spelling->pool, POOL_BYTES_MAX);
  }
  return spelling;
}

void spelling_free(struct spelling *spelling) {
  if (spelling != NULL) {
    buf_free(&spelling->pool);
    free(spelling->words);
    free(spelling->signatures);
    free(spelling);
  }
}

size_t spelling_count(const struct spelling *spelling) {
  return spelling->count;
}

struct str kept_text(const struct spelling *spelling, const struct word *word) {
  return (struct str){spelling->pool.ptr + word->begin, word->bytes};
}

/* ---- building ---- */

/* Leaves out the words in fewest articles until a quarter of the room is free again. */
static void thin_out(struct spelling *spelling) {
  while (spelling->count > SPELLING_WORDS_MAX / 4 * 3) {
    size_t kept = 0, bytes = 0;
    spelling->floor = spelling->floor == 0 ? 1 : spelling->floor * 2;
    for (size_t i = 0; i < spelling->count; i++) {
      struct word word = spelling->words[i];
      if (word.articles > spelling->floor) {
        memmove(spelling->pool.ptr + bytes, spelling->pool.ptr + word.begin, word.bytes);
        word.begin = (uint32_t)bytes;
        bytes += word.bytes;
        spelling->words[kept++] = word;
      }
    }
    spelling->count = kept;
    spelling->pool.len = bytes;
  }
}

static bool make_room(struct spelling *spelling) {
  if (spelling->count == SPELLING_WORDS_MAX) {
    thin_out(spelling);
  }
  if (spelling->count < spelling->capacity) {
    return true;
  }
  size_t capacity = spelling->capacity == 0 ? 1024 : spelling->capacity * 2;
  struct word *words = realloc(spelling->words, capacity * sizeof *words);
  if (words == NULL) {
    return false;
  }
  spelling->words = words;
  spelling->capacity = capacity;
  return true;
}

void spelling_add(struct spelling *spelling, struct str word, uint32_t articles) {
  uint64_t signature;
  size_t letters = letters_signature(word, &signature);
  if (letters == 0 || letters > LETTERS_MAX || word.len > WORD_BYTES_MAX || spelling->failed) {
    return;
  }
  spelling->failed = !make_room(spelling);
  if (spelling->failed || articles <= spelling->floor) {
    return;
  }
  spelling->words[spelling->count++] =
      (struct word){signature, (uint32_t)spelling->pool.len, articles, (uint8_t)word.len, (uint8_t)letters};
  spelling->most = articles > spelling->most ? articles : spelling->most;
  buf_add(&spelling->pool, word);
}

/* Where each number of letters begins. */
static void count_groups(struct spelling *spelling) {
  for (size_t i = 0; i < spelling->count; i++) {
    spelling->groups[spelling->words[i].letters + 1]++;
  }
  for (size_t letters = 1; letters < COUNT_OF(spelling->groups); letters++) {
    spelling->groups[letters] += spelling->groups[letters - 1];
  }
}

bool spelling_finish(struct spelling *spelling, struct error *err) {
  struct word *sorted = malloc((spelling->count + 1) * sizeof *sorted);
  spelling->signatures = malloc((spelling->count + 1) * sizeof *spelling->signatures);
  if (sorted == NULL || spelling->signatures == NULL || spelling->failed || buf_failed(&spelling->pool)) {
    free(sorted);
    return error_memory(err);
  }
  uint32_t next[LETTERS_MAX + 2];
  count_groups(spelling);
  memcpy(next, spelling->groups, sizeof next);
  for (size_t i = 0; i < spelling->count; i++) {
    uint32_t place = next[spelling->words[i].letters]++;
    sorted[place] = spelling->words[i];
    spelling->signatures[place] = sorted[place].signature;
  }
  free(spelling->words);
  spelling->words = sorted;
  return true;
}

/* ---- looking up ---- */

const struct word *kept_find(const struct spelling *spelling, struct str text) {
  size_t letters = letters_count(text);
  if (letters > LETTERS_MAX) {
    return NULL;
  }
  size_t begin = spelling->groups[letters], end = spelling->groups[letters + 1];
  while (begin < end) {
    size_t middle = begin + (end - begin) / 2;
    int order = str_compare(kept_text(spelling, &spelling->words[middle]), text);
    if (order == 0) {
      return &spelling->words[middle];
    }
    begin = order < 0 ? middle + 1 : begin;
    end = order < 0 ? end : middle;
  }
  return NULL;
}

uint32_t spelling_articles(const struct spelling *spelling, struct str word) {
  const struct word *found = kept_find(spelling, word);
  return found == NULL ? 0 : found->articles;
}
