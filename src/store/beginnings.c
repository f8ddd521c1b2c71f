#include "completions.h"
#include "vocabulary_table.h"

#include <stdlib.h>

/* Beginnings of many words, and what they may become. */

/* Surfaces in byte order, and where their beginnings go. */
struct beginnings {
  const struct vocabulary *vocabulary;
  const struct entry **surfaces;
  vocabulary_visitor *visit;
  void *context;
  struct buf term, packed;
};

/* A stem of a beginning, and the commonest word that has it. */
struct common {
  uint32_t stem; /* number of the entry */
  const struct entry *word;
};

/* Takes a stem into the commonest so far, which descend; equals go by their bytes. */
static void take_common(struct common common[COMPLETIONS_WIDE], size_t *count, const struct vocabulary *vocabulary, uint32_t stem,
                        const struct entry *word) {
  for (size_t i = 0; i < *count; i++) {
    if (common[i].stem == stem) {
      common[i].word = word->articles > common[i].word->articles ? word : common[i].word;
      return;
    }
  }
  size_t at = *count;
  for (; at > 0; at--) {
    const struct entry *above = &vocabulary->entries[common[at - 1].stem - 1], *here = &vocabulary->entries[stem - 1];
    if (above->articles > here->articles || (above->articles == here->articles && str_compare(above->term, here->term) < 0)) {
      break;
    }
    if (at < COMPLETIONS_WIDE) {
      common[at] = common[at - 1];
    }
  }
  if (at < COMPLETIONS_WIDE) {
    common[at] = (struct common){stem, word};
    *count += *count < COMPLETIONS_WIDE;
  }
}

static bool visit_beginning(struct beginnings *beginnings, size_t begin, size_t end, size_t letters) {
  const struct vocabulary *vocabulary = beginnings->vocabulary;
  struct common common[COMPLETIONS_WIDE];
  size_t count = 0;
  for (size_t i = begin; i < end; i++) {
    for (uint32_t at = beginnings->surfaces[i]->kinship; at != 0; at = vocabulary->kinships[at - 1].next) {
      take_common(common, &count, vocabulary, vocabulary->kinships[at - 1].stem, beginnings->surfaces[i]);
    }
  }
  buf_clear(&beginnings->packed);
  for (size_t i = 0; i < count; i++) {
    const struct entry *entry = &vocabulary->entries[common[i].stem - 1], *word = common[i].word;
    completion_pack(&(struct completion){str_slice(entry->term, 1, entry->term.len), entry->articles,
                                         entry_writing(vocabulary, word), word->articles},
                    &beginnings->packed);
  }
  buf_clear(&beginnings->term);
  buf_byte(&beginnings->term, COMPLETIONS_MARK);
  buf_add(&beginnings->term, str_slice(beginnings->surfaces[begin]->term, 0, letters));
  return beginnings->visit(beginnings->context, buf_str(&beginnings->term), (uint32_t)(end - begin), buf_str(&beginnings->packed),
                           (struct str){NULL, 0});
}

/* Visits the wide beginnings that are one character longer than `letters` bytes, and theirs. */
static bool visit_beginnings(struct beginnings *beginnings, size_t begin, size_t end, size_t letters) {
  while (begin < end) {
    struct str first = beginnings->surfaces[begin]->term;
    size_t longer = letters;
    if (first.len == letters) {
      begin++; /* the word that is the beginning itself */
      continue;
    }
    (void)utf8_next(first, &longer);
    struct str start = str_slice(first, 0, longer);
    size_t behind = begin + 1;
    while (behind < end && str_starts_with(beginnings->surfaces[behind]->term, start)) {
      behind++;
    }
    if (behind - begin > COMPLETIONS_NARROW_MAX &&
        (!visit_beginning(beginnings, begin, behind, longer) || !visit_beginnings(beginnings, begin, behind, longer))) {
      return false;
    }
    begin = behind;
  }
  return true;
}

bool vocabulary_walk_beginnings(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) {
  struct beginnings beginnings = {.vocabulary = vocabulary, .visit = visit, .context = context};
  beginnings.surfaces = malloc((vocabulary->count + (size_t)1) * sizeof *beginnings.surfaces);
  if (beginnings.surfaces == NULL) {
    vocabulary->failed = true;
    return false;
  }
  size_t count = 0;
  for (uint32_t i = 0; i < vocabulary->count; i++) {
    if (vocabulary->entries[i].kinship != 0 && vocabulary->entries[i].term.len > 0) {
      beginnings.surfaces[count++] = &vocabulary->entries[i];
    }
  }
  qsort(beginnings.surfaces, count, sizeof *beginnings.surfaces, compare_entries);
  buf_init(&beginnings.term, 1024);
  buf_init(&beginnings.packed, 1 << 16);
  bool done = visit_beginnings(&beginnings, 0, count, 0);
  vocabulary->failed = vocabulary->failed || buf_failed(&beginnings.packed) || buf_failed(&beginnings.term);
  buf_free(&beginnings.term);
  buf_free(&beginnings.packed);
  free(beginnings.surfaces);
  return done && !vocabulary->failed;
}
