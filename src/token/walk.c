#include "walk.h"
#include "compound.h"

/* Walking a text: its words, and beside each what several words, or parts of one, are as a term. */

enum { BESIDE_MAX = 64 }; /* terms beside one word */

struct walk {
  struct tokenizer *tokenizer; /* NULL: bytes only */
  const struct language *language;
  struct str text;
  token_visitor *visit;
  void *context;
  struct token token;
  size_t chain_end;          /* of the last compound: words before it begin none */
  uint64_t seen[BESIDE_MAX]; /* hashes of the stems at this position: each is a term once */
  size_t seen_count;
  bool stopped;
};

static void visit_token(struct walk *walk, enum token_kind kind, const struct forms *forms) {
  walk->token.kind = kind;
  walk->token.surface = forms->surface;
  walk->token.stem = forms->stem;
  walk->token.memo = forms->memo;
  walk->stopped = walk->visit != NULL && !walk->visit(walk->context, &walk->token);
}

/* Visits what stands beside the word: as many in one language as in another, whatever the stems. */
static void visit_beside(struct walk *walk, enum token_kind kind, struct str raw, const struct word *word) {
  if (walk->stopped || walk->seen_count == BESIDE_MAX) {
    return;
  }
  struct forms forms = {.surface = {NULL, 0}};
  if (walk->tokenizer != NULL) {
    forms = tokenizer_forms(walk->tokenizer, walk->language, raw, word);
    uint64_t hash = digest_hash(forms.stem);
    walk->token.again = forms.stem.len == 0;
    for (size_t i = 0; i < walk->seen_count && !walk->token.again; i++) {
      walk->token.again = walk->seen[i] == hash;
    }
    walk->seen[walk->seen_count++] = hash;
  }
  visit_token(walk, kind, &forms);
}

/* A character and the one right behind it. */
static void visit_pair(struct walk *walk, const struct word *word) {
  struct word next;
  size_t at = word->bytes.end;
  if (at < walk->text.len && (unsigned char)walk->text.ptr[at] >= 0x80 && word_next(walk->text, &at, &next) && next.solo &&
      next.bytes.begin == word->bytes.end) {
    walk->token.bytes.end = next.bytes.end;
    walk->token.words = 2;
    visit_beside(walk, TOKEN_PAIR, str_slice(walk->text, word->bytes.begin, next.bytes.end), word);
  }
}

/* Pairs of syllables of a Hangul word of three or more, because particles hang on words without a space. */
static void visit_syllables(struct walk *walk, struct str surface) {
  char copy[TOKEN_BYTES_MAX];
  struct str word = {memcpy(copy, surface.ptr, surface.len), surface.len};
  static const struct word pair = {.letters = true, .solo = true};
  for (size_t before = 0, here = 0, end = 0; here < word.len && unicode_is_hangul(utf8_next(word, &end)); here = end) {
    bool whole = before == 0 && end == word.len;
    if (here > 0 && !whole) {
      visit_beside(walk, TOKEN_PAIR, str_slice(word, before, end), &pair);
    }
    before = here;
  }
}

static void visit_parts(struct walk *walk, const struct word *word) {
  struct str raw = str_slice(walk->text, word->bytes.begin, word->bytes.end);
  struct span span;
  for (size_t at = 0; part_next(raw, &at, &span);) {
    struct str part = str_slice(raw, span.begin, span.end);
    bool digits = part.ptr[0] >= '0' && part.ptr[0] <= '9';
    visit_beside(walk, TOKEN_PART, part, &(struct word){.digits = digits});
  }
}

/* Whether a byte that can make a compound stands right before or behind a word. */
static bool has_joint(const struct walk *walk, const struct word *word) {
  struct str text = walk->text;
  if (word->bytes.begin > 0 && text.ptr[word->bytes.begin - 1] == '.') {
    return true;
  }
  switch (word->bytes.end < text.len ? (unsigned char)text.ptr[word->bytes.end] : 0) {
  case '-':
  case '.':
  case '_':
  case '+':
  case '#':
  case 0xE2:
    return true;
  default:
    return false;
  }
}

static void visit_compound(struct walk *walk, const struct word *word) {
  struct compound compound;
  if (!compound_begins(walk->text, word, &compound)) {
    return;
  }
  walk->chain_end = compound.bytes.end;
  if (compound.words > 0) {
    char bytes[COMPOUND_BYTES_MAX];
    struct str joined = compound_join(walk->text, &compound, bytes);
    walk->token.bytes = compound.bytes;
    walk->token.words = compound.words;
    visit_beside(walk, TOKEN_WHOLE, joined, &(struct word){.digits = compound.digits});
  }
}

