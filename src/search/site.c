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

static bool copy_texts(struct arena *arena, const struct topics_texts *texts, struct topics_texts *copy) {
  *copy = (struct topics_texts){.list = arena_array(arena, texts->count, sizeof *copy->list)};
  for (size_t i = 0; copy->list != NULL && i < texts->count; i++) {
    const struct topics_text *text = &texts->list[i];
    copy->list[copy->count++] = (struct topics_text){arena_copy(arena, text->lang), arena_copy(arena, text->text)};
  }
  return !arena_failed(arena);
}

static bool take_name(const struct settings_site *set, struct site *site) {
  arena_init(&site->arena, SEARCH_SETTINGS_ARENA_MAX);
  site->name.language = arena_copy(&site->arena, set->language);
  return copy_texts(&site->arena, &set->name, &site->name.name) &&
         copy_texts(&site->arena, &set->description, &site->name.description);
}

/* What the settings of an index say of searching it. */
static bool take_settings(struct site *site, struct store *store, struct error *err) {
  struct arena arena;
  struct settings settings;
  arena_init(&arena, SEARCH_SETTINGS_ARENA_MAX);
  bool done = search_settings(store, &arena, &settings, err) && take_weights(&settings, &site->weights, err) &&
              (take_name(&settings.site, site) || error_memory(err));
  if (done) {
    site->priors = priors_of(store, &settings);
  }
  arena_free(&arena);
  return done;
}

bool search_weights_of(struct store *store, struct search_weights *weights, struct error *err) {
  struct arena arena;
  struct settings settings;
  arena_init(&arena, SEARCH_SETTINGS_ARENA_MAX);
  bool done = search_settings(store, &arena, &settings, err) && take_weights(&settings, weights, err);
  arena_free(&arena);
  return done;
}

void site_free(struct site *site) {
  pins_free(site->pins);
  topic_map_free(&site->topics);
  arena_free(&site->arena);
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
  if (!take_settings(site, store, err) || !take_pins(site, store, tokenizer, err) || !topic_map_read(&site->topics, store, err)) {
    return false;
  }
  memcpy(site->digest, digest, sizeof site->digest);
  return true;
}
