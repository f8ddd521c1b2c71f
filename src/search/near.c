#include "near.h"
#include "weights.h"

#include <math.h>

enum { NOWHERE = UINT32_MAX };

/* A walk through one field. */
struct walk {
  struct near *near;
  double *form; /* of the field at hand */
  double weight;
  const struct language *language;
  bool led; /* the words that the field begins with are over */
};

static bool stem_is(const struct plan *plan, const struct term *term, struct str stem) {
  for (size_t i = 0; i < term->phrase_count; i++) {
    struct str wanted = plan->phrases[term->first_phrase + i].term;
    if (wanted.len == stem.len + 1 && wanted.ptr[0] == '=' && memcmp(wanted.ptr + 1, stem.ptr, stem.len) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_it(const struct plan *plan, const struct term *term, const struct token *token, bool *exact) {
  bool typed = term->surface.len > 0 && token->kind == TOKEN_WORD;
  *exact = typed && str_equal(term->surface, token->surface);
  switch (term->item->kind) {
  case QUERY_WORD:
    return *exact || stem_is(plan, term, token->stem);
  case QUERY_PREFIX:
    return typed && str_starts_with(token->surface, term->surface);
  default:
    return *exact;
  }
}

static void note_neighbour(struct walk *walk, size_t term, size_t neighbour, uint32_t position) {
  uint32_t last = walk->near->last[neighbour];
  if (last != NOWHERE && position > last && position - last <= NEAR_SPAN) {
    walk->near->close[term < neighbour ? term : neighbour] += walk->weight / (position - last);
  }
}

static bool look_at_word(void *context, const struct token *token) {
  struct walk *walk = context;
  const struct plan *plan = walk->near->plan;
  bool met = false;
  if (token->again || token->kind == TOKEN_PART) {
    return true;
  }
  for (size_t i = 0; i < plan->term_count; i++) {
    bool exact;
    if (!is_it(plan, &plan->terms[i], token, &exact)) {
      continue;
    }
    walk->form[i] += exact;
    if (i > 0) {
      note_neighbour(walk, i, i - 1, token->position);
    }
    if (i + 1 < plan->term_count) {
      note_neighbour(walk, i, i + 1, token->position);
    }
    walk->near->last[i] = token->position;
    met = true;
  }
  walk->near->lead += met && !walk->led;
  walk->led = walk->led || (!met && !language_is_function_word(walk->language, token->surface));
  return true;
}

static void look_at_field(struct near *near, const struct language *language, struct str text, double *form, double weight) {
  struct walk walk = {.near = near, .form = form, .weight = weight, .language = language};
  near->lead = 0;
  for (size_t i = 0; i < near->plan->term_count; i++) {
    near->last[i] = NOWHERE;
  }
  (void)token_walk(near->planner->tokenizer, language, text, look_at_word, &walk);
}

bool near_begin(struct near *near, struct planner *planner, const struct plan *plan, struct arena *arena) {
  *near = (struct near){.planner = planner, .plan = plan, .scale = score_scale(planner->store)};
  near->last = arena_array(arena, plan->term_count, sizeof *near->last);
  near->close = arena_array(arena, 3 * plan->term_count, sizeof *near->close);
  near->title = near->close + plan->term_count;
  near->body = near->title + plan->term_count;
  return near->last != NULL && near->close != NULL;
}

/* What the closeness of a term to the next one can earn. */
static double closeness_worth(const struct near *near, size_t term) {
  const struct term *terms = near->plan->terms;
  double share = pow(2.0 / (double)near->plan->term_count, weight_closeness_damping);
  return weight_closeness * share * (terms[term].idf < terms[term + 1].idf ? terms[term].idf : terms[term + 1].idf);
}

double near_ceiling(const struct near *near) {
  double ceiling = (weight_form + weight_title_lead) * score_ceiling(near->plan);
  for (size_t i = 0; i + 1 < near->plan->term_count; i++) {
    ceiling += closeness_worth(near, i);
  }
  return ceiling;
}

static struct near_points weigh(const struct near *near, uint32_t article) {
  struct near_points points = {.lead = 0};
  size_t count = near->plan->term_count;
  for (size_t i = 0; i < count; i++) {
    const struct term *term = &near->plan->terms[i];
    double counts[FIELD_COUNT] = {[FIELD_TITLE] = near->title[i], [FIELD_BODY] = near->body[i]};
    points.form += weight_form * score_term(&near->scale, term, article, counts);
    if (i + 1 < count) {
      points.closeness += closeness_worth(near, i) * near->close[i] / (near->close[i] + weight_closeness_half);
    }
  }
  return points;
}

bool near_look(struct near *near, uint32_t article, struct near_points *points, struct error *err) {
  struct store_text text;
  arena_reset(near->planner->article);
  if (!store_text(near->planner->store, article, near->planner->article, &text, err)) {
    return false;
  }
  near->lead = 0;
  memset(near->close, 0, 3 * near->plan->term_count * sizeof *near->close);
  const struct language *language = store_article_language(text.lang);
  if (store_length(near->planner->store, article, FIELD_TITLE) > 0) {
    look_at_field(near, language, text.title, near->title, weight_closeness_title);
  }
  size_t lead = near->lead;
  look_at_field(near, language, text.text, near->body, 1);
  *points = weigh(near, article);
  points->lead = lead >= near->plan->term_count ? weight_title_lead * score_ceiling(near->plan) : 0;
  return true;
}
