#include "slips.h"
#include "letters.h"

static const double weigh_double = 0.6; /* a letter beside the same one, put in or left out */
static const double weigh_swap = 0.6;
static const double weigh_gap = 0.9;    /* any other letter put in or left out */
static const double weigh_alike = 0.95; /* a vowel for a vowel, a consonant for one that sounds like it */
static const double weigh_other = 1.6;  /* any other letter for another */
static const double weigh_first = 0.6;  /* besides, where it is the first letter, and does not sound alike */

struct letters {
  uint32_t list[LETTERS_MAX];
  size_t count;
};

static struct letters letters_of(struct str word) {
  struct letters letters = {.count = 0};
  for (size_t at = 0; at < word.len && letters.count < LETTERS_MAX;) {
    letters.list[letters.count++] = utf8_next(word, &at);
  }
  return letters;
}

static bool stands_in(const char *letters, uint32_t letter) {
  struct str all = str_of(letters);
  for (size_t at = 0; at < all.len;) {
    if (utf8_next(all, &at) == letter) {
      return true;
    }
  }
  return false;
}

static bool is_vowel(uint32_t letter) {
  return stands_in("aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüý", letter);
}

/* Of scripts whose sounds are not known here all letters are alike. */
static bool sound_alike(uint32_t a, uint32_t b) {
  static const char *const groups[] = {"ckqç", "csxzßç", "gj", "mnñ", "bp", "dt", "fvw"};
  enum { LATIN_END = 0x250 };
  bool alike = (a >= LATIN_END && b >= LATIN_END) || (is_vowel(a) && is_vowel(b));
  for (size_t i = 0; i < COUNT_OF(groups) && !alike; i++) {
    alike = stands_in(groups[i], a) && stands_in(groups[i], b);
  }
  return alike;
}

/* A letter that only one of the words has. */
static double gap_at(const struct letters *word, size_t at) {
  uint32_t letter = word->list[at];
  bool doubled = (at > 0 && word->list[at - 1] == letter) || (at + 1 < word->count && word->list[at + 1] == letter);
  return (doubled ? weigh_double : weigh_gap) + (at == 0 && !doubled ? weigh_first : 0);
}

static double change_at(const struct letters *typed, size_t i, const struct letters *meant, size_t k) {
  uint32_t a = typed->list[i], b = meant->list[k];
  if (a == b) {
    return 0;
  }
  return sound_alike(a, b) ? weigh_alike : weigh_other + (i == 0 && k == 0 ? weigh_first : 0);
}

/* Whether the last two of the first `i` and `k` letters stand the other way round. */
static bool are_swapped(const struct letters *typed, size_t i, const struct letters *meant, size_t k) {
  return i > 1 && k > 1 && typed->list[i - 1] == meant->list[k - 2] && typed->list[i - 2] == meant->list[k - 1];
}

/* What it weighs that a typed letter is left out. Of what is still being typed the last one is meant, unless it is doubled. */
static double left_out(const struct letters *typed, size_t at, bool goes_on) {
  double weight = gap_at(typed, at);
  bool last = goes_on && at + 1 == typed->count && weight != weigh_double;
  return last ? weight + weigh_other : weight;
}

/* Fills the rows of the matrix, of which three are kept; answers the last one. */
static const double *fill(const struct letters *a, const struct letters *b, bool goes_on, double rows[3][LETTERS_MAX + 1]) {
  for (size_t k = 1; k <= b->count; k++) {
    rows[0][k] = rows[0][k - 1] + gap_at(b, k - 1);
  }
  for (size_t i = 1; i <= a->count; i++) {
    double *here = rows[i % 3], gap = left_out(a, i - 1, goes_on);
    const double *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    here[0] = above[0] + gap;
    for (size_t k = 1; k <= b->count; k++) {
      double least = above[k - 1] + change_at(a, i - 1, b, k - 1);
      double more = above[k] + gap, fewer = here[k - 1] + gap_at(b, k - 1);
      least = more < least ? more : least;
      least = fewer < least ? fewer : least;
      if (are_swapped(a, i, b, k)) {
        double swapped = before[k - 2] + weigh_swap + (i == 2 ? weigh_first : 0);
        least = swapped < least ? swapped : least;
      }
      here[k] = least;
    }
  }
  return rows[a->count % 3];
}

double slips_between(struct str typed, struct str meant) {
  struct letters a = letters_of(typed), b = letters_of(meant);
  double rows[3][LETTERS_MAX + 1] = {{0}};
  return fill(&a, &b, false, rows)[b.count];
}

double slips_of_beginning(struct str typed, struct str meant, size_t most, struct str *begin) {
  struct letters a = letters_of(typed), b = letters_of(meant);
  double rows[3][LETTERS_MAX + 1] = {{0}};
  b.count = b.count < most ? b.count : most;
  const double *last = fill(&a, &b, true, rows);
  size_t best = b.count, at = 0;
  for (size_t k = b.count; k > 0; k--) {
    best = last[k] < last[best] ? k : best;
  }
  for (size_t k = 0; k < best; k++) {
    (void)utf8_next(meant, &at);
  }
  *begin = str_slice(meant, 0, at);
  return last[best];
}

double slips_least(void) {
  return weigh_swap < weigh_double ? weigh_swap : weigh_double;
}

double slips_of_space(void) {
  return weigh_gap;
}
