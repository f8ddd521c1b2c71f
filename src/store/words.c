#include "completions.h"
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
};

/* Words of which one must be at the article: some in a row, for the words of a clause stand side by side. */
struct group {
  size_t first, count; /* of the cursors */
  size_t bytes;        /* of their postings */
};

bool store_read_postings(struct store *store, struct str term, struct buf *out, struct error *err) {
  store_bind_text(store->read_postings, 1, term);
  int status = sqlite3_step(store->read_postings);
  if (status == SQLITE_ROW) {
    buf_add(out, store_column(store->read_postings, 0));
  }
  (void)sqlite3_reset(store->read_postings);
  if (status != SQLITE_ROW && status != SQLITE_DONE) {
    return store_damaged(store, err);
  }
  return !buf_failed(out) || error_memory(err);
}

struct merge {
  struct cursor *cursors; /* a cursor a word, in order */
  size_t count;
  struct group *groups; /* shortest postings first */
  size_t group_count;
};

/* Cursors over the postings of all words. The bytes are copied first: they move while they grow. */
static bool open_cursors(struct store *store, const struct wanted *wanted, struct merge *merge, struct error *err) {
  size_t ends[STORE_PHRASES_MAX];
  buf_clear(&store->postings);
  for (size_t i = 0; i < wanted->phrases; i++) {
    const struct word *word = &wanted->words[i];
    if (word->begun != NULL ? !completions_merge(store, word->begun, err)
                            : !store_read_postings(store, word->term, &store->postings, err)) {
      return false;
    }
    ends[i] = store->postings.len;
  }
  for (size_t i = 0; i < wanted->phrases; i++) {
    struct str bytes = str_slice(buf_str(&store->postings), i == 0 ? 0 : ends[i - 1], ends[i]);
    merge->cursors[i] = (struct cursor){posting_begin(bytes), wanted->words[i].role};
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

/* The first article of a group at or behind `article`. */
static uint32_t seek_group(const struct merge *merge, const struct group *group, uint32_t article) {
  uint32_t nearest = POSTING_END;
  for (size_t i = group->first; i < group->first + group->count; i++) {
    struct posting_cursor *postings = &merge->cursors[i].postings;
    posting_seek(postings, article);
    nearest = postings->article < nearest ? postings->article : nearest;
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
    find_meeting(merge, &article);
    if (article > store->facts.articles) {
      break;
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
  struct group groups[16];
  bool few = wanted->phrases <= COUNT_OF(cursors);
  struct merge merge = {.count = wanted->phrases,
                        .cursors = few ? cursors : calloc(wanted->phrases, sizeof *cursors),
                        .groups = few ? groups : calloc(wanted->phrases, sizeof *groups)};
  uint32_t *counts = few ? frequency : calloc(wanted->phrases, FIELD_COUNT * sizeof *counts);
  bool done = merge.cursors != NULL && merge.groups != NULL && counts != NULL;
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
    free(merge.groups);
    free(counts);
  }
  return done;
}
