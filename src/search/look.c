#include "look.h"
#include "prefix.h"

#include <stdlib.h>

/* More occurrences than this in one article add nothing to its card; each phrase has its share of them. */
enum { OCCURRENCES_MAX = 20000 };

static int compare_words(const void *a, const void *b) {
  const struct word_at *left = a, *right = b;
  if (left->field != right->field) {
    return left->field < right->field ? -1 : 1;
  }
  if (left->position != right->position) {
    return left->position < right->position ? -1 : 1;
  }
  return left->term < right->term ? -1 : left->term > right->term;
}

/* Spreads occurrences of phrases into words, counts them by term, and puts them in order. */
static bool take_occurrences(struct look *look, const uint32_t *term_of_phrase, const struct occurrence *occurrences,
                             size_t count) {
  struct arena *arena = look->planner->article;
  const struct plan *plan = look->plan;
  size_t words = 0;
  for (size_t i = 0; i < count; i++) {
    words += plan->sizes[occurrences[i].phrase].words;
  }
  look->words = arena_array(arena, words, sizeof *look->words);
  look->counts = arena_array(arena, plan->term_count, sizeof *look->counts);
  look->times = arena_array(arena, plan->wanted.phrases, sizeof *look->times);
  if (look->words == NULL || look->counts == NULL || look->times == NULL) {
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t term = term_of_phrase[occurrences[i].phrase];
    struct phrase_size size = plan->sizes[occurrences[i].phrase];
    look->counts[term][occurrences[i].field] += size.share;
    look->times[occurrences[i].phrase]++;
    for (uint32_t k = 0; k < size.words; k++) {
      look->words[look->word_count++] = (struct word_at){occurrences[i].field, occurrences[i].position + k, term, size.letters};
    }
  }
  if (look->word_count > 1) {
    qsort(look->words, look->word_count, sizeof *look->words, compare_words);
  }
  return true;
}

static uint32_t *map_phrases(const struct look *look) {
  uint32_t *term_of_phrase = arena_array(look->planner->article, look->plan->wanted.phrases, sizeof *term_of_phrase);
  for (size_t i = 0; term_of_phrase != NULL && i < look->plan->term_count; i++) {
    const struct term *term = &look->plan->terms[i];
    for (size_t k = 0; k < term->phrase_count; k++) {
      term_of_phrase[term->first_phrase + k] = (uint32_t)i;
    }
  }
  return term_of_phrase;
}

bool look_into(struct look *look, struct planner *planner, const struct plan *plan, uint32_t number, struct error *err) {
  struct arena *arena = planner->article;
  struct store *store = planner->store;
  struct occurrence *occurrences = NULL;
  size_t count = 0;
  *look = (struct look){.planner = planner, .plan = plan};
  arena_reset(arena);
  if (!store_article(store, number, arena, &look->article, &look->starts, err) ||
      (plan->wanted.phrases > 0 &&
       !store_occurrences(store, &plan->wanted, number, OCCURRENCES_MAX, arena, &occurrences, &count, err))) {
    return false;
  }
  if (!code_find(arena, &look->article, &look->code) || !prefix_find(look, OCCURRENCES_MAX, &occurrences, &count)) {
    return error_memory(err);
  }
  const uint32_t *term_of_phrase = map_phrases(look);
  return (term_of_phrase != NULL && take_occurrences(look, term_of_phrase, occurrences, count)) || error_memory(err);
}

bool look_has(const struct look *look, size_t term) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (look->counts[term][field] > 0) {
      return true;
    }
  }
  return false;
}
