#include "acronym.h"

enum {
  BRACKET_BYTES_MAX = 200, /* looked at behind an opening bracket, and before it */
  FOLDED_BYTES_MAX = 64,
  LONGER_LETTERS = 4, /* of words that are expected to give an initial: not "and", "of", "der" */
};

/* ---- characters, also backwards ---- */

static uint32_t character_at(struct str text, size_t at) {
  return utf8_next(text, &at);
}

/* Where the character before `at` begins. */
static size_t step_back(struct str text, size_t at) {
  do {
    at--;
  } while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
  return at;
}

static bool is_letter(uint32_t character) {
  return character < 0x80 ? (character | 0x20) >= 'a' && (character | 0x20) <= 'z' : unicode_class(character) == UNICODE_WORD;
}

static bool is_word_character(uint32_t character) {
  return is_letter(character) || unicode_class(character) == UNICODE_DIGIT;
}

/* Whether lower case would make it another character. */
static bool is_capital(struct str text, size_t at) {
  uint32_t character = character_at(text, at);
  if (character < 0x80) {
    return character >= 'A' && character <= 'Z';
  }
  struct buf own, lower;
  buf_init(&own, FOLDED_BYTES_MAX);
  buf_init(&lower, FOLDED_BYTES_MAX);
  utf8_add(&own, character);
  unicode_lower(buf_str(&own), &lower);
  bool capital = unicode_upper(character) == character && !buf_failed(&lower) && !str_equal(buf_str(&own), buf_str(&lower));
  buf_free(&own);
  buf_free(&lower);
  return capital;
}

static bool same_letter(uint32_t a, uint32_t b) {
  return unicode_upper(a) == unicode_upper(b);
}

/* Whether a word begins at `at`: behind a space, quote or apostrophe; behind a hyphen goes on what was begun. */
static bool begins_word(struct str text, size_t at) {
  if (at == 0) {
    return true;
  }
  uint32_t before = character_at(text, step_back(text, at));
  return before != '-' && before != 0x2010 && before != 0x2011 && !is_word_character(before);
}

/* Without what is neither letter nor digit at both ends. */
static struct str trim_signs(struct str text) {
  size_t begin = 0, end = text.len;
  while (begin < end && !is_word_character(character_at(text, begin))) {
    (void)utf8_next(text, &begin);
  }
  while (end > begin && !is_word_character(character_at(text, step_back(text, end)))) {
    end = step_back(text, end);
  }
  return str_slice(text, begin, end);
}

/* ---- what is a short form, and what a long one ---- */

/* "NSAIDs" -> "NSAID". */
static struct str without_plural(struct str text) {
  if (text.len > 2 && text.ptr[text.len - 1] == 's' && is_capital(text, step_back(text, text.len - 1))) {
    text.len--;
  }
  return text;
}

/* Letters, digits and hyphens; a letter first, 2 to 8 letters, a capital behind the first. */
static bool is_short_form(struct str text) {
  size_t letters = 0, capitals = 0;
  for (size_t at = 0; at < text.len && letters <= ACRONYM_LETTERS_MAX;) {
    size_t begin = at;
    uint32_t character = utf8_next(text, &at);
    bool letter = is_letter(character);
    if (!(letter || character == '-' || is_word_character(character)) || (begin == 0 && !letter)) {
      return false;
    }
    letters += letter;
    capitals += letter && begin > 0 && is_capital(text, begin);
  }
  return letters <= ACRONYM_LETTERS_MAX && capitals > 0 && text.ptr[text.len - 1] != '-';
}

/*
 * Schwartz and Hearst: where in `text` the long form begins that ends with it. False where a letter of
 * the short form has no place.
 */
static bool find_begin(struct str text, struct str short_form, size_t *begin) {
  size_t at = text.len;
  for (size_t left = short_form.len; left > 0;) {
    left = step_back(short_form, left);
    uint32_t wanted = character_at(short_form, left);
    if (!is_word_character(wanted)) {
      continue;
    }
    do {
      if (at == 0) {
        return false;
      }
      at = step_back(text, at);
    } while (!same_letter(character_at(text, at), wanted) || (left == 0 && !begins_word(text, at)));
  }
  *begin = at;
  return true;
}

static bool has_letter(struct str text, uint32_t wanted) {
  for (size_t at = 0; at < text.len;) {
    if (same_letter(utf8_next(text, &at), wanted)) {
      return true;
    }
  }
  return false;
}

/* The next run of letters and digits of `text` from *at; empty at its end. */
static struct str next_part(struct str text, size_t *at, size_t *letters) {
  while (*at < text.len && !is_word_character(character_at(text, *at))) {
    (void)utf8_next(text, at);
  }
  size_t begin = *at;
  for (*letters = 0; *at < text.len && is_word_character(character_at(text, *at)); ++*letters) {
    (void)utf8_next(text, at);
  }
  return str_slice(text, begin, *at);
}

/* Whether a text opens with a word like "the", which belongs to no name. */
static bool opens_with_function_word(const struct language *language, struct str text) {
  struct buf folded;
  size_t letters, at = 0;
  struct str part = next_part(text, &at, &letters);
  buf_init(&folded, ACRONYM_LONG_BYTES_MAX);
  unicode_fold(part, &folded);
  bool function = !buf_failed(&folded) && letters > 1 && language_is_function_word(language, buf_str(&folded));
  buf_free(&folded);
  return function;
}

