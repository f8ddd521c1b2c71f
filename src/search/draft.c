#include "draft.h"
#include "begun.h"
#include "forms.h"
#include "instead.h"
#include "split.h"
#include "weights.h"

#include <math.h>

void draft_wanted(struct draft *draft, struct str term, enum word_role role, struct phrase_size size) {
  struct plan *plan = draft->plan;
  size_t count = plan->wanted.phrases;
  struct arena *arena = draft->planner->arena;
  struct word *words = arena_grow(arena, draft->words, count, &draft->word_capacity, sizeof *words);
  struct phrase_size *sizes = arena_grow(arena, plan->sizes, count, &draft->size_capacity, sizeof *sizes);
  if (words != NULL && sizes != NULL) {
    draft->words = words;
    plan->sizes = sizes;
    draft->words[count] = (struct word){.term = term, .role = role, .clause = draft->group};
    struct str first = str_slice(term, 0, str_find(term, '"', 0)); /* of a prefix, its letters */
    bool marked = first.len > 0 && (first.ptr[0] == '=' || first.ptr[0] == '~');
    bool single = first.len > 0 && str_find(first, ' ', 0) == first.len;
    size.letters = single ? (uint32_t)first.len - marked : 0;
    plan->sizes[count] = size;
    plan->wanted.phrases++;
  }
}

struct term *draft_term(struct draft *draft, const struct term *term) {
  struct plan *plan = draft->plan;
  struct term *grown =
      arena_grow(draft->planner->arena, plan->terms, plan->term_count, &draft->term_capacity, sizeof *plan->terms);
  if (grown == NULL) {
    return NULL;
  }
  plan->terms = grown;
  plan->terms[plan->term_count] = *term;
  plan->terms[plan->term_count].first_phrase = plan->wanted.phrases;
  return &plan->terms[plan->term_count++];
}

void draft_phrase(struct draft *draft, struct term *term, struct str phrase, uint64_t articles, struct phrase_size size) {
  bool plain = term->item->kind == QUERY_WORD && term->item->field == QUERY_ANYWHERE && str_find(phrase, ' ', 0) == phrase.len;
  draft_wanted(draft, str_slice(phrase, 1, phrase.len - 1), draft->role, size);
  if (!plain && draft->words != NULL) {
    draft->words[draft->plan->wanted.phrases - 1].phrase = phrase;
  }
  buf_add(&draft->text, term->phrase_count > 0 ? STR(" OR ") : STR(""));
  buf_add(&draft->text, draft->shown && term->item->kind == QUERY_PREFIX ? STR("\"||\"") : phrase);
  term->phrase_count++;
  term->articles = articles > term->articles ? articles : term->articles;
}

bool draft_is_crowded(const struct draft *draft) {
  return draft->plan->wanted.phrases > STORE_PHRASES_MAX / 2;
}

/* What of its idf a piece keeps: pieces of one item that say the same share it. */
static double piece_share(const struct search_weights *weights, const struct pieces *pieces, size_t at) {
  double compound = weights->values[WEIGHT_COMPOUND];
  switch (pieces->list[at].kind) {
  case PIECE_PAIR:
    return pow((double)pieces->count, -weights->values[WEIGHT_PAIRS]);
  case PIECE_WHOLE:
    return pieces->count > 1 ? compound : 1;
  default:
    return pieces->wholes && pieces->count > 1 ? 1 - compound : 1;
  }
}

static double inverse_document_frequency(const struct planner *planner, uint64_t having) {
  double all = (double)store_facts(planner->store)->articles, n = (double)having;
  return pow(log(1 + (all - n + 0.5) / (n + 0.5)), planner->weights->values[WEIGHT_IDF_POWER]);
}

/*
 * Adds what a word may become that is still being typed: one phrase for all of it. FTS5, where it is asked, takes the
 * letters; cards look for it themselves (begun.h).
 */
static void add_completions(struct draft *draft, struct term *term) {
  const struct planner *planner = draft->planner;
  struct str begin = begun_text(planner, term->item);
  buf_add(&draft->text, term->phrase_count > 0 ? STR(" OR ") : STR(""));
  buf_format(&draft->text, draft->shown ? "\"||\"" : "\"%.*s\" *", STR_ARG(begin));
  term->begun = &planner->begun;
  term->begun_phrase = draft->plan->wanted.phrases;
  draft_wanted(draft, begin, draft->role, (struct phrase_size){.words = 1, .share = planner->weights->values[WEIGHT_COMPLETION]});
  draft->words[term->begun_phrase].begun = &planner->begun;
  term->phrase_count++;
  for (size_t i = 0; i < planner->begun.count; i++) {
    uint64_t articles = planner->begun.list[i].articles;
    term->articles = articles > term->articles ? articles : term->articles;
  }
}

/* A term for a piece: (a OR b). What is the `whole` of its item has the synonyms of it. */
static bool add_term(struct draft *draft, const struct readings *readings, const struct piece *piece, bool whole,
                     enum plan_mode mode) {
  struct term *term = draft_term(draft, &(struct term){.item = readings->item, .clause = readings->clause, .kind = piece->kind});
  if (term == NULL) {
    return error_memory(draft->err);
  }
  bool begun = whole && readings->item->begun && draft->planner->begun.count > 0;
  buf_byte(&draft->text, '(');
  if (!forms_add(draft, term, readings, piece, begun, mode)) {
    return false;
  }
  if (whole) {
    instead_beside(draft, term);
  }
  if (begun) {
    add_completions(draft, term);
  }
  buf_byte(&draft->text, ')');
  term->idf = inverse_document_frequency(draft->planner, term->articles);
  return true;
}

