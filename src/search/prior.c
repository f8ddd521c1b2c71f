#include "prior.h"
#include "weights.h"

#include <math.h>

struct priors priors_of(const struct store *store, const struct settings *settings) {
  struct priors priors = {.store = store, .half_life = settings->half_life, .strength = settings->strength};
  for (uint32_t article = 1; article <= store_facts(store)->articles; article++) {
    uint32_t date = store_date(store, article);
    priors.newest = date > priors.newest ? date : priors.newest;
  }
  return priors;
}

static double newness_of(const struct priors *priors, uint32_t date) {
  if (priors->half_life <= 0 || date == 0) {
    return 1;
  }
  double age = (double)(day_count(priors->newest) - day_count(date));
  return 1 + priors->strength * exp2(-age / priors->half_life);
}

struct prior prior_of(const struct priors *priors, const struct search_weights *weights, uint32_t article) {
  uint32_t review = store_review(priors->store, article);
  bool overdue = review > 0 && review < priors->newest;
  return (struct prior){.boost = store_boost(priors->store, article),
                        .newness = newness_of(priors, store_date(priors->store, article)),
                        .review = overdue ? 1 - weights->values[WEIGHT_OVERDUE] : 1};
}

double prior_most(const struct priors *priors) {
  return store_boost_most(priors->store) * (priors->half_life > 0 ? 1 + priors->strength : 1);
}
