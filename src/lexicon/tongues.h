/* tongues: what the languages of the world look like at a glance. Private to lexicon. */
#ifndef MARROW_LEXICON_TONGUES_H
#define MARROW_LEXICON_TONGUES_H

#include "base/base.h"

/* How languages are written. */
enum script {
  SCRIPT_NONE, /* digits, signs, and scripts that are not known here */
  SCRIPT_LATIN,
  SCRIPT_GREEK,
  SCRIPT_CYRILLIC,
  SCRIPT_ARMENIAN,
  SCRIPT_HEBREW,
  SCRIPT_ARABIC,
  SCRIPT_DEVANAGARI,
  SCRIPT_BENGALI,
  SCRIPT_TAMIL,
  SCRIPT_THAI,
  SCRIPT_LAO,
  SCRIPT_BURMESE,
  SCRIPT_GEORGIAN,
  SCRIPT_KHMER,
  SCRIPT_HANGUL,
  SCRIPT_KANA,
  SCRIPT_HAN,
  SCRIPT_COUNT
};

/* The script of a letter. */
enum script script_of(uint32_t letter);

/*
 * A language and what gives it away: its commonest short words in small letters, separated by spaces, and
 * letters that its neighbours do not have. The first language of a script is the one its texts are in when
 * nothing else tells; in Latin, nothing is.
 */
struct tongue {
  const char *code; /* ISO 639-1 */
  enum script script;
  const char *words;
  const char *letters;
};

enum { TONGUES_MAX = 64 };

/* All languages, those of one script side by side; at most TONGUES_MAX. */
const struct tongue *tongue_list(size_t *count);

#endif
