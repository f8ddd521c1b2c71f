#include "compound.h"

static bool is_upper(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte) {
  return byte >= 'a' && byte <= 'z';
}

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* The length of the hyphen (also U+2010, U+2011, en dash), underscore or dot at `at`; 0 where there is none. */
static size_t connector_length(struct str text, size_t at) {
  if (at >= text.len) {
    return 0;
  }
  char byte = text.ptr[at];
  if (byte == '-' || byte == '_' || byte == '.') {
    return 1;
  }
  bool dash = at + 3 <= text.len && memcmp(text.ptr + at, "\xe2\x80", 2) == 0;
  return dash && (text.ptr[at + 2] == '\x90' || text.ptr[at + 2] == '\x91' || text.ptr[at + 2] == '\x93') ? 3 : 0;
}

/* Whether two words with a connector between them are written as one by some. */
static bool joins(struct str text, const struct word *left, const struct word *right) {
  char before = text.ptr[left->bytes.end - 1], after = text.ptr[right->bytes.begin];
  if (right->solo || (!left->letters && is_digit(after))) {
    return false; /* 2.5 mg is not 25 mg */
  }
  bool sentence = text.ptr[left->bytes.end] == '.' && is_upper(after) && is_lower(before);
  return !sentence;
}

/* The end of the signs that belong to the word before them: C++, C#, not "A+" or "item #1". */
static size_t signs_end(struct str text, const struct word *word) {
  size_t end = word->bytes.end;
  if (str_starts_with(str_slice(text, end, end + 2), STR("++"))) {
    end += 2;
  } else if (end < text.len && text.ptr[end] == '#' && word->plain && end == word->bytes.begin + 1) {
    end += 1;
  } else {
    return end;
  }
  struct word next;
  size_t at = end;
  bool goes_on =
      end < text.len && (text.ptr[end] == '+' || (word_next(str_slice(text, 0, end + 4), &at, &next) && next.bytes.begin == end));
  return goes_on ? word->bytes.end : end;
}

/* Whether a dot before a word belongs to it: .NET, not "end.Next" or "...so". */
static bool has_dot_before(struct str text, const struct word *word) {
  size_t begin = word->bytes.begin;
  if (begin == 0 || text.ptr[begin - 1] != '.' || !word->letters || is_digit(text.ptr[begin])) {
    return false;
  }
  char before = begin == 1 ? ' ' : text.ptr[begin - 2];
  return before == ' ' || before == '\n' || before == '\t' || before == '(' || before == '"';
}

/* Follows the chain of words from `first` on to its end. */
static void follow(struct str text, const struct word *first, struct compound *compound) {
  struct word left = *first, right;
  compound->words = 1;
  for (;;) {
    size_t begin = left.bytes.end + connector_length(text, left.bytes.end), at = begin;
    bool ends = begin == left.bytes.end || begin >= text.len || (unsigned char)text.ptr[begin] <= ' ';
    if (ends || !word_next(text, &at, &right) || right.bytes.begin != begin || !joins(text, &left, &right)) {
      return;
    }
    compound->bytes.end = right.bytes.end;
    compound->words++;
    compound->digits = compound->digits || right.digits;
    left = right;
  }
}

bool compound_begins(struct str text, const struct word *first, struct compound *compound) {
  *compound = (struct compound){.bytes = first->bytes, .digits = first->digits};
  size_t end = signs_end(text, first);
  if (end > first->bytes.end || has_dot_before(text, first)) {
    compound->bytes = (struct span){first->bytes.begin - has_dot_before(text, first), (uint32_t)end};
    compound->words = 1;
    compound->digits = true; /* a name, not to be stemmed */
  } else {
    follow(text, first, compound);
    if (compound->words == 1) {
      return false;
    }
  }
  if (compound->words > COMPOUND_WORDS_MAX || compound->bytes.end - compound->bytes.begin > COMPOUND_BYTES_MAX) {
    compound->words = 0;
  }
  return true;
}

struct str compound_join(struct str text, const struct compound *compound, char bytes[COMPOUND_BYTES_MAX]) {
  size_t length = 0;
  for (size_t at = compound->bytes.begin; at < compound->bytes.end;) {
    size_t connector = compound->words > 1 ? connector_length(text, at) : 0;
    if (connector == 0) {
      bytes[length++] = text.ptr[at];
    }
    at += connector > 0 ? connector : 1;
  }
  return (struct str){bytes, length};
}

bool part_next(struct str word, size_t *at, struct span *part) {
  size_t begin = *at, end = begin;
  if (begin >= word.len) {
    return false;
  }
  while (++end < word.len) {
    char left = word.ptr[end - 1], right = word.ptr[end];
    bool between = (unsigned char)right >= 0x80 && ((unsigned char)right & 0xC0) == 0x80;
    if (!between && (is_digit(left) != is_digit(right) || (!is_upper(left) && is_upper(right)))) {
      break;
    }
  }
  *part = (struct span){(uint32_t)begin, (uint32_t)end};
  *at = end;
  return true;
}

size_t part_count(struct str word) {
  size_t count = 0;
  struct span part;
  for (size_t at = 0; part_next(word, &at, &part);) {
    count++;
  }
  return count == 0 || count > PARTS_MAX ? 1 : count;
}
