#include "kept.h"
#include "slips.h"

#include <math.h>

/*
 * What an edit of weight 1 takes off the score, as of finished words, and what may be changed of a letter where that is sure:
 * somewhat more, as nothing that was typed would be found otherwise, and the next letter may tell another thing. What is
 * doubted more than `doubt_most` is not even offered.
 */
static const double edit_cost = 6, sure_share = 0.2, doubt_most = 1.5;

/* A search under way, and the best so far. */
struct search {
  const struct spelling *spelling;
  struct str typed;
  struct pattern pattern;
  size_t edits;
  struct spelling_opening *best;
  bool found;
};

static void consider(struct search *search, const struct word *word) {
  struct str text = kept_text(search->spelling, word);
  size_t most = search->pattern.count + search->edits;
  size_t edits = pattern_begin_distance(&search->pattern, text, most);
  double hoped = log(word->articles) - edit_cost * slips_least() * (double)edits;
  if (edits > search->edits || (search->found && hoped < search->best->score) || letters_have_digit(text)) {
    return;
  }
  struct spelling_opening here = {.word = text};
  double slips = slips_of_beginning(search->typed, text, most, &here.begin);
  here.doubt = slips / (sure_share * (double)search->pattern.count);
  here.score = log(word->articles) - edit_cost * slips;
  bool better = !search->found || here.score > search->best->score ||
                (here.score == search->best->score && str_compare(text, search->best->word) < 0);
  if (better && here.doubt <= doubt_most) {
    *search->best = here;
    search->found = true;
  }
}

/* The first of the words from `begin` on, which are in byte order, that is not before a text. */
static size_t first_from(const struct spelling *spelling, size_t begin, size_t end, struct str text) {
  while (begin < end) {
    size_t middle = begin + (end - begin) / 2;
    bool before = str_compare(kept_text(spelling, &spelling->words[middle]), text) < 0;
    begin = before ? middle + 1 : begin;
    end = before ? end : middle;
  }
  return begin;
}

/* Looks at the words of so many letters that begin with a text. */
static void scan(struct search *search, size_t letters, struct str start, uint64_t signature) {
  const struct spelling *spelling = search->spelling;
  size_t end = spelling->groups[letters + 1];
  for (size_t i = first_from(spelling, spelling->groups[letters], end, start); i < end; i++) {
    if (!str_starts_with(kept_text(spelling, &spelling->words[i]), start)) {
      return;
    }
    if (without_bits(signature & ~spelling->signatures[i], search->edits) == 0) {
      consider(search, &spelling->words[i]);
    }
  }
}

bool spelling_open(const struct spelling *spelling, struct str typed, struct spelling_opening *opening) {
  struct search search = {.spelling = spelling, .typed = typed, .edits = spelling_edits(typed), .best = opening};
  uint64_t signature;
  size_t letters = letters_signature(typed, &signature), first = 0, second;
  if (letters < SPELLING_LETTERS_MIN || search.edits == 0 || !pattern_make(&search.pattern, typed)) {
    return false;
  }
  (void)utf8_next(typed, &first);
  second = first;
  (void)utf8_next(typed, &second);
  char bytes[8];
  memcpy(bytes, typed.ptr + first, second - first);
  memcpy(bytes + second - first, typed.ptr, first);
  struct str start = str_slice(typed, 0, first), swapped = {bytes, second};
  for (size_t n = letters - search.edits; n <= LETTERS_MAX; n++) {
    scan(&search, n, start, signature);
    if (!str_starts_with(swapped, start)) {
      scan(&search, n, swapped, signature);
    }
  }
  return search.found;
}
