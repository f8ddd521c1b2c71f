#include "tail.h"
#include "detect.h"

enum { LETTERS_MIN = 3 }; /* of a beginning that is read as one although it was not asked to be */

struct reading {
  struct arena *arena;
  struct str surface;
  size_t words;
};

static bool read_word(void *context, const struct token *token) {
  struct reading *reading = context;
  if (token->kind == TOKEN_WORD && reading->words++ == 0) {
    reading->surface = arena_copy(reading->arena, token->surface);
  }
  return true;
}

bool tail_plain_word(struct planner *planner, size_t clause, struct str *surface) {
  const struct query_clause *all = &planner->query->clauses[clause];
  if (!query_is_plain(all)) {
    return false;
  }
  struct reading reading = {.arena = planner->arena};
  (void)token_walk(planner->tokenizer, NULL, all->items[0].text, read_word, &reading);
  *surface = reading.surface;
  return reading.words == 1;
}

/* Whether no article has a word in any language. */
static bool is_unknown(const struct planner *planner, const struct spelling *spelling, size_t clause, struct str surface) {
  return planner->roles[clause] == CLAUSE_UNKNOWN && spelling_articles(spelling, surface) == 0;
}

static bool goes_on(const struct planner *planner, struct str begin, bool *goes, struct error *err) {
  struct completions completions = {0};
  size_t letters = 0;
  for (size_t at = 0; at < begin.len; letters++) {
    (void)utf8_next(begin, &at);
  }
  if (letters >= LETTERS_MIN && !store_completions(planner->store, begin, planner->arena, &completions, err)) {
    return false;
  }
  *goes = completions.count > 0;
  return true;
}

/* The last two words as the beginning of one, where one of them is unknown: injec tio. A whole word is not begun (spelling.h). */
static bool join(struct planner *planner, const struct spelling *spelling, struct str right, bool unknown, struct tail *tail,
                 struct error *err) {
  size_t last = planner->query->clause_count - 1;
  bool typing = planner->query->clauses[last].items[0].begun, goes = false;
  struct str left;
  if (last == 0 || !tail_plain_word(planner, last - 1, &left)) {
    return true;
  }
  struct str joined = arena_format(planner->arena, "%.*s%.*s", STR_ARG(left), STR_ARG(right));
  bool whole = !typing && spelling_articles(spelling, joined) > 0;
  if (whole || !(unknown || (typing && is_unknown(planner, spelling, last - 1, left)))) {
    return true;
  }
  if (!goes_on(planner, joined, &goes, err)) {
    return false;
  }
  *tail = goes ? (struct tail){2, joined, true} : *tail;
  return true;
}

/* What an unknown word that no word begins with was to become. Where it was finished, so is what is offered for it. */
static bool open_word(const struct planner *planner, const struct spelling *spelling, enum correct_what what, struct str surface,
                      struct tail *tail, struct error *err) {
  bool typing = planner->query->clauses[planner->query->clause_count - 1].items[0].begun, own = true;
  struct spelling_candidate whole;
  struct spelling_opening opening;
  if ((!typing && (what != CORRECT_DOUBTED || spelling_candidates(spelling, surface, 0, &whole, 1) > 0)) ||
      !spelling_open(spelling, surface, &opening) || (what != CORRECT_DOUBTED && opening.doubt > 1)) {
    return true;
  }
  if (opening.doubt > 1 && !detect_own_word(planner, opening.word, &own, err)) {
    return false;
  }
  *tail = own ? (struct tail){1, typing ? opening.begin : opening.word, typing} : *tail;
  return true;
}

bool tail_find(struct planner *planner, const struct spelling *spelling, enum correct_what what, struct tail *tail,
               struct error *err) {
  size_t last = planner->query->clause_count - 1;
  struct str surface;
  *tail = (struct tail){0, STR(""), false};
  if (!tail_plain_word(planner, last, &surface)) {
    return true;
  }
  bool unknown = is_unknown(planner, spelling, last, surface), goes = false;
  if (unknown && !goes_on(planner, surface, &goes, err)) {
    return false;
  }
  if (goes) {
    *tail = (struct tail){1, surface, true};
    return true;
  }
  if (!join(planner, spelling, surface, unknown, tail, err)) {
    return false;
  }
  return !unknown || tail->clauses > 0 || open_word(planner, spelling, what, surface, tail, err);
}
