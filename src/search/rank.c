#include "rank.h"

/*
 * First all words, then fewer: one visit over the articles that have every required clause, and only
 * where these do not fill the page a second one over those that have some.
 */
struct visit {
  struct scale scale;
  const struct plan *plan;
  struct best *best;
  uint64_t matches;
  double every_word; /* added in the first visit; nothing in the second may earn more */
  uint8_t *seen;     /* a bit an article: set in the first visit, passed over in the second; may be NULL */
  bool second;
};

static bool is_seen(const struct visit *visit, uint32_t article) {
  return (visit->seen[article / 8] >> (article % 8) & 1) != 0;
}

/* How often any of a term's phrases stands in each field. */
static const uint32_t *sum_phrases(const struct term *term, const uint32_t *counts, uint32_t sums[FIELD_COUNT]) {
  if (term->phrase_count == 1) {
    return counts;
  }
  memset(sums, 0, FIELD_COUNT * sizeof *sums);
  for (size_t i = 0; i < term->phrase_count * FIELD_COUNT; i++) {
    sums[i % FIELD_COUNT] += counts[i];
  }
  return sums;
}

static double score_match(const struct visit *visit, const struct match *match) {
  double score = 0;
  size_t in_title = 0;
  for (size_t i = 0; i < visit->plan->term_count; i++) {
    const struct term *term = &visit->plan->terms[i];
    uint32_t sums[FIELD_COUNT];
    const uint32_t *counts = sum_phrases(term, match->frequency + term->first_phrase * FIELD_COUNT, sums);
    score += score_term(&visit->scale, term, match->article, counts);
    in_title += counts[FIELD_TITLE] > 0;
  }
  return score + score_title(&visit->scale, visit->plan, match->article, in_title);
}

static bool visit_match(void *context, const struct match *match) {
  struct visit *visit = context;
  if (visit->second && is_seen(visit, match->article)) {
    return true;
  }
  if (!visit->second && visit->seen != NULL) {
    visit->seen[match->article / 8] |= (uint8_t)(1 << match->article % 8);
  }
  visit->matches++;
  double score = score_match(visit, match) * store_boost(visit->scale.store, match->article);
  if (visit->second) {
    score = score < visit->every_word ? score : visit->every_word;
  } else {
    score += visit->every_word;
  }
  best_add(visit->best, (struct search_rank){match->article, score});
  return true;
}

static size_t count_role(const struct planner *planner, enum clause_role role) {
  size_t count = 0;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    count += planner->roles[i] == role;
  }
  return count;
}

/* Whether leaving words out can find more: several clauses, or a word like K-L that is several in a row. */
static bool can_relax(const struct planner *planner, const struct plan *plan) {
  bool several = count_role(planner, CLAUSE_REQUIRED) > 1;
  for (size_t i = 0; i < plan->term_count; i++) {
    several = several || (plan->terms[i].words > 1 && plan->terms[i].item->kind == QUERY_WORD);
  }
  return several;
}

/* Appends the best of one visit to the ranking. */
static bool run_visit(struct planner *planner, struct visit visit, const struct plan *plan, size_t room, struct ranking *ranking,
                      struct error *err) {
  struct best best = {.ranks = ranking->ranks + ranking->count, .capacity = room - ranking->count};
  visit.plan = plan;
  visit.best = &best;
  if (plan->term_count > 0 && !store_match(planner->store, &plan->wanted, visit_match, &visit, err)) {
    return false;
  }
  best_sort(&best);
  ranking->count += best.count;
  ranking->total += visit.matches;
  return true;
}

bool rank_articles(struct planner *planner, size_t wanted, size_t enough, struct ranking *ranking, struct error *err) {
  *ranking = (struct ranking){0};
  uint64_t articles = store_facts(planner->store)->articles;
  size_t room = wanted < articles ? wanted : (size_t)articles;
  ranking->ranks = arena_array(planner->arena, room, sizeof *ranking->ranks);
  struct plan plan;
  struct visit visit = {.scale = score_scale(planner->store)};
  if (!plan_roles(planner, err) || !plan_build(planner, PLAN_ALL, true, &plan, err)) {
    return false;
  }
  bool relaxable = can_relax(planner, &plan);
  if (relaxable) {
    visit.seen = arena_alloc(planner->arena, articles / 8 + 1);
    visit.every_word = score_ceiling(&plan);
  }
  if (arena_failed(planner->arena)) {
    return error_memory(err);
  }
  if (!run_visit(planner, visit, &plan, room, ranking, err)) {
    return false;
  }
  ranking->every_word = visit.every_word;
  ranking->first = ranking->total;
  ranking->complete = count_role(planner, CLAUSE_UNKNOWN) > 0 ? 0 : ranking->total;
  if (relaxable && ranking->total < enough) {
    visit.second = true;
    return plan_build(planner, PLAN_ANY, true, &plan, err) && run_visit(planner, visit, &plan, room, ranking, err);
  }
  return true;
}
