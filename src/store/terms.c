#include "places.h"

#include <stdlib.h>

enum {
  SLOTS_MIN = 1 << 12,
  KEPT_TERMS = 1 << 12, /* of which memory stays after a large article */
  KEPT_BYTES = 1 << 17,
  KEPT_PLACES = 1 << 14,
};

void terms_init(struct terms *terms) {
  *terms = (struct terms){.count = 0};
  buf_init(&terms->bytes, (size_t)1 << 31);
  buf_init(&terms->places, (size_t)1 << 32);
}

void terms_free(struct terms *terms) {
  buf_free(&terms->bytes);
  free(terms->list);
  free(terms->kins);
  for (int field = 0; field < FIELD_COUNT; field++) {
    free(terms->standings[field].list);
  }
  free(terms->sorted);
  buf_free(&terms->places);
  terms_init(terms);
}

void terms_clear(struct terms *terms) {
  if (terms->capacity > KEPT_TERMS || terms->kin_capacity > KEPT_TERMS || terms->bytes.capacity > KEPT_BYTES ||
      terms->sorted_capacity > KEPT_PLACES) {
    terms_free(terms);
  }
  buf_clear(&terms->bytes);
  buf_clear(&terms->places);
  for (int field = 0; field < FIELD_COUNT; field++) {
    terms->standings[field].count = terms->ends[field] = 0;
  }
  terms->count = terms->kin_count = 0;
  terms->failed = false;
}

bool term_finder_init(struct term_finder *finder) {
  *finder = (struct term_finder){.slots = calloc(SLOTS_MIN, sizeof *finder->slots), .slot_count = SLOTS_MIN};
  return finder->slots != NULL;
}

void term_finder_free(struct term_finder *finder) {
  free(finder->slots);
  finder->slots = NULL;
}

bool term_finder_next(struct term_finder *finder, const struct terms *terms) {
  finder->base += terms->count;
  return finder->base < UINT32_MAX / 2;
}

bool array_room(void **array, uint32_t count, uint32_t *capacity, size_t bytes_each) {
  if (count < *capacity) {
    return true;
  }
  uint32_t larger = *capacity == 0 ? 256 : *capacity * 2;
  void *moved = larger > *capacity ? realloc(*array, larger * bytes_each) : NULL;
  if (moved == NULL) {
    return false;
  }
  *array = moved;
  *capacity = larger;
  return true;
}

uint32_t term_hash(char mark, struct str term) {
  return (uint32_t)digest_hash(term) + (unsigned char)mark;
}

struct str term_bytes(const struct terms *terms, const struct term *term) {
  return str_slice(buf_str(&terms->bytes), term->bytes.begin, term->bytes.end);
}

struct str term_writing(const struct terms *terms, const struct term *term) {
  return str_slice(buf_str(&terms->bytes), term->writing.begin, term->writing.end);
}

struct str term_places(const struct terms *terms, const struct term *term) {
  return str_slice(buf_str(&terms->places), term->places.begin, term->places.end);
}

static bool is_term(const struct terms *terms, const struct term *term, uint32_t hash, char mark, struct str text) {
  size_t marked = mark == '\0' ? 0 : 1;
  const char *bytes = terms->bytes.ptr + term->bytes.begin;
  return term->hash == hash && term->bytes.end - term->bytes.begin == text.len + marked && (marked == 0 || bytes[0] == mark) &&
         memcmp(bytes + marked, text.ptr, text.len) == 0;
}

static uint32_t *find_slot(const struct terms *terms, const struct term_finder *finder, uint32_t hash, char mark,
                           struct str text) {
  for (size_t at = hash;; at++) {
    uint32_t *slot = &finder->slots[at & (finder->slot_count - 1)];
    if (*slot <= finder->base || is_term(terms, &terms->list[*slot - finder->base - 1], hash, mark, text)) {
      return slot;
    }
  }
}

static bool grow_slots(const struct terms *terms, struct term_finder *finder) {
  size_t larger = finder->slot_count * 2;
  uint32_t *slots = calloc(larger, sizeof *slots);
  if (slots == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < terms->count; i++) {
    size_t at = terms->list[i].hash & (larger - 1);
    while (slots[at] != 0) {
      at = (at + 1) & (larger - 1);
    }
    slots[at] = finder->base + i + 1;
  }
  free(finder->slots);
  finder->slots = slots;
  finder->slot_count = larger;
  return true;
}

/* A new term at the end of the list. */
static bool add_term(struct terms *terms, struct term_finder *finder, uint32_t hash, char mark, struct str text) {
  uint32_t begin = (uint32_t)terms->bytes.len;
  if (mark != '\0') {
    buf_byte(&terms->bytes, mark);
  }
  buf_add(&terms->bytes, text);
  if (buf_failed(&terms->bytes) || !array_room((void **)&terms->list, terms->count, &terms->capacity, sizeof *terms->list)) {
    terms->failed = true;
    return false;
  }
  terms->list[terms->count++] = (struct term){.hash = hash, .bytes = {begin, (uint32_t)terms->bytes.len}};
  if (terms->count * (size_t)2 > finder->slot_count && !grow_slots(terms, finder)) {
    terms->failed = true;
  }
  return !terms->failed;
}

