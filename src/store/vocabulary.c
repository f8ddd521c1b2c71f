#include "vocabulary.h"
#include "completions.h"
#include "postings.h"
#include "stems.h"

#include <stdlib.h>

enum { SLOTS_MIN = 1 << 12 };

struct entry {
  struct str term; /* with its mark */
  uint32_t hash;
  uint32_t articles, last;      /* how many have it, and the last one */
  uint32_t written;             /* the last one in `postings` */
  uint32_t counts[FIELD_COUNT]; /* in the article at hand */
  struct buf postings;
  uint32_t kinship;   /* of a surface: the number of its newest kinship; 0: none */
  struct str writing; /* of a surface: how it is mostly written; empty: not seen */
  uint32_t lead;      /* by how many places that leads over other ways */
};

/* A surface has a stem in a language. */
struct kinship {
  const struct language *language;
  uint32_t stem; /* number of the entry */
  uint32_t articles, last;
  uint32_t next; /* number of the next one of the same surface; 0: none */
};

struct vocabulary {
  struct arena names;
  struct entry *entries; /* entry n has number n + 1 */
  uint32_t count, capacity;
  uint32_t *slots; /* numbers by hash; 0 is empty */
  size_t slot_count;
  uint32_t *touched; /* entries with postings that the article at hand has */
  uint32_t touched_count, touched_capacity;
  struct kinship *kinships; /* kinship n has number n + 1 */
  uint32_t kinship_count, kinship_capacity;
  uint32_t article;
  bool failed;
};

struct vocabulary *vocabulary_new(void) {
  struct vocabulary *vocabulary = calloc(1, sizeof *vocabulary);
  if (vocabulary == NULL) {
    return NULL;
  }
  arena_init(&vocabulary->names, (size_t)1 << 32);
  vocabulary->slot_count = SLOTS_MIN;
  vocabulary->slots = calloc(SLOTS_MIN, sizeof *vocabulary->slots);
  if (vocabulary->slots == NULL) {
    vocabulary_free(vocabulary);
    return NULL;
  }
  return vocabulary;
}

void vocabulary_free(struct vocabulary *vocabulary) {
  if (vocabulary == NULL) {
    return;
  }
  for (uint32_t i = 0; i < vocabulary->count; i++) {
    buf_free(&vocabulary->entries[i].postings);
  }
  arena_free(&vocabulary->names);
  free(vocabulary->entries);
  free(vocabulary->slots);
  free(vocabulary->touched);
  free(vocabulary->kinships);
  free(vocabulary);
}

/* Makes room for one more element of an array that the vocabulary owns. */
static bool make_room(struct vocabulary *vocabulary, void **array, uint32_t count, uint32_t *capacity, size_t bytes_each) {
  if (count < *capacity) {
    return true;
  }
  uint32_t larger = *capacity == 0 ? 1024 : *capacity * 2;
  void *moved = larger > *capacity ? realloc(*array, larger * bytes_each) : NULL;
  if (moved == NULL) {
    vocabulary->failed = true;
    return false;
  }
  *array = moved;
  *capacity = larger;
  return true;
}

static uint32_t hash_term(char mark, struct str term) {
  return (uint32_t)digest_hash(term) + (unsigned char)mark;
}

static bool is_entry(const struct entry *entry, uint32_t hash, char mark, struct str term) {
  size_t marked = mark == '\0' ? 0 : 1;
  return entry->hash == hash && entry->term.len == term.len + marked && (marked == 0 || entry->term.ptr[0] == mark) &&
         memcmp(entry->term.ptr + marked, term.ptr, term.len) == 0;
}

/* The slot of a term, or the empty one where it belongs. */
static uint32_t *find_slot(const struct vocabulary *vocabulary, uint32_t hash, char mark, struct str term) {
  for (size_t at = hash;; at++) {
    uint32_t *slot = &vocabulary->slots[at & (vocabulary->slot_count - 1)];
    if (*slot == 0 || is_entry(&vocabulary->entries[*slot - 1], hash, mark, term)) {
      return slot;
    }
  }
}

