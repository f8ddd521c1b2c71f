#include "related.h"
#include "telling.h"

#include <math.h>
#include <stdlib.h>

/*
 * Two articles have in common of each telling word the lesser of its weights in both (telling.h). What an article is worth
 * to another one is the share of the other's telling words, each by its own weight there, that they have in common.
 *
 * What they have in common must also be more than chance: the sum of the logarithms of how rare their common words are
 * must reach the logarithm of the number of articles, or an article like that is to be expected among so many.
 */
static const double least_share = 0.15; /* docs/ranking.md has what that share says on judged queries */
static const double link_share = 0.1;   /* the author sends readers there */

enum {
  LINKS_MAX = 100,     /* links of an article that are followed */
  CANDIDATES_MAX = 16, /* articles looked into, for some of the best are not to be shown */
};

/* Whether one is in the list. */
static bool has_number(const uint32_t *numbers, size_t count, uint32_t number) {
  size_t i = 0;
  while (i < count && numbers[i] != number) {
    i++;
  }
  return i < count;
}

/* ---- links ---- */

/* The numbers of the articles that an article links to. */
static bool follow_links(const struct relating *relating, const struct article *article, uint32_t *numbers, size_t *count,
                         struct error *err) {
  size_t links = 0;
  *count = 0;
  for (size_t i = 0; i < article->mark_count && links < LINKS_MAX; i++) {
    uint32_t number;
    if (article->marks[i].kind != MARK_LINK) {
      continue;
    }
    links++;
    if (!store_follow(relating->store, article, article->marks[i].value, &number, err)) {
      return false;
    }
    if (number != 0) {
      numbers[(*count)++] = number;
    }
  }
  return true;
}

/* Whether an article names another one as a translation of it. */
static bool names_translation(const struct relating *relating, const struct article *article, uint32_t other, bool *names,
                              struct error *err) {
  *names = false;
  for (size_t i = 0; i < article->translation_count && !*names; i++) {
    uint32_t number;
    if (!store_follow(relating->store, article, article->translations[i].link, &number, err)) {
      return false;
    }
    *names = number == other;
  }
  return true;
}

/* ---- likeness ---- */

/* The article that all others are compared with. */
struct comparison {
  struct scale scale;
  struct telling telling;
  uint32_t number;
  uint32_t linked[LINKS_MAX];
  size_t linked_count;
  struct search_rank ranks[CANDIDATES_MAX];
  struct best best;
};

/* What a word weighs in an article that matched, at most as much as in the first one. */
static double common_weight(const struct comparison *comparison, size_t word, const struct match *match) {
  const uint32_t *frequency = match->frequency + word * FIELD_COUNT;
  double counts[FIELD_COUNT];
  uint32_t any = 0;
  for (int field = 0; field < FIELD_COUNT; field++) {
    counts[field] = frequency[field];
    any |= frequency[field];
  }
  const struct telling_word *telling = &comparison->telling.words[word];
  return any == 0 ? 0 : fmin(telling->weight, telling_weight(&comparison->scale, telling, match->article, counts));
}

static bool compare(void *context, const struct match *match) {
  struct comparison *comparison = context;
  const struct telling *telling = &comparison->telling;
  double worth = 0, evidence = 0;
  if (match->article == comparison->number) {
    return true;
  }
  for (size_t i = 0; i < telling->count; i++) {
    double common = common_weight(comparison, i, match);
    worth += telling->words[i].weight * common;
    evidence += common;
  }
  bool linked = has_number(comparison->linked, comparison->linked_count, match->article);
  double share = worth / telling->all + (linked ? link_share : 0);
  if (share >= least_share && evidence >= telling->chance) {
    best_add(&comparison->best, (struct search_rank){.article = match->article, .score = share});
  }
  return true;
}

/* Compares an article with all that have one of its words and are in its language. */
static bool compare_all(const struct relating *relating, struct str lang, struct comparison *comparison, struct error *err) {
  struct word words[TELLING_MAX + 1];
  size_t count = comparison->telling.count;
  struct buf filter;
  buf_init(&filter, 1 << 14);
  store_lang_term(lang.len > 0 ? lang : STR("en"), &filter);
  for (size_t i = 0; i < count; i++) {
    words[i] = (struct word){.term = comparison->telling.words[i].term, .role = WORD_OF_CLAUSE, .clause = (uint32_t)i};
  }
  words[count] = (struct word){.term = buf_str(&filter), .role = WORD_FILTER};
  bool done = buf_failed(&filter) ? error_memory(err)
                                  : store_match(relating->store, &(struct wanted){.phrases = count + 1, .words = words}, compare,
                                                comparison, err);
  buf_free(&filter);
  best_sort(&comparison->best);
  return done;
}

/* ---- which of them are shown ---- */

/* Another edition of the article, and what is superseded, are no further reading. */
static bool may_be_shown(const struct relating *relating, const struct article *article, uint32_t number,
                         const struct article *other, uint32_t other_number, bool *may, struct error *err) {
  bool names, named;
  if (!names_translation(relating, article, other_number, &names, err) ||
      !names_translation(relating, other, number, &named, err)) {
    return false;
  }
  *may = !names && !named && other->superseded_by.len == 0;
  return true;
}

static struct search_related keep(struct arena *arena, const struct article *article, double score) {
  return (struct search_related){.id = arena_copy(arena, article->id),
                                 .title = arena_copy(arena, article->title),
                                 .url = arena_copy(arena, article->url),
                                 .summary = arena_copy(arena, article->summary),
                                 .score = score};
}

bool related_find(const struct relating *relating, uint32_t number, const struct article *article, struct arena *arena,
                  struct search_related *related, size_t *count, struct error *err) {
  struct comparison comparison = {.number = number, .scale = score_scale(relating->store, relating->weights)};
  comparison.best = (struct best){.ranks = comparison.ranks, .capacity = CANDIDATES_MAX};
  *count = 0;
  if (!telling_find(&comparison.scale, relating->tokenizer, relating->store, number, article, relating->scratch,
                    &comparison.telling, err) ||
      !follow_links(relating, article, comparison.linked, &comparison.linked_count, err) ||
      (comparison.telling.count > 0 && !compare_all(relating, article->lang, &comparison, err))) {
    return false;
  }
  for (size_t i = 0; i < comparison.best.count && *count < SEARCH_RELATED_MAX; i++) {
    const struct search_rank *rank = &comparison.ranks[i];
    struct article other;
    bool may;
    arena_reset(relating->article);
    if (!store_article_facts(relating->store, rank->article, relating->article, &other, err) ||
        !may_be_shown(relating, article, number, &other, rank->article, &may, err)) {
      return false;
    }
    if (may) {
      related[(*count)++] = keep(arena, &other, rank->score);
    }
  }
  return !arena_failed(arena) || error_memory(err);
}
