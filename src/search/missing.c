#include "missing.h"
#include "card.h"

/* The first term from `at` on that is a word in a row. */
static size_t row_term(const struct look *look, size_t at) {
  while (at < look->plan->term_count && look->plan->terms[at].kind != PIECE_ROW) {
    at++;
  }
  return at;
}

/* Whether the words of `count` terms from `first` on, compounds passed over, stand in a row somewhere. */
static bool stand_in_a_row(const struct look *look, size_t first, size_t count) {
  size_t next = first = row_term(look, first);
  size_t met = 0;
  const struct word_at *last = NULL;
  for (size_t i = 0; i < look->word_count && met < count; i++) {
    const struct word_at *word = &look->words[i];
    bool goes_on = met > 0 && word->field == last->field && word->position == last->position + 1 && word->term == next;
    if (goes_on || word->term == first) {
      next = row_term(look, word->term + 1);
      met = goes_on ? met + 1 : 1;
      last = word;
    } else if (met > 0 && (word->field != last->field || word->position > last->position + 1)) {
      met = 0;
    }
  }
  return met == count;
}

/* How many of the terms that a term of synonyms stands for are not there themselves. */
static size_t replaced(const struct look *look, size_t term) {
  size_t count = 0;
  for (size_t i = term - look->plan->terms[term].replaces; i < term; i++) {
    count += !look_has(look, i);
  }
  return look_has(look, term) ? count : 0;
}

/*
 * Whether the item is there that the terms from `first` on stand for, `count` of them: a compound as a
 * whole; else all pairs of characters, or their synonyms; words like K and L, which may be two terms, in a row.
 */
static bool has_item(const struct look *look, size_t first, size_t count) {
  size_t pairs = 0, present = 0, row = 0;
  for (size_t i = first; i < first + count; i++) {
    enum piece_kind kind = look->plan->terms[i].kind;
    if (kind == PIECE_WHOLE && look_has(look, i)) {
      return true;
    }
    if (kind == PIECE_OTHER) {
      present += replaced(look, i);
      continue;
    }
    pairs += kind == PIECE_PAIR;
    row += kind == PIECE_ROW;
    present += kind != PIECE_WHOLE && look_has(look, i);
  }
  return pairs > 0 ? present == pairs + row : row > 0 && stand_in_a_row(look, first, row);
}

static bool has_clause(const struct look *look, size_t clause) {
  for (size_t i = 0, count; i < look->plan->term_count; i += count) {
    const struct term *term = &look->plan->terms[i];
    for (count = 1; i + count < look->plan->term_count && look->plan->terms[i + count].item == term->item;) {
      count++;
    }
    if (term->clause == clause && has_item(look, i, count)) {
      return true;
    }
  }
  return false;
}

bool missing_find(const struct look *look, struct search_hit *hit) {
  const struct planner *planner = look->planner;
  struct arena *arena = planner->article;
  hit->missing = arena_array(arena, planner->query->clause_count, sizeof *hit->missing);
  for (size_t i = 0; hit->missing != NULL && i < planner->query->clause_count && !hit->pinned; i++) {
    bool excused = planner->begun.wide && planner->query->clauses[i].items[0].begun; /* anything may have it */
    bool lacks =
        planner->roles[i] == CLAUSE_UNKNOWN || (planner->roles[i] == CLAUSE_REQUIRED && !excused && !has_clause(look, i));
    if (lacks) {
      hit->missing[hit->missing_count++] = card_clause_text(arena, &planner->query->clauses[i]);
    }
  }
  return hit->missing != NULL;
}
