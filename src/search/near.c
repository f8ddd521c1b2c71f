#include "near.h"
#include "weights.h"

#include <math.h>

enum { NOWHERE = UINT32_MAX };

/* What the form typed counts where its accents are others: articles with these stand behind. */
static const double UNACCENTED = 0.5;

/* A walk through one field. */
struct walk {
  struct near *near;
  double *form; /* of the field at hand */
  double weight;
  bool led; /* the words that the field begins with are over */
};

/* Whether a stem is one that the word being typed may become. */
static bool may_become(const struct near *near, uint32_t stem) {
  for (size_t i = 0; i < near->begun_count; i++) {
    if (near->begun[i] == stem) {
      return true;
    }
  }
  return false;
}

static bool is_it(const struct near *near, size_t number, const struct token_number *token, bool *exact) {
  const struct term *term = &near->plan->terms[number];
  *exact = near->surfaces[number] != 0 && near->surfaces[number] == token->surface;
  bool met = *exact;
  for (size_t i = 0; !met && i < term->phrase_count; i++) {
    met = near->stems[term->first_phrase + i] == token->stem;
  }
  return met || (term->begun != NULL && may_become(near, token->stem));
}

static void keep_place(struct near *near, struct near_place place) {
  struct near_place *grown = arena_grow(near->noting, near->places, near->place_count, &near->place_capacity, sizeof *grown);
  if (grown != NULL) {
    near->places = grown;
    near->places[near->place_count++] = place;
  }
}

static void note_neighbour(struct walk *walk, size_t term, size_t neighbour, uint32_t position) {
  struct near *near = walk->near;
  uint32_t last = near->last[neighbour];
  size_t first = term < neighbour ? term : neighbour;
  if (last == NOWHERE || position <= last || position - last > NEAR_SPAN) {
    return;
  }
  near->close[first] += walk->weight / (position - last);
  if (near->noting != NULL) {
    keep_place(near, (struct near_place){first, walk->form == near->title, last, position});
  }
}

/* The bit of a hash, whose lowest bit is always set. */
static uint64_t hash_bit(uint32_t hash) {
  return UINT64_C(1) << (hash >> 1 & 63);
}

static void look_at_token(struct walk *walk, const struct token_number *token) {
  struct near *near = walk->near;
  bool met = false;
  for (size_t i = 0; i < near->plan->term_count; i++) {
    bool exact;
    if (!is_it(near, i, token, &exact)) {
      continue;
    }
    walk->form[i] += !exact ? 0 : token->accents == near->accents[i] ? 1 : UNACCENTED;
    if (i > 0) {
      note_neighbour(walk, i, i - 1, token->position);
    }
    if (i + 1 < near->plan->term_count) {
      note_neighbour(walk, i, i + 1, token->position);
    }
    near->lead += !walk->led && near->last[i] == NOWHERE;
    near->last[i] = token->position;
    met = true;
  }
  walk->led = walk->led || (!met && !token->function && token->surface != 0);
}

static void look_at_field(struct walk *walk, const struct token_number *tokens, size_t count) {
  struct near *near = walk->near;
  near->lead = 0;
  for (size_t i = 0; i < near->plan->term_count; i++) {
    near->last[i] = NOWHERE;
  }
  const uint64_t wanted = near->wanted;
  for (size_t i = 0; i < count; i++) {
    bool may_meet = (wanted & (hash_bit(tokens[i].stem) | hash_bit(tokens[i].surface))) != 0;
    if (may_meet || !walk->led) { /* few do */
      look_at_token(walk, &tokens[i]);
    }
  }
}

/* The hashes of what each term is met by: its stems; of plain and quoted words the typed form. Prefixes are met by nothing. */
static void hash_terms(struct near *near) {
  for (size_t i = 0; i < near->plan->term_count; i++) {
    const struct term *term = &near->plan->terms[i];
    bool typed = term->surface.len > 0 && term->item->kind != QUERY_PREFIX;
    near->surfaces[i] = typed ? token_hash(term->surface) : 0;
    near->accents[i] = token_accents(term->item->text);
    near->wanted |= typed ? hash_bit(near->surfaces[i]) : 0;
    for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
      struct str wanted = near->plan->phrases[k].term;
      bool stem = wanted.len > 1 && wanted.ptr[0] == '=' && str_find(wanted, ' ', 0) == wanted.len;
      near->stems[k] = stem ? token_hash(str_slice(wanted, 1, wanted.len)) : 0;
      near->wanted |= stem ? hash_bit(near->stems[k]) : 0;
    }
  }
}

/* All words of a query of plain words and phrases. False where memory ends. */
static bool hash_query(struct near *near, struct arena *arena) {
  const struct query *query = near->planner->query;
  size_t room = 0;
  near->said = NULL;
  for (size_t i = 0; i < query->clause_count; i++) {
    const struct query_item *item = &query->clauses[i].items[0];
    if (query->clauses[i].item_count != 1 || item->kind == QUERY_PREFIX || item->field != QUERY_ANYWHERE || item->begun) {
      near->said_count = 0;
      return true;
    }
    struct words words = words_read(near->planner->tokenizer, arena, item, NULL);
    for (size_t k = 0; k < words.count; k++) {
      near->said = arena_grow(arena, near->said, near->said_count, &room, sizeof *near->said);
      if (near->said == NULL) {
        return false;
      }
      near->said[near->said_count++] = token_hash(words.surfaces[k]);
    }
  }
  return true;
}