/* Visits a word and all that stands beside it. */
static void visit_word(struct walk *walk, const struct word *word) {
  struct forms forms = {.surface = {NULL, 0}};
  walk->token.bytes = word->bytes;
  walk->token.words = 1;
  walk->token.again = false;
  if (walk->tokenizer != NULL) {
    forms = tokenizer_forms(walk->tokenizer, walk->language, str_slice(walk->text, word->bytes.begin, word->bytes.end), word);
  }
  visit_token(walk, TOKEN_WORD, &forms);
  bool joint = !word->solo && word->bytes.begin >= walk->chain_end && has_joint(walk, word);
  if (walk->tokenizer == NULL) {
    if (joint) {
      visit_compound(walk, word);
    }
    return;
  }
  if (word->plain && forms.parts == 1 && !joint) {
    return; /* most words */
  }
  walk->seen[0] = digest_hash(forms.stem);
  walk->seen_count = 1;
  if (word->solo) {
    visit_pair(walk, word);
  } else if (!word->plain && forms.surface.len > 0) {
    visit_syllables(walk, forms.surface);
  }
  if (forms.parts > 1) {
    visit_parts(walk, word);
  }
  if (joint) {
    visit_compound(walk, word);
  }
}

static uint32_t walk_from(struct walk *walk, size_t at) {
  struct word word;
  for (; !walk->stopped && word_next(walk->text, &at, &word); walk->token.position++) {
    visit_word(walk, &word);
  }
  return walk->token.position;
}

uint32_t token_walk(struct tokenizer *tokenizer, const struct language *language, struct str text, token_visitor *visit,
                    void *context) {
  return walk_from(&(struct walk){.tokenizer = tokenizer, .language = language, .text = text, .visit = visit, .context = context},
                   0);
}

uint32_t token_walk_bytes(struct str text, token_visitor *visit, void *context) {
  return walk_from(&(struct walk){.text = text, .visit = visit, .context = context}, 0);
}

/* The first hole that ends behind a byte. */
static size_t first_hole(const struct token_text *text, uint32_t at) {
  size_t low = 0, high = text->hole_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (text->holes[middle].end <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t token_walk_around(struct tokenizer *tokenizer, const struct language *language, const struct token_text *text,
                           token_visitor *visit, void *context) {
  struct walk walk = {.tokenizer = tokenizer, .language = language, .visit = visit, .context = context};
  uint32_t at = text->part.begin;
  for (size_t hole = first_hole(text, at); at < text->part.end && !walk.stopped; hole++) {
    bool last = hole >= text->hole_count || text->holes[hole].begin >= text->part.end;
    walk.text = str_slice(text->whole, 0, last ? text->part.end : text->holes[hole].begin);
    (void)walk_from(&walk, at);
    at = last ? text->part.end : text->holes[hole].end;
  }
  return walk.token.position;
}

/* What of a line's making every token needs. */
struct line {
  struct buf *text;
  token_visitor *visit;
  void *context;
};

/* Writes a mark (unless NUL), a form and a space; answers where they end. */
static char *write_term(char *to, char mark, struct str form) {
  if (mark != '\0') {
    *to++ = mark;
  }
  memcpy(to, form.ptr, form.len);
  to[form.len] = ' ';
  return to + form.len + 1;
}

static void write_token(struct buf *text, const struct token *token) {
  char *end = buf_reserve(text, token->surface.len + token->stem.len + 5);
  if (end != NULL) {
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_WHOLE) {
      end = write_term(end, token->kind == TOKEN_WHOLE ? '+' : '\0', token->surface);
    }
    end = write_term(end, token->kind == TOKEN_PART ? '~' : '=', token->stem);
    *end = '\0';
    text->len = (size_t)(end - text->ptr);
  }
}

static bool add_to_line(void *context, const struct token *token) {
  struct line *line = context;
  if (token->again) {
    return true;
  }
  if (token->surface.len == 0) {
    /* A word of nothing but marks: it keeps its position under a term that nobody can type. */
    if (token->kind != TOKEN_WORD) {
      return true;
    }
    if (line->text != NULL) {
      buf_add(line->text, STR("| "));
    }
    return line->visit == NULL || line->visit(line->context, token);
  }
  if (line->text != NULL) {
    write_token(line->text, token);
  }
  return line->visit == NULL || line->visit(line->context, token);
}

uint32_t token_line(struct tokenizer *tokenizer, const struct language *language, struct str text, struct buf *line,
                    token_visitor *visit, void *context) {
  return token_walk(tokenizer, language, text, add_to_line, &(struct line){line, visit, context});
}

uint32_t token_line_around(struct tokenizer *tokenizer, const struct language *language, const struct token_text *text,
                           struct buf *line, token_visitor *visit, void *context) {
  return token_walk_around(tokenizer, language, text, add_to_line, &(struct line){line, visit, context});
}
