#include "score.h"
#include "weights.h"

#include <stdlib.h>

struct scale score_scale(const struct store *store, const struct search_weights *weights) {
  struct scale scale = {.store = store, .weights = weights->values};
  for (int field = 0; field < FIELD_COUNT; field++) {
    double mean = store_facts(store)->mean_length[field], b = weights->values[WEIGHT_LENGTH + field];
    scale.fields[field].weight = weights->values[WEIGHT_FIELD + field];
    scale.fields[field].fixed = 1 - b;
    scale.fields[field].per_word = mean > 0 ? b / mean : 0;
  }
  return scale;
}

static double field_frequency(const struct scale *scale, uint32_t article, enum field field, double count) {
  double length = store_length(scale->store, article, field);
  return scale->fields[field].weight * count / (scale->fields[field].fixed + scale->fields[field].per_word * length);
}

double score_frequency(const struct scale *scale, uint32_t article, const double counts[FIELD_COUNT]) {
  double frequency = 0;
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (counts[field] > 0) {
      frequency += field_frequency(scale, article, (enum field)field, counts[field]);
    }
  }
  return frequency;
}

double score_term(const struct scale *scale, const struct term *term, uint32_t article, const double counts[FIELD_COUNT]) {
  double frequency = score_frequency(scale, article, counts);
  return term->idf * frequency / (scale->weights[WEIGHT_K1] + frequency);
}

double score_field_share(const struct scale *scale, const struct term *term, uint32_t article, const double counts[FIELD_COUNT],
                         enum field field) {
  double all = score_frequency(scale, article, counts);
  if (counts[field] == 0 || all <= 0) {
    return 0;
  }
  return score_term(scale, term, article, counts) * field_frequency(scale, article, field, counts[field]) / all;
}

double score_ceiling(const struct plan *plan) {
  double ceiling = 0;
  for (size_t i = 0; i < plan->term_count; i++) {
    ceiling += plan->terms[i].idf;
  }
  return ceiling;
}

void coverage_add(struct coverage *coverage, const struct term *term, const double counts[FIELD_COUNT]) {
  if (term->kind == PIECE_OTHER) {
    return; /* the pieces it stands for are what is covered or not */
  }
  coverage->in_title += counts[FIELD_TITLE] > 0 ? term->idf : 0;
  coverage->title_terms += counts[FIELD_TITLE] > 0;
}

double score_title_coverage(const struct scale *scale, const struct coverage *coverage, uint32_t article) {
  uint32_t words = store_length(scale->store, article, FIELD_TITLE);
  return words == 0 ? 0 : scale->weights[WEIGHT_TITLE_SHARE] * coverage->in_title * (double)coverage->title_terms / words;
}

double score_exact_title(const struct scale *scale, const struct plan *plan, const struct coverage *coverage, uint32_t article) {
  bool exact = coverage->title_terms + plan->synonym_terms == plan->term_count &&
               store_length(scale->store, article, FIELD_TITLE) == plan->title_words;
  return exact ? scale->weights[WEIGHT_EXACT_TITLE] * score_ceiling(plan) : 0;
}

bool rank_before(const struct search_rank *a, const struct search_rank *b) {
  if (a->date != b->date) {
    return a->date > b->date;
  }
  return a->score > b->score || (a->score == b->score && a->article < b->article);
}

static void swap(struct search_rank *a, struct search_rank *b) {
  struct search_rank kept = *a;
  *a = *b;
  *b = kept;
}

static void sift_down(struct best *best) {
  for (size_t at = 0;;) {
    size_t worst = at;
    for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < best->count; child++) {
      worst = rank_before(&best->ranks[worst], &best->ranks[child]) ? child : worst;
    }
    if (worst == at) {
      return;
    }
    swap(&best->ranks[at], &best->ranks[worst]);
    at = worst;
  }
}

void best_add(struct best *best, struct search_rank rank) {
  if (best->count == best->capacity) {
    if (best->capacity > 0 && rank_before(&rank, &best->ranks[0])) {
      best->ranks[0] = rank;
      sift_down(best);
    }
    return;
  }
  size_t at = best->count++;
  best->ranks[at] = rank;
  while (at > 0 && rank_before(&best->ranks[(at - 1) / 2], &best->ranks[at])) {
    swap(&best->ranks[(at - 1) / 2], &best->ranks[at]);
    at = (at - 1) / 2;
  }
}

static int compare_ranks(const void *a, const void *b) {
  return rank_before(a, b) ? -1 : 1;
}

void rank_sort(struct search_rank *ranks, size_t count) {
  if (count > 1) {
    qsort(ranks, count, sizeof *ranks, compare_ranks);
  }
}

void best_sort(struct best *best) {
  rank_sort(best->ranks, best->count);
}
