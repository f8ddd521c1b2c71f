#include "lift.h"
#include "successors.h"

/* The words of a query as one text; empty where it is more than words, or less. A word that may go on is one as it stands. */
static struct str words_of(const struct planner *planner) {
  const struct query *query = planner->query;
  struct buf text;
  buf_init(&text, 2 * QUERY_BYTES_MAX);
  bool plain = query->clause_count > 0 && query->excluded_count == 0;
  for (size_t i = 0; i < query->clause_count && plain; i++) {
    const struct query_clause *clause = &query->clauses[i];
    plain = clause->item_count == 1 && clause->items[0].kind == QUERY_WORD && clause->items[0].field == QUERY_ANYWHERE;
    buf_add(&text, clause->items[0].text);
    buf_byte(&text, ' ');
  }
  struct str words = plain && !buf_failed(&text) ? arena_copy(planner->arena, buf_str(&text)) : STR("");
  buf_free(&text);
  return words;
}

const struct pin *lift_pin(const struct planner *planner, const struct site *site) {
  struct str words = site->pins != NULL ? words_of(planner) : STR("");
  const struct pin *pin = NULL;
  for (size_t i = 0; i < planner->language_count && words.len > 0 && pin == NULL; i++) {
    pin = pins_find(site->pins, planner->tokenizer, planner->languages[i], words);
  }
  return pin;
}

/* Some of all articles: a bit for each. */
struct some {
  uint8_t *bits;
};

static bool some_begin(struct some *some, const struct planner *planner) {
  some->bits = arena_alloc(planner->arena, store_facts(planner->store)->articles / 8 + 1);
  return some->bits != NULL;
}

static bool some_have(const struct some *some, uint32_t article) {
  return (some->bits[article / 8] >> (article % 8) & 1) != 0;
}

static void some_take(struct some *some, uint32_t article) {
  some->bits[article / 8] |= (uint8_t)(1 << article % 8);
}

/* What tells whether an article is among those found: the plan they were found by, made when it is first needed. */
struct finder {
  struct planner *planner;
  const struct ranking *ranking;
  struct some ranked, absent; /* what was looked at in vain is not looked at again */
  struct plan plan;
  bool planned;
};

static bool begin_finder(struct finder *finder, struct planner *planner, const struct ranking *ranking) {
  *finder = (struct finder){.planner = planner, .ranking = ranking};
  if (!some_begin(&finder->ranked, planner) || !some_begin(&finder->absent, planner)) {
    return false;
  }
  for (size_t i = 0; i < ranking->count; i++) {
    some_take(&finder->ranked, ranking->ranks[i].article);
  }
  return true;
}

/* Whether an article is among those found; those that are not ranked are looked at. */
static bool is_found(struct finder *finder, uint32_t article, bool *found, struct error *err) {
  struct planner *planner = finder->planner;
  const struct ranking *ranking = finder->ranking;
  *found = some_have(&finder->ranked, article);
  if (*found || ranking->count >= ranking->total || some_have(&finder->absent, article)) {
    return true;
  }
  struct occurrence *occurrences;
  size_t count = 0;
  if (!finder->planned && !plan_build(planner, ranking->relaxed ? PLAN_ANY : PLAN_ALL, true, &finder->plan, err)) {
    return false;
  }
  finder->planned = true;
  arena_reset(planner->article);
  if (finder->plan.term_count > 0 &&
      !store_occurrences(planner->store, &finder->plan.wanted, article, 1, planner->article, &occurrences, &count, err)) {
    return false;
  }
  *found = count > 0;
  if (!*found) {
    some_take(&finder->absent, article);
  }
  return true;
}

/* The number of an article that is to stand first, once each; 0 where it is not there or not wanted. */
static bool find_article(struct planner *planner, struct str name, const uint32_t *before, size_t count, uint32_t *article,
                         struct error *err) {
  if (!store_find(planner->store, name, article, err)) {
    return false;
  }
  bool wanted = *article > 0 && sieve_wants(planner->sieve, *article);
  for (size_t i = 0; i < count && wanted; i++) {
    wanted = before[i] != *article;
  }
  *article = wanted ? *article : 0;
  return true;
}

