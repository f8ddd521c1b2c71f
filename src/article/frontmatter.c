#include "article/frontmatter.h"

#include "article/dialect.h"
#include "article/facts.h"
#include "article/text.h"
#include "article/toml.h"
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

/* What front matter says, and the line of each key in it. */
struct said {
  json_t *facts, *lines;
};

/* The outermost keys decide how their values are read. */
static bool take_map(const struct yaml_value *map, struct said *said) {
  for (size_t i = 0; i < map->count; i++) {
    const struct yaml_entry *entry = &map->entries[i];
    json_t *value = json_of(&entry->value, !facts_key_is_text(entry->key));
    if (json_object_set_new(said->facts, entry->key.ptr, value) != 0 ||
        json_object_set_new(said->lines, entry->key.ptr, json_integer((json_int_t)entry->line)) != 0) {
      return false;
    }
  }
  return true;
}

static bool read_yaml(struct arena *arena, struct str text, struct said *said, size_t *line, struct error *err) {
  const struct yaml_source source = {.text = text, .called = "the front matter", .first_line = FIRST_LINE};
  struct yaml_value map;
  return yaml_read(arena, &source, &map, line, err) && (take_map(&map, said) || error_memory(err));
}

json_t *frontmatter_yaml(struct arena *arena, struct str text) {
  const struct yaml_source source = {.text = text, .called = "the file", .first_line = 1};
  struct yaml_value map;
  struct error ignored;
  size_t line;
  return yaml_read(arena, &source, &map, &line, &ignored) ? json_of(&map, true) : NULL;
}

static bool read_toml(struct str text, struct said *said, size_t *line, struct error *err) {
  json_decref(said->facts);
  bool done = toml_read(text, &said->facts, said->lines, line, err);
  *line += FIRST_LINE - 1;
  const char *key;
  json_t *value;
  json_object_foreach(said->lines, key, value) {
    (void)json_integer_set(value, json_integer_value(value) + FIRST_LINE - 1);
  }
  return done;
}

/* The line of the key of number `place`, or of the one it was made of; the first where none is known. */
static size_t line_of(const struct said *said, size_t place) {
  void *at = json_object_iter(said->facts);
  for (; at != NULL && place > 0; place--) {
    at = json_object_iter_next(said->facts, at);
  }
  const char *key = at != NULL ? json_object_iter_key(at) : "";
  const json_t *line = json_object_get(said->lines, key);
  const char *origin = line == NULL ? dialect_origin(said->facts, key) : NULL;
  line = origin != NULL ? json_object_get(said->lines, origin) : line;
  return line != NULL ? (size_t)json_integer_value(line) : 1;
}

static bool use(struct arena *arena, const struct said *said, struct article *article, size_t *line, struct error *err) {
  size_t place = 0;
  dialect_translate(arena, said->facts, article);
  bool done = facts_read(arena, said->facts, article, &place, err);
  if (!done) {
    *line = line_of(said, place);
  }
  return done;
}

static bool is_fence(struct str line, struct str fence) {
  while (line.len > fence.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t')) {
    line.len--;
  }
  return str_equal(line, fence);
}

/* Takes what stands between fences off `rest`. */
static bool take_fenced(struct str *rest, bool toml, struct str *inner, struct error *err) {
  struct str after = *rest, text;
  (void)str_next_line(&after, &text);
  const char *begin = after.ptr;
  while (str_next_line(&after, &text)) {
    if (toml ? is_fence(text, STR("+++")) : is_fence(text, STR("---")) || is_fence(text, STR("..."))) {
      *inner = (struct str){begin, (size_t)(text.ptr - begin)};
      *rest = after;
      return true;
    }
  }
  return error_set(err, "the front matter that begins here has no end; close it with a line %s", toml ? "+++" : "---");
}

/* Takes a JSON object off `rest`. */
static bool take_json(struct arena *arena, struct str *rest, struct said *said, size_t *line, struct error *err) {
  json_error_t trouble;
  json_t *object = json_loadb(rest->ptr, rest->len, JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &trouble);
  if (object == NULL) {
    struct str reason = text_line(arena, str_of(trouble.text));
    *line = trouble.line > 0 ? (size_t)trouble.line : 1;
    return error_set(err, "the front matter is not JSON (%.*s); write {\"title\": \"Knee pain\"}", STR_ARG(reason));
  }
  json_decref(said->facts);
  said->facts = object;
  *rest = str_slice(*rest, (size_t)trouble.position, rest->len);
  return true;
}

/* Whether a text begins with an object of JSON, as front matter of Hugo may be. */
static bool begins_json(struct str text) {
  return str_starts_with(text, STR("{")) && str_starts_with(str_trim(str_slice(text, 1, 200)), STR("\""));
}

static bool read_any(struct arena *arena, struct str *rest, struct said *said, size_t *line, struct error *err) {
  struct str copy = *rest, first = STR(""), inner;
  (void)str_next_line(&copy, &first);
  if (is_fence(first, STR("---"))) {
    return take_fenced(rest, false, &inner, err) && read_yaml(arena, inner, said, line, err);
  }
  if (is_fence(first, STR("+++"))) {
    return take_fenced(rest, true, &inner, err) && read_toml(inner, said, line, err);
  }
  return !begins_json(*rest) || take_json(arena, rest, said, line, err);
}

bool frontmatter_read(struct arena *arena, struct str *rest, struct article *article, size_t *line, struct error *err) {
  struct said said = {.facts = json_object(), .lines = json_object()};
  *line = 1;
  bool done = (said.facts != NULL && said.lines != NULL) || error_memory(err);
  done = done && read_any(arena, rest, &said, line, err) && use(arena, &said, article, line, err);
  json_decref(said.facts);
  json_decref(said.lines);
  struct str day = dialect_day(article->id);
  if (done && article->date.len == 0 && day.len > 0) {
    article->date = arena_copy(arena, day);
  }
  return done;
}
