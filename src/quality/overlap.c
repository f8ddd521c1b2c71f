#include "quality.h"

enum { SHOWN = 10 };

/* p of the measure: how likely somebody who read an answer reads the next one. */
static const double persistence = 0.9;

/* A sum of many parts: what is nearer to 1 is 1. */
static const double EQUAL = 1e-9;

static bool has_answer(const struct quality_ranking *ranking, size_t depth, struct str id) {
  for (size_t i = 0; i < ranking->count && i < depth; i++) {
    if (str_equal(ranking->answers[i].id, id)) {
      return true;
    }
  }
  return false;
}

/* How many ids the first `depth` of both have in common. */
static size_t common(const struct quality_ranking *a, const struct quality_ranking *b, size_t depth) {
  size_t count = 0;
  for (size_t i = 0; i < a->count && i < depth; i++) {
    count += has_answer(b, depth, a->answers[i].id);
  }
  return count;
}

double quality_overlap(const struct quality_ranking *a, const struct quality_ranking *b) {
  size_t longer = a->count > b->count ? a->count : b->count;
  longer = longer < SHOWN ? longer : SHOWN;
  return longer == 0 ? 1 : (double)common(a, b, SHOWN) / (double)longer;
}

double quality_rank_biased_overlap(const struct quality_ranking *a, const struct quality_ranking *b) {
  const struct quality_ranking *longer = a->count >= b->count ? a : b, *shorter = a->count >= b->count ? b : a;
  size_t l = longer->count, s = shorter->count, met = 0, at_s = 0;
  double sum = 0, weight = 1;
  if (l == 0 || s == 0) {
    return l == s ? 1 : 0;
  }
  for (size_t d = 1; d <= l; d++) {
    struct str next = longer->answers[d - 1].id;
    bool own = d <= s && str_equal(shorter->answers[d - 1].id, next);
    met += has_answer(shorter, d, next) && !own;
    met += d <= s && has_answer(longer, d, shorter->answers[d - 1].id);
    at_s = d == s ? met : at_s;
    weight *= persistence;
    sum += weight * (double)met / (double)d;
    if (d > s) {
      sum += weight * (double)at_s * (double)(d - s) / ((double)s * (double)d);
    }
  }
  double value = (1 - persistence) / persistence * sum + ((double)(met - at_s) / (double)l + (double)at_s / (double)s) * weight;
  return value > 1 - EQUAL ? 1 : value;
}
