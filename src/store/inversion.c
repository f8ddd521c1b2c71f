#include "inversion_table.h"

#include <stdlib.h>
#include <unistd.h>

enum {
  SLOTS_MIN = 1 << 13,
  BYTES_MIN = 1 << 20,
  FIRST = 8, /* offset: 0 is none */
  ALIGNMENT = 4,
};

struct inversion *inversion_new(const char *path, size_t budget) {
  struct inversion *inversion = calloc(1, sizeof *inversion);
  if (inversion == NULL) {
    return NULL;
  }
  inversion->file = -1;
  inversion->budget = budget;
  inversion->path = strdup(path);
  inversion->slot_count = SLOTS_MIN;
  inversion->slots = calloc(SLOTS_MIN, sizeof *inversion->slots);
  inversion->room = BYTES_MIN;
  inversion->used = FIRST;
  inversion->bytes = malloc(BYTES_MIN);
  if (inversion->path == NULL || inversion->slots == NULL || inversion->bytes == NULL) {
    inversion_free(inversion);
    return NULL;
  }
  return inversion;
}

void inversion_free(struct inversion *inversion) {
  if (inversion != NULL) {
    if (inversion->file >= 0) {
      (void)close(inversion->file);
    }
    free(inversion->bytes);
    free(inversion->slots);
    free(inversion->numbers);
    free(inversion->runs);
    free(inversion->path);
    free(inversion);
  }
}

void inversion_clear(struct inversion *inversion) {
  memset(inversion->slots, 0, inversion->slot_count * sizeof *inversion->slots);
  inversion->count = 0;
  inversion->used = FIRST;
}

