#include "postings.h"
#include "reader.h"

#include <stdlib.h>

/*
 * Matching plain words on their postings: article by article, all cursors moving forward together. A
 * group is words of which one must be at the article: a clause, or where one clause is enough all of
 * them; a filter is a group of its own.
 */
struct cursor {
  struct posting_cursor postings;
  enum word_role role;
  uint32_t group;
};

struct merge {
  struct cursor *cursors; /* a cursor a word, in order */
  size_t count;
  uint32_t group_count;
  uint32_t *nearest; /* by group: its first article from the one at hand on */
};

/* Appends the postings of a term to the store's scratch; a term that no article has, has none. */
static bool read_postings(struct store *store, struct str term, struct error *err) {
  store_bind_text(store->read_postings, 1, term);
  int status = sqlite3_step(store->read_postings);
  if (status == SQLITE_ROW) {
    buf_add(&store->postings, store_column(store->read_postings, 0));
  }
  (void)sqlite3_reset(store->read_postings);
  if (status != SQLITE_ROW && status != SQLITE_DONE) {
    return store_damaged(store, err);
  }
  return !buf_failed(&store->postings) || error_memory(err);
}

/* Cursors over the postings of all words. The bytes are copied first: they move while they grow. */
static bool open_cursors(struct store *store, const struct wanted *wanted, struct merge *merge, struct error *err) {
  size_t ends[STORE_PHRASES_MAX];
  buf_clear(&store->postings);
  for (size_t i = 0; i < wanted->phrases; i++) {
    if (!read_postings(store, wanted->words[i].term, err)) {
      return false;
    }
    ends[i] = store->postings.len;
  }
  for (size_t i = 0; i < wanted->phrases; i++) {
    struct str bytes = str_slice(buf_str(&store->postings), i == 0 ? 0 : ends[i - 1], ends[i]);
    merge->cursors[i] = (struct cursor){posting_begin(bytes), wanted->words[i].role, 0};
  }
  return true;
}

static void make_groups(const struct wanted *wanted, struct merge *merge) {
  uint32_t clause = 0;
  bool any = false;
  for (size_t i = 0; i < merge->count; i++) {
    const struct word *word = &wanted->words[i];
    if (word->role == WORD_EXCLUDED) {
      continue;
    }
    bool joins = any && word->role == WORD_OF_CLAUSE && (!wanted->all || word->clause == clause);
    merge->group_count += !joins;
    merge->cursors[i].group = merge->group_count - 1;
    any = true;
    clause = word->clause;
  }
}

/* Moves all groups to *article or behind it, and *article to the first one where they could meet. Whether they do. */
static bool seek_groups(struct merge *merge, uint32_t *article) {
  memset(merge->nearest, 0xff, merge->group_count * sizeof *merge->nearest);
  for (size_t i = 0; i < merge->count; i++) {
    struct cursor *cursor = &merge->cursors[i];
    if (cursor->role != WORD_EXCLUDED) {
      posting_seek(&cursor->postings, *article);
      uint32_t *nearest = &merge->nearest[cursor->group];
      *nearest = cursor->postings.article < *nearest ? cursor->postings.article : *nearest;
    }
  }
  uint32_t first = POSTING_END, last = 0;
  for (uint32_t group = 0; group < merge->group_count; group++) {
    first = merge->nearest[group] < first ? merge->nearest[group] : first;
    last = merge->nearest[group] > last ? merge->nearest[group] : last;
  }
  *article = last;
  return first == last;
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

static void read_frequencies(const struct merge *merge, uint32_t article, uint32_t *frequency) {
  for (size_t i = 0; i < merge->count; i++, frequency += FIELD_COUNT) {
    const struct cursor *cursor = &merge->cursors[i];
    if (cursor->role == WORD_OF_CLAUSE && cursor->postings.article == article) {
      posting_counts(&cursor->postings, frequency);
    } else {
      memset(frequency, 0, FIELD_COUNT * sizeof *frequency);
    }
  }
}

static bool walk(const struct store *store, struct merge *merge, uint32_t *frequency, match_visitor *visit, void *context) {
  uint32_t article = 1;
  while (article <= store->facts.articles) {
    if (!seek_groups(merge, &article) || article > store->facts.articles) {
      continue;
    }
    if (!is_excluded(merge, article)) {
      read_frequencies(merge, article, frequency);
      struct match match = {article, frequency};
      if (!visit(context, &match)) {
        return true;
      }
    }
    article++;
  }
  /* Articles that do not exist are no end of postings but damage. */
  return article == POSTING_END || article == store->facts.articles + 1;
}

bool store_match_words(struct store *store, const struct wanted *wanted, match_visitor *visit, void *context, struct error *err) {
  uint32_t frequency[16 * FIELD_COUNT];
  struct cursor cursors[16];
  uint32_t nearest[16];
  bool few = wanted->phrases <= COUNT_OF(cursors);
  struct merge merge = {.count = wanted->phrases,
                        .cursors = few ? cursors : calloc(wanted->phrases, sizeof *cursors),
                        .nearest = few ? nearest : calloc(wanted->phrases, sizeof *nearest)};
  uint32_t *counts = few ? frequency : calloc(wanted->phrases, FIELD_COUNT * sizeof *counts);
  bool done = merge.cursors != NULL && merge.nearest != NULL && counts != NULL;
  if (!done) {
    (void)error_memory(err);
  }
  done = done && open_cursors(store, wanted, &merge, err);
  if (done) {
    make_groups(wanted, &merge);
    done = merge.group_count == 0 || walk(store, &merge, counts, visit, context) || store_damaged(store, err);
  }
  if (!few) {
    free(merge.cursors);
    free(merge.nearest);
    free(counts);
  }
  return done;
}
