#include "widen.h"

/* Whether a field is asked for: title: and tag: are typed by those who mean just that. */
static bool asks_exactly(const struct planner *planner) {
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    const struct query_clause *clause = &planner->query->clauses[i];
    for (size_t k = 0; k < clause->item_count; k++) {
      if (clause->items[k].field != QUERY_ANYWHERE) {
        return true;
      }
    }
  }
  return false;
}

struct counting {
  size_t left;
};

static bool count_down(void *context, const struct match *match) {
  struct counting *counting = context;
  (void)match;
  return --counting->left > 0;
}

/* Whether fewer than `enough` articles have every word, were there no filters. */
static bool is_scarce(const struct planner *planner, size_t enough, bool *scarce, struct error *err) {
  struct planner open = *planner;
  struct counting counting = {enough};
  struct plan plan;
  open.request = NULL;
  open.lang = STR("");
  if (!plan_build(&open, PLAN_ALL, true, &plan, err) ||
      (plan.term_count > 0 && !store_match(open.store, &plan.wanted, count_down, &counting, err))) {
    return false;
  }
  *scarce = counting.left > 0;
  return true;
}

bool widen_decide(struct planner *planner, bool sentence, uint64_t taken, size_t enough, enum widening *widening,
                  struct error *err) {
  bool narrowed = planner->sieve != NULL && planner->sieve->narrows, scarce = true;
  *widening = WIDEN_NOT;
  if (asks_exactly(planner) || (!sentence && taken >= enough)) {
    return true;
  }
  if (narrowed && !sentence && !is_scarce(planner, enough, &scarce, err)) {
    return false;
  }
  *widening = scarce ? WIDEN_ALL : taken == 0 ? WIDEN_TAKEN : WIDEN_NOT;
  return true;
}
