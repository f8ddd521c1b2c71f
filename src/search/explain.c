#include "explain.h"
#include "card.h"

static void add_part(struct search_hit *hit, struct str reason, double points) {
  if (points != 0) {
    hit->parts[hit->part_count++] = (struct score_part){reason, points};
  }
}

/* What every term earns in every field. */
static double explain_words(const struct explanation *explanation, const struct scale *scale, struct coverage *coverage,
                            struct search_hit *hit) {
  struct arena *arena = explanation->planner->article;
  double sum = 0;
  for (size_t i = 0; i < explanation->plan->term_count; i++) {
    const struct term *term = &explanation->plan->terms[i];
    coverage_add(coverage, term, explanation->counts[i]);
    for (int field = 0; field < FIELD_COUNT; field++) {
      double points = score_field_share(scale, term, hit->article, explanation->counts[i], (enum field)field);
      struct query_clause alone = {(struct query_item *)term->item, 1};
      struct str word = points > 0 ? card_clause_text(arena, &alone) : STR("");
      add_part(hit,
               arena_format(arena, "%.*s in %s: %g", STR_ARG(word), field_name((enum field)field), explanation->counts[i][field]),
               points);
      sum += points;
    }
  }
  return sum;
}

bool explain_hit(const struct explanation *explanation, struct search_hit *hit) {
  const struct store *store = explanation->planner->store;
  struct scale scale = score_scale(store, explanation->planner->weights);
  struct coverage coverage = {0};
  hit->parts = arena_array(explanation->planner->article, explanation->plan->term_count * FIELD_COUNT + 16, sizeof *hit->parts);
  if (hit->parts == NULL) {
    return false;
  }
  add_part(hit, STR("has every word"), explanation->every_word);
  double sum = explain_words(explanation, &scale, &coverage, hit);
  const struct score_part further[] = {
      {STR("the title speaks of it"), score_title_coverage(&scale, &coverage, hit->article)},
      {STR("the title says just that"), score_exact_title(&scale, explanation->plan, &coverage, hit->article)},
      {STR("words close together"), explanation->near.closeness},
      {STR("in the form typed"), explanation->near.form},
      {STR("the title begins with it"), explanation->near.lead},
      {STR("the title is that, word for word"), explanation->near.same},
  };
  for (size_t i = 0; i < COUNT_OF(further); i++) {
    add_part(hit, further[i].reason, further[i].points);
    sum += further[i].points;
  }
  struct prior prior = prior_of(explanation->planner->priors, explanation->planner->weights, hit->article);
  add_part(hit, STR("author's boost"), sum * (prior.boost - 1));
  add_part(hit, STR("how new it is"), sum * prior.boost * (prior.newness - 1));
  add_part(hit, STR("its review is overdue"), sum * prior.boost * prior.newness * (prior.review - 1));
  double all = 0;
  for (size_t i = 0; i < hit->part_count; i++) {
    all += hit->parts[i].points;
  }
  if (all > hit->score * 1.000001) {
    add_part(hit, STR("not before those with every word"), hit->score - all);
  }
  bool lifted = hit->pinned || hit->supersedes.len > 0;
  if (lifted && hit->score > all * 1.000001) {
    add_part(hit, hit->pinned ? STR("pinned by the owner") : STR("before what it supersedes"), hit->score - all);
  }
  return true;
}
