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

/* Whether a word of a title may be counted for several terms: they have a form in common, or words in a row. */
static bool terms_overlap(const struct plan *plan) {
  for (size_t i = 0; i < plan->wanted.phrases; i++) {
    const struct word *word = &plan->phrases[i];
    bool stem = word->phrase.len == 0 && word->begun == NULL && word->term.len > 0 && word->term.ptr[0] == '=';
    for (size_t k = 0; stem && k < i; k++) {
      stem = !str_equal(plan->phrases[k].term, word->term);
    }
    if (!stem) {
      return true;
    }
  }
  return false;
}

static bool may_prune(const struct wanted *wanted) {
  bool may = wanted->words != NULL && wanted->phrases <= STORE_PRUNED_MAX;
  for (size_t i = 0; may && i < wanted->phrases; i++) {
    may = wanted->words[i].role == WORD_OF_CLAUSE;
  }
  return may;
}

/* A term earns no more than its idf, and in a title no more than that share of it that title-share says. */
static void fill_worth(const struct scale *scale, const struct plan *plan, double (*worth)[STORE_RATES]) {
  double in_title = scale->weights[WEIGHT_TITLE_SHARE] * (terms_overlap(plan) ? (double)plan->term_count : 1);
  for (size_t i = 0; i < plan->term_count; i++) {
    const struct term *term = &plan->terms[i];
    double step = ROUNDING * term->idf / BOUND_STEPS, title = ROUNDING * term->idf * in_title;
    for (size_t phrase = term->first_phrase; phrase < term->first_phrase + term->phrase_count; phrase++) {
      for (int rate = 0; rate <= SHARE_BITS; rate++) {
        worth[phrase][rate] = step * (rate < BOUND_STEPS ? rate : BOUND_STEPS);
        worth[phrase][rate | IN_TITLE] = worth[phrase][rate] + title;
      }
    }
  }
}

bool bounds_pruning(const struct scale *scale, const struct plan *plan, struct arena *arena, struct pruning **pruning) {
  *pruning = NULL;
  if (!may_prune(&plan->wanted)) {
    return true;
  }
  struct pruning *made = arena_alloc(arena, sizeof *made);
  double(*worth)[STORE_RATES] = arena_array(arena, plan->wanted.phrases, sizeof *worth);
  if (made == NULL || worth == NULL) {
    return false;
  }
  fill_worth(scale, plan, worth);
  made->worth = (const double(*)[STORE_RATES])worth;
  made->met = arena_alloc(arena, store_facts(scale->store)->articles / 8 + 1);
  *pruning = made;
  return made->met != NULL;
}