/* The offset of new bytes; what was at offsets before may have moved. 0 where memory ends. */
static uint32_t take_bytes(struct inversion *inversion, size_t bytes) {
  size_t begin = inversion->used, end = (begin + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (end > inversion->room) {
    size_t room = inversion->room;
    while (room < end) {
      room *= 2;
    }
    char *moved = room > UINT32_MAX ? NULL : realloc(inversion->bytes, room);
    if (moved == NULL) {
      return 0;
    }
    inversion->bytes = moved;
    inversion->room = room;
  }
  inversion->used = end;
  return (uint32_t)begin;
}

/* Writes a number as encode_number() does; answers its bytes. */
static size_t number_put(char *to, uint32_t number) {
  size_t length = 0;
  for (; number >= 0x80; number >>= 7) {
    to[length++] = (char)(0x80 | (number & 0x7f));
  }
  to[length++] = (char)number;
  return length;
}

static bool grow_slots(struct inversion *inversion) {
  size_t larger = inversion->slot_count * 2;
  struct slot *slots = calloc(larger, sizeof *slots);
  if (slots == NULL) {
    return false;
  }
  for (size_t i = 0; i < inversion->slot_count; i++) {
    const struct slot *slot = &inversion->slots[i];
    size_t at = slot->hash & (larger - 1);
    while (slot->entry != 0 && slots[at].entry != 0) {
      at = (at + 1) & (larger - 1);
    }
    if (slot->entry != 0) {
      slots[at] = *slot;
    }
  }
  free(inversion->slots);
  inversion->slots = slots;
  inversion->slot_count = larger;
  return true;
}

/* A new term in the empty slot where it belongs; 0 where memory ends. */
static uint32_t add_entry(struct inversion *inversion, struct slot *slot, uint32_t hash, struct str name) {
  uint32_t number = name.len > UINT16_MAX ? 0 : take_bytes(inversion, sizeof(struct entry) + name.len);
  if (number == 0) {
    return 0;
  }
  struct entry *entry = inversion_at(inversion, number);
  *entry = (struct entry){.length = (uint16_t)name.len};
  memcpy(entry + 1, name.ptr, name.len);
  *slot = (struct slot){hash, number};
  inversion->count++;
  return inversion->count * (size_t)2 <= inversion->slot_count || grow_slots(inversion) ? number : 0;
}

/* The entry of a term; 0 where memory ends. */
static uint32_t find_entry(struct inversion *inversion, uint32_t hash, struct str name) {
  for (size_t at = hash;; at++) {
    struct slot *slot = &inversion->slots[at & (inversion->slot_count - 1)];
    if (slot->entry == 0) {
      return add_entry(inversion, slot, hash, name);
    }
    if (slot->hash == hash && str_equal(entry_name(inversion_at(inversion, slot->entry)), name)) {
      return slot->entry;
    }
  }
}

/* Another piece at the end of a list. */
static bool add_piece(struct inversion *inversion, uint32_t number) {
  const struct entry *before = inversion_at(inversion, number);
  uint32_t size = piece_size(before->piece_bytes);
  uint32_t begin = take_bytes(inversion, size);
  if (begin == 0) {
    return false;
  }
  struct entry *entry = inversion_at(inversion, number);
  if (entry->list == 0) {
    entry->list = begin;
  } else {
    ((struct piece *)inversion_at(inversion, entry->piece))->next = begin;
  }
  ((struct piece *)inversion_at(inversion, begin))->next = 0;
  entry->piece = begin;
  entry->piece_bytes = (uint16_t)size;
  entry->at = begin + (uint32_t)sizeof(struct piece);
  entry->end = begin + size;
  return true;
}

/* Appends to the list of an entry, over as many pieces as it takes. */
static bool add_bytes(struct inversion *inversion, uint32_t number, struct str bytes) {
  while (bytes.len > 0) {
    struct entry *entry = inversion_at(inversion, number);
    size_t part = entry->end - entry->at < bytes.len ? entry->end - entry->at : bytes.len;
    memcpy(inversion->bytes + entry->at, bytes.ptr, part);
    entry->at += (uint32_t)part;
    bytes = str_slice(bytes, part, bytes.len);
    if (bytes.len > 0 && !add_piece(inversion, number)) {
      return false;
    }
  }
  return true;
}

/* Appends an article. */
static bool add_article(struct inversion *inversion, uint32_t number, uint32_t article, struct str places) {
  enum { HEAD_BYTES_MAX = 20 };
  char head[HEAD_BYTES_MAX];
  struct entry *entry = inversion_at(inversion, number);
  size_t length = number_put(head, article - entry->last);
  length += number_put(head + length, (uint32_t)places.len);
  entry->last = article;
  entry->articles++;
  if (entry->end - entry->at >= length + places.len && places.len > 0) {
    memcpy(inversion->bytes + entry->at, head, length);
    memcpy(inversion->bytes + entry->at + length, places.ptr, places.len);
    entry->at += (uint32_t)(length + places.len);
    return true;
  }
  return add_bytes(inversion, number, (struct str){head, length}) && add_bytes(inversion, number, places);
}

static bool count_writing(struct inversion *inversion, uint32_t number, struct str text, bool dressed) {
  struct entry *entry = inversion_at(inversion, number);
  bool plain = str_equal(entry_name(entry), text);
  uint32_t length = plain ? 0 : (uint32_t)text.len, at = entry->writing;
  for (; at != 0; at = ((struct kept_writing *)inversion_at(inversion, at))->next) {
    struct kept_writing *way = inversion_at(inversion, at);
    if (way->length == length && memcmp(way + 1, text.ptr, length) == 0) {
      break;
    }
  }
  if (at == 0) {
    at = take_bytes(inversion, sizeof(struct kept_writing) + length);
    if (at == 0) {
      return false;
    }
    entry = inversion_at(inversion, number);
    struct kept_writing *way = inversion_at(inversion, at);
    *way = (struct kept_writing){.next = entry->writing, .length = length};
    memcpy(way + 1, text.ptr, length);
    entry->writing = at;
  }
  struct kept_writing *way = inversion_at(inversion, at);
  way->articles += dressed ? 0 : 1;
  way->dressed += dressed ? 1 : 0;
  return true;
}

static bool relate(struct inversion *inversion, uint32_t number, uint32_t stem, uint32_t language) {
  uint32_t at = ((struct entry *)inversion_at(inversion, number))->kinship;
  for (; at != 0; at = ((struct kinship *)inversion_at(inversion, at))->next) {
    const struct kinship *kinship = inversion_at(inversion, at);
    if (kinship->stem == stem && kinship->language == language) {
      break;
    }
  }
  if (at == 0) {
    at = take_bytes(inversion, sizeof(struct kinship));
    if (at == 0) {
      return false;
    }
    struct entry *entry = inversion_at(inversion, number);
    *(struct kinship *)inversion_at(inversion, at) = (struct kinship){.next = entry->kinship, .stem = stem, .language = language};
    entry->kinship = at;
  }
  ((struct kinship *)inversion_at(inversion, at))->articles++;
  return true;
}

/* Entries lie all over the memory: what will be needed is asked for some terms ahead. */
static inline void fetch_ahead(const struct inversion *inversion, const struct terms *terms, uint32_t place) {
  enum { SLOT_AHEAD = 12, ENTRY_AHEAD = 8, LIST_AHEAD = 4 };
  size_t mask = inversion->slot_count - 1;
  if (place + SLOT_AHEAD < terms->count) {
    __builtin_prefetch(&inversion->slots[terms->list[place + SLOT_AHEAD].hash & mask]);
    __builtin_prefetch(inversion_at(inversion, inversion->slots[terms->list[place + ENTRY_AHEAD].hash & mask].entry));
    const struct entry *entry = inversion_at(inversion, inversion->slots[terms->list[place + LIST_AHEAD].hash & mask].entry);
    if ((const char *)entry != inversion->bytes) {
      __builtin_prefetch(inversion_at(inversion, entry->at));
    }
  }
}

static bool add_term(struct inversion *inversion, uint32_t article, const struct terms *terms, uint32_t place) {
  const struct term *term = &terms->list[place];
  struct str writing = term_writing(terms, term);
  fetch_ahead(inversion, terms, place);
  uint32_t number = inversion->numbers[place] = find_entry(inversion, term->hash, term_bytes(terms, term));
  return number != 0 && add_article(inversion, number, article, term_places(terms, term)) &&
         (writing.len == 0 || count_writing(inversion, number, writing, term->dressed));
}

static bool relate_all(struct inversion *inversion, const struct terms *terms, const struct language *language) {
  size_t count;
  uint32_t number = language == NULL ? 0 : (uint32_t)(1 + (language - language_list(&count)));
  for (uint32_t i = 0; i < terms->count; i++) {
    for (uint32_t at = terms->list[i].kin; at != 0; at = terms->kins[at - 1].next) {
      if (!relate(inversion, inversion->numbers[i], inversion->numbers[terms->kins[at - 1].stem], number)) {
        return false;
      }
    }
  }
  return true;
}

bool inversion_add(struct inversion *inversion, uint32_t article, const struct terms *terms, const struct language *language,
                   struct error *err) {
  while (terms->count > inversion->number_capacity) {
    if (!array_room((void **)&inversion->numbers, inversion->number_capacity, &inversion->number_capacity,
                    sizeof *inversion->numbers)) {
      return error_memory(err);
    }
  }
  for (uint32_t i = 0; i < terms->count; i++) {
    if (!add_term(inversion, article, terms, i)) {
      return error_memory(err);
    }
  }
  if (!relate_all(inversion, terms, language)) {
    return error_memory(err);
  }
  size_t bytes = inversion->used + inversion->slot_count * sizeof *inversion->slots;
  return bytes <= inversion->budget || inversion_spill(inversion, err);
}