static bool grow_slots(struct vocabulary *vocabulary) {
  size_t larger = vocabulary->slot_count * 2;
  uint32_t *slots = calloc(larger, sizeof *slots);
  if (slots == NULL) {
    vocabulary->failed = true;
    return false;
  }
  for (uint32_t i = 0; i < vocabulary->count; i++) {
    size_t at = vocabulary->entries[i].hash & (larger - 1);
    while (slots[at] != 0) {
      at = (at + 1) & (larger - 1);
    }
    slots[at] = i + 1;
  }
  free(vocabulary->slots);
  vocabulary->slots = slots;
  vocabulary->slot_count = larger;
  return true;
}

/* The number of a term, 0 where memory ended. */
static uint32_t term_number(struct vocabulary *vocabulary, char mark, struct str term) {
  uint32_t hash = hash_term(mark, term);
  uint32_t *slot = find_slot(vocabulary, hash, mark, term);
  if (*slot != 0) {
    return *slot;
  }
  char *name = arena_alloc(&vocabulary->names, term.len + 2);
  if (name == NULL || !make_room(vocabulary, (void **)&vocabulary->entries, vocabulary->count, &vocabulary->capacity,
                                 sizeof *vocabulary->entries)) {
    vocabulary->failed = true;
    return 0;
  }
  size_t marked = mark == '\0' ? 0 : 1;
  name[0] = mark;
  memcpy(name + marked, term.ptr, term.len);
  struct entry *entry = &vocabulary->entries[vocabulary->count++];
  *entry = (struct entry){.term = {name, term.len + marked}, .hash = hash};
  buf_init(&entry->postings, (size_t)1 << 30);
  *slot = vocabulary->count;
  uint32_t number = vocabulary->count;
  if (vocabulary->count * (size_t)2 > vocabulary->slot_count && !grow_slots(vocabulary)) {
    return 0;
  }
  return number;
}

void vocabulary_begin(struct vocabulary *vocabulary, uint32_t article) {
  vocabulary->article = article;
  vocabulary->touched_count = 0;
}

void vocabulary_note(struct vocabulary *vocabulary, char mark, struct str term, enum field field, uint32_t *memo) {
  if (*memo == 0) {
    *memo = term_number(vocabulary, mark, term);
  }
  if (*memo == 0) {
    return;
  }
  struct entry *entry = &vocabulary->entries[*memo - 1];
  if (entry->last != vocabulary->article) {
    entry->last = vocabulary->article;
    entry->articles++;
    if (mark != '\0') {
      if (!make_room(vocabulary, (void **)&vocabulary->touched, vocabulary->touched_count, &vocabulary->touched_capacity,
                     sizeof *vocabulary->touched)) {
        return;
      }
      vocabulary->touched[vocabulary->touched_count++] = *memo - 1;
      memset(entry->counts, 0, sizeof entry->counts);
    }
  }
  entry->counts[field]++;
}

void vocabulary_relate(struct vocabulary *vocabulary, uint32_t surface, uint32_t stem, const struct language *language) {
  if (surface == 0 || stem == 0) {
    return;
  }
  struct entry *entry = &vocabulary->entries[surface - 1];
  uint32_t number = entry->kinship;
  while (number != 0 &&
         (vocabulary->kinships[number - 1].stem != stem || vocabulary->kinships[number - 1].language != language)) {
    number = vocabulary->kinships[number - 1].next;
  }
  if (number == 0) {
    if (!make_room(vocabulary, (void **)&vocabulary->kinships, vocabulary->kinship_count, &vocabulary->kinship_capacity,
                   sizeof *vocabulary->kinships)) {
      return;
    }
    vocabulary->kinships[vocabulary->kinship_count++] =
        (struct kinship){.language = language, .stem = stem, .next = entry->kinship};
    number = entry->kinship = vocabulary->kinship_count;
  }
  struct kinship *kinship = &vocabulary->kinships[number - 1];
  kinship->articles += kinship->last != vocabulary->article;
  kinship->last = vocabulary->article;
}

/*
 * The majority vote of Boyer and Moore (1981): what more than half of the places agree on wins, in one pass and with no
 * count for each way of writing.
 */
