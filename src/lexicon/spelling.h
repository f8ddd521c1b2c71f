/*
 * spelling: a vocabulary, and what a word that it hardly knows should have been.
 *
 * Distance is Damerau-Levenshtein in its optimal string alignment form: letters put in, left out, taken
 * for another, or swapped with their neighbour; each part of a word is changed once. A word of
 * SPELLING_LETTERS_MIN letters may be one such edit away, one of SPELLING_LETTERS_TWO two. Words with
 * digits are never corrected and never proposed.
 *
 * Candidates are ordered by the noisy channel of Kernighan, Church and Gale ("A spelling correction program
 * based on a noisy channel model", 1990), with a channel that knows no letters:
 *
 *   score = ln(articles that have the candidate) - 6 * weight of the edits
 *
 * where an edit weighs from 0.6 to 2.2, the likelier the less (slips.h): so fewer edits go first unless the word is
 * hundreds of times as common. Equal scores keep byte order. A missing space is an edit, too, and so is an s that joins two
 * words (German Bewegungstherapie); two words together are expected in a * b / all articles.
 *
 * A right word that no article has may be an edit or two away from one that is known: "bleeding" is no "bending". Where the edits
 * weigh more than 0.16 for each letter typed the candidate is doubted: to be offered, not taken. So is, where nothing else is
 * near, the commonest word that ends with the one that was typed.
 */
#ifndef MARROW_LEXICON_SPELLING_H
#define MARROW_LEXICON_SPELLING_H

#include "base/base.h"

enum {
  SPELLING_LETTERS_SWAP = 3,    /* of words of which two letters that are swapped, or a doubled one, are offered */
  SPELLING_LETTERS_MIN = 4,     /* of words that are corrected; from here on one edit */
  SPELLING_LETTERS_TWO = 8,     /* from here on two edits */
  SPELLING_LETTERS_MAX = 60,    /* of words that are corrected */
  SPELLING_RARE_LETTERS = 6,    /* of words that are corrected although they are known */
  SPELLING_RARE_ARTICLES = 3,   /* a known word in more articles is never doubted */
  SPELLING_FAR_COMMONER = 20,   /* what is proposed for a known word is in so many times as many articles */
  SPELLING_PART_LETTERS = 3,    /* of each part of a word that is split */
  SPELLING_WORDS_MAX = 1 << 19, /* kept; of a larger vocabulary the words in fewest articles are left out */
  SPELLING_TAIL_LETTERS = 6,    /* of an unknown word that a longer one is offered for which ends so */
  SPELLING_CANDIDATES_MAX = 16,
};

struct spelling;

/* An empty vocabulary that takes words. NULL where there is no memory. */
struct spelling *spelling_new(void);
void spelling_free(struct spelling *spelling);

/*
 * Takes a word (folded surface, as token.h makes it) and the number of articles that have it. Words
 * come in ascending byte order, each once.
 */
void spelling_add(struct spelling *spelling, struct str word, uint32_t articles);

/* After the last word: sorts them. From here on the structure only answers, to any number of threads. */
bool spelling_finish(struct spelling *spelling, struct error *err) MUST_USE;

/* How many words are kept. */
size_t spelling_count(const struct spelling *spelling);

/* The number of articles that have a word; 0 where it is not kept. */
uint32_t spelling_articles(const struct spelling *spelling, struct str word);

struct spelling_candidate {
  struct str word; /* belongs to the vocabulary */
  uint32_t articles;
  uint32_t edits;
  double score;
  double doubt; /* 1 or less: the typed word is most probably this one */
};

/*
 * The best candidates for one word, best first, at most `limit` and SPELLING_CANDIDATES_MAX; answers how
 * many. `articles` is how many have the word in any of its forms: only the caller knows other forms
 * than the one that was typed. None for a word that is known well enough.
 */
size_t spelling_candidates(const struct spelling *spelling, struct str word, uint32_t articles,
                           struct spelling_candidate *candidates, size_t limit);

/* What a word that is still being typed is most probably the beginning of. */
struct spelling_opening {
  struct str word, begin; /* the commonest word that begins so, and the beginning; they belong to the vocabulary */
  double score;
  double doubt; /* 1 or less: most probably it was meant */
};

/*
 * Finds the beginning of a word that is nearest to what was typed of one; false where there is none. It is as many edits away
 * as a word may be. Its first letter is the one that was typed, or the second one
 * where the two are swapped; the letter typed last is hardly ever left out: what comes behind a slip tells what was meant.
 */
bool spelling_open(const struct spelling *spelling, struct str typed, struct spelling_opening *opening);

/* A word as it was typed (folded), and how many articles have it in any of its forms. */
struct spelling_typed {
  struct str word;
  uint32_t articles;
};

enum spelling_kind {
  SPELLING_OTHER,  /* injektion -> injection */
  SPELLING_SPLIT,  /* kneeinjection -> knee injection */
  SPELLING_JOIN,   /* osteo arthritis -> osteoarthritis */
  SPELLING_LONGER, /* gelenkersatz -> kniegelenkersatz: to be offered */
};

/*
 * Read the words from `begin` to before `end` as `words`; their texts belong to the vocabulary. Where
 * `known` is set each of the typed words stands in some article: offer the change, do not make it; likewise where `doubt` is
 * above 1.
 */
struct spelling_change {
  enum spelling_kind kind;
  bool known;
  double doubt; /* of a candidate; 0 of words that are split or joined */
  size_t begin, end;
  struct str words[2];
  size_t word_count;
};

/*
 * Reads neighbouring words of a query and answers how many changes it proposes, in order and without
 * overlap; `changes` has room for `count`. Words that may not be joined with their neighbours (another
 * clause stands between them) are handed over in calls of their own.
 */
size_t spelling_review(const struct spelling *spelling, const struct spelling_typed *typed, size_t count,
                       struct spelling_change *changes);

#endif
