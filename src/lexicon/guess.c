#include "guess.h"
#include "table.h"
#include "token/token.h"
#include "tongues.h"

#include <stdlib.h>

enum {
  WORD_BYTES_MAX = 24, /* longer ones are nobody's commonest */
  WORDS_MAX = 2048,    /* of all languages */
  SETTLED_WORDS = 12,  /* so many of one language, and not half as many of another, and no more needs reading */
  LETTERS_COUNT = 2,   /* so many letters of a language say no more than two words: names have them too */
  HINT_POINTS = 3,
  LEAD_MIN = 3, /* points before the second, in Latin */
};

/* Texts -> the languages that have them, a bit each. */
struct features {
  struct table numbers;
  uint64_t tongues[WORDS_MAX];
};

struct guesser {
  struct features words, letters;
};

static bool add_feature(struct features *features, struct str text, size_t tongue) {
  uint32_t number = table_find(&features->numbers, text);
  if (number == 0) {
    number = (uint32_t)features->numbers.count + 1;
    if (number >= WORDS_MAX || !table_add(&features->numbers, text, number)) {
      return false;
    }
  }
  features->tongues[number] |= UINT64_C(1) << tongue;
  return true;
}

static bool add_tongue(struct guesser *guesser, const struct tongue *tongue, size_t number) {
  struct str words = str_of(tongue->words), letters = str_of(tongue->letters);
  bool done = true;
  for (size_t begin = 0, end; done && begin < words.len; begin = end + 1) {
    end = str_find(words, ' ', begin);
    done = add_feature(&guesser->words, str_slice(words, begin, end), number);
  }
  for (size_t begin = 0, end = 0; done && begin < letters.len; begin = end) {
    (void)utf8_next(letters, &end);
    done = add_feature(&guesser->letters, str_slice(letters, begin, end), number);
  }
  return done;
}

struct guesser *guesser_new(void) {
  struct guesser *guesser = calloc(1, sizeof *guesser);
  size_t count;
  const struct tongue *tongues = tongue_list(&count);
  bool done = guesser != NULL;
  for (size_t i = 0; done && i < count; i++) {
    done = add_tongue(guesser, &tongues[i], i);
  }
  if (!done) {
    guesser_free(guesser);
    return NULL;
  }
  return guesser;
}

void guesser_free(struct guesser *guesser) {
  if (guesser != NULL) {
    table_free(&guesser->words.numbers);
    table_free(&guesser->letters.numbers);
    free(guesser);
  }
}

/* ---- reading ---- */

/* What was seen of the texts. */
struct sight {
  const struct guesser *guesser;
  struct str text;
  uint32_t scripts[SCRIPT_COUNT]; /* letters of each */
  uint32_t words[TONGUES_MAX], letters[TONGUES_MAX];
  uint32_t known; /* words of any language */
  bool word_seen[WORDS_MAX], letter_seen[WORDS_MAX];
};

/* Counts a text of one language or more, the first time it is seen; answers whether it is. */
static bool count_feature(const struct features *features, struct str text, bool *seen, uint32_t *counts) {
  uint32_t number = table_find(&features->numbers, text);
  if (number == 0 || seen[number]) {
    return false;
  }
  seen[number] = true;
  for (uint64_t left = features->tongues[number]; left != 0; left &= left - 1) {
    counts[__builtin_ctzll(left)]++;
  }
  return true;
}

/* A character of these says as much as some letters of others. */
static uint32_t weight_of(enum script script) {
  return script == SCRIPT_HANGUL || script == SCRIPT_KANA || script == SCRIPT_HAN ? 2 : 1;
}

/* Counts the letters of a word and writes it in small letters, where it is all ASCII; answers whether it is. */
static bool see_plain(struct sight *sight, struct str word, char *small) {
  size_t letters = 0;
  for (size_t i = 0; i < word.len; i++) {
    unsigned char byte = (unsigned char)word.ptr[i];
    if (byte >= 0x80) {
      return false;
    }
    bool capital = byte >= 'A' && byte <= 'Z';
    small[i] = (char)(capital ? byte | 0x20 : byte);
    letters += capital || (byte >= 'a' && byte <= 'z');
  }
  sight->scripts[SCRIPT_LATIN] += (uint32_t)letters;
  return true;
}

static void see_letters(struct sight *sight, struct str word) {
  for (size_t begin = 0, end = 0; begin < word.len; begin = end) {
    enum script script = script_of(utf8_next(word, &end));
    sight->scripts[script] += weight_of(script);
    if (end - begin > 1) {
      (void)count_feature(&sight->guesser->letters, str_slice(word, begin, end), sight->letter_seen, sight->letters);
    }
  }
}