/* The articles of a pin. Those that match no word are found all the same, and counted. */
static bool find_articles(struct finder *finder, const struct pin *pin, struct ranking *ranking,
                          uint32_t articles[PINS_ARTICLES_MAX], size_t *count, struct error *err) {
  struct planner *planner = finder->planner;
  *count = 0;
  for (size_t i = 0; i < pin->count; i++) {
    bool found;
    if (!find_article(planner, pin->articles[i], articles, *count, &articles[*count], err)) {
      return false;
    }
    if (articles[*count] == 0) {
      continue;
    }
    if (!is_found(finder, articles[*count], &found, err)) {
      return false;
    }
    ranking->total += !found && sieve_take(planner->sieve, articles[*count]);
    ++*count;
  }
  return true;
}

/* ---- putting them in place ---- */

/* A ranking in the making, from one by score. */
struct lifting {
  struct planner *planner;
  struct finder *finder;
  const struct ranking *by_score;
  struct search_rank *ranks;
  uint32_t *above; /* as of a ranking */
  size_t count, wanted;
  struct some placed;
  struct error *err;
};

static void place(struct lifting *lifting, struct search_rank rank, uint32_t above) {
  if (lifting->count < lifting->wanted && !some_have(&lifting->placed, rank.article)) {
    some_take(&lifting->placed, rank.article);
    lifting->above[lifting->count] = above;
    lifting->ranks[lifting->count++] = rank;
  }
}

/* Places what has taken the place of an article, the latest first, as far as it is found; it has the article's score then. */
static bool place_successors(struct lifting *lifting, struct search_rank rank) {
  const struct planner *planner = lifting->planner;
  uint32_t chain[SUCCESSORS_MAX];
  size_t length = successors_of(planner->store, rank.article, chain);
  while (length-- > 0) {
    bool found = false;
    if (chain[length] == rank.article || some_have(&lifting->placed, chain[length]) ||
        !sieve_wants(planner->sieve, chain[length])) {
      continue;
    }
    if (!is_found(lifting->finder, chain[length], &found, lifting->err)) {
      return false;
    }
    if (found) {
      place(lifting, (struct search_rank){.article = chain[length], .score = rank.score}, rank.article);
    }
  }
  return true;
}

static bool has_successors(const struct planner *planner, const struct ranking *ranking) {
  bool any = false;
  for (size_t i = 0; i < ranking->count && !any; i++) {
    any = store_successor(planner->store, ranking->ranks[i].article) > 0;
  }
  return any;
}

/* All pinned ones have the highest score there is, so that none is lower than one behind it. */
static bool place_all(struct lifting *lifting, const uint32_t *pinned, size_t count) {
  const struct ranking *by_score = lifting->by_score;
  double highest = by_score->count > 0 ? by_score->ranks[0].score : 0;
  for (size_t i = 0; i < count; i++) {
    place(lifting, (struct search_rank){.article = pinned[i], .score = highest}, 0);
  }
  for (size_t i = 0; i < by_score->count && lifting->count < lifting->wanted; i++) {
    if (!some_have(&lifting->placed, by_score->ranks[i].article) && !place_successors(lifting, by_score->ranks[i])) {
      return false;
    }
    place(lifting, by_score->ranks[i], 0);
  }
  return true;
}

bool lift(struct planner *planner, const struct pin *pin, size_t wanted, struct ranking *ranking, struct error *err) {
  uint32_t pinned[PINS_ARTICLES_MAX];
  size_t count = 0;
  if (ranking->browsed || planner->request->by_date || (pin == NULL && !has_successors(planner, ranking))) {
    return true;
  }
  struct finder finder;
  if (!begin_finder(&finder, planner, ranking)) {
    return error_memory(err);
  }
  if (pin != NULL && !find_articles(&finder, pin, ranking, pinned, &count, err)) {
    return false;
  }
  struct lifting lifting = {.planner = planner,
                            .finder = &finder,
                            .by_score = ranking,
                            .ranks = arena_array(planner->arena, wanted, sizeof *lifting.ranks),
                            .above = arena_array(planner->arena, wanted, sizeof *lifting.above),
                            .wanted = wanted,
                            .err = err};
  if (lifting.ranks == NULL || lifting.above == NULL || !some_begin(&lifting.placed, planner)) {
    return error_memory(err);
  }
  if (!place_all(&lifting, pinned, count)) {
    return false;
  }
  ranking->ranks = lifting.ranks;
  ranking->above = lifting.above;
  ranking->count = lifting.count;
  ranking->pinned = count < lifting.count ? count : lifting.count;
  return true;
}
