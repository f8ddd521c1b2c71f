#include "amend.h"
#include "places.h"
#include "postings.h"
#include "stems.h"

#include <stdlib.h>

/* What old versions give, and what new ones give, term by term. */

enum { SIDE_ARENA_MAX = 1 << 30 };

bool side_open(struct side *side, const char *path) {
  arena_init(&side->arena, SIDE_ARENA_MAX);
  side->inversion = inversion_new(path, INVERSION_BUDGET);
  return side->inversion != NULL;
}

void side_free(struct side *side) {
  inversion_free(side->inversion);
  arena_free(&side->arena);
}

struct gathering {
  struct side *side;
  const uint32_t *numbers;
  struct buf bytes;
  bool failed;
};

/* The articles that have the term at hand; of a marked one as postings. */
static void gather_articles(struct gathering *gathering, const struct inverted *inverted, bool marked) {
  uint32_t article, last = 0, counts[FIELD_COUNT];
  struct str places;
  while (inverted_next(inverted, &article, &places)) {
    if (marked) {
      uint32_t number = gathering->numbers == NULL ? article : gathering->numbers[article - 1];
      places_count(places, counts);
      posting_add(&gathering->bytes, number - last, counts);
      last = number;
    }
  }
}

static bool gather_term(void *context, const struct inverted *inverted) {
  struct gathering *gathering = context;
  struct side *side = gathering->side;
  bool marked = store_term_is_marked(inverted->term);
  buf_clear(&gathering->bytes);
  gather_articles(gathering, inverted, marked);
  if (inverted->term.ptr[0] == STORE_BOUNDARY_MARK) {
    return true; /* no word */
  }
  if (!marked) {
    stems_pack(inverted->term, inverted->stems, inverted->stem_count, &gathering->bytes);
  }
  struct share *grown = arena_grow(&side->arena, side->list, side->count, &side->capacity, sizeof *grown);
  if (grown != NULL) {
    const struct writings *writings = &inverted->writings;
    struct share *share = &grown[side->count++];
    side->list = grown;
    *share = (struct share){.term = arena_copy(&side->arena, inverted->term),
                            .articles = inverted->articles,
                            .bytes = arena_copy(&side->arena, buf_str(&gathering->bytes)),
                            .ways = arena_array(&side->arena, writings->count, sizeof *share->ways)};
    for (size_t i = 0; share->ways != NULL && i < writings->count; i++, share->way_count++) {
      share->ways[i] = writings->list[i];
      share->ways[i].text = arena_copy(&side->arena, writings->list[i].text);
    }
  }
  gathering->failed = arena_failed(&side->arena) || buf_failed(&gathering->bytes);
  return !gathering->failed;
}

bool side_gather(struct side *side, const uint32_t *numbers, struct error *err) {
  struct gathering gathering = {.side = side, .numbers = numbers};
  buf_init(&gathering.bytes, (size_t)1 << 30);
  bool done = inversion_walk(side->inversion, gather_term, &gathering, err);
  buf_free(&gathering.bytes);
  return done || (gathering.failed && error_memory(err));
}
