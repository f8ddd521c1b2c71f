#include "split.h"

/* A half needs more letters than most endings have; a longer word than that is no word. */
enum { HALF_BYTES_MIN = 4, WORD_BYTES_MAX = 64 };

/* The term for the stem of a half. */
static bool take_stem(void *context, const struct token *token) {
  struct buf *term = context;
  buf_byte(term, '=');
  buf_add(term, token->stem);
  return false;
}

static bool count_match(void *context, const struct match *match) {
  (void)match;
  ++*(uint64_t *)context;
  return true;
}

/* A word being divided. */
struct dividing {
  struct store *store;
  struct tokenizer *tokenizer;
  const struct language *language;
  struct buf term, filter;
  struct error *err;
};

/*
 * How many articles in that language have a half: kneeinjection is no German word, though articles have both parts. The
 * stemmer takes off what links a half to the other: Zahlungs, Tabellen.
 */
static bool count_articles(struct dividing *dividing, struct str half, uint64_t *articles) {
  buf_clear(&dividing->term);
  (void)token_walk(dividing->tokenizer, dividing->language, half, take_stem, &dividing->term);
  const struct word words[] = {{.term = buf_str(&dividing->term), .role = WORD_OF_CLAUSE},
                               {.term = buf_str(&dividing->filter), .role = WORD_FILTER}};
  *articles = 0;
  return store_match(dividing->store, &(struct wanted){.phrases = COUNT_OF(words), .words = words, .all = true}, count_match,
                     articles, dividing->err);
}

static bool divide(struct dividing *dividing, struct str word, struct split *split) {
  uint64_t most = 1;
  for (size_t at = HALF_BYTES_MIN; at + HALF_BYTES_MIN <= word.len; at++) {
    if (((unsigned char)word.ptr[at] & 0xC0) == 0x80) {
      continue; /* within a character */
    }
    struct str head = str_slice(word, 0, at), tail = str_slice(word, at, word.len);
    uint64_t with_tail, with_head = 0;
    if (!count_articles(dividing, tail, &with_tail) || (with_tail > most && !count_articles(dividing, head, &with_head))) {
      return false;
    }
    uint64_t rarer = with_head < with_tail ? with_head : with_tail;
    if (rarer > most) {
      most = rarer;
      *split = (struct split){head, tail};
    }
  }
  return true;
}

bool split_word(struct store *store, struct tokenizer *tokenizer, const struct language *language, struct str word,
                struct split *split, struct error *err) {
  *split = (struct split){{"", 0}, {"", 0}};
  bool german = language != NULL && strcmp(language->code, "de") == 0;
  if (!german || word.len < 2 * (size_t)HALF_BYTES_MIN || word.len > WORD_BYTES_MAX) {
    return true;
  }
  struct dividing dividing = {.store = store, .tokenizer = tokenizer, .language = language, .err = err};
  buf_init(&dividing.term, 4 * TOKEN_BYTES_MAX);
  buf_init(&dividing.filter, 4 * TOKEN_BYTES_MAX);
  store_lang_term(STR("de"), &dividing.filter);
  bool done = divide(&dividing, word, split);
  buf_free(&dividing.term);
  buf_free(&dividing.filter);
  return done;
}
