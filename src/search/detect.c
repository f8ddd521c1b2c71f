#include "detect.h"
#include "weights.h"

#include <math.h>

/* One word is no witness: abbreviations and names are of all languages. */
enum { CANDIDATES_MAX = 64, WITNESSES_MIN = 2 };

/* A language and how well the query fits it: the logarithm of a likelihood. */
struct candidate {
  const struct language *language;
  double articles, fit;
};

/* The words of a query, weighed in all languages of the index. */
struct weighing {
  struct planner *planner;
  struct candidate candidates[CANDIDATES_MAX];
  size_t count;
  size_t known; /* words that articles have */
  bool failed;
  struct error *err;
};

/* How many articles of a language have a word. */
static double articles_with(const struct word_stem *stems, size_t count, const struct language *language) {
  double articles = 0;
  for (size_t i = 0; i < count; i++) {
    articles += stems[i].language == language ? stems[i].articles : 0;
  }
  return articles;
}

static bool weigh_word(void *context, const struct token *token) {
  struct weighing *weighing = context;
  struct word_stem *stems;
  double unseen = weighing->planner->weights->values[WEIGHT_UNSEEN_WORD];
  size_t count;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  if (!store_word_stems(weighing->planner->store, token->surface, weighing->planner->arena, &stems, &count, weighing->err)) {
    weighing->failed = true;
    return false;
  }
  for (size_t i = 0; i < weighing->count && count > 0; i++) {
    struct candidate *candidate = &weighing->candidates[i];
    double having = articles_with(stems, count, candidate->language) + unseen;
    candidate->fit += log(having / (candidate->articles + 2 * unseen));
  }
  weighing->known += count > 0;
  return true;
}

/* The languages of the index, with the articles in each. */
static bool list_candidates(struct weighing *weighing) {
  struct planner *planner = weighing->planner;
  size_t count;
  const struct language *const *all = store_languages(planner->store, &count);
  count = count < CANDIDATES_MAX ? count : CANDIDATES_MAX;
  for (weighing->count = 0; weighing->count < count; weighing->count++) {
    struct candidate *candidate = &weighing->candidates[weighing->count];
    *candidate = (struct candidate){.language = all[weighing->count]};
    candidate->articles = (double)store_language_articles(planner->store, weighing->count);
  }
  return count > 1;
}

static bool weigh_query(struct weighing *weighing) {
  const struct planner *planner = weighing->planner;
  for (size_t i = 0; i < planner->query->clause_count && !weighing->failed; i++) {
    for (size_t k = 0; k < planner->query->clauses[i].item_count && !weighing->failed; k++) {
      (void)token_walk(planner->tokenizer, NULL, planner->query->clauses[i].items[k].text, weigh_word, weighing);
    }
  }
  return !weighing->failed;
}

/* Moves the likeliest of the candidates from `first` on to the front of these; the earlier one among equals. */
static void bring_best(struct candidate *candidates, size_t first, size_t count) {
  size_t best = first;
  for (size_t i = first + 1; i < count; i++) {
    best = candidates[i].fit > candidates[best].fit ? i : best;
  }
  struct candidate kept = candidates[best];
  memmove(candidates + first + 1, candidates + first, (best - first) * sizeof *candidates);
  candidates[first] = kept;
}

/* How likely a language is where the index is all that one knows: small ones are seldom asked in. */
static double likelihood(const struct candidate *candidate) {
  return candidate->fit + log(candidate->articles + 1);
}

/* Notes the languages that the query is most probably not in. Articles in these are found, but come later. */
static bool note_foreign(const struct weighing *weighing, struct error *err) {
  struct planner *planner = weighing->planner;
  size_t count, place = 0;
  const struct store_facet *facets = store_facets(planner->store, &count);
  while (!str_equal(facets[place].name, STR("lang"))) {
    place++; /* it is always there */
  }
  const struct store_facet *langs = &facets[place];
  bool *foreign = arena_array(planner->arena, langs->value_count, sizeof *foreign);
  double best = likelihood(&weighing->candidates[0]);
  for (size_t i = 1; i < weighing->count; i++) {
    best = likelihood(&weighing->candidates[i]) > best ? likelihood(&weighing->candidates[i]) : best;
  }
  for (uint32_t i = 0; foreign != NULL && i < langs->value_count; i++) {
    const struct language *language = language_find(langs->folded[i]);
    for (size_t k = 0; k < weighing->count; k++) {
      const struct candidate *candidate = &weighing->candidates[k];
      bool unlikely = likelihood(candidate) < best - log(planner->weights->values[WEIGHT_LANGUAGE_ODDS]);
      foreign[i] = foreign[i] || (candidate->language == language && unlikely);
    }
  }
  planner->foreign = foreign;
  return foreign != NULL || error_memory(err);
}

bool detect_languages(struct planner *planner, struct error *err) {
  struct weighing weighing = {.planner = planner, .err = err};
  planner->language_count = 0;
  planner->languages_open = false;
  planner->foreign = NULL;
  if (planner->lang.len > 0) {
    planner->languages[planner->language_count++] = language_find(planner->lang);
    return true;
  }
  if (list_candidates(&weighing) && !weigh_query(&weighing)) {
    return false;
  }
  const struct candidate *best = weighing.candidates;
  bool narrow = weighing.known >= WITNESSES_MIN;
  planner->languages_open = !narrow && weighing.count > 1;
  for (size_t i = 0; i < weighing.count && i < VARIANTS_MAX; i++) {
    if (narrow) {
      bring_best(weighing.candidates, i, weighing.count);
    }
    if (narrow && best[i].fit < best[0].fit - log(planner->weights->values[WEIGHT_LANGUAGE_ODDS])) {
      break;
    }
    planner->languages[planner->language_count++] = best[i].language;
  }
  return !narrow || weighing.count < 2 || note_foreign(&weighing, err);
}

size_t detect_own_languages(const struct planner *planner) {
  size_t all;
  (void)store_languages(planner->store, &all);
  if (!planner->languages_open) {
    return planner->language_count;
  }
  return all > 0 && 2 * store_language_articles(planner->store, 0) > store_facts(planner->store)->articles ? 1 : 0;
}

bool detect_own_word(const struct planner *planner, struct str word, bool *is, struct error *err) {
  size_t count, own = detect_own_languages(planner);
  struct word_stem *stems;
  *is = planner->languages_open && own == 0;
  if (!store_word_stems(planner->store, word, planner->arena, &stems, &count, err)) {
    return false;
  }
  for (size_t i = 0; i < count && !*is; i++) {
    for (size_t k = 0; k < own && !*is; k++) {
      *is = stems[i].language == planner->languages[k];
    }
  }
  return true;
}
