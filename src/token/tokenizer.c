#include "compound.h"
#include "english.h"
#include "forms.h"
#include "token/token.h"
#include "walk.h"

#include <libstemmer.h>
#include <stdlib.h>

/* Few words, as of one query, touch little memory; a table that is half full gets larger until it has the most slots. */
enum {
  CACHE_SLOTS_FIRST = 1 << 9,
  CACHE_SLOTS_MOST = 1 << 15,
  CACHE_GROWTH = 8,
  SLOT_BYTES = 48,
  LANGUAGES_MAX = 64,
  RAW_BYTES_MAX = 4 * TOKEN_BYTES_MAX, /* what is folded of a longer word */
};

/* A word of running text and its forms. Texts change words often and languages hardly ever. */
struct slot {
  uint32_t hash;
  uint8_t language; /* 1 + index, 0 for none; with raw == 0 the slot is empty */
  uint8_t raw, surface, stem;
  uint8_t parts;          /* how many the word has */
  uint32_t memo[2];       /* the caller's */
  char bytes[SLOT_BYTES]; /* the word, its surface, its stem, one behind the other */
};

struct tokenizer {
  struct slot *cache;
  size_t slots, used;                         /* of the cache */
  struct sb_stemmer *stemmers[LANGUAGES_MAX]; /* made when first asked for */
  bool tried[LANGUAGES_MAX];
  const struct word_forms *owner; /* the owner's word forms; may be NULL */
  uint64_t owner_identity;
  struct form_table *tables[LANGUAGES_MAX]; /* the same by language, made when first asked for */
  bool made[LANGUAGES_MAX];
  struct buf lower, surface, stem, folded;
  uint32_t no_memo[2]; /* of words that are not remembered */
};

struct tokenizer *tokenizer_new(void) {
  struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
  struct slot *cache = calloc(CACHE_SLOTS_FIRST, sizeof *cache);
  if (tokenizer == NULL || cache == NULL) {
    free(tokenizer);
    free(cache);
    return NULL;
  }
  tokenizer->cache = cache;
  tokenizer->slots = CACHE_SLOTS_FIRST;
  buf_init(&tokenizer->lower, 1 << 16);
  buf_init(&tokenizer->surface, 1 << 16);
  buf_init(&tokenizer->stem, 1 << 16);
  buf_init(&tokenizer->folded, 1 << 16);
  return tokenizer;
}

/* Forgets the tables of the owner's forms. */
static void drop_tables(struct tokenizer *tokenizer) {
  for (size_t i = 0; i < LANGUAGES_MAX; i++) {
    form_table_free(tokenizer->tables[i]);
    tokenizer->tables[i] = NULL;
    tokenizer->made[i] = false;
  }
}

void tokenizer_use(struct tokenizer *tokenizer, const struct word_forms *forms) {
  /* Another list with the same content may stand where a closed one stood: contents are compared. */
  tokenizer->owner = forms;
  if (tokenizer->owner_identity != word_forms_identity(forms)) {
    tokenizer->owner_identity = word_forms_identity(forms);
    drop_tables(tokenizer);
    memset(tokenizer->cache, 0, tokenizer->slots * sizeof *tokenizer->cache);
    tokenizer->used = 0;
  }
}

void tokenizer_free(struct tokenizer *tokenizer) {
  if (tokenizer == NULL) {
    return;
  }
  drop_tables(tokenizer);
  for (size_t i = 0; i < LANGUAGES_MAX; i++) {
    sb_stemmer_delete(tokenizer->stemmers[i]);
  }
  buf_free(&tokenizer->lower);
  buf_free(&tokenizer->surface);
  buf_free(&tokenizer->stem);
  buf_free(&tokenizer->folded);
  free(tokenizer->cache);
  free(tokenizer);
}

/* 1 + its place in the list; 0 for no language. */
static uint8_t language_number(const struct language *language) {
  size_t count;
  return language == NULL ? 0 : (uint8_t)(1 + (language - language_list(&count)));
}

static struct sb_stemmer *stemmer_for(struct tokenizer *tokenizer, const struct language *language) {
  uint8_t number = language_number(language);
  if (number == 0 || number >= LANGUAGES_MAX) {
    return NULL;
  }
  if (!tokenizer->tried[number]) {
    tokenizer->tried[number] = true;
    tokenizer->stemmers[number] = sb_stemmer_new(language->algorithm, "UTF_8");
  }
  return tokenizer->stemmers[number];
}