/* Whether two thirds of the longer words begin with a letter of the short form, and none is the short form itself. */
static bool is_plausible(struct str long_form, struct str short_form) {
  size_t longer = 0, fitting = 0, letters, parts = 0;
  size_t at = 0;
  for (struct str part; (part = next_part(long_form, &at, &letters)).len > 0; parts++) {
    bool fits = has_letter(short_form, character_at(part, 0));
    longer += letters >= LONGER_LETTERS;
    fitting += letters >= LONGER_LETTERS && fits;
    if (str_equal(part, short_form)) {
      return false;
    }
  }
  return longer > 0 && fitting * 3 >= longer * 2 && parts <= ACRONYM_WORDS_MAX && long_form.len > short_form.len + 1 &&
         long_form.len <= ACRONYM_LONG_BYTES_MAX;
}

/* Whether the longer words of a text begin with the letters of the short form, one by one. */
static bool is_spelt(struct str text, struct str short_form) {
  size_t letters, at = 0, wanted = 0;
  for (struct str part; (part = next_part(text, &at, &letters)).len > 0;) {
    if (letters >= LONGER_LETTERS &&
        (wanted == short_form.len || !same_letter(character_at(part, 0), utf8_next(short_form, &wanted)))) {
      return false;
    }
  }
  return wanted == short_form.len;
}

/*
 * Read from right to left, AAP begins within "American (Academy of Pediatrics)": words before it belong to it
 * where all longer words together spell the short form.
 */
static size_t extend(struct str text, size_t begin, struct str short_form) {
  size_t wider = begin;
  while (wider > 1 && !is_spelt(str_slice(text, wider, text.len), short_form)) {
    wider--;
    while (wider > 0 && text.ptr[wider - 1] != ' ') {
      wider--;
    }
  }
  return is_spelt(str_slice(text, wider, text.len), short_form) ? wider : begin;
}

/* ---- brackets ---- */

/* How many of the last bytes of `text` may belong to a long form of at most `words` words. */
static struct str last_words(struct str text, size_t words) {
  size_t begin = text.len;
  while (begin > 0 && text.len - begin < BRACKET_BYTES_MAX) {
    size_t before = step_back(text, begin);
    char byte = text.ptr[before];
    bool space_behind = begin == text.len || text.ptr[begin] == ' ';
    if (strchr("\n\r()[];,:", byte) != NULL || (strchr(".!?", byte) != NULL && space_behind)) {
      break;
    }
    if (byte == ' ' && begin < text.len && text.ptr[begin] != ' ' && words-- == 1) {
      break;
    }
    begin = before;
  }
  return str_slice(text, begin, text.len);
}

/* The first part of what stands in a bracket: up to a comma or semicolon. */
static struct str first_part(struct str inside) {
  size_t end = 0;
  while (end < inside.len && strchr(",;:", inside.ptr[end]) == NULL) {
    end++;
  }
  return str_trim(str_slice(inside, 0, end));
}

/* The word at the end of `text`. */
static struct str last_word(struct str text) {
  size_t begin = text.len;
  while (begin > 0 && strchr(" \t\n\r(", text.ptr[begin - 1]) == NULL && text.len - begin < BRACKET_BYTES_MAX) {
    begin--;
  }
  return str_slice(text, begin, text.len);
}

/* Of a long form, min(letters + 5, 2 * letters) words (Schwartz and Hearst). */
static size_t words_allowed(struct str short_form) {
  return short_form.len < 5 ? short_form.len * 2 : short_form.len + 5;
}

/* One bracket: `before` is the text up to it. */
static void read_bracket(const struct language *language, struct str before, struct str inside, acronym_visitor *visit,
                         void *context) {
  struct str part = first_part(inside), word = trim_signs(last_word(before));
  size_t begin;
  if (is_short_form(without_plural(part))) {
    struct str short_form = without_plural(part);
    struct str text = trim_signs(last_words(before, words_allowed(short_form)));
    if (find_begin(text, short_form, &begin)) {
      struct str long_form = str_slice(text, extend(text, begin, short_form), text.len);
      if (is_plausible(long_form, short_form) && !opens_with_function_word(language, long_form)) {
        visit(context, short_form, long_form);
      }
    }
    return;
  }
  struct str short_form = without_plural(word), long_form = trim_signs(part);
  if (is_short_form(short_form) && find_begin(long_form, short_form, &begin) && begin == 0 &&
      last_words(long_form, words_allowed(short_form)).len == long_form.len && is_plausible(long_form, short_form)) {
    visit(context, short_form, long_form);
  }
}

void acronym_walk(const struct language *language, struct str text, acronym_visitor *visit, void *context) {
  for (size_t open = str_find(text, '(', 0); open < text.len; open = str_find(text, '(', open + 1)) {
    struct str ahead = str_slice(text, open + 1, open + 1 + BRACKET_BYTES_MAX);
    size_t close = str_find(ahead, ')', 0);
    struct str inside = str_slice(ahead, 0, close);
    if (close < ahead.len && str_find(inside, '(', 0) == inside.len && str_find(inside, '\n', 0) == inside.len) {
      read_bracket(language, str_trim(str_slice(text, open > 2 * BRACKET_BYTES_MAX ? open - 2 * BRACKET_BYTES_MAX : 0, open)),
                   str_trim(inside), visit, context);
    }
  }
}
