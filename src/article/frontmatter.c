#include "article/frontmatter.h"

#include <errno.h>
#include <stdlib.h>
#include <yaml.h>

#include "article/facts.h"
#include "article/text.h"

enum { YAML_DEPTH_MAX = 16, YAML_FIRST_LINE = 2 };

/* libyaml's events, one at a time, and where the keys of the outermost mapping stand. */
struct reader {
  yaml_parser_t parser;
  yaml_event_t event; /* the current one */
  struct str bytes;
  struct arena *arena;
  size_t *lines; /* of the keys, in their order */
  size_t line_count, line_capacity;
  size_t fault; /* the line at fault, as libyaml counts */
  struct error *err;
};

static bool fail_here(struct reader *reader, const char *what) {
  reader->fault = reader->event.start_mark.line;
  return error_set(reader->err, "%s", what);
}

static bool fail_in_yaml(struct reader *reader) {
  const yaml_parser_t *parser = &reader->parser;
  if (parser->error == YAML_MEMORY_ERROR) {
    return error_memory(reader->err);
  }
  reader->fault = parser->problem_mark.line;
  if (parser->error == YAML_READER_ERROR) {
    reader->fault = 0;
    struct str before = str_slice(reader->bytes, 0, parser->problem_offset);
    for (size_t at = str_find(before, '\n', 0); at < before.len; at = str_find(before, '\n', at + 1)) {
      reader->fault++;
    }
  }
  return error_set(reader->err, "the front matter is not YAML (%s); indent with spaces and put text with : or # in quotes",
                   parser->problem == NULL ? "unreadable" : parser->problem);
}

static bool next_event(struct reader *reader) {
  yaml_event_delete(&reader->event);
  if (yaml_parser_parse(&reader->parser, &reader->event) == 0) {
    reader->event = (yaml_event_t){.type = YAML_NO_EVENT};
    return fail_in_yaml(reader);
  }
  return true;
}

static struct str scalar_text(const struct reader *reader) {
  return (struct str){(const char *)reader->event.data.scalar.value, reader->event.data.scalar.length};
}

static bool is_one_of(struct str text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(text, str_of(words[i]))) {
      return true;
    }
  }
  return false;
}

static bool is_null(struct str text) {
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
  return is_one_of(text, nulls, COUNT_OF(nulls));
}

/* An integer of YAML's core schema that JSON can hold; NULL for other text. */
static json_t *integer_of(struct str text) {
  int base = 10;
  const char *digits = text.ptr, *allowed = "+-0123456789";
  if (str_starts_with(text, STR("0x")) || str_starts_with(text, STR("0o"))) {
    base = text.ptr[1] == 'x' ? 16 : 8;
    allowed = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
    digits += 2;
  }
  char *end;
  errno = 0;
  long long number = strtoll(digits, &end, base);
  bool whole = *digits != '\0' && *end == '\0' && errno == 0 && strspn(digits, allowed) == strlen(digits);
  return whole ? json_integer(number) : NULL;
}

/* A number with a point or an exponent; NULL for other text, and for what is too large. */
static json_t *real_of(struct str text) {
  char *end;
  double number = strtod(text.ptr, &end);
  bool whole = text.len > 0 && *end == '\0' && strspn(text.ptr, "+-0123456789.eE") == text.len;
  whole = whole && strpbrk(text.ptr, ".eE") != NULL;
  return whole ? json_real(number) : NULL;
}

/* A plain scalar by YAML's core schema. What JSON cannot hold stays text. */
static json_t *typed_of(struct str text) {
  static const char *const trues[] = {"true", "True", "TRUE"}, *const falses[] = {"false", "False", "FALSE"};
  if (is_one_of(text, trues, COUNT_OF(trues)) || is_one_of(text, falses, COUNT_OF(falses))) {
    return json_boolean((text.ptr[0] | 0x20) == 't');
  }
  json_t *number = integer_of(text);
  number = number == NULL ? real_of(text) : number;
  return number == NULL ? json_stringn(text.ptr, text.len) : number;
}

static bool read_scalar(struct reader *reader, bool typed, json_t **value) {
  struct str text = scalar_text(reader);
  if (memchr(text.ptr, '\0', text.len) != NULL) {
    return fail_here(reader, "a value of the front matter has a NUL character; leave it out");
  }
  bool plain = reader->event.data.scalar.plain_implicit != 0;
  if (plain && is_null(text)) {
    *value = json_null();
  } else {
    *value = plain && typed ? typed_of(text) : json_stringn(text.ptr, text.len);
  }
  return *value != NULL || error_memory(reader->err);
}

static bool read_node(struct reader *reader, unsigned depth, bool typed, json_t **value);

static bool read_list(struct reader *reader, unsigned depth, bool typed, json_t *list) {
  while (next_event(reader)) {
    json_t *item = NULL;
    if (reader->event.type == YAML_SEQUENCE_END_EVENT) {
      return true;
    }
    if (!read_node(reader, depth, typed, &item)) {
      return false;
    }
    if (json_array_append_new(list, item) != 0) {
      return error_memory(reader->err);
    }
  }
  return false;
}

