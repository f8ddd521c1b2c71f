#include "reasons.h"
#include "card.h"

/* The commonest synonym by which alone a clause was met; NULL where it was met itself, or not at all. */
static const struct other *only_other(const struct plan *plan, const uint32_t *times, size_t clause) {
  const struct other *other = NULL;
  uint32_t most = 0;
  for (size_t i = 0; i < plan->term_count; i++) {
    const struct term *term = &plan->terms[i];
    for (size_t k = term->first_phrase; term->clause == clause && k < term->first_phrase + term->phrase_count; k++) {
      if (times[k] > 0 && plan->sizes[k].other == NULL) {
        return NULL;
      }
      if (times[k] > most) {
        other = plan->sizes[k].other;
        most = times[k];
      }
    }
  }
  return other;
}

bool reasons_find(const struct planner *planner, const struct plan *plan, const uint32_t *times, struct search_hit *hit) {
  struct arena *arena = planner->article;
  const struct other *last = NULL;
  hit->reasons = arena_array(arena, planner->query->clause_count, sizeof *hit->reasons);
  for (size_t i = 0; hit->reasons != NULL && i < planner->query->clause_count; i++) {
    const struct other *other = planner->roles[i] == CLAUSE_REQUIRED ? only_other(plan, times, i) : NULL;
    struct str typed = other != NULL ? card_clause_text(arena, &planner->query->clauses[i]) : STR("");
    if (other != NULL && last != NULL && str_equal(last->phrase, other->phrase)) {
      struct search_reason *reason = &hit->reasons[hit->reason_count - 1];
      reason->typed = arena_format(arena, "%.*s %.*s", STR_ARG(reason->typed), STR_ARG(typed));
    } else if (other != NULL) {
      hit->reasons[hit->reason_count++] = (struct search_reason){typed, other->text};
    }
    last = other;
  }
  return hit->reasons != NULL && !arena_failed(arena);
}
