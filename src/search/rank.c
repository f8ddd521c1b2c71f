#include "bounds.h"
#include "likeness.h"
#include "weights.h"
#include "widen.h"

#include <math.h>

/* How many topical words make a sentence: by themselves, and with function words between them. */
enum { SENTENCE_WORDS = 6, JOINED_WORDS = 2 };

/*
 * First all words, then fewer: one visit over the articles that have every required clause, and where
 * these do not fill the page a second one over those that have some. A sentence says more than it asks
 * for: there both visits are made, and having every word is only a small advantage. The first of the
 * ranking are then looked into for closeness.
 */
struct visit {
  struct scale scale;
  const struct planner *planner;
  const struct plan *plan;
  struct best *best;
  struct ranking *ranking;
  uint64_t matches;
  uint64_t budget; /* scored matches that ranking->scored may reach */
  double limit;    /* in the second visit: nothing may earn more */
  bool second;
  bool strict; /* what a filter keeps out is not counted as what choosing another value would bring */
  const struct sieve *sieve;
  bool by_date;
  struct pruning *pruning; /* NULL: all that match are visited */
  double floor;            /* what earns less by its words cannot come among the best */
};

bool rank_has_all(const struct ranking *ranking, uint32_t article) {
  return ranking->seen == NULL || (ranking->seen[article / 8] >> (article % 8) & 1) != 0;
}

/* How often any of a term's phrases stands in each field; synonyms count less. False: in none. */
static bool sum_phrases(const struct plan *plan, const struct term *term, const uint32_t *frequency, double sums[FIELD_COUNT]) {
  bool found = false;
  for (size_t phrase = term->first_phrase; phrase < term->first_phrase + term->phrase_count; phrase++) {
    const uint32_t *counts = frequency + phrase * FIELD_COUNT;
    uint32_t any = 0;
    for (int field = 0; field < FIELD_COUNT; field++) {
      any |= counts[field];
    }
    if (any == 0) {
      continue;
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
      sums[field] = (found ? sums[field] : 0) + plan->sizes[phrase].share * counts[field];
    }
    found = true;
  }
  return found;
}

static double score_match(const struct visit *visit, const struct match *match) {
  const uint32_t *frequency = match->rates != NULL ? store_match_frequency(match) : match->frequency;
  double score = 0;
  struct coverage coverage = {0};
  for (size_t i = 0; i < visit->plan->term_count; i++) {
    const struct term *term = &visit->plan->terms[i];
    double counts[FIELD_COUNT];
    if (sum_phrases(visit->plan, term, frequency, counts)) {
      score += score_term(&visit->scale, term, match->article, counts);
      coverage_add(&coverage, term, counts);
    }
  }
  return score + score_title_coverage(&visit->scale, &coverage, match->article) +
         score_exact_title(&visit->scale, visit->plan, &coverage, match->article);
}

double rank_prior(const struct planner *planner, uint32_t article) {
  return prior_factor(prior_of(planner->priors, planner->weights, planner->foreign, article));
}

/* Once there are as many as wanted, the worst of them says what is good enough. */
static void raise_floor(struct visit *visit) {
  if (visit->by_date || visit->best->count < visit->best->capacity) {
    return;
  }
  double worst = visit->best->ranks[0].score - (visit->second ? 0 : visit->ranking->every_word);
  visit->floor = worst / prior_most(visit->planner->priors);
  if (visit->pruning != NULL) {
    visit->pruning->threshold = visit->floor;
  }
}

static bool visit_match(void *context, const struct match *match) {
  struct visit *visit = context;
  struct ranking *ranking = visit->ranking;
  if (visit->second && rank_has_all(ranking, match->article)) {
    return true;
  }
  if (!visit->second && ranking->seen != NULL) {
    ranking->seen[match->article / 8] |= (uint8_t)(1 << match->article % 8);
  }
  if (visit->sieve != NULL &&
      !(visit->strict ? sieve_take_strictly(visit->sieve, match->article) : sieve_take(visit->sieve, match->article))) {
    return true;
  }
  visit->matches++;
  ranking->scored += visit->plan->term_count;
  if (ranking->scored > visit->budget) {
    ranking->partial = true;
    return false;
  }
  if (match->rates != NULL && visit->floor > 0 && bounds_most(&visit->scale, visit->plan, match) < visit->floor) {
    return true;
  }
  double score = score_match(visit, match) * rank_prior(visit->planner, match->article);
  if (visit->second) {
    score = score < visit->limit ? score : visit->limit;
  } else {
    score += ranking->every_word;
  }
  uint32_t date = visit->by_date ? store_date(visit->scale.store, match->article) : 0;
  best_add(visit->best, (struct search_rank){match->article, date, score});
  raise_floor(visit);
  return true;
}

static size_t count_role(const struct planner *planner, enum clause_role role) {
  size_t count = 0;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    count += planner->roles[i] == role;
  }
  return count;
}

