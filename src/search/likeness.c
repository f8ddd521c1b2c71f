#include "likeness.h"
#include "weights.h"

#include <math.h>

enum {
  WORDS_MAX = 192,  /* of an article: what it is about stands at its beginning */
  TITLE_TIMES = 3,  /* a word of the title counts as often */
  STEMS_MAX = 8192, /* places for RANK_LOOK_MAX * WORDS_MAX different stems and as many again; a power of two */
};

_Static_assert(STEMS_MAX >= 2 * RANK_LOOK_MAX * WORDS_MAX, "there is room for all stems");

/* An article counts for the answer by its score, as a share of the best, to this power: one with 9/10 of it less than half. */
static const double score_power = 8;

/* A stem that some of the articles have. */
struct stem {
  uint32_t hash;     /* 0: the place is free */
  uint32_t articles; /* that have it */
  uint32_t last;     /* 1 + the last of these, and where in its vector */
  uint32_t place;
  double mean; /* what it weighs in the mean of the best */
};

/* A stem in an article: how often, then what it weighs. */
struct weighed {
  struct stem *stem;
  double weight;
};

struct vector {
  struct weighed *words;
  size_t count;
};

static struct stem *find_stem(struct stem *stems, uint32_t hash) {
  size_t place = hash >> 1 & (STEMS_MAX - 1); /* the lowest bit is always set */
  while (stems[place].hash != 0 && stems[place].hash != hash) {
    place = (place + 1) & (STEMS_MAX - 1);
  }
  stems[place].hash = hash;
  return &stems[place];
}

static void count_tokens(struct stem *stems, const struct token_number *tokens, size_t count, double times, uint32_t article,
                         struct vector *vector) {
  for (size_t i = 0; i < count; i++) {
    if (tokens[i].function) {
      continue;
    }
    struct stem *stem = find_stem(stems, tokens[i].stem);
    if (stem->last != article + 1) {
      *stem = (struct stem){stem->hash, stem->articles + 1, article + 1, (uint32_t)vector->count, 0};
      vector->words[vector->count++] = (struct weighed){.stem = stem};
    }
    vector->words[stem->place].weight += times;
  }
}

static size_t at_most(size_t count, size_t most) {
  return count < most ? count : most;
}

/* How often each stem stands in an article. */
static bool count_stems(struct planner *planner, struct stem *stems, uint32_t number, uint32_t article, struct vector *vector,
                        struct error *err) {
  struct tokens tokens;
  if (!tokens_read(planner->memory, planner->store, planner->tokenizer, article, planner->article, &tokens, err)) {
    return false;
  }
  size_t title = at_most(tokens.title_count, WORDS_MAX), text = at_most(tokens.text_count, WORDS_MAX - title);
  vector->words = arena_array(planner->arena, title + text, sizeof *vector->words);
  if (vector->words == NULL) {
    return error_memory(err);
  }
  count_tokens(stems, tokens.title, title, TITLE_TIMES, number, vector);
  count_tokens(stems, tokens.text, text, 1, number, vector);
  return true;
}

/* Makes counts weights, of a vector whose length is 1. */
static void weigh(struct vector *vector, size_t articles) {
  double squares = 0;
  for (size_t i = 0; i < vector->count; i++) {
    struct weighed *word = &vector->words[i];
    word->weight = (1 + log(word->weight)) * log(1 + (double)articles / word->stem->articles);
    squares += word->weight * word->weight;
  }
  for (size_t i = 0; i < vector->count; i++) {
    vector->words[i].weight /= sqrt(squares);
  }
}

/* How like the best each of the ranks is, from 0 to 1; `earned` is what their words earned them. */
static bool likeness_of(struct planner *planner, const struct search_rank *ranks, const double *earned, size_t count,
                        double likeness[RANK_LOOK_MAX], struct error *err) {
  struct vector vectors[RANK_LOOK_MAX] = {{NULL, 0}};
  double shares[RANK_LOOK_MAX], sum = 0, best = 0;
  for (size_t i = 0; i < count; i++) {
    best = earned[i] > best ? earned[i] : best;
  }
  struct stem *stems = arena_array(planner->arena, STEMS_MAX, sizeof *stems);
  if (stems == NULL) {
    return error_memory(err);
  }
  memset(stems, 0, STEMS_MAX * sizeof *stems);
  for (size_t i = 0; i < count; i++) {
    if (!count_stems(planner, stems, (uint32_t)i, ranks[i].article, &vectors[i], err)) {
      return false;
    }
    shares[i] = best > 0 ? pow(earned[i] / best, score_power) : 1;
    sum += shares[i];
  }
  for (size_t i = 0; i < count; i++) {
    weigh(&vectors[i], count);
    for (size_t k = 0; k < vectors[i].count; k++) {
      vectors[i].words[k].stem->mean += vectors[i].words[k].weight * shares[i] / sum;
    }
  }
  for (size_t i = 0; i < count; i++) {
    likeness[i] = 0;
    for (size_t k = 0; k < vectors[i].count; k++) {
      likeness[i] += vectors[i].words[k].weight * vectors[i].words[k].stem->mean;
    }
  }
  return true;
}

bool likeness_add(struct planner *planner, struct ranking *ranking, struct error *err) {
  double likeness[RANK_LOOK_MAX], earned[RANK_LOOK_MAX], best = 0;
  for (size_t i = 0; i < ranking->looked_count; i++) {
    const struct search_rank *rank = &ranking->ranks[i];
    double every_word = rank_has_all(ranking, rank->article) ? ranking->every_word : 0;
    earned[i] = (rank->score - every_word) / rank_prior(planner, rank->article) + every_word;
    best = earned[i] > best ? earned[i] : best;
  }
  if (!likeness_of(planner, ranking->ranks, earned, ranking->looked_count, likeness, err)) {
    return false;
  }
  double worth = planner->weights->values[WEIGHT_LIKENESS] * best;
  for (size_t i = 0; i < ranking->looked_count; i++) {
    double points = worth * likeness[i];
    ranking->looked[i] = (struct rank_look){ranking->ranks[i].article, points};
    ranking->ranks[i].score += points * rank_prior(planner, ranking->ranks[i].article);
  }
  rank_sort(ranking->ranks, ranking->looked_count); /* the others earned nothing and stay behind */
  return true;
}
