#include "english.h"

/* What one says for the other. */
struct spelling {
  const char *british, *american;
};

/*
 * Wherever they stand: what Greek and Latin left, and the words in -our with all that is made of them. In order of their
 * first letters: every letter of every word is looked at.
 */
static const struct spelling anywhere[] = {
    {"aem", "em"},
    {"aesthe", "esthe"},
    {"aetiol", "etiol"},
    {"archaeo", "archeo"},
    {"amoeb", "ameb"},
    {"armour", "armor"},
    {"behaviour", "behavior"},
    {"caec", "cec"},
    {"coelia", "celia"},
    {"candour", "candor"},
    {"clamour", "clamor"},
    {"colour", "color"},
    {"defence", "defense"},
    {"endeavour", "endeavor"},
    {"faec", "fec"},
    {"foet", "fet"},
    {"favour", "favor"},
    {"fervour", "fervor"},
    {"flavour", "flavor"},
    {"gynaec", "gynec"},
    {"homoeo", "homeo"},
    {"harbour", "harbor"},
    {"honour", "honor"},
    {"humour", "humor"},
    {"isation", "ization"},
    {"leuco", "leuko"},
    {"labour", "labor"},
    {"mediaev", "mediev"},
    {"manoeuv", "maneuv"},
    {"neighbour", "neighbor"},
    {"oestr", "estr"},
    {"oesoph", "esoph"},
    {"oedem", "edem"},
    {"odour", "odor"},
    {"offence", "offense"},
    {"paed", "ped"},
    {"palaeo", "paleo"},
    {"pnoe", "pne"},
    {"parlour", "parlor"},
    {"rrhoe", "rrhe"},
    {"rigour", "rigor"},
    {"rumour", "rumor"},
    {"sulph", "sulf"},
    {"savour", "savor"},
    {"splendour", "splendor"},
    {"tumour", "tumor"},
    {"vapour", "vapor"},
    {"vigour", "vigor"},
};

/* Where those of each letter begin, from a to z, and where all end. */
static const uint8_t letter_begins[] = {0,  6,  7,  12, 13, 14, 19, 20, 24, 25, 25, 25, 27, 29,
                                        30, 35, 39, 39, 42, 45, 46, 46, 48, 48, 48, 48, 48};

/* Where a word begins with them. */
static const struct spelling beginnings[] = {
    {"practis", "practic"},    {"sceptic", "skeptic"}, {"plough", "plow"},        {"artefact", "artifact"},
    {"aluminium", "aluminum"}, {"ageing", "aging"},    {"judgement", "judgment"}, {"licence", "license"},
};

/* Where a word ends with them; an s may follow. */
static const struct spelling endings[] = {
    {"ntre", "nter"},   {"litre", "liter"},     {"metre", "meter"}, {"theatre", "theater"},   {"goitre", "goiter"},
    {"fibre", "fiber"}, {"calibre", "caliber"}, {"alogue", "alog"}, {"programme", "program"}, {"grey", "gray"},
};

/* Verbs in -ise that never have a z, or have nouns (precision) that must stay near them. */
static const char *const never_z[] = {"advertis", "chastis",  "circumcis", "compris", "compromis",  "concis",   "enterpris",
                                      "exercis",  "expertis", "franchis",  "likewis", "merchandis", "otherwis", "paradis",
                                      "precis",   "premis",   "promis",    "repris",  "surpris",    "treatis"};

static bool is_vowel(char letter) {
  return strchr("aeiouy", letter) != NULL;
}

/* Where the s of -ise or -yse stands that an American writes z: before e, ed, es, er, ers or ing. 0: nowhere. */
static size_t find_z(struct str word) {
  static const struct str behind[] = {{"e", 1}, {"ed", 2}, {"es", 2}, {"er", 2}, {"ers", 3}, {"ing", 3}};
  size_t at = 0;
  for (size_t i = 0; i < COUNT_OF(behind); i++) {
    size_t s = word.len - behind[i].len - 1;
    if (word.len > behind[i].len + 5 && str_ends_with(word, behind[i]) && word.ptr[s] == 's') {
      at = s;
    }
  }
  if (at == 0) {
    return 0;
  }
  if (word.ptr[at - 1] == 'y') { /* analyses are also several of one analysis */
    return word.ptr[at - 2] == 'l' && !str_ends_with(word, STR("ses")) ? at : 0;
  }
  bool verb = word.ptr[at - 1] == 'i' && !is_vowel(word.ptr[at - 2]) && word.ptr[at - 2] != 'v' && at >= 5;
  for (size_t i = 0; verb && i < COUNT_OF(never_z); i++) {
    verb = !str_starts_with(word, str_of(never_z[i]));
  }
  return verb ? at : 0;
}

