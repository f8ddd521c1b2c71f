#include "why.h"
#include "barrier.h"
#include "card.h"
#include "variants.h"
#include "windows.h"

#include <math.h>
#include <stdlib.h>

static bool is_same(const struct score_part *a, const struct score_part *b) {
  bool field = a->field == b->field || (a->field != NULL && b->field != NULL && strcmp(a->field, b->field) == 0);
  return field && strcmp(a->weight, b->weight) == 0 && str_equal(a->word, b->word);
}

/* The part of one hit that is what part `number` of another is. A word typed twice has two of the kind, in the same order. */
static const struct score_part *find_part(const struct search_hit *hit, const struct search_hit *other, size_t number) {
  const struct score_part *wanted = &other->parts[number];
  size_t before = 0;
  for (size_t i = 0; i < number; i++) {
    before += is_same(&other->parts[i], wanted);
  }
  for (size_t i = 0; i < hit->part_count; i++) {
    if (is_same(&hit->parts[i], wanted) && before-- == 0) {
      return &hit->parts[i];
    }
  }
  return NULL;
}

static double size_of(const struct search_difference *difference) {
  double mine = difference->mine == NULL ? 0 : difference->mine->points;
  return fabs((difference->theirs == NULL ? 0 : difference->theirs->points) - mine);
}

/* Biggest first; equal ones in order of bytes, so that the same question has the same answer. */
static int compare_differences(const void *a, const void *b) {
  const struct search_difference *left = a, *right = b;
  double one = size_of(left), other = size_of(right);
  if (one != other) {
    return one > other ? -1 : 1;
  }
  return str_compare((left->mine == NULL ? left->theirs : left->mine)->reason,
                     (right->mine == NULL ? right->theirs : right->mine)->reason);
}

static void add_difference(struct search_rival *rival, const struct score_part *mine, const struct score_part *theirs) {
  if (mine == NULL || theirs == NULL || mine->points != theirs->points) {
    rival->list[rival->count++] = (struct search_difference){mine, theirs};
  }
}

static bool compare(const struct search_hit *mine, struct search_rival *rival, struct arena *arena, struct error *err) {
  rival->list = arena_array(arena, mine->part_count + rival->hit.part_count, sizeof *rival->list);
  if (rival->list == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < mine->part_count; i++) {
    add_difference(rival, &mine->parts[i], find_part(&rival->hit, mine, i));
  }
  for (size_t i = 0; i < rival->hit.part_count; i++) {
    if (find_part(mine, &rival->hit, i) == NULL) {
      add_difference(rival, NULL, &rival->hit.parts[i]);
    }
  }
  if (rival->count > 1) {
    qsort(rival->list, rival->count, sizeof *rival->list, compare_differences);
  }
  return true;
}

static bool add_rival(struct card_maker *maker, const struct ranking *ranking, size_t place,
                      struct search_explanation *explanation, struct error *err) {
  struct search_rival *rival = &explanation->rivals[explanation->rival_count++];
  rival->position = place + 1;
  return card_make(maker, ranking, place, &rival->hit, err) && compare(&explanation->hit, rival, maker->arena, err);
}

/* What an article that was not found has of the query, with what it would have earned by that. */
static bool explain_absent(struct card_maker *maker, const struct ranking *ranking, uint32_t article,
                           struct search_explanation *explanation, struct error *err) {
  struct search_rank rank = {.article = article, .score = INFINITY};
  const struct ranking alone = {.ranks = &rank, .count = 1, .seen = ranking->seen};
  if (!card_make(maker, &alone, 0, &explanation->hit, err)) {
    return false;
  }
  explanation->hit.score = 0;
  for (size_t i = 0; i < explanation->hit.part_count; i++) {
    explanation->hit.score += explanation->hit.parts[i].points;
  }
  bool lacks = explanation->hit.missing_count > 0 && !ranking->relaxed;
  return barriers_list(maker->planner, article, ranking, lacks, maker->arena, &explanation->barriers, &explanation->barrier_count,
                       err);
}

static bool explain_place(struct card_maker *maker, const struct ranking *ranking, size_t place,
                          struct search_explanation *explanation, struct error *err) {
  explanation->position = place + 1;
  if (!card_make(maker, ranking, place, &explanation->hit, err) ||
      (rank_looked(ranking, ranking->ranks[place].article) != NULL &&
       !windows_list(maker->planner, &maker->second, ranking->ranks[place].article, maker->arena, &explanation->pairs,
                     &explanation->pair_count, err))) {
    return false;
  }
  return ranking->browsed || ((place == 0 || add_rival(maker, ranking, place - 1, explanation, err)) &&
                              (place < 2 || add_rival(maker, ranking, 0, explanation, err)));
}

bool why_explain(struct planner *planner, const struct ranking *ranking, const struct query *typed, uint32_t article,
                 struct arena *arena, struct search_explanation *explanation, struct error *err) {
  struct card_maker maker = {.planner = planner, .arena = arena, .explain = true};
  size_t place = rank_place(ranking, article);
  if (!card_begin(&maker, err)) {
    return false;
  }
  bool has_all = rank_has_all(ranking, article);
  return variants_list(planner, has_all ? &maker.first : &maker.second, typed, arena, explanation, err) &&
         (place < ranking->count ? explain_place(&maker, ranking, place, explanation, err)
                                 : explain_absent(&maker, ranking, article, explanation, err));
}
