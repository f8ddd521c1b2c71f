#include "bounds.h"
#include "weights.h"

enum { BOUND_STEPS = 126, SHARE_BITS = 0x7f, IN_TITLE = 0x80 };

/* Sums of the same numbers in another order differ by less. */
static const double ROUNDING = 1 + 1e-9;

static uint8_t rate(const void *context, uint32_t article, const uint32_t counts[FIELD_COUNT]) {
  const struct scale *scale = context;
  double doubles[FIELD_COUNT];
  for (int field = 0; field < FIELD_COUNT; field++) {
    doubles[field] = counts[field];
  }
  double frequency = score_frequency(scale, article, doubles);
  double share = frequency > 0 ? frequency / (scale->weights[WEIGHT_K1] + frequency) : 0;
  return (uint8_t)((unsigned)(share * BOUND_STEPS) + 1 + (counts[FIELD_TITLE] > 0 ? IN_TITLE : 0));
}

struct rater bounds_rater(const struct scale *scale, const struct search_weights *weights) {
  return (struct rater){rate, scale, digest_hash((struct str){(const char *)weights->values, sizeof weights->values})};
}

double bounds_most(const struct scale *scale, const struct plan *plan, const struct match *match) {
  double sum = 0;
  struct coverage coverage = {0};
  for (size_t i = 0; i < plan->term_count; i++) {
    const struct term *term = &plan->terms[i];
    const uint8_t *rates = match->rates + term->first_phrase;
    unsigned steps = 0, marks = 0;
    for (size_t phrase = 0; phrase < term->phrase_count; phrase++) {
      steps += rates[phrase] & SHARE_BITS;
      marks |= rates[phrase];
    }
    sum += term->idf * (double)(steps < BOUND_STEPS ? steps : BOUND_STEPS);
    if ((marks & IN_TITLE) != 0 && term->kind != PIECE_OTHER) {
      coverage.in_title += term->idf;
      coverage.title_terms++;
    }
  }
  sum *= ROUNDING / BOUND_STEPS;
  if (coverage.title_terms == 0 && plan->synonym_terms < plan->term_count) {
    return sum; /* most articles */
  }
  return sum + ROUNDING * (score_title_coverage(scale, &coverage, match->article) +
                           score_exact_title(scale, plan, &coverage, match->article));
}
