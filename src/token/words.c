#include "words.h"

/* Classes of ASCII bytes: 0 none, L letter, D digit; 8 begins a character of several bytes. */
enum { NONE, LETTER, DIGIT, WIDE = 8 };

static int byte_class(unsigned char byte) {
  if ((unsigned)(byte | 0x20) - 'a' < 26) {
    return LETTER;
  }
  if ((unsigned)byte - '0' < 10) {
    return DIGIT;
  }
  return byte >= 0x80 ? WIDE : NONE;
}

static void hash_bytes(struct word *word, struct str text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; i++) {
    word->hash = (word->hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u; /* FNV-1a */
  }
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
  static const char endings[][3] = {"s", "t", "d", "m", "ll", "re", "ve"};
  struct str found = str_slice(text, at + quote, end);
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    struct str ending = str_of(endings[i]);
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

bool word_next(struct str text, size_t *at, struct word *word) {
  bool solo = false;
  if (!find_begin(text, at, &solo)) {
    return false;
  }
  size_t begin = *at;
  *word = (struct word){.hash = 0xcbf29ce484222325u, .plain = true};
  size_t end = begin;
  while (end < text.len) {
    int class = byte_class((unsigned char)text.ptr[end]);
    size_t behind = end + 1;
    if (class == WIDE) {
      enum unicode_class wide = wide_class(text, end, &behind);
      if (wide == UNICODE_OTHER && word_apostrophe(text, end) == 0) {
        break;
      }
      if (wide == UNICODE_SOLO && !solo) {
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
    end = behind;
    if (solo) {
      break;
    }
  }
  hash_bytes(word, text, begin, end);
  word->bytes = (struct span){(uint32_t)begin, (uint32_t)end};
  *at = end;
  return true;
}
