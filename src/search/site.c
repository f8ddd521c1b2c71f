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

/* What the settings of an index say of ranking; `priors` may be NULL. */
static bool take_settings(struct store *store, struct search_weights *weights, struct priors *priors, struct error *err) {
  struct arena arena;
  struct settings settings;
  arena_init(&arena, SEARCH_SETTINGS_ARENA_MAX);
  bool done = search_settings(store, &arena, &settings, err) && take_weights(&settings, weights, err);
  if (done && priors != NULL) {
    *priors = priors_of(store, &settings);
  }
  arena_free(&arena);
  return done;
}

bool search_weights_of(struct store *store, struct search_weights *weights, struct error *err) {
  return take_settings(store, weights, NULL, err);
}

void site_free(struct site *site) {
  pins_free(site->pins);
  topic_map_free(&site->topics);
  *site = (struct site){.pins = NULL};
}

/* Indexing has checked the list; if it still asks for more memory than it may have, searching goes on without it. */
static bool take_pins(struct site *site, struct store *store, struct tokenizer *tokenizer, struct error *err) {
  struct arena arena;
  struct pins_source source = {.file = PINS_FILE};
  arena_init(&arena, PINS_BYTES_MAX + (1 << 16));
  source.languages = store_languages(store, &source.language_count);
  bool done = store_resource(store, STR(PINS_FILE), &arena, &source.text, err);
  struct error trouble;
  if (done && source.text.len > 0 && !pins_new(tokenizer, &source, &site->pins, &trouble)) {
    site->pins = NULL;
  }
  arena_free(&arena);
  return done;
}

bool site_learn(struct site *site, struct store *store, struct tokenizer *tokenizer, struct error *err) {
  const char *digest = store_facts(store)->digest;
  if (strcmp(site->digest, digest) == 0) {
    return true;
  }
  site_free(site);
  if (!take_settings(store, &site->weights, &site->priors, err) || !take_pins(site, store, tokenizer, err) ||
      !topic_map_read(&site->topics, store, err)) {
    return false;
  }
  memcpy(site->digest, digest, sizeof site->digest);
  return true;
}
