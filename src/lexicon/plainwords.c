#include "plainwords.h"

#include <stdlib.h>

/* The slot of a word, or the empty one where it belongs. */
static struct plainword *slot_of(const struct plainwords *words, uint64_t letters) {
  uint64_t mixed = letters * UINT64_C(0x9E3779B97F4A7C15); /* Fibonacci hashing (Knuth) */
  size_t at = (size_t)(mixed >> 32) & (words->capacity - 1);
  while (words->slots[at].letters != 0 && words->slots[at].letters != letters) {
    at = (at + 1) & (words->capacity - 1);
  }
  return &words->slots[at];
}

static bool grow(struct plainwords *words) {
  struct plainwords larger = {
      .count = words->count, .turn = words->turn, .capacity = words->capacity == 0 ? 1024 : words->capacity * 2};
  larger.slots = calloc(larger.capacity, sizeof *larger.slots);
  if (larger.slots == NULL) {
    return false;
  }
  for (size_t i = 0; i < words->capacity; i++) {
    if (words->slots[i].letters != 0) {
      *slot_of(&larger, words->slots[i].letters) = words->slots[i];
    }
  }
  free(words->slots);
  *words = larger;
  return true;
}

/* The place of a word, a new one where it was not met; NULL where there are too many. */
static struct plainword *place_of(struct plainwords *words, uint64_t letters) {
  if (words->count >= words->capacity / 2 && !grow(words)) {
    words->failed = true;
    return NULL;
  }
  struct plainword *slot = slot_of(words, letters);
  if (slot->letters == 0) {
    if (words->count == PLAINWORDS_MAX) {
      return NULL;
    }
    words->count++;
    slot->letters = letters;
  }
  return slot;
}

static void count_word(struct plainwords *words, uint64_t letters, bool away) {
  struct plainword *slot = place_of(words, letters);
  if (slot != NULL && slot->last != words->turn) {
    slot->articles += away ? UINT32_MAX : 1; /* one less: counts are modulo 2^32 */
    slot->last = words->turn;
  }
}

static bool is_small(char byte) {
  return byte >= 'a' && byte <= 'z';
}

/* Letters, digits and bytes of further characters: what words go on with. */
static bool goes_on(char byte) {
  return is_small((char)(byte | 0x20)) || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

/* What joins the parts of addresses and paths. */
static bool joins(char byte) {
  switch (byte) {
  case '.':
  case '/':
  case '@':
  case '-':
  case '_':
  case ':':
  case '#':
  case '\'':
    return true;
  default:
    return false;
  }
}

/* Whether what stands from `begin` to `end` is no part of an address or a path: cdc.gov is no cdc. */
static bool stands_alone(struct str text, size_t begin, size_t end) {
  bool behind = end + 1 < text.len && joins(text.ptr[end]) && goes_on(text.ptr[end + 1]);
  return !behind && (begin == 0 || !joins(text.ptr[begin - 1]));
}

static void count_words(struct plainwords *words, struct str text, bool away) {
  words->turn++;
  for (size_t at = 0; at < text.len && !words->failed; at++) {
    size_t begin = at;
    uint64_t letters = 0;
    for (; at < text.len && is_small(text.ptr[at]); at++) {
      letters = letters << 8 | (unsigned char)text.ptr[at];
    }
    size_t end = at;
    while (at < text.len && goes_on(text.ptr[at])) {
      at++;
    }
    if (at == end && at - begin >= 2 && at - begin <= PLAINWORD_LETTERS_MAX && stands_alone(text, begin, at)) {
      count_word(words, letters, away);
    }
  }
}

void plainwords_add(struct plainwords *words, struct str text) {
  count_words(words, text, false);
}

void plainwords_remove(struct plainwords *words, struct str text) {
  count_words(words, text, true);
}

static uint64_t letters_of(struct str word) {
  uint64_t letters = 0;
  for (size_t i = 0; i < word.len; i++) {
    letters = letters << 8 | (unsigned char)word.ptr[i];
  }
  return letters;
}

void plainwords_restore(struct plainwords *words, struct str word, uint32_t articles) {
  struct plainword *slot = word.len == 0 || word.len > PLAINWORD_LETTERS_MAX ? NULL : place_of(words, letters_of(word));
  if (slot != NULL) {
    slot->articles = articles;
  }
}

struct str plainword_text(const struct plainword *word, char text[PLAINWORD_LETTERS_MAX]) {
  size_t length = 0;
  for (int shift = 8 * (PLAINWORD_LETTERS_MAX - 1); shift >= 0; shift -= 8) {
    char letter = (char)(word->letters >> shift);
    if (letter != '\0') {
      text[length++] = letter;
    }
  }
  return (struct str){text, length};
}

uint32_t plainwords_articles(const struct plainwords *words, struct str word) {
  bool asked = words->count > 0 && word.len >= 2 && word.len <= PLAINWORD_LETTERS_MAX;
  return asked ? slot_of(words, letters_of(word))->articles : 0;
}

void plainwords_free(struct plainwords *words) {
  free(words->slots);
  *words = (struct plainwords){0};
}
