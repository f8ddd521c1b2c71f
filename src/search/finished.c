#include "finished.h"
#include "begun.h"
#include "needles.h"

#include <stdlib.h>

enum {
  ARTICLES_COUNTED = 256, /* at most, of one query */
  TRIED_MAX = 24,         /* completions, the commonest */
  FAR_RARER = 8,          /* what so many times fewer articles have than the best one is not meant */
};

struct counting {
  const struct sieve *sieve;
  size_t articles;
};

static bool count_match(void *context, const struct match *match) {
  struct counting *counting = context;
  counting->articles += sieve_take(counting->sieve, match->article);
  return counting->articles < ARTICLES_COUNTED;
}

/* How many articles have all words of a query, as far as they are counted. */
static bool count_articles(const struct finishing *finishing, struct str text, size_t *articles, struct error *err) {
  struct planner planner = *finishing->planner;
  struct counting counting = {finishing->sieve, 0};
  struct query query;
  struct plan plan;
  *articles = 0;
  query_parse(planner.arena, text, &query);
  if (!searcher_understand(finishing->searcher, &planner, &query, err)) {
    return false;
  }
  planner.others = NULL; /* a synonym is not what would be typed */
  for (size_t i = 0; i < query.clause_count; i++) {
    if (planner.roles[i] == CLAUSE_UNKNOWN) {
      return true;
    }
  }
  if (!plan_build(&planner, PLAN_ALL, true, &plan, err) ||
      (plan.term_count > 0 && !store_match(planner.store, &plan.wanted, count_match, &counting, err))) {
    return false;
  }
  *articles = counting.articles;
  return true;
}

/* How many bytes of a word its folded beginning takes. */
static size_t typed_bytes(struct str word, struct str begin) {
  size_t at = 0, folded = 0;
  struct buf letters;
  buf_init(&letters, QUERY_BYTES_MAX);
  while (at < word.len && folded < begin.len) {
    size_t here = at;
    bool letter = unicode_class(utf8_next(word, &at)) != UNICODE_OTHER;
    buf_clear(&letters);
    unicode_fold(str_slice(word, here, at), &letters);
    folded += letter ? letters.len : 0;
  }
  buf_free(&letters);
  return at;
}

/* Whether a word says nothing, in some language of the index: a function word, or where `slight` also one that says little. */
static bool says_nothing(const struct finishing *finishing, struct str word, bool slight) {
  size_t count, words;
  const struct language *const *languages = store_languages(finishing->planner->store, &count);
  struct str folded = needles_fold(finishing->planner, word, finishing->planner->arena, &words);
  bool nothing = false;
  for (size_t i = 0; i < count; i++) {
    nothing =
        nothing || language_is_function_word(languages[i], folded) || (slight && language_is_slight_word(languages[i], folded));
  }
  return nothing;
}

/* What stands before the last word: as typed, or as it was corrected. */
static struct str text_before(const struct finishing *finishing, const struct query_item *last) {
  if (finishing->corrected.len == 0) {
    return str_slice(finishing->planner->query->typed, 0, (size_t)(last->text.ptr - finishing->planner->query->typed.ptr));
  }
  struct query before = *finishing->planner->query;
  struct buf text;
  before.clause_count--;
  buf_init(&text, 8 * QUERY_BYTES_MAX);
  query_describe(&before, &text);
  buf_add(&text, text.len > 0 ? STR(" ") : STR(""));
  struct str copy = arena_copy(finishing->planner->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* Whether nothing but function words stands before the last clause: they say nothing of what is meant. */
static bool is_bare(const struct finishing *finishing) {
  size_t before = finishing->planner->query->clause_count - 1;
  bool bare = before > 0;
  for (size_t i = 0; i < before; i++) {
    bare = bare && says_nothing(finishing, finishing->planner->query->clauses[i].items[0].text, false);
  }
  return bare;
}

static int compare_finished(const void *a, const void *b) {
  const struct finished *left = a, *right = b;
  return left->articles != right->articles ? (left->articles > right->articles ? -1 : 1)
                                           : (left->rank > right->rank) - (left->rank < right->rank);
}

/* The same bytes, whatever they are. */
static struct str join(struct arena *arena, struct str before, struct str word) {
  struct buf text;
  buf_init(&text, 16 * QUERY_BYTES_MAX);
  buf_add(&text, before);
  buf_add(&text, word);
  struct str copy = arena_copy(arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* Takes what a completion makes of the query, where articles have it. */
static bool finish(const struct finishing *finishing, struct str before, struct str begin, struct str word, size_t rank,
                   struct finished *list, size_t *count, struct error *err) {
  struct finished *one = &list[*count];
  one->text = join(finishing->planner->arena, before, word);
  one->typed = finishing->corrected.len > 0 ? 0 : before.len + typed_bytes(word, begin);
  one->articles = 0;
  one->rank = rank;
  if (one->text.len > QUERY_BYTES_MAX) {
    return true;
  }
  if (!count_articles(finishing, one->text, &one->articles, err)) {
    return false;
  }
  *count += one->articles > 0;
  return true;
}

static bool finish_all(const struct finishing *finishing, const struct query_item *last, struct finished *list, size_t *count,
                       struct error *err) {
  const struct completions *begun = &finishing->planner->begun;
  struct str before = text_before(finishing, last), begin = begun_text(finishing->planner, last);
  for (size_t i = 0, tried = 0; i < begun->count && tried < TRIED_MAX && *count < FINISHED_MAX; i++) {
    bool tries = !says_nothing(finishing, begun->list[i].word, true);
    if (tries && !finish(finishing, before, begin, begun->list[i].word, i, list, count, err)) {
      return false;
    }
    tried += tries;
  }
  qsort(list, *count, sizeof *list, compare_finished);
  while (*count > 0 && list[*count - 1].articles * FAR_RARER <= list[0].articles) {
    --*count;
  }
  return !arena_failed(finishing->planner->arena) || error_memory(err);
}

bool finished_find(const struct finishing *finishing, struct finished *list, size_t *count, struct error *err) {
  const struct query *query = finishing->planner->query;
  const struct query_item *last = query->clause_count > 0 ? query->clauses[query->clause_count - 1].items : NULL;
  *count = 0;
  if (last != NULL && last->begun && finishing->planner->begun.count > 0) {
    return is_bare(finishing) || finish_all(finishing, last, list, count, err);
  }
  list[0] = (struct finished){.text = finishing->corrected};
  if (finishing->corrected.len > 0 && !count_articles(finishing, finishing->corrected, &list[0].articles, err)) {
    return false;
  }
  *count = list[0].articles > 0;
  return true;
}
