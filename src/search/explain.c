#include "explain.h"
#include "card.h"
#include "weights.h"

#include <math.h>

/* Whether a term is all of its item. */
static bool is_whole_item(const struct plan *plan, size_t term) {
  const struct query_item *item = plan->terms[term].item;
  return (term == 0 || plan->terms[term - 1].item != item) &&
         (term + 1 == plan->term_count || plan->terms[term + 1].item != item);
}

struct str explain_term(struct arena *arena, const struct plan *plan, size_t term) {
  const struct term *wanted = &plan->terms[term];
  struct query_clause alone = {(struct query_item *)wanted->item, 1};
  if (is_whole_item(plan, term)) {
    return card_clause_text(arena, &alone);
  }
  struct str text = wanted->surface.len > 0 ? wanted->surface : plan->phrases[wanted->first_phrase].term;
  bool marked = text.len > 0 && (text.ptr[0] == '=' || text.ptr[0] == '~');
  return arena_copy(arena, str_slice(text, marked, text.len));
}

static const char *weight_name(int weight) {
  size_t count;
  return search_weight_table(&count)[weight].name;
}

static void add_part(struct search_hit *hit, struct score_part part) {
  if (part.points != 0) {
    hit->parts[hit->part_count++] = part;
  }
}

/* What every term earns in every field. */
static double explain_words(const struct explanation *explanation, const struct scale *scale, struct coverage *coverage,
                            struct search_hit *hit) {
  struct arena *arena = explanation->planner->article;
  double sum = 0;
  for (size_t i = 0; i < explanation->plan->term_count; i++) {
    const struct term *term = &explanation->plan->terms[i];
    const double *counts = explanation->counts[i];
    struct str word = explain_term(arena, explanation->plan, i);
    coverage_add(coverage, term, counts);
    for (int field = 0; field < FIELD_COUNT; field++) {
      const char *name = field_name((enum field)field);
      double points = score_field_share(scale, term, hit->article, counts, (enum field)field);
      add_part(hit, (struct score_part){.reason = arena_format(arena, "%.*s in %s: %g", STR_ARG(word), name, counts[field]),
                                        .points = points,
                                        .weight = weight_name(WEIGHT_FIELD + field),
                                        .word = word,
                                        .field = name,
                                        .frequency = counts[field],
                                        .length = store_length(scale->store, hit->article, (enum field)field)});
      sum += points;
    }
  }
  return sum;
}

/* What the words earn by where and how they stand. */
static double explain_near(const struct explanation *explanation, struct search_hit *hit) {
  struct arena *arena = explanation->planner->article;
  const struct near *near = explanation->near;
  for (size_t i = 0; near != NULL && i + 1 < near->plan->term_count; i++) {
    struct str pair = arena_format(arena, "%.*s near %.*s", STR_ARG(explain_term(arena, near->plan, i)),
                                   STR_ARG(explain_term(arena, near->plan, i + 1)));
    add_part(hit, (struct score_part){
                      .reason = pair, .points = near_closeness(near, i), .weight = weight_name(WEIGHT_CLOSENESS), .word = pair});
  }
  for (size_t i = 0; near != NULL && i < near->plan->term_count; i++) {
    struct str word = explain_term(arena, near->plan, i);
    add_part(hit, (struct score_part){.reason = arena_format(arena, "%.*s in the form typed", STR_ARG(word)),
                                      .points = near_form(near, i, hit->article),
                                      .weight = weight_name(WEIGHT_FORM),
                                      .word = word});
  }
  add_part(hit, (struct score_part){.reason = STR("the title begins with it"),
                                    .points = explanation->points.lead,
                                    .weight = weight_name(WEIGHT_TITLE_LEAD)});
  add_part(hit, (struct score_part){.reason = STR("the title says just that"),
                                    .points = explanation->points.just,
                                    .weight = weight_name(WEIGHT_EXACT_TITLE)});
  add_part(hit, (struct score_part){.reason = STR("the title is that, word for word"),
                                    .points = explanation->points.same,
                                    .weight = weight_name(WEIGHT_SAME_TITLE)});
  const struct near_points *points = &explanation->points;
  return points->closeness + points->form + points->lead + points->just + points->same;
}

