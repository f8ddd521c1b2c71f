#include "lift.h"

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

/* Whether an article is among those found; those that are not ranked are looked at. */
static bool is_found(struct planner *planner, const struct ranking *ranking, uint32_t article, bool *found, struct error *err) {
  *found = false;
  for (size_t i = 0; i < ranking->count && !*found; i++) {
    *found = ranking->ranks[i].article == article;
  }
  if (*found || ranking->count >= ranking->total) {
    return true;
  }
  struct plan plan;
  struct occurrence *occurrences;
  size_t count = 0;
  if (!plan_build(planner, ranking->relaxed ? PLAN_ANY : PLAN_ALL, true, &plan, err) ||
      (plan.term_count > 0 &&
       !store_occurrences(planner->store, &plan.wanted, article, 1, planner->arena, &occurrences, &count, err))) {
    return false;
  }
  *found = count > 0;
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
static bool find_articles(struct planner *planner, const struct pin *pin, struct ranking *ranking,
                          uint32_t articles[PINS_ARTICLES_MAX], size_t *count, struct error *err) {
  *count = 0;
  for (size_t i = 0; i < pin->count; i++) {
    bool found;
    if (!find_article(planner, pin->articles[i], articles, *count, &articles[*count], err)) {
      return false;
    }
    if (articles[*count] == 0) {
      continue;
    }
    if (!is_found(planner, ranking, articles[*count], &found, err)) {
      return false;
    }
    ranking->total += !found && sieve_take(planner->sieve, articles[*count]);
    ++*count;
  }
  return true;
}

/* The place of an article in a ranking; its count where it has none. */
static size_t place_of(const struct search_rank *ranks, size_t count, uint32_t article) {
  size_t place = 0;
  while (place < count && ranks[place].article != article) {
    place++;
  }
  return place;
}

bool lift_pinned(struct planner *planner, const struct pin *pin, size_t wanted, struct ranking *ranking, struct error *err) {
  uint32_t articles[PINS_ARTICLES_MAX];
  size_t count;
  if (pin == NULL || ranking->browsed || planner->request->by_date) {
    return true;
  }
  if (!find_articles(planner, pin, ranking, articles, &count, err)) {
    return false;
  }
  size_t room = ranking->count + count;
  struct search_rank *ranks = arena_array(planner->arena, room, sizeof *ranks);
  size_t *places = arena_array(planner->arena, room, sizeof *places);
  if (ranks == NULL || places == NULL) {
    return error_memory(err);
  }
  /* All have the highest score there is, so that none is lower than one behind it. */
  double score = ranking->count > 0 ? ranking->ranks[0].score : 0;
  for (size_t i = 0; i < count; i++) {
    places[i] = place_of(ranking->ranks, ranking->count, articles[i]);
    ranks[i] = (struct search_rank){.article = articles[i], .score = score};
  }
  size_t filled = count;
  for (size_t i = 0; i < ranking->count; i++) {
    if (place_of(ranks, count, ranking->ranks[i].article) == count) {
      places[filled] = i;
      ranks[filled++] = ranking->ranks[i];
    }
  }
  ranking->ranks = ranks;
  ranking->places = places;
  ranking->count = filled < wanted ? filled : wanted;
  ranking->pinned = count < ranking->count ? count : ranking->count;
  return true;
}
