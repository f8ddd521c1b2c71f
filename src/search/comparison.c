#include "comparison.h"
#include "question.h"

/* Whether a clause is one plain word that asks for a comparison. */
static bool is_frame(const struct planner *planner, size_t clause) {
  const struct query_clause *all = &planner->query->clauses[clause];
  if (!query_is_plain(all) || all->items[0].begun) {
    return false;
  }
  struct words words = words_read(planner->tokenizer, planner->arena, &all->items[0], NULL);
  bool frame = false;
  for (size_t i = 0; i < planner->language_count && words.count == 1; i++) {
    frame = frame || grammar_compares(grammar_find(planner->languages[i]), words.surfaces[0]);
  }
  return frame;
}

/* Whether words that are not looked for stand between two that are. */
static bool joins_topics(const struct planner *planner, const enum clause_role *roles) {
  bool before = false, joined = false;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    bool topic = roles[i] == CLAUSE_REQUIRED;
    if (topic && joined) {
      return true;
    }
    before = before || topic;
    joined = before && (joined || roles[i] == CLAUSE_FUNCTION);
  }
  return false;
}

struct titles {
  const struct plan *plan;
  bool found;
};

static bool meet(void *context, const struct match *match) {
  struct titles *titles = context;
  bool all = true;
  for (size_t i = 0; i < titles->plan->term_count && all; i++) {
    const struct term *term = &titles->plan->terms[i];
    uint32_t count = 0;
    for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
      count += match->frequency[k * FIELD_COUNT + FIELD_TITLE];
    }
    all = count > 0;
  }
  titles->found = all;
  return !all;
}

/* Whether an article has all that is required in its title. */
static bool has_title(struct planner *planner, bool *has, struct error *err) {
  struct plan plan;
  if (!plan_build(planner, PLAN_ALL, true, &plan, err)) {
    return false;
  }
  struct titles titles = {.plan = &plan};
  if (plan.term_count > 0 && !store_match(planner->store, &plan.wanted, meet, &titles, err)) {
    return false;
  }
  *has = titles.found;
  return true;
}

bool comparison_find(struct planner *planner, struct error *err) {
  size_t count = planner->query->clause_count, frames = 0;
  bool with = false, without, known = true;
  enum clause_role *typed = planner->roles, *asked = arena_array(planner->arena, count, sizeof *asked);
  if (asked == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    bool frame = typed[i] != CLAUSE_FUNCTION && is_frame(planner, i);
    asked[i] = frame ? CLAUSE_FUNCTION : typed[i];
    frames += frame;
    known = known && !(frame && typed[i] == CLAUSE_UNKNOWN);
  }
  if (frames == 0 || !joins_topics(planner, asked)) {
    return true;
  }
  if (known && !has_title(planner, &with, err)) {
    return false;
  }
  planner->roles = asked;
  if (!has_title(planner, &without, err)) {
    return false;
  }
  planner->roles = without && !with ? asked : typed;
  return true;
}
