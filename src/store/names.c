#include "names.h"

#include <stdlib.h>

enum { SLOTS_MIN = 1 << 10 };

struct name {
  struct str text;
  const char *owner; /* NULL: empty slot */
  uint64_t hash;
};

struct names {
  struct arena texts;
  struct name *slots;
  size_t slot_count, count;
};

struct names *names_new(void) {
  struct names *names = calloc(1, sizeof *names);
  if (names == NULL) {
    return NULL;
  }
  arena_init(&names->texts, (size_t)1 << 32);
  names->slot_count = SLOTS_MIN;
  names->slots = calloc(SLOTS_MIN, sizeof *names->slots);
  if (names->slots == NULL) {
    names_free(names);
    return NULL;
  }
  return names;
}

void names_free(struct names *names) {
  if (names != NULL) {
    arena_free(&names->texts);
    free(names->slots);
    free(names);
  }
}

/* The slot of a name, or the empty one where it belongs. */
static struct name *find_slot(const struct names *names, uint64_t hash, struct str text) {
  for (size_t at = hash;; at++) {
    struct name *slot = &names->slots[at & (names->slot_count - 1)];
    if (slot->owner == NULL || (slot->hash == hash && str_equal(slot->text, text))) {
      return slot;
    }
  }
}

const char *names_find(const struct names *names, struct str name) {
  return find_slot(names, digest_hash(name), name)->owner;
}

static bool grow(struct names *names) {
  struct names larger = *names;
  larger.slot_count = names->slot_count * 2;
  larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
  if (larger.slots == NULL) {
    return false;
  }
  for (size_t i = 0; i < names->slot_count; i++) {
    if (names->slots[i].owner != NULL) {
      *find_slot(&larger, names->slots[i].hash, names->slots[i].text) = names->slots[i];
    }
  }
  free(names->slots);
  *names = larger;
  return true;
}

bool names_take(struct names *names, struct str name, struct str owner) {
  if (names->count * 2 >= names->slot_count && !grow(names)) {
    return false;
  }
  struct str text = arena_copy(&names->texts, name);
  struct str kept = str_equal(name, owner) ? text : arena_copy(&names->texts, owner);
  if (arena_failed(&names->texts)) {
    return false;
  }
  uint64_t hash = digest_hash(name);
  *find_slot(names, hash, name) = (struct name){text, kept.ptr, hash};
  names->count++;
  return true;
}