/* The spelling of a list that a place of a word begins with: all have two letters or more. */
static const struct spelling *find_spelling(struct str rest, const struct spelling *list, size_t count) {
  for (size_t i = 0; i < count && rest.len > 1; i++) {
    const char *british = list[i].british;
    if (british[0] == rest.ptr[0] && british[1] == rest.ptr[1] && str_starts_with(rest, str_of(british))) {
      return &list[i];
    }
  }
  return NULL;
}

/* The ending of a word that is spelt in another way; *behind is what follows it. */
static const struct spelling *find_ending(struct str word, struct str *behind) {
  bool plural = str_ends_with(word, STR("s"));
  struct str bare = str_slice(word, 0, word.len - plural);
  *behind = str_slice(word, bare.len, word.len);
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    if (str_ends_with(bare, str_of(endings[i].british))) {
      return &endings[i];
    }
  }
  return NULL;
}

/* The spelling that a place of a word begins with, wherever that is. */
static const struct spelling *find_anywhere(struct str rest) {
  unsigned letter = (unsigned)(rest.ptr[0] - 'a');
  return letter < COUNT_OF(letter_begins) - 1
             ? find_spelling(rest, anywhere + letter_begins[letter], letter_begins[letter + 1] - letter_begins[letter])
             : NULL;
}

void english_spell(struct str lower, struct buf *out) {
  struct str behind;
  const struct spelling *ending = find_ending(lower, &behind);
  size_t z = find_z(lower), end = ending == NULL ? lower.len : lower.len - behind.len - strlen(ending->british);
  for (size_t at = 0; at < end;) {
    struct str rest = str_slice(lower, at, lower.len);
    const struct spelling *found = at == 0 ? find_spelling(rest, beginnings, COUNT_OF(beginnings)) : NULL;
    found = found != NULL ? found : find_anywhere(rest);
    if (found != NULL && at + strlen(found->british) <= end) {
      buf_add(out, str_of(found->american));
      at += strlen(found->british);
    } else {
      buf_byte(out, z > 0 && at == z ? 'z' : lower.ptr[at]);
      at++;
    }
  }
  if (ending != NULL) {
    buf_add(out, str_of(ending->american));
    buf_add(out, behind);
  }
}

struct str english_stem(struct str stem) {
  size_t syllables = 0;
  for (size_t i = 0; i < stem.len; i++) {
    syllables += is_vowel(stem.ptr[i]) && (i == 0 || !is_vowel(stem.ptr[i - 1]));
  }
  return syllables > 1 && str_ends_with(stem, STR("ll")) ? str_slice(stem, 0, stem.len - 1) : stem;
}

bool greek_spell(struct str folded, struct buf *out) {
  enum { ALPHA = 0x3b1, MY = 0x3bc, OMEGA = 0x3c9 };
  static const char *const names[OMEGA - ALPHA + 1] = {
      "alpha", "beta",    "gamma", "delta", "epsilon", "zeta",  "eta", "theta",   "iota", "kappa", "lambda", NULL,   "nu",
      "xi",    "omicron", "pi",    "rho",   "sigma",   "sigma", "tau", "upsilon", "phi",  "chi",   "psi",    "omega"};
  size_t greek = 0, others = 0;
  for (size_t at = 0; at < folded.len;) {
    uint32_t character = utf8_next(folded, &at);
    bool letter = character >= ALPHA && character <= OMEGA;
    if (character == MY) {
      return false;
    }
    greek += letter;
    others += !letter;
  }
  if (greek == 0 || (others == 0 && greek > 1)) {
    return false;
  }
  for (size_t at = 0, begin = 0; at < folded.len; begin = at) {
    uint32_t character = utf8_next(folded, &at);
    bool letter = character >= ALPHA && character <= OMEGA;
    buf_add(out, letter ? str_of(names[character - ALPHA]) : str_slice(folded, begin, at));
  }
  return true;
}
