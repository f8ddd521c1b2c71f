#include "completions.h"
#include "memory.h"
#include "postings.h"
#include "rates.h"
#include "reader.h"

#include <stdlib.h>

enum { ARENA_BYTES_MAX = 1 << 24 }; /* for cursors and counts of STORE_PHRASES_MAX words */

/*
 * Matching plain words on their postings: article by article, all cursors moving forward together. A
 * group is words of which one must be at the article: a clause, or where one clause is enough all of
 * them; a filter is a group of its own.
 */
struct cursor {
  struct posting_cursor postings;
  enum word_role role;
  struct rates rates;
  size_t skip; /* of the rates: the next one */
};

/* Words of which one must be at the article: some in a row, for the words of a clause stand side by side. */
struct group {
  size_t first, count; /* of the cursors */
  size_t bytes;        /* of their postings */
};

struct merge {
  struct cursor *cursors; /* a cursor a word, in order */
  size_t count;
  struct group *groups; /* shortest postings first */
  size_t group_count;
  uint32_t *frequency; /* of the match at hand, as far as it was read */
  uint8_t *rates;      /* likewise; NULL: nobody rates */
};

static bool read_postings(struct store *store, const struct word *word, struct str *postings, struct error *err) {
  struct memory_entry entry;
  if (word->begun != NULL) {
    return completions_merge(store, word->term, word->begun, postings, err);
  }
  bool done = word->phrase.len > 0 ? store_phrase(store, word->phrase, &entry, err) : store_entry(store, word->term, &entry, err);
  *postings = done ? entry.bytes : STR("");
  return done;
}

static bool open_cursors(struct store *store, const struct wanted *wanted, struct merge *merge, struct error *err) {
  memory_relieve(store->memory);
  for (size_t i = 0; i < wanted->phrases; i++) {
    struct str postings;
    if (!read_postings(store, &wanted->words[i], &postings, err)) {
      return false;
    }
    struct cursor *cursor = &merge->cursors[i];
    *cursor = (struct cursor){.postings = posting_begin(postings), .role = wanted->words[i].role};
    if (wanted->rater != NULL && cursor->role == WORD_OF_CLAUSE &&
        !rates_find(store, &wanted->words[i], wanted->rater, postings, &cursor->rates, err)) {
      return false;
    }
  }
  return true;
}

static int compare_groups(const void *a, const void *b) {
  const struct group *left = a, *right = b;
  return left->bytes < right->bytes ? -1 : left->bytes > right->bytes;
}

static void make_groups(const struct wanted *wanted, struct merge *merge) {
  uint32_t clause = 0;
  for (size_t i = 0; i < merge->count; i++) {
    const struct word *word = &wanted->words[i];
    if (word->role == WORD_EXCLUDED) {
      continue;
    }
    bool joins = merge->group_count > 0 && word->role == WORD_OF_CLAUSE && (!wanted->all || word->clause == clause);
    if (!joins) {
      merge->groups[merge->group_count++] = (struct group){.first = i};
    }
    struct group *group = &merge->groups[merge->group_count - 1];
    group->count++;
    group->bytes += (size_t)(merge->cursors[i].postings.end - merge->cursors[i].postings.at);
    clause = word->clause;
  }
  qsort(merge->groups, merge->group_count, sizeof *merge->groups, compare_groups);
}

static void seek(struct cursor *cursor, uint32_t article) {
  if (cursor->postings.article < article) {
    rates_seek(&cursor->rates, &cursor->skip, &cursor->postings, article);
  }
}

/* The first article of a group at or behind `article`. */
static uint32_t seek_group(const struct merge *merge, const struct group *group, uint32_t article) {
  uint32_t nearest = POSTING_END;
  for (size_t i = group->first; i < group->first + group->count; i++) {
    struct cursor *cursor = &merge->cursors[i];
    seek(cursor, article);
    nearest = cursor->postings.article < nearest ? cursor->postings.article : nearest;
  }
  return nearest;
}