/* Counts a word; answers whether more need be read: not where one language is far ahead. */
static bool count_word(struct sight *sight, struct str small) {
  uint32_t most = 0, second = 0;
  if (!count_feature(&sight->guesser->words, small, sight->word_seen, sight->words) || ++sight->known < SETTLED_WORDS) {
    return true;
  }
  for (size_t i = 0; i < TONGUES_MAX; i++) {
    uint32_t words = sight->words[i];
    second = words > most ? most : words > second ? words : second;
    most = words > most ? words : most;
  }
  return most < SETTLED_WORDS || second * 2 > most;
}

static bool see_word(void *context, const struct token *token) {
  struct sight *sight = context;
  struct str word = str_slice(sight->text, token->bytes.begin, token->bytes.end);
  char small[WORD_BYTES_MAX];
  if (token->bytes.begin >= GUESS_BYTES_MAX) {
    return false;
  }
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  if (word.len <= sizeof small && see_plain(sight, word, small)) {
    return count_word(sight, (struct str){small, word.len});
  }
  struct buf lower;
  buf_init(&lower, 1 << 12);
  unicode_lower(str_slice(word, 0, GUESS_BYTES_MAX), &lower);
  see_letters(sight, buf_str(&lower));
  bool more = count_word(sight, buf_str(&lower));
  buf_free(&lower);
  return more;
}

/* ---- telling ---- */

/*
 * The script of the texts: the one with most letters, but a third is enough for one that is not Latin, for names and
 * code are Latin everywhere. Han with some Kana is Japanese; where there is no Kana, the hint says what it is.
 */
static enum script main_script(struct sight *sight, struct str hint) {
  uint32_t *letters = sight->scripts;
  uint32_t east = letters[SCRIPT_HAN] + letters[SCRIPT_KANA];
  bool japanese = letters[SCRIPT_KANA] * 8 > east || (east > 0 && str_equal(hint, STR("ja")));
  letters[SCRIPT_HAN] = japanese ? 0 : east;
  letters[SCRIPT_KANA] = japanese ? east : 0;
  enum script other = SCRIPT_NONE;
  uint32_t all = 0;
  letters[SCRIPT_NONE] = 0;
  for (enum script script = 0; script < SCRIPT_COUNT; script++) {
    all += letters[script];
    other = script != SCRIPT_LATIN && letters[script] > letters[other] ? script : other;
  }
  if (letters[other] * 3 > all) {
    return other;
  }
  return letters[SCRIPT_LATIN] > 0 ? SCRIPT_LATIN : SCRIPT_NONE;
}

bool guess_same_language(struct str given, struct str guess) {
  return str_equal(given, guess) || (str_equal(given, STR("nb")) && str_equal(guess, STR("no")));
}

static uint32_t points_of(const struct sight *sight, size_t tongue, bool hinted) {
  uint32_t letters = sight->letters[tongue] < LETTERS_COUNT ? sight->letters[tongue] : LETTERS_COUNT;
  return sight->words[tongue] + letters + (hinted ? HINT_POINTS : 0);
}

/*
 * The language of a script with most points. One that is written in Latin needs a lead: a large one before the usual
 * language, which an article has that says nothing, and a small one before its neighbours. Elsewhere the first one
 * wins among equals.
 */
static struct str best_of(const struct sight *sight, enum script script, const struct guess_context *context) {
  size_t count;
  const struct tongue *tongues = tongue_list(&count), *best = NULL;
  uint32_t most = 0, second = 0, usual = 0;
  for (size_t i = 0; i < count; i++) {
    struct str code = str_of(tongues[i].code);
    if (tongues[i].script != script) {
      continue;
    }
    uint32_t points = points_of(sight, i, guess_same_language(context->hint, code));
    usual = guess_same_language(context->usual, code) ? points : usual;
    if (best == NULL || points > most) {
      second = most;
      most = points;
      best = &tongues[i];
    } else if (points > second) {
      second = points;
    }
  }
  bool ahead =
      most > second && (most >= usual + LEAD_MIN || (best != NULL && guess_same_language(context->usual, str_of(best->code))));
  return best != NULL && (ahead || script != SCRIPT_LATIN) ? str_of(best->code) : STR("");
}

struct str guess_language(const struct guesser *guesser, const struct str *texts, size_t count,
                          const struct guess_context *context) {
  struct sight sight = {.guesser = guesser};
  for (size_t i = 0; i < count; i++) {
    sight.text = texts[i];
    (void)token_walk_bytes(texts[i], see_word, &sight);
  }
  return best_of(&sight, main_script(&sight, context->hint), context);
}
