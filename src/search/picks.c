#include "picks.h"

enum { VISITS_MAX = 1 << 18 }; /* articles that match */

static struct pick make_pick(const struct picker *picker, uint32_t article) {
  return (struct pick){.article = article,
                       .words = store_length(picker->planner->store, article, FIELD_TITLE),
                       .boost = store_boost(picker->planner->store, article),
                       .superseded = store_successor(picker->planner->store, article) > 0};
}

static bool is_better(const struct pick *left, const struct pick *right) {
  if (left->superseded != right->superseded) {
    return right->superseded;
  }
  if (left->full != right->full) {
    return left->full;
  }
  if (left->boost != right->boost) {
    return left->boost > right->boost;
  }
  return left->words != right->words ? left->words < right->words : left->article < right->article;
}

static void take_pick(struct picks *picks, struct pick pick, size_t most) {
  size_t at = picks->count;
  for (; at > 0 && is_better(&pick, &picks->list[at - 1]); at--) {
    if (at < most) {
      picks->list[at] = picks->list[at - 1];
    }
  }
  if (at < most) {
    picks->list[at] = pick;
    picks->count += picks->count < most;
  }
}

/* A title that begins as typed; where the last word is finished it must end there. */
static bool take_beginning(void *context, struct str words, uint32_t article) {
  struct picker *picker = context;
  const struct needles *needles = picker->needles;
  if (needles_may_begin(needles, words) && sieve_take(picker->sieve, article)) {
    picker->sure = picker->sure || needles_begin(needles, words);
    take_pick(&picker->begun, make_pick(picker, article), PICKS_BEGUN_MAX);
    picker->visits++;
  }
  return picker->visits < PICKS_BEGUN_MAX && ++picker->walked < PICKS_WALKED_MAX;
}

bool picks_begin(struct picker *picker, struct error *err) {
  picker->visits = picker->walked = 0;
  picker->sure = false;
  return store_titles(picker->planner->store, picker->needles->begin, take_beginning, picker, err);
}

static bool take_match(void *context, const struct match *match) {
  struct picker *picker = context;
  const uint32_t *frequency = match->frequency;
  uint64_t in_title = 0, in_aliases = 0, in_headings = 0, wanted = picker->needles->asked;
  for (size_t i = 0; i < picker->phrases; i++, frequency += FIELD_COUNT) {
    in_title |= frequency[FIELD_TITLE] > 0 ? (uint64_t)1 << picker->clauses[i] : 0;
    in_aliases |= frequency[FIELD_ALIASES] > 0 ? (uint64_t)1 << picker->clauses[i] : 0;
    in_headings |= frequency[FIELD_HEADINGS] > 0 ? (uint64_t)1 << picker->clauses[i] : 0;
  }
  bool title = (wanted & ~in_title) == 0, full = (wanted & ~in_headings) == 0;
  bool heading = full || ((wanted & ~(in_title | in_headings)) == 0 && !title);
  bool alias = !title && (wanted & ~(in_title | in_aliases)) == 0;
  if ((title || alias || heading) && sieve_take(picker->sieve, match->article)) {
    struct pick pick = make_pick(picker, match->article);
    if (title) {
      take_pick(&picker->titles, pick, PICKS_TITLES_MAX);
    }
    if (alias) {
      take_pick(&picker->aliases, pick, PICKS_TITLES_MAX);
    }
    pick.full = full;
    if (heading) {
      take_pick(&picker->headings, pick, PICKS_HEADINGS_MAX);
    }
  }
  return ++picker->visits < VISITS_MAX;
}

bool picks_match(struct picker *picker, struct error *err) {
  struct planner *planner = picker->planner;
  struct plan plan;
  if (picker->needles->asked == 0) {
    return true;
  }
  if (!plan_build(planner, PLAN_ALL, true, &plan, err)) {
    return false;
  }
  uint8_t *clauses = arena_array(planner->arena, plan.wanted.phrases, sizeof *clauses);
  for (size_t i = 0; clauses != NULL && i < plan.term_count; i++) {
    const struct term *term = &plan.terms[i];
    for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
      clauses[k] = (uint8_t)term->clause;
    }
    picker->phrases = term->first_phrase + term->phrase_count;
  }
  picker->clauses = clauses;
  picker->visits = 0;
  if (clauses == NULL) {
    return error_memory(err);
  }
  return plan.term_count == 0 || store_match(picker->planner->store, &plan.wanted, take_match, picker, err);
}
