#include "reasons.h"
#include "card.h"

/* What an article has of a term, or of several: the words themselves, and the commonest of their synonyms. */
struct met {
  bool itself;
  const struct other *other;
  uint32_t most;
};

static void meet(const struct plan *plan, const uint32_t *times, const struct term *term, struct met *met) {
  for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
    const struct other *other = plan->sizes[k].other;
    met->itself = met->itself || (times[k] > 0 && other == NULL);
    if (other != NULL && times[k] > met->most) {
      met->other = other;
      met->most = times[k];
    }
  }
}

/* The synonym by which alone a clause was met; NULL where it was met itself, or not at all. */
static const struct other *only_other(const struct plan *plan, const uint32_t *times, size_t clause) {
  struct met met = {.itself = false};
  for (size_t i = 0; i < plan->term_count; i++) {
    if (plan->terms[i].clause == clause && plan->terms[i].kind != PIECE_OTHER) {
      meet(plan, times, &plan->terms[i], &met);
    }
  }
  return met.itself ? NULL : met.other;
}

/* The same of a stretch of pieces, which is met where all of them are: a term of PIECE_OTHER. */
static const struct other *only_other_of_stretch(const struct plan *plan, const uint32_t *times, const struct term *term) {
  struct met met = {.itself = false};
  bool all = true;
  meet(plan, times, term, &met);
  for (const struct term *piece = term - term->replaces; piece < term && all; piece++) {
    struct met part = {.itself = false};
    meet(plan, times, piece, &part);
    all = part.itself;
  }
  return met.itself || all ? NULL : met.other;
}

/* Adds the reasons of a clause that is written without spaces: of each stretch of it that has synonyms. */
static void add_stretches(const struct plan *plan, const uint32_t *times, size_t clause, struct search_hit *hit) {
  for (size_t i = 0; i < plan->term_count; i++) {
    const struct term *term = &plan->terms[i];
    bool stretch = term->clause == clause && term->kind == PIECE_OTHER;
    const struct other *other = stretch ? only_other_of_stretch(plan, times, term) : NULL;
    if (other != NULL) {
      hit->reasons[hit->reason_count++] = (struct search_reason){term->stretch, other->text};
    }
  }
}

bool reasons_find(const struct planner *planner, const struct plan *plan, const uint32_t *times, struct search_hit *hit) {
  struct arena *arena = planner->article;
  const struct other *last = NULL;
  hit->reasons = arena_array(arena, planner->query->clause_count + plan->synonym_terms, sizeof *hit->reasons);
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
    add_stretches(plan, times, i, hit);
  }
  return hit->reasons != NULL && !arena_failed(arena);
}