static bool read_item(struct draft *draft, const struct query_item *item, size_t clause, struct readings *readings) {
  const struct planner *planner = draft->planner;
  *readings = (struct readings){.item = item, .clause = clause, .count = 1};
  if (item->kind != QUERY_WORD || planner->language_count == 0) {
    readings->words[0] = words_read(planner->tokenizer, planner->arena, item, NULL);
  } else {
    readings->count = planner->language_count;
    for (size_t i = 0; i < readings->count; i++) {
      readings->words[i] = words_read(planner->tokenizer, planner->arena, item, planner->languages[i]);
    }
  }
  return !arena_failed(draft->planner->arena) || error_memory(draft->err);
}

/* Where no pair of an item stands in any article: its characters, wherever they stand. */
static bool add_characters(struct draft *draft, const struct readings *readings) {
  for (size_t i = 0; i < readings->words[0].count; i++) {
    struct piece character = {.kind = PIECE_PAIR, .first = {.begin = i, .end = i + 1}};
    buf_add(&draft->text, STR(" OR "));
    if (!add_term(draft, readings, &character, false, PLAN_ANY)) {
      return false;
    }
  }
  return true;
}

/* One half of a German word: a word of its own, wherever it stands. */
static bool add_half(struct draft *draft, const struct query_item *item, size_t clause, struct str half) {
  struct query_item alone = {.kind = item->kind, .field = item->field, .text = half};
  struct piece piece = {.kind = PIECE_PAIR, .first = {.end = 1}};
  struct readings readings;
  buf_add(&draft->text, STR(" OR "));
  if (!read_item(draft, &alone, clause, &readings)) {
    return false;
  }
  readings.item = item;
  if (!add_term(draft, &readings, &piece, false, PLAN_ANY)) {
    return false;
  }
  draft->plan->terms[draft->plan->term_count - 1].idf *= draft->planner->weights->values[WEIGHT_HALF];
  return true;
}

/* Adds the halves of an item that is one long German word, where fewer words than all will do. */
static bool add_halves(struct draft *draft, const struct readings *readings, enum plan_mode mode) {
  struct split split = {{"", 0}, {"", 0}};
  const struct planner *planner = draft->planner;
  for (size_t i = 0; i < readings->count && split.head.len == 0 && readings->words[0].beside_count == 0; i++) {
    if (!split_word(planner->store, planner->tokenizer, readings->words[i].language, readings->item->text, &split, draft->err)) {
      return false;
    }
  }
  if (split.head.len == 0 || draft_is_crowded(draft)) {
    return true;
  }
  draft->plan->relaxable = true;
  draft->plan->terms[draft->plan->term_count - 1].kind = PIECE_WHOLE;
  return mode != PLAN_ANY || (add_half(draft, readings->item, readings->clause, split.head) &&
                              add_half(draft, readings->item, readings->clause, split.tail));
}

/* Adds the pieces of an item, and behind a stretch of them its synonyms. *known gets how many articles have them, added up. */
static bool add_pieces(struct draft *draft, const struct readings *readings, const struct pieces *pieces, enum plan_mode mode,
                       uint64_t *known) {
  bool stretches = pieces->count > 1 && pieces->pairs && draft->role == WORD_OF_CLAUSE && readings->item->kind == QUERY_WORD;
  struct stretch stretch = {.others = NULL};
  for (size_t i = 0; i < pieces->count; i++) {
    const struct piece *piece = &pieces->list[i];
    buf_add(&draft->text, i == 0 ? STR("") : mode == PLAN_ALL ? STR(" AND ") : STR(" OR "));
    draft->group += i > 0;
    if (stretches && stretch.others == NULL) {
      stretch = instead_stretch(draft, readings->clause, &readings->words[0], pieces, i);
      buf_add(&draft->text, stretch.others != NULL ? STR("((") : STR(""));
    }
    bool whole = !stretches && (pieces->count == 1 || piece->kind == PIECE_WHOLE);
    if (!add_term(draft, readings, piece, whole, mode)) {
      return false;
    }
    struct term *term = &draft->plan->terms[draft->plan->term_count - 1];
    term->idf *= piece_share(draft->planner->weights, pieces, i);
    *known += term->articles;
    if (stretch.others != NULL && i == stretch.last) {
      if (!instead_close(draft, &readings->words[0], &stretch)) {
        return false;
      }
      *known += draft->plan->terms[draft->plan->term_count - 1].articles;
      draft->not_words = draft->not_words || mode == PLAN_ALL; /* no list of words says: all of these, or that */
      stretch.others = NULL;
    }
  }
  return true;
}

bool draft_item(struct draft *draft, const struct query_item *item, size_t clause, enum plan_mode mode, bool alone) {
  struct readings readings;
  struct pieces pieces = {0};
  bool excluded = draft->role == WORD_EXCLUDED;
  enum pieces_mode division = excluded ? PIECES_ROW : mode == PLAN_ANY ? PIECES_ALL : PIECES_PAIRS;
  if (!read_item(draft, item, clause, &readings)) {
    return false;
  }
  if (!pieces_make(draft->planner->arena, &readings.words[0], division, &pieces)) {
    return error_memory(draft->err);
  }
  draft->not_words = draft->not_words || (pieces.count > 1 && !alone && mode == PLAN_ALL);
  uint64_t known = 0;
  if (!add_pieces(draft, &readings, &pieces, mode, &known)) {
    return false;
  }
  bool divided = pieces.count > 1 || (pieces.pairs ? known == 0 : readings.words[0].count > 1);
  draft->plan->relaxable = draft->plan->relaxable || (divided && !excluded);
  if (item->kind == QUERY_WORD && readings.words[0].count == 1 && !excluded) {
    return add_halves(draft, &readings, mode);
  }
  return !pieces.pairs || mode != PLAN_ANY || known > 0 || add_characters(draft, &readings);
}