/* Cuts a form to the limit at the end of a character. */
static struct str limited(struct str form) {
  if (form.len <= TOKEN_BYTES_MAX) {
    return form;
  }
  size_t end = TOKEN_BYTES_MAX;
  while (end > 0 && ((unsigned char)form.ptr[end] & 0xC0) == 0x80) {
    end--;
  }
  return (struct str){form.ptr, end};
}

static bool is_ascii(struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    if ((unsigned char)text.ptr[i] >= 0x80) {
      return false;
    }
  }
  return true;
}

/* Appends without the apostrophes inside English words and the spaces that some ligatures fold to: a term has neither. */
static void add_word_bytes(struct buf *out, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] != '\'' && text.ptr[i] != ' ') {
      buf_byte(out, text.ptr[i]);
    }
  }
}

/* Appends the folded form of a word. */
static void fold_word(struct tokenizer *tokenizer, struct str word, struct buf *out) {
  buf_clear(&tokenizer->folded);
  unicode_fold(word, &tokenizer->folded);
  add_word_bytes(out, buf_str(&tokenizer->folded));
}

/* German ae, oe, ue as the umlauts they stand for where no umlaut can be typed; not in "neue" or "Quelle". */
static struct str with_umlauts(struct tokenizer *tokenizer, struct str lower) {
  struct buf *out = &tokenizer->folded;
  buf_clear(out);
  for (size_t i = 0; i < lower.len; i++) {
    char vowel = lower.ptr[i], before = i > 0 ? lower.ptr[i - 1] : ' ';
    bool pair = i + 1 < lower.len && lower.ptr[i + 1] == 'e' && (vowel == 'a' || vowel == 'o' || vowel == 'u');
    if (pair && strchr("aeiouq", before) == NULL) {
      buf_add(out, vowel == 'a' ? STR("ä") : vowel == 'o' ? STR("ö") : STR("ü"));
      i++;
    } else {
      buf_byte(out, vowel);
    }
  }
  return buf_str(out);
}

/* Snowball leaves the French plurals in -oux and -eux as they are: genoux, cheveux. */
static struct str without_plural(struct str stem) {
  bool plural = stem.len >= strlen("choux") && (str_ends_with(stem, STR("oux")) || str_ends_with(stem, STR("eux")));
  return str_slice(stem, 0, stem.len - plural);
}

static bool is_language(const struct language *language, const char *code) {
  return language != NULL && strcmp(language->code, code) == 0;
}

/* Capitals of Turkish that other languages read otherwise in small letters: I is ı, and İ is i. */
static struct str with_turkish_i(struct tokenizer *tokenizer, struct str raw) {
  buf_clear(&tokenizer->folded);
  for (size_t i = 0; i < raw.len; i++) {
    bool dotted = str_starts_with(str_slice(raw, i, raw.len), STR("İ"));
    i += dotted;
    buf_add(&tokenizer->folded, dotted ? STR("i") : raw.ptr[i] == 'I' ? STR("ı") : str_slice(raw, i, i + 1));
  }
  return buf_str(&tokenizer->folded);
}

/* A lower-case word in the spelling that is stemmed. */
static struct str spelt(struct tokenizer *tokenizer, const struct language *language, struct str lower) {
  if (is_language(language, "de")) {
    return with_umlauts(tokenizer, lower);
  }
  if (is_language(language, "en") && is_ascii(lower)) {
    buf_clear(&tokenizer->folded);
    english_spell(lower, &tokenizer->folded);
    return buf_str(&tokenizer->folded);
  }
  return lower;
}

