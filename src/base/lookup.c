#include "lookup.h"
#include "digest.h"

/* Where the text stands, or the free place where it belongs. */
static struct lookup_entry *place_of(struct lookup_entry *places, size_t room, struct str text) {
  size_t at = (size_t)digest_hash(text) & (room - 1);
  while (places[at].text.ptr != NULL && !str_equal(places[at].text, text)) {
    at = (at + 1) & (room - 1);
  }
  return &places[at];
}

static bool grow(struct lookup *lookup) {
  size_t room = lookup->room == 0 ? 64 : 2 * lookup->room;
  struct lookup_entry *places = arena_array(lookup->arena, room, sizeof *places);
  if (places == NULL) {
    return false;
  }
  for (size_t i = 0; i < lookup->room; i++) {
    if (lookup->places[i].text.ptr != NULL) {
      *place_of(places, room, lookup->places[i].text) = lookup->places[i];
    }
  }
  lookup->places = places;
  lookup->room = room;
  return true;
}

const struct lookup_entry *lookup_add(struct lookup *lookup, struct str text, size_t number) {
  if (2 * (lookup->count + 1) > lookup->room && !grow(lookup)) {
    return NULL;
  }
  struct lookup_entry *place = place_of(lookup->places, lookup->room, text);
  if (place->text.ptr == NULL) {
    *place = (struct lookup_entry){text, number};
    lookup->count++;
  }
  return place;
}

const struct lookup_entry *lookup_find(const struct lookup *lookup, struct str text) {
  if (lookup->room == 0) {
    return NULL;
  }
  const struct lookup_entry *place = place_of(lookup->places, lookup->room, text);
  return place->text.ptr == NULL ? NULL : place;
}
