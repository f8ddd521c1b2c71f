#include "prior.h"
#include "weights.h"

#include <math.h>

/* Reads all dates: that is done once for an index, and where some are still to come once a day. */
static void find_newest(struct priors *priors) {
  priors->newest = 0;
  priors->waiting = false;
  for (uint32_t article = 1; article <= store_facts(priors->store)->articles; article++) {
    uint32_t date = store_date(priors->store, article);
    if (priors->today > 0 && date > priors->today) {
      priors->waiting = true;
    } else if (date > priors->newest) {
      priors->newest = date;
    }
  }
}

static const struct store_facet *find_langs(const struct store *store) {
  size_t count;
  const struct store_facet *langs = store_facets(store, &count);
  while (!str_equal(langs->name, STR("lang"))) {
    langs++; /* it is always there */
  }
  return langs;
}

struct priors priors_of(const struct store *store, const struct settings *settings) {
  struct priors priors = {
      .store = store, .langs = find_langs(store), .half_life = settings->half_life, .strength = settings->strength};
  find_newest(&priors);
  return priors;
}

void priors_believe(struct priors *priors, uint32_t today) {
  if (priors->today == today) {
    return;
  }
  priors->today = today;
  if (priors->waiting || (today > 0 && priors->newest > today)) {
    find_newest(priors);
  }
}

static double newness_of(const struct priors *priors, uint32_t date) {
  if (priors->half_life <= 0 || date == 0 || date > priors->newest) {
    return 1;
  }
  double age = (double)(day_count(priors->newest) - day_count(date));
  return 1 + priors->strength * exp2(-age / priors->half_life);
}

static bool is_foreign(const struct priors *priors, const bool *foreign, uint32_t article) {
  const struct store_facet *langs = priors->langs;
  return foreign != NULL && langs->starts[article] > langs->starts[article - 1] &&
         foreign[langs->numbers[langs->starts[article - 1]]];
}

struct prior prior_of(const struct priors *priors, const struct search_weights *weights, const bool *foreign, uint32_t article) {
  uint32_t review = store_review(priors->store, article);
  bool overdue = review > 0 && review < priors->newest;
  return (struct prior){.boost = store_boost(priors->store, article),
                        .newness = newness_of(priors, store_date(priors->store, article)),
                        .review = overdue ? 1 - weights->values[WEIGHT_OVERDUE] : 1,
                        .home = is_foreign(priors, foreign, article) ? 1 - weights->values[WEIGHT_OTHER_LANGUAGE] : 1};
}

double prior_most(const struct priors *priors) {
  return store_boost_most(priors->store) * (priors->half_life > 0 ? 1 + priors->strength : 1);
}
