#include "letters.h"

size_t letters_count(struct str word) {
  size_t count = 0;
  for (size_t at = 0; at < word.len && count <= LETTERS_MAX; count++) {
    (void)utf8_next(word, &at);
  }
  return count;
}

bool letters_have_digit(struct str word) {
  for (size_t at = 0; at < word.len;) {
    uint32_t character = utf8_next(word, &at);
    if (character < LETTERS_PLAIN ? character >= '0' && character <= '9' : unicode_class(character) == UNICODE_DIGIT) {
      return true;
    }
  }
  return false;
}

size_t letters_signature(struct str word, uint64_t *signature) {
  uint64_t once = 0, again = 0;
  size_t count = 0;
  for (size_t at = 0; at < word.len && count <= LETTERS_MAX; count++) {
    uint64_t bit = UINT64_C(1) << (utf8_next(word, &at) & 31);
    again |= once & bit;
    once |= bit;
  }
  *signature = once | again << 32;
  return count;
}

static void add_place(struct pattern *pattern, uint32_t character, uint64_t place) {
  if (character < LETTERS_PLAIN) {
    pattern->plain[character] |= place;
    return;
  }
  size_t i = 0;
  while (i < pattern->wide_count && pattern->wide[i] != character) {
    i++;
  }
  pattern->wide[i] = character;
  pattern->places[i] |= place;
  pattern->wide_count += i == pattern->wide_count;
}

bool pattern_make(struct pattern *pattern, struct str word) {
  *pattern = (struct pattern){0};
  for (size_t at = 0; at < word.len; pattern->count++) {
    if (pattern->count == LETTERS_MAX) {
      return false;
    }
    uint32_t character = utf8_next(word, &at);
    pattern->first = pattern->count == 0 ? character : pattern->first;
    add_place(pattern, character, UINT64_C(1) << pattern->count);
  }
  return pattern->count > 0;
}

static uint64_t places_of(const struct pattern *pattern, uint32_t character) {
  if (character < LETTERS_PLAIN) {
    return pattern->plain[character];
  }
  for (size_t i = 0; i < pattern->wide_count; i++) {
    if (pattern->wide[i] == character) {
      return pattern->places[i];
    }
  }
  return 0;
}

size_t pattern_distance(const struct pattern *pattern, struct str word) {
  /* Down a column of the matrix the numbers rise (up) or fall (down) by one; along a row likewise. */
  uint64_t up = ~UINT64_C(0), down = 0, diagonal = 0, before = 0;
  uint64_t last = UINT64_C(1) << (pattern->count - 1);
  size_t distance = pattern->count;
  for (size_t at = 0; at < word.len;) {
    uint64_t here = places_of(pattern, utf8_next(word, &at));
    uint64_t swapped = ((~diagonal & here) << 1) & before;
    diagonal = swapped | (((here & up) + up) ^ up) | here | down;
    uint64_t right_up = down | ~(diagonal | up);
    uint64_t right_down = diagonal & up;
    distance += (right_up & last) != 0;
    distance -= (right_down & last) != 0;
    right_up = right_up << 1 | 1;
    right_down <<= 1;
    up = right_down | ~(diagonal | right_up);
    down = right_up & diagonal;
    before = here;
  }
  return distance;
}
