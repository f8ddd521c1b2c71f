#include "spelling.h"
#include "kept.h"
#include "slips.h"

#include <math.h>

enum { JOINED_BYTES_MAX = 255 };

/* What an edit of weight 1 takes off the score, what may be changed of a letter where that is sure, and how a longer word is
 * doubted. */
static const double edit_cost = 6, sure_share = 0.16, ending_doubt = 2;

/* ---- candidates ---- */

/* A search under way: what is compared, and the best so far, best first. */
struct search {
  const struct spelling *spelling;
  struct str typed;
  struct pattern pattern;
  uint64_t signature;
  size_t edits_max;
  uint32_t articles; /* of the typed word */
  struct spelling_candidate *best;
  size_t count, limit;
};

static bool is_better(const struct spelling_candidate *a, const struct spelling_candidate *b) {
  return a->score != b->score ? a->score > b->score : str_compare(a->word, b->word) < 0;
}

static void keep(struct search *search, struct spelling_candidate candidate) {
  size_t place = search->count;
  while (place > 0 && is_better(&candidate, &search->best[place - 1])) {
    place--;
  }
  if (place == search->limit) {
    return;
  }
  search->count += search->count < search->limit;
  for (size_t i = search->count - 1; i > place; i--) {
    search->best[i] = search->best[i - 1];
  }
  search->best[place] = candidate;
}

/* Whether a word is another one with an s behind it that no stemmer knows: TKRs. */
static bool is_plural(struct str typed, struct str word) {
  return typed.len == word.len + 1 && str_starts_with(typed, word) && typed.ptr[word.len] == 's';
}

static void consider(struct search *search, const struct word *word) {
  struct str text = kept_text(search->spelling, word);
  size_t edits = pattern_distance(&search->pattern, text);
  if (edits == 0 || edits > search->edits_max || letters_have_digit(text)) {
    return;
  }
  size_t at = 0;
  bool first_differs = utf8_next(text, &at) != search->pattern.first;
  if (search->articles > 0 && (first_differs || (uint64_t)search->articles * SPELLING_FAR_COMMONER > (uint64_t)word->articles)) {
    return;
  }
  double slips = slips_between(search->typed, text);
  if (search->pattern.count < SPELLING_LETTERS_MIN && slips > slips_least()) {
    return;
  }
  double bearable = sure_share * (double)search->pattern.count * (is_plural(search->typed, text) ? 3 : 1);
  keep(search, (struct spelling_candidate){text, word->articles, (uint32_t)edits, log(word->articles) - edit_cost * slips,
                                           slips / bearable});
}

/*
 * Words of one length. Of a longer word, so many letters must have been left out: fewer edits remain
 * for letters that the typed word has and the other has not; and the other way round.
 */
static void scan(struct search *search, size_t letters) {
  const struct spelling *spelling = search->spelling;
  size_t typed = search->pattern.count;
  size_t only_typed = search->edits_max - (letters > typed ? letters - typed : 0);
  size_t only_other = search->edits_max - (typed > letters ? typed - letters : 0);
  for (size_t i = spelling->groups[letters]; i < spelling->groups[letters + 1]; i++) {
    uint64_t missing = without_bits(search->signature & ~spelling->signatures[i], only_typed);
    uint64_t added = without_bits(spelling->signatures[i] & ~search->signature, only_other);
    if ((missing | added) == 0) {
      consider(search, &spelling->words[i]);
    }
  }
}

size_t spelling_edits(struct str word) {
  size_t letters = letters_count(word);
  if (letters < SPELLING_LETTERS_SWAP || letters > SPELLING_LETTERS_MAX || letters_have_digit(word)) {
    return 0;
  }
  return letters < SPELLING_LETTERS_TWO ? 1 : 2;
}

/* The same for a word that some articles have. */
static size_t edits_allowed(struct str word, uint32_t articles) {
  size_t edits = spelling_edits(word);
  if (articles > 0 && edits > 0) {
    return letters_count(word) >= SPELLING_RARE_LETTERS && articles <= SPELLING_RARE_ARTICLES ? 1 : 0;
  }
  return edits;
}

size_t spelling_candidates(const struct spelling *spelling, struct str word, uint32_t articles,
                           struct spelling_candidate *candidates, size_t limit) {
  struct search search = {
      .spelling = spelling, .typed = word, .edits_max = edits_allowed(word, articles), .articles = articles, .best = candidates};
  search.limit = limit < SPELLING_CANDIDATES_MAX ? limit : SPELLING_CANDIDATES_MAX;
  if (search.edits_max == 0 || search.limit == 0 || !pattern_make(&search.pattern, word)) {
    return 0;
  }
  (void)letters_signature(word, &search.signature);
  for (size_t n = search.pattern.count - search.edits_max; n <= search.pattern.count + search.edits_max; n++) {
    scan(&search, n);
  }
  return search.count;
}

/* ---- words that were joined or split ---- */

/* In how many articles two words stand together where each goes its own way. */
static double expected_together(const struct spelling *spelling, double a, double b) {
  return spelling->most == 0 ? 0 : a * b / (double)spelling->most;
}