static void note_standing(struct terms *terms, uint32_t term, enum field field, uint32_t position) {
  struct standings *standings = &terms->standings[field];
  if (!array_room((void **)&standings->list, standings->count, &standings->capacity, sizeof *standings->list)) {
    terms->failed = true;
    return;
  }
  standings->list[standings->count++] = (struct standing){term, position};
  terms->list[term].counts[field]++;
}

void terms_note(struct terms *terms, struct term_finder *finder, char mark, struct str term, enum field field, uint32_t position,
                uint32_t *memo) {
  if (*memo <= finder->base) {
    uint32_t hash = term_hash(mark, term);
    uint32_t *slot = find_slot(terms, finder, hash, mark, term);
    if (*slot <= finder->base) {
      *slot = finder->base + terms->count + 1;
      *memo = *slot;
      if (!add_term(terms, finder, hash, mark, term)) {
        *memo = 0;
        return;
      }
    } else {
      *memo = *slot;
    }
  }
  note_standing(terms, *memo - finder->base - 1, field, position);
}

/* Room for the positions of all terms, one behind the other; term->places tells where those of each begin and end. */
static bool sort_standings(struct terms *terms) {
  size_t total = 0;
  for (uint32_t i = 0; i < terms->count; i++) {
    struct term *term = &terms->list[i];
    term->places.begin = term->places.end = (uint32_t)total;
    for (int field = 0; field < FIELD_COUNT; field++) {
      total += term->counts[field];
    }
  }
  if (total > terms->sorted_capacity) {
    free(terms->sorted);
    terms->sorted = malloc(total * sizeof *terms->sorted);
    terms->sorted_capacity = terms->sorted == NULL ? 0 : total;
  }
  if (total > terms->sorted_capacity) {
    return false;
  }
  for (int field = 0; field < FIELD_COUNT; field++) {
    const struct standings *standings = &terms->standings[field];
    for (uint32_t i = 0; i < standings->count; i++) {
      terms->sorted[terms->list[standings->list[i].term].places.end++] = standings->list[i].position;
    }
  }
  return true;
}

void terms_settle(struct terms *terms) {
  if (terms->failed || !sort_standings(terms)) {
    terms->failed = true;
    return;
  }
  for (uint32_t i = 0; i < terms->count; i++) {
    struct term *term = &terms->list[i];
    uint32_t begin = (uint32_t)terms->places.len;
    places_add(&terms->places, &terms->sorted[term->places.begin], term->counts);
    term->places = (struct span){begin, (uint32_t)terms->places.len};
  }
  terms->failed = buf_failed(&terms->places) || terms->places.len > UINT32_MAX;
}

void terms_relate(struct terms *terms, const struct term_finder *finder, uint32_t surface, uint32_t stem) {
  if (surface <= finder->base || stem <= finder->base) {
    return;
  }
  struct term *term = &terms->list[surface - finder->base - 1];
  uint32_t place = stem - finder->base - 1, at = term->kin;
  while (at != 0 && terms->kins[at - 1].stem != place) {
    at = terms->kins[at - 1].next;
  }
  if (at > 0) {
    return; /* known */
  }
  terms->failed =
      terms->failed || !array_room((void **)&terms->kins, terms->kin_count, &terms->kin_capacity, sizeof *terms->kins);
  if (!terms->failed) {
    terms->kins[terms->kin_count++] = (struct kin){.stem = place, .next = term->kin};
    term->kin = terms->kin_count;
  }
}

/*
 * The majority vote of Boyer and Moore (1981): what more than half of the places agree on wins, in one pass and with no
 * count for each way of writing.
 */
void terms_write(struct terms *terms, const struct term_finder *finder, uint32_t surface, struct str written, bool dressed) {
  enum { WRITTEN_MAX = 2 * TOKEN_BYTES_MAX }; /* a longer one was cut as a term */
  struct term *term = surface <= finder->base ? NULL : &terms->list[surface - finder->base - 1];
  if (term == NULL || (dressed && term->writing.end > term->writing.begin)) {
    return;
  }
  written = written.len > WRITTEN_MAX ? term_bytes(terms, term) : written;
  term->dressed = dressed;
  if (str_equal(term_writing(terms, term), written)) {
    term->lead++;
  } else if (term->lead > 0) {
    term->lead--;
  } else {
    bool plain = str_equal(term_bytes(terms, term), written);
    uint32_t begin = (uint32_t)terms->bytes.len;
    if (!plain) {
      buf_add(&terms->bytes, written);
    }
    term->writing = plain ? term->bytes : (struct span){begin, (uint32_t)terms->bytes.len};
    term->lead = dressed ? 0 : 1;
    terms->failed = terms->failed || buf_failed(&terms->bytes);
  }
}