/* Moves *article on to the first one where all groups meet. */
static void find_meeting(const struct merge *merge, uint32_t *article) {
  for (size_t agree = 0, at = 0; agree < merge->group_count; at = at + 1 == merge->group_count ? 0 : at + 1) {
    uint32_t nearest = seek_group(merge, &merge->groups[at], *article);
    agree = nearest == *article ? agree + 1 : 1;
    *article = nearest;
  }
}

static bool is_excluded(struct merge *merge, uint32_t article) {
  for (size_t i = 0; i < merge->count; i++) {
    if (merge->cursors[i].role == WORD_EXCLUDED) {
      posting_seek(&merge->cursors[i].postings, article);
      if (merge->cursors[i].postings.article == article) {
        return true;
      }
    }
  }
  return false;
}

static void read_frequencies(const struct merge *merge, uint32_t article) {
  uint32_t *frequency = merge->frequency;
  for (size_t i = 0; i < merge->count; i++, frequency += FIELD_COUNT) {
    const struct cursor *cursor = &merge->cursors[i];
    if (cursor->role == WORD_OF_CLAUSE && cursor->postings.article == article) {
      posting_counts(&cursor->postings, frequency);
    } else {
      memset(frequency, 0, FIELD_COUNT * sizeof *frequency);
    }
  }
}

static uint8_t rate_of(const struct cursor *cursor) {
  return cursor->rates.list == NULL ? STORE_RATE_UNKNOWN : cursor->rates.list[cursor->postings.place - 1];
}

static void read_rates(const struct merge *merge, uint32_t article) {
  for (size_t i = 0; i < merge->count; i++) {
    const struct cursor *cursor = &merge->cursors[i];
    bool counts = cursor->role == WORD_OF_CLAUSE && cursor->postings.article == article;
    merge->rates[i] = counts ? rate_of(cursor) : 0;
  }
}

const uint32_t *store_match_frequency(const struct match *match) {
  read_frequencies(match->merge, match->article);
  return match->merge->frequency;
}

/* Visits the article that cursors are at. */
static bool visit_article(struct merge *merge, uint32_t article, match_visitor *visit, void *context) {
  if (merge->rates != NULL) {
    read_rates(merge, article);
    return visit(context, &(struct match){.article = article, .rates = merge->rates, .merge = merge});
  }
  read_frequencies(merge, article);
  return visit(context, &(struct match){.article = article, .frequency = merge->frequency});
}

static bool walk(const struct store *store, struct merge *merge, match_visitor *visit, void *context) {
  uint32_t article = 1;
  while (article <= store->facts.articles) {
    find_meeting(merge, &article);
    if (article > store->facts.articles) {
      break;
    }
    if (!is_excluded(merge, article) && !visit_article(merge, article, visit, context)) {
      return true;
    }
    article++;
  }
  /* Articles that do not exist are no end of postings but damage. */
  return article == POSTING_END || article == store->facts.articles + 1;
}

/* ---- passing over articles ---- */

/* The cursors, those that can earn least first; `sums` are what the first ones can earn together. */
struct ladder {
  size_t order[STORE_PRUNED_MAX];
  double sums[STORE_PRUNED_MAX + 1];
  size_t left_behind; /* of the order: what only these have is met but not visited */
};

static double most_of(const struct pruning *pruning, size_t word) {
  return pruning->worth[word][STORE_RATE_UNKNOWN];
}

static void make_ladder(const struct merge *merge, const struct pruning *pruning, struct ladder *ladder) {
  for (size_t i = 0; i < merge->count; i++) {
    size_t at = i;
    for (; at > 0 && most_of(pruning, ladder->order[at - 1]) > most_of(pruning, i); at--) {
      ladder->order[at] = ladder->order[at - 1];
    }
    ladder->order[at] = i;
  }
  ladder->sums[0] = 0;
  for (size_t i = 0; i < merge->count; i++) {
    ladder->sums[i + 1] = ladder->sums[i] + most_of(pruning, ladder->order[i]);
  }
  ladder->left_behind = 0;
}

/* All articles of the cursors that know them at once are met. */
static void meet_known(const struct merge *merge, uint8_t *met, size_t bytes) {
  for (size_t i = 0; i < merge->count; i++) {
    const uint8_t *known = merge->cursors[i].rates.articles;
    for (size_t k = 0; known != NULL && k < bytes; k++) {
      met[k] |= known[k];
    }
  }
}

