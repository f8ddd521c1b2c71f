#include "words.h"

/* Classes of bytes: letters, digits, and those of which several make a character. */
enum { NONE, LETTER, DIGIT, WIDE };

static int byte_class(unsigned char byte) {
  static const uint8_t classes[256] = {
      ['0'] = DIGIT,  ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT,  ['5'] = DIGIT,  ['6'] = DIGIT,
      ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT,  ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER, ['D'] = LETTER,
      ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER,
      ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
      ['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER,
      ['Z'] = LETTER, ['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER,
      ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER,
      ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER,
      ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER};
  return byte >= 0x80 ? WIDE : classes[byte];
}

size_t word_apostrophe(struct str text, size_t at) {
  if (at < text.len && text.ptr[at] == '\'') {
    return 1;
  }
  return at + 3 <= text.len && memcmp(text.ptr + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/*
 * The length of an apostrophe with an English ending behind it ("'s", "'ll"); 0 where there is none.
 * A word of one letter before it is a French or Italian elision ("l'os"), where two words meet.
 */
static size_t ending_length(struct str text, size_t begin, size_t at) {
  size_t quote = word_apostrophe(text, at);
  if (quote == 0 || at - begin < 2) {
    return 0;
  }
  size_t end = at + quote;
  while (end < text.len && end - at - quote < 3 && byte_class((unsigned char)text.ptr[end]) != NONE) {
    end++;
  }
  static const struct str endings[] = {{"s", 1}, {"t", 1}, {"d", 1}, {"m", 1}, {"ll", 2}, {"re", 2}, {"ve", 2}};
  struct str found = str_slice(text, at + quote, end);
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    struct str ending = endings[i];
    bool same = found.len == ending.len;
    for (size_t k = 0; same && k < ending.len; k++) {
      same = (found.ptr[k] | 0x20) == ending.ptr[k];
    }
    if (same) {
      return quote + ending.len;
    }
  }
  return 0;
}

/* Reads a character of several bytes at `at`. Its class, and the offset behind it. */
static enum unicode_class wide_class(struct str text, size_t at, size_t *behind) {
  *behind = at;
  uint32_t character = utf8_next(text, behind);
  return unicode_class(character);
}

/* Finds where a word begins, and passes over a letter that is a word of its own. */
static bool find_begin(struct str text, size_t *at, bool *solo) {
  while (*at < text.len) {
    int class = byte_class((unsigned char)text.ptr[*at]);
    if (class == LETTER || class == DIGIT) {
      return true;
    }
    size_t behind = *at + 1;
    if (class == WIDE) {
      enum unicode_class wide = wide_class(text, *at, &behind);
      *solo = wide == UNICODE_SOLO;
      if (wide != UNICODE_OTHER) {
        return true;
      }
    }
    *at = behind;
  }
  return false;
}

/* The end of the character at `begin` with all marks on it: what a reader takes for one letter. */
static size_t solo_end(struct str text, size_t begin) {
  size_t end = begin;
  (void)utf8_next(text, &end);
  for (size_t behind = end; behind < text.len && unicode_is_mark(utf8_next(text, &behind));) {
    end = behind;
  }
  return end;
}

bool word_next(struct str text, size_t *at, struct word *word) {
  bool solo = false;
  if (!find_begin(text, at, &solo)) {
    return false;
  }
  size_t begin = *at;
  *word = (struct word){.plain = true};
  if (solo) {
    *at = solo_end(text, begin);
    *word = (struct word){.bytes = {(uint32_t)begin, (uint32_t)*at}, .letters = true, .solo = true};
    return true;
  }
  size_t end = begin;
  while (end < text.len && byte_class((unsigned char)text.ptr[end]) == LETTER) {
    end++; /* most words are nothing else */
  }
  word->letters = end > begin;
  while (end < text.len) {
    int class = byte_class((unsigned char)text.ptr[end]);
    size_t behind = end + 1;
    if (class == WIDE) {
      enum unicode_class wide = wide_class(text, end, &behind);
      if (wide == UNICODE_OTHER && word_apostrophe(text, end) == 0) {
        break;
      }
      if (wide == UNICODE_SOLO) {
        break;
      }
      class = wide == UNICODE_OTHER ? NONE : wide == UNICODE_DIGIT ? DIGIT : WIDE;
    }
    if (class == NONE) {
      size_t ending = word->apostrophe ? 0 : ending_length(text, begin, end);
      if (ending == 0) {
        break;
      }
      word->apostrophe = true;
      behind = end + ending;
    }
    word->plain = word->plain && class == LETTER;
    word->digits = word->digits || class == DIGIT;
    word->letters = word->letters || class != DIGIT;
    end = behind;
  }
  word->bytes = (struct span){(uint32_t)begin, (uint32_t)end};
  *at = end;
  return true;
}
