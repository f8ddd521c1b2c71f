#include "instead.h"
#include "weights.h"

/* The words of an item that a piece is made of. */
static struct span words_of(const struct words *words, const struct range *range) {
  if (range->of == RANGE_BESIDE) {
    return (struct span){(uint32_t)words->beside[range->begin].begin, (uint32_t)words->beside[range->end - 1].end};
  }
  return (struct span){(uint32_t)range->begin, (uint32_t)range->end};
}

struct stretch instead_stretch(const struct draft *draft, size_t clause, const struct words *words, const struct pieces *pieces,
                               size_t at) {
  struct stretch best = {.others = NULL};
  const struct others *others = draft->planner->others == NULL ? NULL : &draft->planner->others[clause];
  for (size_t i = 0; others != NULL && i < others->count; i++) {
    struct span wanted = others->list[i].at;
    size_t first = pieces->count, last = 0;
    for (size_t k = 0; k < pieces->count; k++) {
      struct span has = words_of(words, &pieces->list[k].first);
      if (has.begin < wanted.end && wanted.begin < has.end) {
        first = first < k ? first : k;
        last = k;
      }
    }
    bool longer = best.others == NULL || wanted.end - wanted.begin > best.words.end - best.words.begin;
    if (first == at && longer) {
      best = (struct stretch){first, last, wanted, others};
    }
  }
  return best;
}

static void add_other(struct draft *draft, struct term *term, const struct other *other) {
  double share = draft->planner->weights->values[WEIGHT_SYNONYM];
  draft_phrase(draft, term, other->phrase, other->articles,
               (struct phrase_size){.words = (uint32_t)other->words, .share = share, .other = other});
}

void instead_beside(struct draft *draft, struct term *term) {
  const struct others *others = draft->planner->others;
  bool plain = others != NULL && draft->role == WORD_OF_CLAUSE && term->item->kind == QUERY_WORD;
  uint64_t literal = term->articles;
  for (size_t i = 0; plain && i < others[term->clause].count && !draft_is_crowded(draft); i++) {
    add_other(draft, term, &others[term->clause].list[i]);
  }
  term->articles = literal > 0 ? literal : term->articles;
}

/*
 * The word that a stretch stands for: where it is part of a longer one, an article may have it without the characters
 * beside it, and then says no less than one that has its synonym.
 */
static bool add_word(struct draft *draft, struct term *term, const struct words *words, struct span at) {
  struct buf text;
  buf_init(&text, EXPRESSION_BYTES_MAX);
  buf_byte(&text, '"');
  range_write(words, &(struct range){.begin = at.begin, .end = at.end}, &text);
  buf_byte(&text, '"');
  struct str phrase = arena_copy(draft->planner->arena, buf_str(&text));
  bool done = !buf_failed(&text) && phrase.ptr != NULL;
  buf_free(&text);
  uint64_t articles = 0;
  if (!done || !store_document_frequency(draft->planner->store, phrase, &articles, draft->err)) {
    return done || error_memory(draft->err);
  }
  draft_phrase(draft, term, phrase, articles, (struct phrase_size){.words = at.end - at.begin, .share = 1});
  return true;
}

static bool add_phrases(struct draft *draft, struct term *term, const struct words *words, const struct stretch *stretch) {
  struct span at = stretch->words;
  if (at.end - at.begin < words->count && !add_word(draft, term, words, at)) {
    return false;
  }
  for (size_t i = 0; i < stretch->others->count && !draft_is_crowded(draft); i++) {
    const struct other *other = &stretch->others->list[i];
    if (other->at.begin == at.begin && other->at.end == at.end) {
      add_other(draft, term, other);
    }
  }
  return true;
}

/* What was typed of an item, from one word to another. */
static struct str text_of(struct arena *arena, const struct words *words, struct span at) {
  struct str text = STR("");
  for (size_t i = at.begin; i < at.end; i++) {
    text = arena_format(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(words->surfaces[i]));
  }
  return text;
}

bool instead_close(struct draft *draft, const struct words *words, const struct stretch *stretch) {
  struct plan *plan = draft->plan;
  size_t pieces = stretch->last - stretch->first + 1;
  struct term pattern = plan->terms[plan->term_count - 1];
  struct term *term = draft_term(draft, &(struct term){.item = pattern.item, .clause = pattern.clause, .kind = PIECE_OTHER});
  if (term == NULL) {
    return error_memory(draft->err);
  }
  term->replaces = pieces;
  term->stretch = text_of(draft->planner->arena, words, stretch->words);
  plan->synonym_terms++;
  for (const struct term *piece = term - pieces; piece < term; piece++) {
    term->idf += piece->idf; /* with the lesser share of a synonym no more than the pieces */
  }
  draft->group++;
  buf_add(&draft->text, STR(") OR ("));
  if (!add_phrases(draft, term, words, stretch)) {
    return false;
  }
  buf_add(&draft->text, STR("))"));
  return true;
}