/* Whether a query is a sentence rather than words to look for: function words between several others, or many words. */
static bool is_sentence(const struct planner *planner) {
  size_t topical = count_role(planner, CLAUSE_REQUIRED);
  bool joined = count_role(planner, CLAUSE_FUNCTION) > 0;
  return topical >= SENTENCE_WORDS || (joined && topical >= JOINED_WORDS);
}

/* Articles that match, of those that were visited or passed over; in a second visit without those with all words. */
static uint64_t count_met(const struct visit *visit, uint64_t articles) {
  uint64_t count = 0, bytes = articles / 8 + 1, met, seen = 0;
  for (uint64_t i = 0; i < bytes; i += sizeof met) {
    size_t some = bytes - i < sizeof met ? bytes - i : sizeof met;
    met = 0;
    memcpy(&met, visit->pruning->met + i, some);
    if (visit->second) {
      memcpy(&seen, visit->ranking->seen + i, some);
    }
    count += met == 0 ? 0 : (uint64_t)__builtin_popcountll(met & ~seen);
  }
  return count;
}

/* Appends the best of one visit to the ranking. */
static bool run_visit(struct planner *planner, struct visit visit, const struct plan *plan, size_t room, struct ranking *ranking,
                      struct error *err) {
  struct best best = {.ranks = ranking->ranks + ranking->count, .capacity = room};
  struct wanted wanted = plan->wanted;
  visit.plan = plan;
  visit.best = &best;
  visit.ranking = ranking;
  bool prunes = visit.second && visit.sieve == NULL && !visit.by_date;
  if (prunes && !bounds_pruning(&visit.scale, plan, planner->arena, &visit.pruning)) {
    return error_memory(err);
  }
  const struct rater rater = bounds_rater(&visit.scale, planner->weights);
  wanted.pruning = visit.pruning;
  wanted.rater = planner->again && wanted.words != NULL && !visit.by_date ? &rater : NULL;
  if (plan->term_count > 0 && !store_match(planner->store, &wanted, visit_match, &visit, err)) {
    return false;
  }
  if (!ranking->sentence) {
    best_sort(&best); /* those of a sentence are sorted with those of the other visit */
  }
  ranking->count += best.count;
  ranking->total += visit.pruning != NULL ? count_met(&visit, store_facts(planner->store)->articles) : visit.matches;
  return true;
}

/* Takes a score into the `wanted` highest so far, which descend; answers the last of them, or 0 while some are missing. */
static double last_wanted(double highest[RANK_LOOK_MAX], size_t wanted, double score) {
  for (size_t i = 0; i < wanted; i++) {
    if (score > highest[i]) {
      double lower = highest[i];
      highest[i] = score;
      score = lower;
    }
  }
  return highest[wanted - 1];
}

/*
 * Adds what closeness and form earn and sorts anew, so that the first `wanted` are right. The ranks are
 * in order: what cannot come among these with all that is to be earned is not looked into.
 */
static bool look_closer(struct near *near, struct search_rank *ranks, size_t count, size_t wanted, struct ranking *ranking,
                        struct error *err) {
  double highest[RANK_LOOK_MAX] = {0}, lowest = 0;
  for (size_t i = 0; i < count && wanted > 0; i++) {
    double prior = rank_prior(near->planner, ranks[i].article);
    if (ranks[i].score + near_ceiling(near, ranks[i].article) * prior < lowest) {
      continue;
    }
    struct near_points points;
    if (!near_look(near, ranks[i].article, &points, err)) {
      return false;
    }
    ranking->looked[ranking->looked_count++] = (struct rank_look){.article = ranks[i].article};
    ranks[i].score += (points.closeness + points.form + points.lead + points.just + points.same) * prior;
    lowest = wanted > RANK_LOOK_MAX ? 0 : last_wanted(highest, wanted, ranks[i].score);
  }
  rank_sort(ranks, count);
  return true;
}

/* Looks into the first of the ranking. Of a query that is no sentence, those with every word stay before the others. */
static bool rerank(struct planner *planner, const struct plan *plan, size_t wanted, size_t first, struct ranking *ranking,
                   struct error *err) {
  struct near near;
  if (plan->term_count == 0 || ranking->count < 2) {
    return true;
  }
  if (!near_begin(&near, planner, plan, planner->arena)) {
    return error_memory(err);
  }
  size_t looked = ranking->count < RANK_LOOK_MAX ? ranking->count : RANK_LOOK_MAX;
  if (ranking->sentence) {
    return look_closer(&near, ranking->ranks, looked, SIZE_MAX, ranking, err) &&
           (planner->weights->values[WEIGHT_LIKENESS] == 0 || likeness_add(planner, ranking, err));
  }
  first = first < looked ? first : looked;
  if (!look_closer(&near, ranking->ranks, first, wanted, ranking, err) ||
      !look_closer(&near, ranking->ranks + first, looked - first, wanted > first ? wanted - first : 0, ranking, err)) {
    return false;
  }
  for (size_t i = first; i < ranking->count && first > 0; i++) {
    double last = ranking->ranks[first - 1].score;
    ranking->ranks[i].score = ranking->ranks[i].score < last ? ranking->ranks[i].score : last;
  }
  return true;
}

