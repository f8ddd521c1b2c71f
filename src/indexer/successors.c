#include "successors.h"

#include <stdlib.h>

/* A longer chain of successors is followed no further. */
enum { CHAIN_MAX = 64 };

bool successors_note(struct successors *successors, const struct article *article, const char *place) {
  if (article->superseded_by.len == 0) {
    return true;
  }
  struct successor *grown =
      arena_grow(successors->arena, successors->list, successors->count, &successors->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  successors->list = grown;
  successors->list[successors->count++] = (struct successor){.place = arena_copy(successors->arena, str_of(place)),
                                                             .id = arena_copy(successors->arena, article->id),
                                                             .link = arena_copy(successors->arena, article->superseded_by)};
  return !arena_failed(successors->arena);
}

static int compare_ids(const void *a, const void *b) {
  return str_compare(((const struct successor *)a)->id, ((const struct successor *)b)->id);
}

/* Whether following the successors of an article leads back to it. */
static bool goes_round(const struct successors *successors, const struct successor *first) {
  const struct successor *at = first;
  for (size_t i = 0; i < CHAIN_MAX && at != NULL && at->by != NULL; i++) {
    if (str_equal(str_of(at->by), first->id)) {
      return true;
    }
    struct successor key = {.id = str_of(at->by)};
    at = bsearch(&key, successors->list, successors->count, sizeof key, compare_ids);
  }
  return false;
}

void successors_check(struct successors *successors, const struct store_writer *writer, successor_trouble *complain,
                      void *context) {
  for (size_t i = 0; i < successors->count; i++) {
    struct successor *successor = &successors->list[i];
    successor->by = store_writer_follow(writer, successor->id, successor->link);
  }
  if (successors->count > 1) {
    qsort(successors->list, successors->count, sizeof *successors->list, compare_ids);
  }
  for (size_t i = 0; i < successors->count; i++) {
    const struct successor *successor = &successors->list[i];
    struct error sentence;
    if (successor->by == NULL) {
      (void)error_set(&sentence, "%.*s: superseded_by: there is no article \"%.*s\"; write its path, or its address",
                      STR_ARG(successor->place), (int)(successor->link.len < 200 ? successor->link.len : 200),
                      successor->link.ptr);
      complain(context, sentence.text);
    } else if (goes_round(successors, successor)) {
      (void)error_set(&sentence, "%.*s: superseded_by: \"%.*s\" leads back to this article; leave one of them out",
                      STR_ARG(successor->place), (int)(successor->link.len < 200 ? successor->link.len : 200),
                      successor->link.ptr);
      complain(context, sentence.text);
    }
  }
}
