#include "article/frontmatter.h"

#include "article/facts.h"
#include "yaml/yaml.h"

enum { FIRST_LINE = 2 };

static json_t *json_of(const struct yaml_value *value, bool typed);

/* A plain text as what it means, where the key wants that. What JSON cannot hold stays text. */
static json_t *json_of_text(const struct yaml_value *value, bool typed) {
  bool truth;
  long long integer;
  double real;
  if (yaml_is_null(value)) {
    return json_null();
  }
  if (typed && yaml_truth(value, &truth)) {
    return json_boolean(truth);
  }
  if (typed && yaml_integer(value, &integer)) {
    return json_integer(integer);
  }
  if (typed && yaml_real(value, &real)) {
    return json_real(real);
  }
  return json_stringn(value->text.ptr, value->text.len);
}

static json_t *json_of_list(const struct yaml_value *value, bool typed) {
  json_t *list = json_array();
  for (size_t i = 0; i < value->count; i++) {
    if (json_array_append_new(list, json_of(&value->entries[i].value, typed)) != 0) {
      json_decref(list);
      return NULL;
    }
  }
  return list;
}

static json_t *json_of_map(const struct yaml_value *value, bool typed) {
  json_t *map = json_object();
  for (size_t i = 0; i < value->count; i++) {
    if (json_object_set_new(map, value->entries[i].key.ptr, json_of(&value->entries[i].value, typed)) != 0) {
      json_decref(map);
      return NULL;
    }
  }
  return map;
}

/* NULL where there is no memory. */
static json_t *json_of(const struct yaml_value *value, bool typed) {
  switch (value->kind) {
  case YAML_LIST:
    return json_of_list(value, typed);
  case YAML_MAP:
    return json_of_map(value, typed);
  default:
    return json_of_text(value, typed);
  }
}

/* The outermost keys decide how their values are read. */
static json_t *json_of_facts(const struct yaml_value *map) {
  json_t *facts = json_object();
  for (size_t i = 0; i < map->count; i++) {
    struct str key = map->entries[i].key;
    if (json_object_set_new(facts, key.ptr, json_of(&map->entries[i].value, !facts_key_is_text(key))) != 0) {
      json_decref(facts);
      return NULL;
    }
  }
  return facts;
}

static bool read_yaml(struct arena *arena, struct str text, struct article *article, size_t *line, struct error *err) {
  const struct yaml_source source = {.text = text, .called = "the front matter", .first_line = FIRST_LINE};
  struct yaml_value map;
  if (!yaml_read(arena, &source, &map, line, err)) {
    return false;
  }
  json_t *facts = json_of_facts(&map);
  size_t place = 0;
  bool done = facts != NULL ? facts_read(arena, facts, article, &place, err) : error_memory(err);
  if (!done && place < map.count) {
    *line = map.entries[place].line;
  }
  json_decref(facts);
  return done;
}

static bool is_fence(struct str line, struct str fence) {
  while (line.len > fence.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t')) {
    line.len--;
  }
  return str_equal(line, fence);
}

bool frontmatter_read(struct arena *arena, struct str *rest, struct article *article, size_t *line, struct error *err) {
  struct str after = *rest, text;
  *line = 1;
  if (!str_next_line(&after, &text) || !is_fence(text, STR("---"))) {
    return true;
  }
  const char *begin = after.ptr;
  while (str_next_line(&after, &text)) {
    if (is_fence(text, STR("---")) || is_fence(text, STR("..."))) {
      struct str yaml = {begin, (size_t)(text.ptr - begin)};
      *rest = after;
      return read_yaml(arena, yaml, article, line, err);
    }
  }
  return error_set(err, "the front matter that begins here has no end; close it with a line ---");
}