/* What has a say in which articles are taken; NULL: all are. */
static const struct sieve *working_sieve(const struct planner *planner) {
  const struct sieve *sieve = planner->sieve;
  return sieve != NULL && (sieve->narrows || planner->request->facet_count > 0) ? sieve : NULL;
}

static bool is_by_date(const struct planner *planner) {
  return planner->request != NULL && planner->request->by_date;
}

/*
 * What a visit of the articles with any of the words costs at most, in matches of a word with an article. Where that is
 * more than is left, articles that lack a word are not looked for: half of them would be the first in the order of the
 * content, not the best.
 */
static uint64_t cost_of(const struct plan *plan) {
  uint64_t cost = 0;
  for (size_t i = 0; i < plan->term_count; i++) {
    cost += plan->terms[i].articles;
  }
  return cost;
}

static uint64_t budget_of(const struct planner *planner) {
  return planner->request == NULL || planner->request->budget == 0 ? UINT64_MAX : planner->request->budget;
}

/* Both visits, into an array with room for the best of each. */
static bool visit_both(struct planner *planner, const struct plan *all, const struct plan *any, size_t room, size_t enough,
                       struct ranking *ranking, struct error *err) {
  struct visit visit = {.planner = planner,
                        .scale = score_scale(planner->store, planner->weights),
                        .sieve = working_sieve(planner),
                        .by_date = is_by_date(planner),
                        .budget = budget_of(planner)};
  /* Leaving words out can find more where there are several, or one like K-L that is several in a row. */
  bool relaxable = all->relaxable || count_role(planner, CLAUSE_REQUIRED) > 1;
  if (relaxable) {
    ranking->seen = arena_alloc(planner->arena, store_facts(planner->store)->articles / 8 + 1);
    ranking->every_word = score_ceiling(all) * (ranking->sentence ? planner->weights->values[WEIGHT_EVERY_WORD] : 1);
  }
  if (arena_failed(planner->arena)) {
    return error_memory(err);
  }
  if (!run_visit(planner, visit, all, room, ranking, err)) {
    return false;
  }
  ranking->complete = count_role(planner, CLAUSE_UNKNOWN) > 0 ? 0 : ranking->total;
  enum widening widening;
  if (!widen_decide(planner, ranking->sentence, ranking->total, enough, &widening, err)) {
    return false;
  }
  if (!relaxable || widening == WIDEN_NOT) {
    return true;
  }
  if (ranking->partial || cost_of(any) > visit.budget - ranking->scored) {
    ranking->partial = true;
    return true;
  }
  ranking->relaxed = visit.second = true;
  visit.strict = widening == WIDEN_TAKEN;
  visit.limit = ranking->sentence ? INFINITY : ranking->every_word;
  return run_visit(planner, visit, any, room, ranking, err);
}

/* All articles that are wanted, where nothing was typed: newest first. */
static void browse(const struct planner *planner, size_t room, struct ranking *ranking) {
  struct best best = {.ranks = ranking->ranks, .capacity = room};
  for (uint32_t article = 1; article <= store_facts(planner->store)->articles; article++) {
    if (sieve_take(planner->sieve, article)) {
      ranking->total++;
      best_add(&best, (struct search_rank){article, store_date(planner->store, article), 0});
    }
  }
  best_sort(&best);
  ranking->count = best.count;
  ranking->complete = ranking->total;
  ranking->browsed = true;
}

bool rank_articles(struct planner *planner, size_t wanted, size_t enough, struct ranking *ranking, struct error *err) {
  uint64_t articles = store_facts(planner->store)->articles;
  size_t room = wanted > RANK_LOOK_MAX ? wanted : RANK_LOOK_MAX;
  room = room < articles ? room : (size_t)articles;
  *ranking = (struct ranking){.ranks = arena_array(planner->arena, 2 * room, sizeof *ranking->ranks)};
  struct plan all, any;
  if (!plan_build(planner, PLAN_ALL, true, &all, err) || !plan_build(planner, PLAN_ANY, true, &any, err)) {
    return false;
  }
  bool browses = planner->sieve != NULL && (planner->sieve->narrows || planner->request->browse);
  if (browses && planner->query->clause_count + planner->query->excluded_count == 0) {
    browse(planner, room, ranking);
    ranking->count = ranking->count < wanted ? ranking->count : wanted;
    return true;
  }
  /* By date, articles that lack a word of a sentence would stand before those that answer it. */
  ranking->sentence = is_sentence(planner) && !is_by_date(planner);
  if (!visit_both(planner, &all, &any, room, enough, ranking, err)) {
    return false;
  }
  size_t first = ranking->seen == NULL || ranking->complete > room ? ranking->count : 0;
  while (first < ranking->count && rank_has_all(ranking, ranking->ranks[first].article)) {
    first++;
  }
  if (ranking->sentence) {
    rank_sort(ranking->ranks, ranking->count);
  }
  if (!is_by_date(planner) && !rerank(planner, &any, wanted, first, ranking, err)) {
    return false;
  }
  ranking->count = ranking->count < wanted ? ranking->count : wanted;
  return true;
}