/* Whether the words of a title are those of the query, in its order. */
static bool is_same(const struct near *near, const struct token_number *title, size_t count) {
  size_t same = 0;
  for (size_t i = 0; i < count && near->said_count > 0; i++) {
    if (title[i].surface != 0) {
      if (same == near->said_count || title[i].surface != near->said[same]) {
        return false;
      }
      same++;
    }
  }
  return same > 0 && same == near->said_count;
}

/*
 * Whether a title that is over with the words of the query has them all as they were typed. One of as many words has had its
 * points (score_exact_title()).
 */
static bool says_just_that(const struct near *near, uint32_t article) {
  for (size_t i = 0; i < near->plan->term_count; i++) {
    if (near->title[i] == 0) {
      return false;
    }
  }
  return store_length(near->planner->store, article, FIELD_TITLE) != near->title_words;
}

static double same_worth(const struct near *near) {
  return near->scale.weights[WEIGHT_SAME_TITLE] * score_ceiling(near->plan);
}

bool near_begin(struct near *near, struct planner *planner, const struct plan *plan, struct arena *arena) {
  *near = (struct near){.planner = planner, .plan = plan, .scale = score_scale(planner->store, planner->weights)};
  near->last = arena_array(arena, plan->term_count, sizeof *near->last);
  near->stems = arena_array(arena, plan->wanted.phrases, sizeof *near->stems);
  near->surfaces = arena_array(arena, plan->term_count, sizeof *near->surfaces);
  near->accents = arena_array(arena, plan->term_count, sizeof *near->accents);
  near->close = arena_array(arena, 3 * plan->term_count, sizeof *near->close);
  if (near->last == NULL || near->stems == NULL || near->surfaces == NULL || near->accents == NULL || near->close == NULL) {
    return false;
  }
  near->title_words = plan_title_words(planner);
  near->begun_count = planner->begun.count < NEAR_BEGUN_MAX ? planner->begun.count : NEAR_BEGUN_MAX;
  for (size_t i = 0; i < near->begun_count; i++) {
    near->begun[i] = token_hash(planner->begun.list[i].stem);
    near->wanted |= hash_bit(near->begun[i]);
  }
  near->title = near->close + plan->term_count;
  near->body = near->title + plan->term_count;
  hash_terms(near);
  return hash_query(near, arena);
}

/* What the closeness of a term to the next one can earn. */
static double closeness_worth(const struct near *near, size_t term) {
  const struct term *terms = near->plan->terms;
  double share = pow(2.0 / (double)near->plan->term_count, near->scale.weights[WEIGHT_CLOSENESS_DAMPING]);
  return near->scale.weights[WEIGHT_CLOSENESS] * share *
         (terms[term].idf < terms[term + 1].idf ? terms[term].idf : terms[term + 1].idf);
}

double near_ceiling(const struct near *near, uint32_t article) {
  double ceiling =
      (near->scale.weights[WEIGHT_FORM] + near->scale.weights[WEIGHT_TITLE_LEAD] + near->scale.weights[WEIGHT_EXACT_TITLE]) *
      score_ceiling(near->plan);
  for (size_t i = 0; i + 1 < near->plan->term_count; i++) {
    ceiling += closeness_worth(near, i);
  }
  bool may_be_same = near->said_count > 0 && store_length(near->planner->store, article, FIELD_TITLE) == near->said_count;
  return ceiling + (may_be_same ? same_worth(near) : 0);
}

double near_closeness(const struct near *near, size_t term) {
  double close = near->close[term];
  return closeness_worth(near, term) * close / (close + near->scale.weights[WEIGHT_CLOSENESS_HALF]);
}

double near_form(const struct near *near, size_t term, uint32_t article) {
  double counts[FIELD_COUNT] = {[FIELD_TITLE] = near->title[term], [FIELD_BODY] = near->body[term]};
  return near->scale.weights[WEIGHT_FORM] * score_term(&near->scale, &near->plan->terms[term], article, counts);
}

static struct near_points weigh(const struct near *near, uint32_t article) {
  struct near_points points = {.lead = 0};
  for (size_t i = 0; i < near->plan->term_count; i++) {
    points.form += near_form(near, i, article);
    points.closeness += i + 1 < near->plan->term_count ? near_closeness(near, i) : 0;
  }
  return points;
}

bool near_look(struct near *near, uint32_t article, struct near_points *points, struct error *err) {
  const struct planner *planner = near->planner;
  struct tokens tokens;
  if (!tokens_read(planner->memory, planner->store, planner->tokenizer, article, planner->article, &tokens, err)) {
    return false;
  }
  near->place_count = 0;
  memset(near->close, 0, 3 * near->plan->term_count * sizeof *near->close);
  const double *weights = near->scale.weights;
  struct walk title = {near, near->title, weights[WEIGHT_CLOSENESS_TITLE], false};
  look_at_field(&title, tokens.title, tokens.title_count);
  size_t lead = near->lead;
  look_at_field(&(struct walk){near, near->body, 1, false}, tokens.text, tokens.text_count);
  *points = weigh(near, article);
  bool leads = lead >= near->plan->term_count;
  points->lead = leads ? weights[WEIGHT_TITLE_LEAD] * score_ceiling(near->plan) : 0;
  points->just =
      leads && !title.led && says_just_that(near, article) ? weights[WEIGHT_EXACT_TITLE] * score_ceiling(near->plan) : 0;
  points->same = is_same(near, tokens.title, tokens.title_count) ? same_worth(near) : 0;
  return true;
}
