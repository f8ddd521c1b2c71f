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

/* ---- scripts without spaces ---- */

enum { PAIRS_MAX = 64 };

/* The pairs of characters that a word is looked for by: where they stand in it, and whether the article has them. */
struct pairs {
  struct span bytes[PAIRS_MAX];
  bool present[PAIRS_MAX];
  size_t count;
};

static bool take_pair(void *context, const struct token *token) {
  struct pairs *pairs = context;
  if (token->kind == TOKEN_PAIR && pairs->count < PAIRS_MAX) {
    pairs->bytes[pairs->count++] = token->bytes;
  }
  return true;
}

/* Reads the pairs of an item; false where they are not all there is of it, or do not stand side by side. */
static bool read_pairs(const struct look *look, const struct query_item *item, struct pairs *pairs) {
  size_t terms = 0, present = 0;
  pairs->count = 0;
  (void)token_walk(look->planner->tokenizer, NULL, item->text, take_pair, pairs);
  for (size_t i = 0; i < look->plan->term_count; i++) {
    const struct term *term = &look->plan->terms[i];
    if (term->item != item) {
      continue;
    }
    if (term->kind != PIECE_PAIR || terms == pairs->count) {
      return false;
    }
    pairs->present[terms] = look_has(look, i);
    present += pairs->present[terms++];
  }
  bool apart = terms == pairs->count && present > 0 && present < terms;
  for (size_t i = 1; apart && i < terms; i++) {
    apart = pairs->bytes[i].begin > pairs->bytes[i - 1].begin && pairs->bytes[i].begin < pairs->bytes[i - 1].end;
  }
  return apart;
}

/* Whether some pair that is there has the character at `byte`. */
static bool is_covered(const struct pairs *pairs, uint32_t byte) {
  bool covered = false;
  for (size_t i = 0; i < pairs->count; i++) {
    covered = covered || (pairs->present[i] && pairs->bytes[i].begin <= byte && byte < pairs->bytes[i].end);
  }
  return covered;
}

/*
 * Adds the characters of an item that no pair covers which is there: of three that begin with a known word, the third one.
 * None, where it is only their order that is another.
 */
static void add_uncovered(const struct look *look, const struct query_item *item, const struct pairs *pairs,
                          struct search_hit *hit) {
  size_t end = pairs->bytes[pairs->count - 1].end;
  for (size_t at = pairs->bytes[0].begin, begin = at; at < end; begin = at) {
    bool covered = is_covered(pairs, (uint32_t)at);
    while (at < end && is_covered(pairs, (uint32_t)at) == covered) {
      (void)utf8_next(item->text, &at);
    }
    if (!covered) {
      hit->missing[hit->missing_count++] = arena_copy(look->planner->article, str_slice(item->text, begin, at));
    }
  }
}

static void add_missing(const struct look *look, const struct query_clause *clause, struct search_hit *hit) {
  size_t before = hit->missing_count;
  struct pairs pairs;
  if (query_is_plain(clause) && read_pairs(look, clause->items, &pairs)) {
    add_uncovered(look, clause->items, &pairs, hit);
  }
  if (hit->missing_count == before) {
    hit->missing[hit->missing_count++] = card_clause_text(look->planner->article, clause);
  }
}

bool missing_find(const struct look *look, struct search_hit *hit) {
  const struct planner *planner = look->planner;
  struct arena *arena = planner->article;
  hit->missing = arena_array(arena, planner->query->clause_count + look->plan->term_count, sizeof *hit->missing);
  for (size_t i = 0; hit->missing != NULL && i < planner->query->clause_count && !hit->pinned; i++) {
    bool excused = planner->begun.wide && planner->query->clauses[i].items[0].begun; /* anything may have it */
    bool lacks =
        planner->roles[i] == CLAUSE_UNKNOWN || (planner->roles[i] == CLAUSE_REQUIRED && !excused && !has_clause(look, i));
    if (lacks) {
      add_missing(look, &planner->query->clauses[i], hit);
    }
  }
  return hit->missing != NULL;
}