/* What the title earns beside its words. */
static double explain_title(const struct explanation *explanation, const struct scale *scale, const struct coverage *coverage,
                            struct search_hit *hit) {
  double share = score_title_coverage(scale, coverage, hit->article);
  double exact = score_exact_title(scale, explanation->plan, coverage, hit->article);
  add_part(hit, (struct score_part){
                    .reason = STR("the title speaks of it"), .points = share, .weight = weight_name(WEIGHT_TITLE_SHARE)});
  add_part(hit, (struct score_part){
                    .reason = STR("the title says just that"), .points = exact, .weight = weight_name(WEIGHT_EXACT_TITLE)});
  return share + exact;
}

/* What the article is worth before any query, as shares of what it earned. */
static void explain_prior(const struct explanation *explanation, double sum, struct search_hit *hit) {
  struct prior prior =
      prior_of(explanation->planner->priors, explanation->planner->weights, explanation->planner->foreign, hit->article);
  add_part(hit, (struct score_part){.reason = STR("author's boost"), .points = sum * (prior.boost - 1), .weight = "boost"});
  add_part(hit, (struct score_part){
                    .reason = STR("how new it is"), .points = sum * prior.boost * (prior.newness - 1), .weight = "freshness"});
  add_part(hit, (struct score_part){.reason = STR("its review is overdue"),
                                    .points = sum * prior.boost * prior.newness * (prior.review - 1),
                                    .weight = weight_name(WEIGHT_OVERDUE)});
  add_part(hit, (struct score_part){.reason = STR("it is in another language"),
                                    .points = sum * prior.boost * prior.newness * prior.review * (prior.home - 1),
                                    .weight = weight_name(WEIGHT_OTHER_LANGUAGE)});
}

/* The score is what its parts say, where a limit did not take some of it, and its owner did not put it elsewhere. */
static void settle(struct search_hit *hit) {
  double all = 0;
  for (size_t i = 0; i < hit->part_count; i++) {
    all += hit->parts[i].points;
  }
  if (all > hit->score * 1.000001) {
    add_part(hit, (struct score_part){
                      .reason = STR("not before those with every word"), .points = hit->score - all, .weight = "lacks-words"});
  } else if ((hit->pinned || hit->supersedes.len > 0) && hit->score > all * 1.000001) {
    struct str reason = hit->pinned ? STR("pinned by the owner") : STR("before what it supersedes");
    add_part(hit, (struct score_part){.reason = reason, .points = hit->score - all, .weight = "lifted"});
  } else if (hit->score > all * 1.000001 && isfinite(hit->score)) {
    struct str reason = STR("its words stand there still more often than was looked");
    add_part(hit, (struct score_part){.reason = reason, .points = hit->score - all, .weight = "uncounted"});
  }
}

bool explain_hit(const struct explanation *explanation, struct search_hit *hit) {
  const struct store *store = explanation->planner->store;
  const struct near *near = explanation->near;
  struct scale scale = score_scale(store, explanation->planner->weights);
  struct coverage coverage = {0};
  size_t room = explanation->plan->term_count * FIELD_COUNT + (near != NULL ? 2 * near->plan->term_count : 0) + 16;
  hit->parts = arena_array(explanation->planner->article, room, sizeof *hit->parts);
  if (hit->parts == NULL) {
    return false;
  }
  add_part(hit, (struct score_part){.reason = STR("has every word"),
                                    .points = explanation->every_word,
                                    .weight = weight_name(WEIGHT_EVERY_WORD)});
  double sum = explain_words(explanation, &scale, &coverage, hit);
  sum += explain_title(explanation, &scale, &coverage, hit);
  sum += explain_near(explanation, hit);
  add_part(hit, (struct score_part){.reason = STR("it is like the best articles found"),
                                    .points = explanation->likeness,
                                    .weight = weight_name(WEIGHT_LIKENESS)});
  explain_prior(explanation, sum + explanation->likeness, hit);
  settle(hit);
  return true;
}
