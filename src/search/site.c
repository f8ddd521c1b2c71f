#include "site.h"

bool search_settings(struct store *store, struct arena *arena, struct settings *settings, struct error *err) {
  struct str text;
  return store_resource(store, STR(SETTINGS_FILE), arena, &text, err) && settings_read(arena, text, NULL, settings, err);
}

/* Indexing has checked the names; an index of another version of this program may have others. */
static bool take_weights(const struct settings *settings, struct search_weights *weights, struct error *err) {
  search_weights_default(weights);
  for (size_t i = 0; i < settings->weight_count; i++) {
    if (!search_weights_set(weights, settings->weights[i].name, settings->weights[i].value, err)) {
      return error_prefix(err, "the index was made for another version of this program, run marrow index again: ");
    }
  }
  return true;
}

bool search_weights_of(struct store *store, struct search_weights *weights, struct error *err) {
  struct arena arena;
  struct settings settings;
  arena_init(&arena, SEARCH_SETTINGS_ARENA_MAX);
  bool done = search_settings(store, &arena, &settings, err) && take_weights(&settings, weights, err);
  arena_free(&arena);
  return done;
}

bool site_learn(struct site *site, struct store *store, struct error *err) {
  const char *digest = store_facts(store)->digest;
  if (strcmp(site->digest, digest) == 0) {
    return true;
  }
  site->digest[0] = '\0';
  if (!search_weights_of(store, &site->weights, err)) {
    return false;
  }
  memcpy(site->digest, digest, sizeof site->digest);
  return true;
}
