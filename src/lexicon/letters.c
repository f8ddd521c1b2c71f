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

/* A column of the matrix: down it the numbers rise (up) or fall (down) by one; along a row likewise. */
struct column {
  uint64_t up, down, diagonal, before, last;
  size_t distance; /* at its end */
};

static struct column first_column(const struct pattern *pattern) {
  return (struct column){.up = ~UINT64_C(0), .last = UINT64_C(1) << (pattern->count - 1), .distance = pattern->count};
}

static inline void next_column(const struct pattern *pattern, struct column *column, uint32_t character) {
  uint64_t here = places_of(pattern, character), up = column->up;
  uint64_t swapped = ((~column->diagonal & here) << 1) & column->before;
  uint64_t diagonal = swapped | (((here & up) + up) ^ up) | here | column->down;
  uint64_t right_up = column->down | ~(diagonal | up);
  uint64_t right_down = diagonal & up;
  column->distance += (right_up & column->last) != 0;
  column->distance -= (right_down & column->last) != 0;
  right_up = right_up << 1 | 1;
  right_down <<= 1;
  column->up = right_down | ~(diagonal | right_up);
  column->down = right_up & diagonal;
  column->diagonal = diagonal;
  column->before = here;
}

size_t pattern_distance(const struct pattern *pattern, struct str word) {
  struct column column = first_column(pattern);
  for (size_t at = 0; at < word.len;) {
    next_column(pattern, &column, utf8_next(word, &at));
  }
  return column.distance;
}

size_t pattern_begin_distance(const struct pattern *pattern, struct str word, size_t letters) {
  struct column column = first_column(pattern);
  size_t least = column.distance;
  for (size_t at = 0; at < word.len && letters > 0; letters--) {
    next_column(pattern, &column, utf8_next(word, &at));
    least = column.distance < least ? column.distance : least;
  }
  return least;
}
