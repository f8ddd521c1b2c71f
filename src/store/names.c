#include "names.h"

#include <stdlib.h>

enum { SLOTS_MIN = 1 << 10 };

struct name {
  const char *text; /* ended by NUL; NULL: empty slot */
  uint32_t hash;
  uint32_t length : 31, owned : 1; /* by another text, which follows; else by itself */
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
static struct name *find_slot(const struct names *names, uint32_t hash, struct str text) {
  for (size_t at = hash;; at++) {
    struct name *slot = &names->slots[at & (names->slot_count - 1)];
    if (slot->text == NULL || (slot->hash == hash && str_equal((struct str){slot->text, slot->length}, text))) {
      return slot;
    }
  }
}

static const char *owner_of(const struct name *name) {
  return name->owned != 0 ? name->text + name->length + 1 : name->text;
}

const char *names_find(const struct names *names, struct str name) {
  return owner_of(find_slot(names, (uint32_t)digest_hash(name), name));
}

static bool grow(struct names *names) {
  struct names larger = *names;
  larger.slot_count = names->slot_count * 2;
  larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
  if (larger.slots == NULL) {
    return false;
  }
  for (size_t i = 0; i < names->slot_count; i++) {
    const struct name *name = &names->slots[i];
    if (name->text != NULL) {
      *find_slot(&larger, name->hash, (struct str){name->text, name->length}) = *name;
    }
  }
  free(names->slots);
  *names = larger;
  return true;
}

bool names_take(struct names *names, struct str name, struct str owner) {
  if (name.len > INT32_MAX || (names->count * 4 >= names->slot_count * 3 && !grow(names))) {
    return false;
  }
  bool itself = str_equal(name, owner);
  char *text = arena_alloc(&names->texts, name.len + 1 + (itself ? 0 : owner.len + 1));
  if (text == NULL) {
    return false;
  }
  memcpy(text, name.ptr == NULL ? "" : name.ptr, name.len);
  if (!itself) {
    memcpy(text + name.len + 1, owner.ptr == NULL ? "" : owner.ptr, owner.len);
  }
  uint32_t hash = (uint32_t)digest_hash(name);
  *find_slot(names, hash, name) = (struct name){text, hash, (uint32_t)name.len, !itself};
  names->count++;
  return true;
}