/* The first part of a word that is split; a joining s (Bewegungstherapie) may be left out, as one more edit. */
static const struct word *find_left(const struct spelling *spelling, struct str text, size_t letters, double *cost) {
  const struct word *left = kept_find(spelling, text);
  if (left == NULL && letters > SPELLING_PART_LETTERS && text.ptr[text.len - 1] == 's') {
    left = kept_find(spelling, str_slice(text, 0, text.len - 1));
    *cost += edit_cost * slips_of_space();
  }
  return left;
}

/* The best way to read one word as two; false where there is none. */
static bool split(const struct spelling *spelling, struct str word, struct spelling_change *change, double *score) {
  size_t letters = letters_count(word), passed = 0;
  change->word_count = 0;
  if (letters > LETTERS_MAX || letters_have_digit(word)) {
    return false;
  }
  for (size_t at = 0; at < word.len; passed++, (void)utf8_next(word, &at)) {
    if (passed < SPELLING_PART_LETTERS || letters - passed < SPELLING_PART_LETTERS) {
      continue;
    }
    double cost = edit_cost * slips_of_space();
    const struct word *left = find_left(spelling, str_slice(word, 0, at), passed, &cost);
    const struct word *right = left == NULL ? NULL : kept_find(spelling, str_slice(word, at, word.len));
    if (right == NULL) {
      continue;
    }
    double here = log(expected_together(spelling, left->articles, right->articles)) - cost;
    if (change->word_count == 0 || here > *score) {
      *score = here;
      change->words[0] = kept_text(spelling, left);
      change->words[1] = kept_text(spelling, right);
      change->word_count = 2;
    }
  }
  change->kind = SPELLING_SPLIT;
  return change->word_count > 0;
}

/* Whether two neighbouring words are far likelier one. */
static bool join(const struct spelling *spelling, const struct spelling_typed *typed, struct spelling_change *change) {
  char bytes[JOINED_BYTES_MAX];
  struct str left = typed[0].word, right = typed[1].word;
  if (left.len == 0 || right.len == 0 || left.len + right.len > sizeof bytes) {
    return false;
  }
  memcpy(bytes, left.ptr, left.len);
  memcpy(bytes + left.len, right.ptr, right.len);
  const struct word *joined = kept_find(spelling, (struct str){bytes, left.len + right.len});
  if (joined == NULL || letters_have_digit(kept_text(spelling, joined)) ||
      (double)joined->articles < SPELLING_FAR_COMMONER * expected_together(spelling, typed[0].articles, typed[1].articles)) {
    return false;
  }
  change->kind = SPELLING_JOIN;
  change->known = typed[0].articles > 0 && typed[1].articles > 0;
  change->words[0] = kept_text(spelling, joined);
  change->word_count = 1;
  return true;
}

/* The commonest longer word that ends with one that is not known; NULL where there is none. */
static const struct word *find_ending(const struct spelling *spelling, struct str typed) {
  uint64_t signature;
  size_t letters = letters_signature(typed, &signature);
  const struct word *best = NULL;
  if (letters < SPELLING_TAIL_LETTERS || letters > SPELLING_LETTERS_MAX || letters_have_digit(typed)) {
    return NULL;
  }
  for (size_t i = spelling->groups[letters + 1]; i < spelling->count; i++) {
    if ((signature & ~spelling->signatures[i]) != 0) {
      continue;
    }
    const struct word *word = &spelling->words[i];
    struct str text = kept_text(spelling, word);
    bool ends = text.len > typed.len && str_equal(str_slice(text, text.len - typed.len, text.len), typed);
    best = ends && (best == NULL || word->articles > best->articles) ? word : best;
  }
  return best;
}

/* The better of another word and two words, for one that is not known well enough. */
static bool correct(const struct spelling *spelling, const struct spelling_typed *typed, struct spelling_change *change) {
  struct spelling_candidate best = {.articles = 0};
  double score = 0;
  bool other = spelling_candidates(spelling, typed->word, typed->articles, &best, 1) > 0;
  if (typed->articles == 0 && split(spelling, typed->word, change, &score) && (!other || score > best.score)) {
    return true;
  }
  const struct word *longer = !other && typed->articles == 0 ? find_ending(spelling, typed->word) : NULL;
  change->kind = longer != NULL ? SPELLING_LONGER : SPELLING_OTHER;
  change->known = typed->articles > 0;
  change->doubt = longer != NULL ? ending_doubt : best.doubt;
  change->words[0] = longer != NULL ? kept_text(spelling, longer) : best.word;
  change->word_count = 1;
  return other || longer != NULL;
}

size_t spelling_review(const struct spelling *spelling, const struct spelling_typed *typed, size_t count,
                       struct spelling_change *changes) {
  size_t found = 0;
  for (size_t i = 0; i < count;) {
    struct spelling_change change = {.begin = i, .end = i + 1};
    if (i + 1 < count && join(spelling, &typed[i], &change)) {
      change.end = i + 2;
      changes[found++] = change;
    } else if (correct(spelling, &typed[i], &change)) {
      changes[found++] = change;
    }
    i = change.end;
  }
  return found;
}