/* The stem of a lower-case word with its accents, folded, in tokenizer->stem. */
static struct str stem_lower(struct tokenizer *tokenizer, const struct language *language, struct str lower) {
  struct sb_stemmer *stemmer = stemmer_for(tokenizer, language);
  buf_clear(&tokenizer->stem);
  lower = spelt(tokenizer, language, lower);
  struct str stem = lower;
  if (stemmer != NULL) {
    const sb_symbol *symbols = sb_stemmer_stem(stemmer, (const sb_symbol *)lower.ptr, (int)lower.len);
    if (symbols != NULL && sb_stemmer_length(stemmer) > 0) {
      stem = (struct str){(const char *)symbols, (size_t)sb_stemmer_length(stemmer)};
    }
  }
  stem = is_language(language, "fr") ? without_plural(stem) : stem;
  if (is_ascii(stem)) {
    add_word_bytes(&tokenizer->stem, is_language(language, "en") ? english_stem(stem) : stem);
  } else {
    fold_word(tokenizer, stem, &tokenizer->stem);
  }
  return limited(buf_str(&tokenizer->stem));
}

/* Lower case with accents and plain apostrophes, in tokenizer->lower. */
static struct str lower_word(struct tokenizer *tokenizer, struct str raw, const struct word *word) {
  buf_clear(&tokenizer->lower);
  if (!word->plain && !is_ascii(raw)) {
    size_t quote = word->apostrophe ? str_find(raw, '\xe2', 0) : raw.len;
    if (quote < raw.len && word_apostrophe(raw, quote) == 3) {
      unicode_lower(str_slice(raw, 0, quote), &tokenizer->lower);
      buf_byte(&tokenizer->lower, '\'');
      raw = str_slice(raw, quote + 3, raw.len);
    }
    unicode_lower(raw, &tokenizer->lower);
    return buf_str(&tokenizer->lower);
  }
  for (size_t i = 0; i < raw.len; i++) {
    char byte = raw.ptr[i];
    buf_byte(&tokenizer->lower, byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte);
  }
  return buf_str(&tokenizer->lower);
}

/* The stem of a word with Greek letters in it, by their names; they are names and codes, and not stemmed. */
static struct str with_greek(struct tokenizer *tokenizer, struct forms forms) {
  buf_clear(&tokenizer->folded);
  if (!greek_spell(forms.surface, &tokenizer->folded)) {
    return forms.stem;
  }
  buf_clear(&tokenizer->stem);
  buf_add(&tokenizer->stem, buf_str(&tokenizer->folded));
  return limited(buf_str(&tokenizer->stem));
}

/* The forms by the language's rules alone. */
static struct forms make_forms(struct tokenizer *tokenizer, const struct language *language, struct str raw,
                               const struct word *word) {
  struct str whole = str_slice(raw, 0, RAW_BYTES_MAX);
  struct str lower = lower_word(tokenizer, is_language(language, "tr") ? with_turkish_i(tokenizer, whole) : whole, word);
  buf_clear(&tokenizer->surface);
  if (!word->solo && !is_ascii(lower)) {
    fold_word(tokenizer, lower, &tokenizer->surface);
  } else {
    /* The marks of scripts without spaces are no accents: they make other letters. */
    add_word_bytes(&tokenizer->surface, lower);
  }
  struct forms forms = {.surface = limited(buf_str(&tokenizer->surface))};
  forms.stem = word->digits || word->solo ? forms.surface : stem_lower(tokenizer, language, lower);
  if (!word->plain && !is_ascii(forms.surface) && !is_language(language, "el")) {
    forms.stem = with_greek(tokenizer, forms);
  }
  forms.parts = word->apostrophe ? 1 : part_count(raw);
  return forms;
}

/* What the tables are made with: a tokenizer and the language at hand. */
struct rules {
  struct tokenizer *tokenizer;
  const struct language *language;
};

static void read_by_rules(void *context, struct str raw, struct str *surface, struct str *stem) {
  const struct rules *rules = context;
  struct word word;
  size_t at = 0;
  (void)word_next(raw, &at, &word);
  struct forms forms = make_forms(rules->tokenizer, rules->language, raw, &word);
  *surface = forms.surface;
  *stem = forms.stem;
}

static const struct form_table *table_for(struct tokenizer *tokenizer, const struct language *language) {
  uint8_t number = language_number(language);
  if (tokenizer->owner == NULL || number >= LANGUAGES_MAX) {
    return NULL;
  }
  if (!tokenizer->made[number]) {
    tokenizer->made[number] = true;
    tokenizer->tables[number] = form_table_new(tokenizer->owner, language, read_by_rules, &(struct rules){tokenizer, language});
  }
  return tokenizer->tables[number];
}