void vocabulary_write(struct vocabulary *vocabulary, uint32_t surface, struct str written, bool dressed) {
  enum { WRITTEN_MAX = 2 * TOKEN_BYTES_MAX }; /* a longer one was cut as a term */
  struct entry *entry = surface == 0 ? NULL : &vocabulary->entries[surface - 1];
  if (entry == NULL || written.len > WRITTEN_MAX || (dressed && entry->writing.len > 0)) {
    return;
  }
  if (str_equal(entry->writing, written)) {
    entry->lead++;
  } else if (entry->lead > 0) {
    entry->lead--;
  } else {
    entry->writing = str_equal(entry->term, written) ? entry->term : arena_copy(&vocabulary->names, written);
    entry->lead = dressed ? 0 : 1;
    vocabulary->failed = vocabulary->failed || entry->writing.ptr == NULL;
  }
}

void vocabulary_end(struct vocabulary *vocabulary) {
  for (uint32_t i = 0; i < vocabulary->touched_count; i++) {
    struct entry *entry = &vocabulary->entries[vocabulary->touched[i]];
    posting_add(&entry->postings, vocabulary->article - entry->written, entry->counts);
    entry->written = vocabulary->article;
    vocabulary->failed = vocabulary->failed || buf_failed(&entry->postings);
  }
}

static int compare_entries(const void *a, const void *b) {
  return str_compare((*(const struct entry *const *)a)->term, (*(const struct entry *const *)b)->term);
}

/* What stands behind a term: its postings, or the stems of a surface, packed in `scratch`. */
static struct str entry_bytes(const struct vocabulary *vocabulary, const struct entry *entry, struct buf *scratch) {
  if (entry->kinship == 0) {
    return buf_str(&entry->postings);
  }
  buf_clear(scratch);
  for (uint32_t number = entry->kinship; number != 0; number = vocabulary->kinships[number - 1].next) {
    const struct kinship *kinship = &vocabulary->kinships[number - 1];
    struct str stem = vocabulary->entries[kinship->stem - 1].term;
    struct word_stem packed = {kinship->language, str_slice(stem, 1, stem.len), kinship->articles};
    stem_pack(entry->term, &packed, scratch);
  }
  return buf_str(scratch);
}

bool vocabulary_walk(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) {
  const struct entry **order = malloc((vocabulary->count + (size_t)1) * sizeof *order);
  if (order == NULL) {
    vocabulary->failed = true;
    return false;
  }
  for (uint32_t i = 0; i < vocabulary->count; i++) {
    order[i] = &vocabulary->entries[i];
  }
  qsort(order, vocabulary->count, sizeof *order, compare_entries);
  struct buf scratch;
  buf_init(&scratch, 1 << 20);
  bool more = true;
  for (uint32_t i = 0; more && i < vocabulary->count; i++) {
    struct str bytes = entry_bytes(vocabulary, order[i], &scratch);
    struct str written = str_equal(order[i]->writing, order[i]->term) ? STR("") : order[i]->writing;
    more = visit(context, order[i]->term, order[i]->articles, bytes, written);
  }
  vocabulary->failed = vocabulary->failed || buf_failed(&scratch);
  more = more && !buf_failed(&scratch);
  buf_free(&scratch);
  free(order);
  return more;
}

/* ---- beginnings of many words ---- */

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

/* Takes a stem into the commonest so far, which descend; equals go by their number. */
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
    uint32_t above = vocabulary->entries[common[at - 1].stem - 1].articles, here = vocabulary->entries[stem - 1].articles;
    if (above > here || (above == here && common[at - 1].stem < stem)) {
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
                                         word->writing.len > 0 ? word->writing : word->term, word->articles},
                    &beginnings->packed);
  }
  buf_clear(&beginnings->term);
  buf_byte(&beginnings->term, COMPLETIONS_MARK);
  buf_add(&beginnings->term, str_slice(beginnings->surfaces[begin]->term, 0, letters));
  return beginnings->visit(beginnings->context, buf_str(&beginnings->term), (uint32_t)(end - begin), buf_str(&beginnings->packed),
                           STR(""));
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

bool vocabulary_failed(const struct vocabulary *vocabulary) {
  return vocabulary->failed;
}
