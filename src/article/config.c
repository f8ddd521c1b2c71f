#include <jansson.h>

#include "article/article.h"
#include "article/frontmatter.h"
#include "article/toml.h"

enum { KEY_BYTES_MAX = 4096 };

/* The settings in the making; `failed` where memory ended. */
struct flattening {
  struct arena *arena;
  struct article_setting *list;
  size_t count, capacity;
  bool failed;
};

static struct str text_of_value(struct arena *arena, const json_t *value) {
  if (json_is_string(value)) {
    return arena_copy(arena, (struct str){json_string_value(value), json_string_length(value)});
  }
  if (json_is_integer(value)) {
    return arena_format(arena, "%lld", (long long)json_integer_value(value));
  }
  return json_is_boolean(value) ? json_is_true(value) ? STR("true") : STR("false") : STR("");
}

static struct str join(struct arena *arena, struct str outer, const char *key) {
  struct buf lower;
  buf_init(&lower, KEY_BYTES_MAX);
  buf_add(&lower, outer);
  buf_add(&lower, outer.len > 0 ? STR(".") : STR(""));
  unicode_lower(str_of(key), &lower);
  struct str whole = buf_failed(&lower) ? STR("") : arena_copy(arena, buf_str(&lower));
  buf_free(&lower);
  return whole;
}

static void add_setting(struct flattening *flattening, struct str key, const json_t *value) {
  struct article_setting *grown =
      arena_grow(flattening->arena, flattening->list, flattening->count, &flattening->capacity, sizeof *grown);
  if (grown == NULL) {
    flattening->failed = true;
    return;
  }
  flattening->list = grown;
  grown[flattening->count++] = (struct article_setting){key, text_of_value(flattening->arena, value)};
}

/* The nesting has the ceiling of whoever read it. */
static void flatten(struct flattening *flattening, struct str key, const json_t *value) { /* NOLINT(misc-no-recursion) */
  const json_t *item;
  const char *name;
  size_t place;
  if (json_is_array(value)) {
    json_array_foreach(value, place, item) {
      flatten(flattening, key, item);
    }
    return;
  }
  if (!json_is_object(value)) {
    add_setting(flattening, key, value);
    return;
  }
  if (json_object_size(value) == 0 && key.len > 0) {
    add_setting(flattening, key, NULL); /* that it is there may say something */
  }
  for (void *at = json_object_iter((json_t *)value); at != NULL; at = json_object_iter_next((json_t *)value, at)) {
    name = json_object_iter_key(at);
    flatten(flattening, join(flattening->arena, key, name), json_object_iter_value(at));
  }
}

static json_t *read(struct arena *arena, struct str name, struct str text) {
  struct error ignored;
  json_t *object = NULL, *lines = json_object();
  size_t line;
  if (str_ends_with(name, STR(".toml"))) {
    if (!toml_read(text, &object, lines, &line, &ignored)) {
      json_decref(object);
      object = NULL;
    }
  } else if (str_ends_with(name, STR(".json"))) {
    object = json_loadb(text.ptr, text.len, 0, NULL);
  } else {
    object = frontmatter_yaml(arena, text);
  }
  json_decref(lines);
  return object;
}

bool article_read_config(struct arena *arena, struct str name, struct str text, struct str outer, struct article_setting **list,
                         size_t *count) {
  struct flattening flattening = {.arena = arena};
  json_t *object = text.len == 0 ? NULL : read(arena, name, text);
  flatten(&flattening, outer, object);
  bool known = object != NULL && !flattening.failed;
  json_decref(object);
  *list = flattening.list;
  *count = known ? flattening.count : 0;
  return known;
}