/* The forms with the owner's say in them. */
static struct forms make_owned_forms(struct tokenizer *tokenizer, const struct language *language, struct str raw,
                                     const struct word *word) {
  const struct form_table *table = table_for(tokenizer, language);
  struct forms forms = make_forms(tokenizer, language, raw, word);
  if (table != NULL) {
    struct str stem = form_is_exception(table, forms.surface) ? forms.surface : forms.stem;
    forms.stem = form_family_stem(table, forms.surface, stem);
  }
  return forms;
}

static struct forms read_slot(struct slot *slot) {
  const char *surface = slot->bytes + slot->raw;
  return (struct forms){{surface, slot->surface}, {surface + slot->surface, slot->stem}, slot->parts, slot->memo};
}

/* Makes room for more words; where there is no memory, they go on to take one another's place. */
static void grow_cache(struct tokenizer *tokenizer) {
  size_t slots = tokenizer->slots * CACHE_GROWTH;
  struct slot *cache = calloc(slots, sizeof *cache);
  if (cache == NULL) {
    return;
  }
  tokenizer->used = 0;
  for (size_t i = 0; i < tokenizer->slots; i++) {
    const struct slot *from = &tokenizer->cache[i];
    if (from->raw > 0) {
      struct slot *to = &cache[digest_hash((struct str){from->bytes, from->raw}) % slots];
      tokenizer->used += to->raw == 0;
      *to = *from;
    }
  }
  free(tokenizer->cache);
  tokenizer->cache = cache;
  tokenizer->slots = slots;
}

struct forms tokenizer_forms(struct tokenizer *tokenizer, const struct language *language, struct str raw,
                             const struct word *word) {
  uint64_t whole = digest_hash(raw);
  struct slot *slot = &tokenizer->cache[whole % tokenizer->slots];
  uint32_t hash = (uint32_t)(whole >> 32);
  uint8_t number = language_number(language);
  if (slot->raw == raw.len && slot->hash == hash && slot->language == number && memcmp(slot->bytes, raw.ptr, raw.len) == 0) {
    return read_slot(slot);
  }
  struct forms forms = make_owned_forms(tokenizer, language, raw, word);
  if (raw.len + forms.surface.len + forms.stem.len > SLOT_BYTES) {
    forms.memo = memset(tokenizer->no_memo, 0, sizeof tokenizer->no_memo);
    return forms;
  }
  if (tokenizer->used > tokenizer->slots / 2 && tokenizer->slots < CACHE_SLOTS_MOST) {
    grow_cache(tokenizer);
    slot = &tokenizer->cache[whole % tokenizer->slots];
  }
  tokenizer->used += slot->raw == 0;
  slot->hash = hash;
  slot->language = number;
  slot->raw = (uint8_t)raw.len;
  slot->surface = (uint8_t)forms.surface.len;
  slot->stem = (uint8_t)forms.stem.len;
  slot->parts = (uint8_t)forms.parts;
  memset(slot->memo, 0, sizeof slot->memo);
  memcpy(slot->bytes, raw.ptr, raw.len);
  if (forms.surface.len > 0) {
    memcpy(slot->bytes + raw.len, forms.surface.ptr, forms.surface.len);
  }
  if (forms.stem.len > 0) {
    memcpy(slot->bytes + raw.len + forms.surface.len, forms.stem.ptr, forms.stem.len);
  }
  return read_slot(slot);
}

bool token_stemmer_fingerprint(struct tokenizer *tokenizer, char hex[TOKEN_FINGERPRINT + 1]) {
  static const char *const probes[] = {"injections",  "surgical", "running",    "gelenke",       "knorpels",
                                       "inyecciones", "rodillas", "cartilages", "articulations", "bones",
                                       "generously",  "uitgaven", "hanterade"};
  struct digest *digest = digest_new();
  if (digest == NULL) {
    return false;
  }
  size_t count;
  const struct language *list = language_list(&count);
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < COUNT_OF(probes); k++) {
      digest_add(digest, stem_lower(tokenizer, &list[i], str_of(probes[k])));
    }
  }
  char whole[DIGEST_HEX + 1];
  digest_hex(digest, whole);
  memcpy(hex, whole, TOKEN_FINGERPRINT);
  hex[TOKEN_FINGERPRINT] = '\0';
  digest_free(digest);
  return true;
}
