#include "windows.h"
#include "explain.h"
#include "passage.h"

/* Where the words of a text begin and end, in bytes; compounds passed over. */
struct measure {
  struct arena *arena;
  struct span *words;
  size_t count, capacity;
};

static bool take_word(void *context, const struct token *token) {
  struct measure *measure = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  struct span *grown = arena_grow(measure->arena, measure->words, measure->count, &measure->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  measure->words = grown;
  measure->words[measure->count++] = token->bytes;
  return true;
}

/* An article whose places are shown. */
struct view {
  struct arena *arena;
  struct article article;
  struct measure title, text;
};

static bool measure_article(struct planner *planner, uint32_t number, struct view *view, struct error *err) {
  if (!store_article(planner->store, number, planner->article, &view->article, NULL, err)) {
    return false;
  }
  view->title.arena = view->text.arena = planner->article;
  (void)token_walk_bytes(view->article.title, take_word, &view->title);
  struct token_text prose = {.whole = view->article.text, .part = {0, (uint32_t)view->article.text.len}};
  prose.holes = article_code(planner->article, &view->article, &prose.hole_count);
  prose.hole_count = prose.holes == NULL ? 0 : prose.hole_count;
  (void)token_walk_around(NULL, NULL, &prose, take_word, &view->text);
  return !arena_failed(planner->article) || error_memory(err);
}

/* The heading of the section that a byte of the text is in. */
static struct str heading_at(const struct article *article, size_t byte) {
  struct span heading = {0, 0};
  for (size_t i = 0; i < article->section_count && article->sections[i].heading.begin <= byte; i++) {
    heading = article->sections[i].heading;
  }
  return passage_heading(str_slice(article->text, heading.begin, heading.end));
}

/* The better of two places: in the title, nearer, earlier. */
static bool is_better(const struct near_place *a, const struct near_place *b) {
  uint32_t left = a->end - a->begin, right = b->end - b->begin;
  if (a->title != b->title) {
    return a->title;
  }
  return left != right ? left < right : a->begin < b->begin;
}

static struct search_window show_place(const struct view *view, const struct near_place *place) {
  const struct measure *measure = place->title ? &view->title : &view->text;
  struct str whole = place->title ? view->article.title : view->article.text;
  struct search_window window = {.title = place->title, .distance = place->end - place->begin};
  if (place->end < measure->count) {
    size_t begin = measure->words[place->begin].begin;
    window.text = arena_copy(view->arena, str_slice(whole, begin, measure->words[place->end].end));
    window.section = place->title ? STR("") : arena_copy(view->arena, heading_at(&view->article, begin));
  }
  return window;
}

/* The best places of a pair, best first. */
static void show_places(const struct view *view, const struct near *near, size_t term, struct search_pair *pair) {
  const struct near_place *best[SEARCH_WINDOWS_MAX];
  for (size_t i = 0; i < near->place_count; i++) {
    const struct near_place *place = &near->places[i];
    for (size_t k = 0; place->term == term && k < SEARCH_WINDOWS_MAX; k++) {
      bool room = k == pair->window_count;
      if (!room && !is_better(place, best[k])) {
        continue;
      }
      const struct near_place *worse = room ? NULL : best[k];
      best[k] = place;
      place = worse;
      if (room) {
        pair->window_count++;
        break;
      }
    }
    pair->places += near->places[i].term == term;
  }
  for (size_t i = 0; i < pair->window_count; i++) {
    pair->windows[i] = show_place(view, best[i]);
  }
}

bool windows_list(struct planner *planner, const struct plan *plan, uint32_t article, struct arena *arena,
                  struct search_pair **pairs, size_t *count, struct error *err) {
  struct near near;
  struct near_points points;
  struct view view = {.arena = arena};
  *count = 0;
  *pairs = arena_array(arena, plan->term_count, sizeof **pairs);
  if (*pairs == NULL || !near_begin(&near, planner, plan, planner->arena)) {
    return error_memory(err);
  }
  near.noting = planner->arena;
  if (!near_look(&near, article, &points, err)) {
    return false;
  }
  arena_reset(planner->article);
  if (!measure_article(planner, article, &view, err)) {
    return false;
  }
  for (size_t i = 0; i + 1 < plan->term_count; i++) {
    struct search_pair pair = {.points = near_closeness(&near, i)};
    show_places(&view, &near, i, &pair);
    if (pair.places > 0) {
      pair.first = explain_term(arena, plan, i);
      pair.second = explain_term(arena, plan, i + 1);
      (*pairs)[(*count)++] = pair;
    }
  }
  return (!arena_failed(arena) && !arena_failed(planner->arena)) || error_memory(err);
}
