#include "pieces.h"

static bool add_beside(struct words *words, const struct token *token) {
  struct beside *grown =
      arena_grow(words->arena, words->beside, words->beside_count, &words->beside_capacity, sizeof *words->beside);
  if (grown == NULL) {
    return false;
  }
  words->beside = grown;
  words->beside[words->beside_count++] = (struct beside){token->kind, token->position, token->position + token->words,
                                                         arena_format(words->arena, "=%.*s", STR_ARG(token->stem))};
  return true;
}

static bool add_word(void *context, const struct token *token) {
  struct words *words = context;
  if (token->kind != TOKEN_WORD) {
    return !words->stems || add_beside(words, token);
  }
  words->all_function = words->all_function && language_is_function_word(words->language, token->surface);
  struct str *terms = arena_grow(words->arena, words->terms, words->count, &words->capacity, sizeof *terms);
  struct str *surfaces = arena_grow(words->arena, words->surfaces, words->count, &words->surface_capacity, sizeof *surfaces);
  if (terms == NULL || surfaces == NULL) {
    return false;
  }
  words->terms = terms;
  words->surfaces = surfaces;
  words->surfaces[words->count] = arena_copy(words->arena, token->surface);
  struct str *term = &words->terms[words->count++];
  if (token->surface.len == 0) {
    *term = NO_TERM;
  } else {
    *term = words->stems ? arena_format(words->arena, "=%.*s", STR_ARG(token->stem)) : words->surfaces[words->count - 1];
  }
  return true;
}

struct words words_read(struct tokenizer *tokenizer, struct arena *arena, const struct query_item *item,
                        const struct language *language) {
  struct words words = {.arena = arena, .stems = item->kind == QUERY_WORD, .language = language, .all_function = true};
  (void)token_walk(tokenizer, language, item->text, add_word, &words);
  return words;
}

void range_write(const struct words *words, const struct range *range, struct buf *out) {
  for (size_t i = range->begin; i < range->end; i++) {
    struct str term = range->of == RANGE_BESIDE ? words->beside[i].term : words->terms[i];
    buf_add(out, i > range->begin ? STR(" ") : STR(""));
    buf_add(out, range->of == RANGE_PART ? STR("~") : STR(""));
    buf_add(out, str_slice(term, range->of == RANGE_PART, term.len));
  }
}

uint32_t range_width(const struct words *words, const struct range *range) {
  bool pair = range->of == RANGE_BESIDE && words->beside[range->begin].kind == TOKEN_PAIR;
  return (uint32_t)(pair ? words->beside[range->begin].end - words->beside[range->begin].begin : range->end - range->begin);
}

/* The first of what stands beside the words from `begin` on, of a kind; words->beside_count where nothing does. */
static size_t find_beside(const struct words *words, enum token_kind kind, size_t begin) {
  size_t i = 0;
  while (i < words->beside_count && (words->beside[i].kind != kind || words->beside[i].begin != begin)) {
    i++;
  }
  return i;
}

/* What is made of an item. */
struct division {
  struct arena *arena;
  const struct words *words;
  enum pieces_mode mode;
  struct pieces *pieces;
};

static bool add_piece(struct division *division, struct piece piece) {
  struct pieces *pieces = division->pieces;
  struct piece *grown = arena_grow(division->arena, pieces->list, pieces->count, &pieces->capacity, sizeof piece);
  if (grown == NULL) {
    return false;
  }
  pieces->list = grown;
  pieces->list[pieces->count++] = piece;
  pieces->pairs = pieces->pairs || piece.kind == PIECE_PAIR;
  pieces->wholes = pieces->wholes || piece.kind == PIECE_WHOLE;
  return true;
}

/* One word, or its parts in a row: dataSource, or data source. */
static bool add_one(struct division *division, size_t at) {
  const struct words *words = division->words;
  struct piece piece = {.kind = PIECE_ROW, .first = {.begin = at, .end = at + 1}};
  size_t begin = find_beside(words, TOKEN_PART, at), end = begin;
  while (end < words->beside_count && words->beside[end].kind == TOKEN_PART && words->beside[end].begin == at) {
    end++;
  }
  if (end > begin + 1) {
    piece.otherwise = (struct range){RANGE_BESIDE, begin, end};
  }
  return add_piece(division, piece);
}

/* Words in a row. */
static bool add_row(struct division *division, size_t begin, size_t end) {
  const struct words *words = division->words;
  size_t whole = find_beside(words, TOKEN_WHOLE, begin);
  bool compound = whole < words->beside_count && words->beside[whole].end == end;
  struct range row = {.begin = begin, .end = end}, joined = {RANGE_BESIDE, whole, whole + 1};
  if (division->mode != PIECES_ALL) {
    if (compound) {
      struct piece piece = {PIECE_WHOLE, joined, row, true};
      if (end == begin + 1) {
        piece.otherwise = (struct range){0}; /* C++ is not C */
      }
      return add_piece(division, piece);
    }
    return end == begin + 1 ? add_one(division, begin) : add_piece(division, (struct piece){.first = row});
  }
  for (size_t at = begin; at < end; at++) {
    whole = find_beside(words, TOKEN_WHOLE, at);
    if (!add_one(division, at) ||
        (whole < words->beside_count &&
         !add_piece(division, (struct piece){PIECE_WHOLE, {RANGE_BESIDE, whole, whole + 1}, {0}, false}))) {
      return false;
    }
  }
  return true;
}

/* Whether a word is in a pair. */
static bool is_paired(const struct words *words, size_t at) {
  return find_beside(words, TOKEN_PAIR, at) < words->beside_count ||
         (at > 0 && find_beside(words, TOKEN_PAIR, at - 1) < words->beside_count &&
          words->beside[find_beside(words, TOKEN_PAIR, at - 1)].end > at);
}

static bool add_pairs(struct division *division, size_t at) {
  const struct words *words = division->words;
  for (size_t i = find_beside(words, TOKEN_PAIR, at); i < words->beside_count && words->beside[i].begin == at; i++) {
    if (words->beside[i].kind == TOKEN_PAIR &&
        !add_piece(division, (struct piece){.kind = PIECE_PAIR, .first = {RANGE_BESIDE, i, i + 1}})) {
      return false;
    }
  }
  return true;
}

bool pieces_make(struct arena *arena, const struct words *words, enum pieces_mode mode, struct pieces *pieces) {
  struct division division = {arena, words, mode, pieces};
  *pieces = (struct pieces){0};
  if (mode == PIECES_ROW || !words->stems) {
    size_t whole = find_beside(words, TOKEN_WHOLE, 0);
    bool compound = whole < words->beside_count && words->beside[whole].end == words->count && words->count > 1;
    struct range joined = compound ? (struct range){RANGE_BESIDE, whole, whole + 1} : (struct range){0};
    return words->count == 0 || add_piece(&division, (struct piece){.first = {.end = words->count}, .otherwise = joined});
  }
  for (size_t at = 0; at < words->count;) {
    if (is_paired(words, at)) {
      if (!add_pairs(&division, at++)) {
        return false;
      }
      continue;
    }
    size_t end = at + 1;
    while (end < words->count && !is_paired(words, end)) {
      end++;
    }
    if (!add_row(&division, at, end)) {
      return false;
    }
    at = end;
  }
  return true;
}