/* Moves a cursor to the first article that is not before `article`; those passed are met. */
static void pass(struct cursor *cursor, uint32_t article, uint8_t *met) {
  struct posting_cursor *postings = &cursor->postings;
  if (cursor->rates.articles != NULL) {
    seek(cursor, article);
    return;
  }
  while (postings->article < article) { /* which is no more than one behind the last: no bit is set that is not there */
    met[postings->article / 8] |= (uint8_t)(1 << postings->article % 8);
    posting_seek(postings, postings->article + 1);
  }
}

/* The first article at or behind `article` that has one of the words that are not left behind. */
static uint32_t next_worthy(const struct merge *merge, const struct ladder *ladder, uint32_t article, uint8_t *met) {
  uint32_t nearest = POSTING_END;
  for (size_t i = ladder->left_behind; i < merge->count; i++) {
    struct cursor *cursor = &merge->cursors[ladder->order[i]];
    pass(cursor, article, met);
    nearest = cursor->postings.article < nearest ? cursor->postings.article : nearest;
  }
  return nearest;
}

/* What an article can earn at most: by the words left behind, and by the others that are there. */
static double most_at(const struct merge *merge, const struct ladder *ladder, const struct pruning *pruning, uint32_t article) {
  double most = ladder->sums[ladder->left_behind];
  for (size_t i = ladder->left_behind; i < merge->count; i++) {
    size_t word = ladder->order[i];
    const struct cursor *cursor = &merge->cursors[word];
    most += cursor->postings.article == article ? pruning->worth[word][rate_of(cursor)] : 0;
  }
  return most;
}

/* The same as walk() for words of which one is enough, with articles passed over that cannot come among the best. */
static bool walk_pruned(const struct store *store, struct merge *merge, struct pruning *pruning, match_visitor *visit,
                        void *context) {
  struct ladder ladder;
  uint32_t last = (uint32_t)store->facts.articles;
  if (merge->count > STORE_PRUNED_MAX) {
    return false;
  }
  make_ladder(merge, pruning, &ladder);
  meet_known(merge, pruning->met, last / 8 + 1);
  for (uint32_t article = 1; article <= last; article++) {
    while (ladder.left_behind < merge->count && ladder.sums[ladder.left_behind + 1] < pruning->threshold) {
      ladder.left_behind++;
    }
    article = next_worthy(merge, &ladder, article, pruning->met);
    if (article > last) {
      break;
    }
    if (most_at(merge, &ladder, pruning, article) < pruning->threshold) {
      continue;
    }
    for (size_t i = 0; i < ladder.left_behind; i++) {
      pass(&merge->cursors[ladder.order[i]], article, pruning->met);
    }
    if (!visit_article(merge, article, visit, context)) {
      return true;
    }
  }
  bool sound = true;
  for (size_t i = 0; i < merge->count; i++) {
    pass(&merge->cursors[i], last + 1, pruning->met);
    sound = sound && merge->cursors[i].postings.article == POSTING_END;
  }
  return sound;
}

bool store_match_words(struct store *store, const struct wanted *wanted, match_visitor *visit, void *context, struct error *err) {
  struct arena arena;
  arena_init(&arena, ARENA_BYTES_MAX);
  struct merge merge = {.count = wanted->phrases,
                        .cursors = arena_array(&arena, wanted->phrases, sizeof *merge.cursors),
                        .groups = arena_array(&arena, wanted->phrases, sizeof *merge.groups),
                        .frequency = arena_array(&arena, wanted->phrases, FIELD_COUNT * sizeof *merge.frequency),
                        .rates = wanted->rater != NULL ? arena_alloc(&arena, wanted->phrases) : NULL};
  bool done = !arena_failed(&arena) || error_memory(err);
  done = done && open_cursors(store, wanted, &merge, err);
  if (done) {
    make_groups(wanted, &merge);
    bool sound = merge.group_count == 0 || (wanted->pruning != NULL ? walk_pruned(store, &merge, wanted->pruning, visit, context)
                                                                    : walk(store, &merge, visit, context));
    done = sound || store_damaged(store, err);
  }
  arena_free(&arena);
  return done;
}