/* The current event must be a key that is new to `map`. The key is copied to the arena. */
static bool read_key(struct reader *reader, const json_t *map, struct str *key) {
  if (reader->event.type != YAML_SCALAR_EVENT) {
    return fail_here(reader, "a key of the front matter is not plain text; write KEY: VALUE");
  }
  *key = arena_copy(reader->arena, scalar_text(reader));
  if (key->ptr == NULL) {
    return error_memory(reader->err);
  }
  if (memchr(key->ptr, '\0', key->len) != NULL) {
    return fail_here(reader, "a key of the front matter has a NUL character; leave it out");
  }
  if (json_object_get(map, key->ptr) != NULL) {
    struct str shown = text_cut(*key, 100);
    reader->fault = reader->event.start_mark.line;
    return error_set(reader->err, "the key \"%.*s\" stands twice in the front matter; leave one out", STR_ARG(shown));
  }
  return true;
}

static bool note_line(struct reader *reader) {
  size_t *lines = arena_grow(reader->arena, reader->lines, reader->line_count, &reader->line_capacity, sizeof *reader->lines);
  if (lines == NULL) {
    return error_memory(reader->err);
  }
  lines[reader->line_count++] = reader->event.start_mark.line;
  reader->lines = lines;
  return true;
}

/* The outermost mapping has depth 1: its keys decide how their values are read, and their lines are kept. */
static bool read_map(struct reader *reader, unsigned depth, bool typed, json_t *map) {
  while (next_event(reader)) {
    struct str key;
    json_t *value = NULL;
    if (reader->event.type == YAML_MAPPING_END_EVENT) {
      return true;
    }
    if (!read_key(reader, map, &key) || (depth == 1 && !note_line(reader)) || !next_event(reader) ||
        !read_node(reader, depth, depth == 1 ? !facts_key_is_text(key) : typed, &value)) {
      return false;
    }
    if (json_object_set_new(map, key.ptr, value) != 0) {
      return error_memory(reader->err);
    }
  }
  return false;
}

/* Reads the node whose first event is the current one. *value is NULL on failure. */
static bool read_node(struct reader *reader, unsigned depth, bool typed, json_t **value) {
  yaml_event_type_t type = reader->event.type;
  if (type == YAML_SCALAR_EVENT) {
    return read_scalar(reader, typed, value);
  }
  if (type != YAML_SEQUENCE_START_EVENT && type != YAML_MAPPING_START_EVENT) {
    return fail_here(reader, "the front matter has an alias (*name); write the value out");
  }
  if (depth == YAML_DEPTH_MAX) {
    return fail_here(reader, "the front matter is nested too deeply; use fewer levels");
  }
  bool is_list = type == YAML_SEQUENCE_START_EVENT;
  *value = is_list ? json_array() : json_object();
  if (*value == NULL) {
    return error_memory(reader->err);
  }
  if (!(is_list ? read_list(reader, depth + 1, typed, *value) : read_map(reader, depth + 1, typed, *value))) {
    json_decref(*value);
    *value = NULL;
    return false;
  }
  return true;
}

/* The whole stream: nothing, or one mapping. *map is NULL on failure and where there is nothing. */
static bool read_stream(struct reader *reader, json_t **map) {
  if (!next_event(reader) || !next_event(reader)) {
    return false;
  }
  if (reader->event.type == YAML_STREAM_END_EVENT) {
    return true;
  }
  if (!next_event(reader)) {
    return false;
  }
  if (reader->event.type != YAML_MAPPING_START_EVENT) {
    return fail_here(reader, "the front matter is not made of keys and values; write lines of KEY: VALUE");
  }
  if (!read_node(reader, 0, true, map)) {
    return false;
  }
  if (!next_event(reader) || !next_event(reader) || reader->event.type != YAML_STREAM_END_EVENT) {
    json_decref(*map);
    *map = NULL;
    return reader->event.type != YAML_NO_EVENT && fail_here(reader, "the front matter has a second document; leave it out");
  }
  return true;
}

static bool read_yaml(struct arena *arena, struct str bytes, struct article *article, size_t *line, struct error *err) {
  struct reader reader = {.bytes = bytes, .arena = arena, .err = err};
  if (yaml_parser_initialize(&reader.parser) == 0) {
    return error_memory(err);
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes.ptr, bytes.len);
  json_t *map = NULL;
  size_t place = 0;
  bool done = read_stream(&reader, &map);
  if (done && map != NULL) {
    done = facts_read(arena, map, article, &place, err);
    if (!done && place < reader.line_count) {
      reader.fault = reader.lines[place];
    }
  }
  *line = reader.fault + YAML_FIRST_LINE;
  json_decref(map);
  yaml_event_delete(&reader.event);
  yaml_parser_delete(&reader.parser);
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
