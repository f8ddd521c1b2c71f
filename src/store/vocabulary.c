#include "vocabulary.h"
#include "completions.h"
#include "postings.h"
#include "schema.h"
#include "stems.h"
#include "vocabulary_table.h"

#include <stdio.h>
#include <stdlib.h>

enum { SLOTS_MIN = 1 << 12 };

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
  free(vocabulary->numbers);
  free(vocabulary->kinships);
  free(vocabulary->writings);
  free(vocabulary);
}

/* Makes room for one more element of an array that the vocabulary owns. */
static bool make_room(struct vocabulary *vocabulary, void **array, uint32_t count, uint32_t *capacity, size_t bytes_each) {
  vocabulary->failed = vocabulary->failed || !array_room(array, count, capacity, bytes_each);
  return !vocabulary->failed;
}

/* The slot of a term, or the empty one where it belongs. */
static uint32_t *find_slot(const struct vocabulary *vocabulary, uint32_t hash, struct str term) {
  for (size_t at = hash;; at++) {
    uint32_t *slot = &vocabulary->slots[at & (vocabulary->slot_count - 1)];
    const struct entry *entry = *slot == 0 ? NULL : &vocabulary->entries[*slot - 1];
    if (entry == NULL || (entry->hash == hash && str_equal(entry->term, term))) {
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
static uint32_t term_number(struct vocabulary *vocabulary, uint32_t hash, struct str term) {
  uint32_t *slot = find_slot(vocabulary, hash, term);
  if (*slot != 0) {
    return *slot;
  }
  struct str name = arena_copy(&vocabulary->names, term);
  if (name.ptr == NULL || !make_room(vocabulary, (void **)&vocabulary->entries, vocabulary->count, &vocabulary->capacity,
                                     sizeof *vocabulary->entries)) {
    vocabulary->failed = true;
    return 0;
  }
  struct entry *entry = &vocabulary->entries[vocabulary->count++];
  *entry = (struct entry){.term = name, .hash = hash};
  buf_init(&entry->postings, (size_t)1 << 30);
  *slot = vocabulary->count;
  uint32_t number = vocabulary->count;
  if (vocabulary->count * (size_t)2 > vocabulary->slot_count && !grow_slots(vocabulary)) {
    return 0;
  }
  return number;
}

/* The same by the whole term. */
static uint32_t vocabulary_number(struct vocabulary *vocabulary, struct str term) {
  bool marked = store_term_is_marked(term);
  uint32_t hash = term_hash(marked ? term.ptr[0] : '\0', marked ? str_slice(term, 1, term.len) : term);
  return term_number(vocabulary, hash, term);
}

static void relate(struct vocabulary *vocabulary, struct entry *entry, uint32_t stem, const struct language *language) {
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
  vocabulary->kinships[number - 1].articles++;
}

/* Counts an article that mostly writes a surface so. */
static void count_writing(struct vocabulary *vocabulary, struct entry *entry, struct str text, bool dressed) {
  uint32_t number = entry->writing;
  while (number != 0 && !str_equal(vocabulary->writings[number - 1].way.text, text)) {
    number = vocabulary->writings[number - 1].next;
  }
  if (number == 0) {
    struct str kept = str_equal(entry->term, text) ? entry->term : arena_copy(&vocabulary->names, text);
    if (kept.ptr == NULL || !make_room(vocabulary, (void **)&vocabulary->writings, vocabulary->writing_count,
                                       &vocabulary->writing_capacity, sizeof *vocabulary->writings)) {
      vocabulary->failed = true;
      return;
    }
    vocabulary->writings[vocabulary->writing_count++] = (struct writing){.way = {.text = kept}, .next = entry->writing};
    number = entry->writing = vocabulary->writing_count;
  }
  struct writing_count *way = &vocabulary->writings[number - 1].way;
  way->articles += dressed ? 0 : 1;
  way->dressed += dressed ? 1 : 0;
}

/* Counts a term's article, and writes its posting. */
static void count_term(struct vocabulary *vocabulary, uint32_t article, const struct terms *terms, uint32_t place) {
  const struct term *term = &terms->list[place];
  struct str bytes = term_bytes(terms, term), writing = term_writing(terms, term);
  if (bytes.ptr[0] == STORE_BOUNDARY_MARK) {
    return;
  }
  uint32_t number = vocabulary->numbers[place] = term_number(vocabulary, term->hash, bytes);
  if (number == 0) {
    return;
  }
  struct entry *entry = &vocabulary->entries[number - 1];
  entry->articles++;
  if (store_term_is_marked(bytes)) {
    posting_add(&entry->postings, article - entry->written, term->counts);
    entry->written = article;
    vocabulary->failed = vocabulary->failed || buf_failed(&entry->postings);
  } else if (writing.len > 0) {
    count_writing(vocabulary, entry, writing, term->dressed);
  }
}

static void relate_all(struct vocabulary *vocabulary, const struct terms *terms, const struct language *language) {
  for (uint32_t i = 0; i < terms->count; i++) {
    for (uint32_t at = terms->list[i].kin; at != 0; at = terms->kins[at - 1].next) {
      relate(vocabulary, &vocabulary->entries[vocabulary->numbers[i] - 1], vocabulary->numbers[terms->kins[at - 1].stem],
             language);
    }
  }
}

void vocabulary_add(struct vocabulary *vocabulary, uint32_t article, const struct terms *terms, const struct language *language) {
  while (terms->count > vocabulary->number_capacity) {
    if (!make_room(vocabulary, (void **)&vocabulary->numbers, vocabulary->number_capacity, &vocabulary->number_capacity,
                   sizeof *vocabulary->numbers)) {
      return;
    }
  }
  for (uint32_t i = 0; i < terms->count && !vocabulary->failed; i++) {
    count_term(vocabulary, article, terms, i);
  }
  if (!vocabulary->failed) {
    relate_all(vocabulary, terms, language);
  }
}

struct str entry_writing(const struct vocabulary *vocabulary, const struct entry *entry) {
  const struct writing_count *best = NULL;
  for (uint32_t number = entry->writing; number != 0; number = vocabulary->writings[number - 1].next) {
    const struct writing_count *way = &vocabulary->writings[number - 1].way;
    best = best == NULL || writing_leads(way, best) ? way : best;
  }
  return best == NULL ? entry->term : best->text;
}

int compare_entries(const void *a, const void *b) {
  return str_compare((*(const struct entry *const *)a)->term, (*(const struct entry *const *)b)->term);
}

enum { STEMS_MAX = 256 }; /* of a surface; there are fewer */

/* What stands behind a term: its postings, or the stems of a surface, packed in `scratch`. */
static struct str entry_bytes(const struct vocabulary *vocabulary, const struct entry *entry, struct buf *scratch) {
  if (entry->kinship == 0) {
    return buf_str(&entry->postings);
  }
  struct word_stem stems[STEMS_MAX];
  size_t count = 0;
  for (uint32_t number = entry->kinship; number != 0 && count < STEMS_MAX; number = vocabulary->kinships[number - 1].next) {
    const struct kinship *kinship = &vocabulary->kinships[number - 1];
    struct str stem = vocabulary->entries[kinship->stem - 1].term;
    stems[count++] = (struct word_stem){kinship->language, str_slice(stem, 1, stem.len), kinship->articles};
  }
  buf_clear(scratch);
  stems_pack(entry->term, stems, count, scratch);
  return buf_str(scratch);
}

/* As vocabulary_walk() tells it. */
static struct str written_as(const struct vocabulary *vocabulary, const struct entry *entry) {
  if (!store_term_is_marked(entry->term) && entry->writing == 0) {
    return STR("");
  }
  struct str writing = entry_writing(vocabulary, entry);
  return str_equal(writing, entry->term) ? (struct str){NULL, 0} : writing;
}

/* All entries in byte order, malloc()'s; NULL where there is no memory. */
static const struct entry **sorted_entries(struct vocabulary *vocabulary) {
  const struct entry **order = malloc((vocabulary->count + (size_t)1) * sizeof *order);
  if (order == NULL) {
    vocabulary->failed = true;
    return NULL;
  }
  for (uint32_t i = 0; i < vocabulary->count; i++) {
    order[i] = &vocabulary->entries[i];
  }
  qsort(order, vocabulary->count, sizeof *order, compare_entries);
  return order;
}

bool vocabulary_walk(struct vocabulary *vocabulary, vocabulary_visitor *visit, void *context) {
  const struct entry **order = sorted_entries(vocabulary);
  if (order == NULL) {
    return false;
  }
  struct buf scratch;
  buf_init(&scratch, 1 << 20);
  bool more = true;
  for (uint32_t i = 0; more && i < vocabulary->count; i++) {
    struct str bytes = entry_bytes(vocabulary, order[i], &scratch);
    more = visit(context, order[i]->term, order[i]->articles, bytes, written_as(vocabulary, order[i]));
  }
  vocabulary->failed = vocabulary->failed || buf_failed(&scratch);
  more = more && !buf_failed(&scratch);
  buf_free(&scratch);
  free(order);
  return more;
}

bool vocabulary_walk_writings(struct vocabulary *vocabulary, writings_visitor *visit, void *context) {
  const struct entry **order = sorted_entries(vocabulary);
  struct writings writings = {.count = 0};
  bool more = order != NULL;
  for (uint32_t i = 0; more && i < vocabulary->count; i++) {
    writings.surface = order[i]->term;
    writings.count = 0;
    for (uint32_t number = order[i]->writing; more && number != 0; number = vocabulary->writings[number - 1].next) {
      more = writings_add(&writings, &vocabulary->writings[number - 1].way);
      vocabulary->failed = vocabulary->failed || !more;
    }
    more = more && (writings.count == 0 || visit(context, &writings));
  }
  writings_free(&writings);
  free(order);
  return more;
}

void vocabulary_restore(struct vocabulary *vocabulary, struct str term, uint32_t articles, struct str written) {
  uint32_t number = vocabulary_number(vocabulary, term);
  if (number != 0) {
    vocabulary->entries[number - 1].articles = articles;
    if (!store_term_is_marked(term)) {
      count_writing(vocabulary, &vocabulary->entries[number - 1], written, false);
    }
  }
}

void vocabulary_restore_stem(struct vocabulary *vocabulary, struct str surface, const struct word_stem *stem) {
  char term[TOKEN_BYTES_MAX + 2];
  int length = snprintf(term, sizeof term, "=%.*s", STR_ARG(stem->stem));
  uint32_t number = vocabulary_number(vocabulary, surface);
  uint32_t kin =
      vocabulary_number(vocabulary, (struct str){term, (size_t)length < sizeof term ? (size_t)length : sizeof term - 1});
  if (number != 0 && kin != 0) {
    relate(vocabulary, &vocabulary->entries[number - 1], kin, stem->language);
  }
}

bool vocabulary_failed(const struct vocabulary *vocabulary) {
  return vocabulary->failed;
}
