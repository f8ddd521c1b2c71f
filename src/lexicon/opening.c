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
  if (pattern_begin_distance(&search->pattern, text, most) > search->edits || letters_have_digit(text)) {
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

bool spelling_open(const struct spelling *spelling, struct str typed, struct spelling_opening *opening) {
  struct search search = {.spelling = spelling, .typed = typed, .edits = spelling_edits(typed), .best = opening};
  uint64_t signature;
  size_t letters = letters_signature(typed, &signature);
  if (search.edits == 0 || !pattern_make(&search.pattern, typed)) {
    return false;
  }
  for (size_t i = spelling->groups[letters - search.edits]; i < spelling->count; i++) {
    if (without_bits(signature & ~spelling->signatures[i], search.edits) == 0) {
      consider(&search, &spelling->words[i]);
    }
  }
  return search.found;
}
