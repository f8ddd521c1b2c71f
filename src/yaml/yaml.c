#include "yaml/yaml.h"

#include <stdlib.h>
#include <yaml.h>

/* libyaml's events, one at a time. */
struct reader {
  yaml_parser_t parser;
  yaml_event_t event; /* the current one */
  const struct yaml_source *source;
  struct arena *arena;
  size_t values; /* read so far */
  size_t fault;  /* the line at fault, as libyaml counts */
  struct error *err;
};

static bool fail_at(struct reader *reader, size_t line, const char *what) {
  reader->fault = line;
  return error_set(reader->err, "%s %s", reader->source->called, what);
}

static bool fail_here(struct reader *reader, const char *what) {
  return fail_at(reader, reader->event.start_mark.line, what);
}

static size_t count_lines(struct str text) {
  size_t lines = 0;
  for (size_t at = str_find(text, '\n', 0); at < text.len; at = str_find(text, '\n', at + 1)) {
    lines++;
  }
  return lines;
}

static bool fail_in_yaml(struct reader *reader) {
  const yaml_parser_t *parser = &reader->parser;
  if (parser->error == YAML_MEMORY_ERROR) {
    return error_memory(reader->err);
  }
  reader->fault = parser->error == YAML_READER_ERROR ? count_lines(str_slice(reader->source->text, 0, parser->problem_offset))
                                                     : parser->problem_mark.line;
  return error_set(reader->err, "%s is not YAML (%s); indent with spaces and put text with : or # in quotes",
                   reader->source->called, parser->problem == NULL ? "unreadable" : parser->problem);
}

static bool next_event(struct reader *reader) {
  yaml_event_delete(&reader->event);
  if (yaml_parser_parse(&reader->parser, &reader->event) == 0) {
    reader->event = (yaml_event_t){.type = YAML_NO_EVENT};
    return fail_in_yaml(reader);
  }
  return true;
}

/* Copies the text of the current event, which is a scalar. */
static bool read_text(struct reader *reader, struct str *text) {
  struct str read = {(const char *)reader->event.data.scalar.value, reader->event.data.scalar.length};
  if (read.len > 0 && memchr(read.ptr, '\0', read.len) != NULL) {
    return fail_here(reader, "has a NUL character; leave it out");
  }
  *text = arena_copy(reader->arena, read);
  return text->ptr != NULL || error_memory(reader->err);
}

static int compare_keys(const void *a, const void *b) {
  const struct yaml_entry *left = *(const struct yaml_entry *const *)a, *right = *(const struct yaml_entry *const *)b;
  int order = str_compare(left->key, right->key);
  return order != 0 ? order : left < right ? -1 : left > right;
}

/* The first key that stands in the map before it already. */
static bool check_keys(struct reader *reader, const struct yaml_value *map) {
  const struct yaml_entry **keys = arena_array(reader->arena, map->count, sizeof *keys), *twice = NULL;
  if (keys == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < map->count; i++) {
    keys[i] = &map->entries[i];
  }
  if (map->count > 1) {
    qsort(keys, map->count, sizeof *keys, compare_keys);
  }
  for (size_t i = 1; i < map->count; i++) {
    if (str_equal(keys[i - 1]->key, keys[i]->key) && (twice == NULL || keys[i] < twice)) {
      twice = keys[i];
    }
  }
  if (twice == NULL) {
    return true;
  }
  reader->fault = twice->line - reader->source->first_line;
  size_t shown = twice->key.len < 100 ? twice->key.len : 100;
  while (shown < twice->key.len && ((unsigned char)twice->key.ptr[shown] & 0xc0) == 0x80) {
    shown--; /* no character is cut */
  }
  return error_set(reader->err, "the key \"%.*s\" stands twice in %s; leave one out", (int)shown, twice->key.ptr,
                   reader->source->called);
}

static bool read_value(struct reader *reader, unsigned depth, struct yaml_value *value);

/* The entries of a list or a map, whose first event is the current one. */
static bool read_entries(struct reader *reader, unsigned depth, struct yaml_value *value) {
  bool is_map = value->kind == YAML_MAP;
  size_t capacity = 0;
  while (next_event(reader)) {
    if (reader->event.type == (is_map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT)) {
      return !is_map || check_keys(reader, value);
    }
    struct yaml_entry entry = {.key = STR(""), .line = reader->event.start_mark.line + reader->source->first_line};
    if (is_map && reader->event.type != YAML_SCALAR_EVENT) {
      return fail_here(reader, "has a key that is not plain text; write KEY: VALUE");
    }
    if ((is_map && (!read_text(reader, &entry.key) || !next_event(reader))) || !read_value(reader, depth, &entry.value)) {
      return false;
    }
    struct yaml_entry *grown = arena_grow(reader->arena, value->entries, value->count, &capacity, sizeof *grown);
    if (grown == NULL) {
      return error_memory(reader->err);
    }
    value->entries = grown;
    value->entries[value->count++] = entry;
  }
  return false;
}

/* Reads the value whose first event is the current one. */
static bool read_value(struct reader *reader, unsigned depth, struct yaml_value *value) {
  yaml_event_type_t type = reader->event.type;
  *value = (struct yaml_value){.line = reader->event.start_mark.line + reader->source->first_line};
  if (++reader->values > YAML_VALUES_MAX) {
    return fail_here(reader, "has more than 100,000 values; leave some out");
  }
  if (type == YAML_SCALAR_EVENT) {
    value->plain = reader->event.data.scalar.plain_implicit != 0;
    return read_text(reader, &value->text);
  }
  if (type != YAML_SEQUENCE_START_EVENT && type != YAML_MAPPING_START_EVENT) {
    return fail_here(reader, "has an alias (*name); write the value out");
  }
  if (depth == YAML_DEPTH_MAX) {
    return fail_here(reader, "is nested too deeply; use fewer levels");
  }
  value->kind = type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
  return read_entries(reader, depth + 1, value);
}

/* The whole stream: nothing, or one map. */
static bool read_stream(struct reader *reader, struct yaml_value *map) {
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
    return fail_here(reader, "is not made of keys and values; write lines of KEY: VALUE");
  }
  if (!read_value(reader, 0, map) || !next_event(reader) || !next_event(reader)) {
    return false;
  }
  return reader->event.type == YAML_STREAM_END_EVENT || fail_here(reader, "has a second document; leave it out");
}

_Static_assert(YAML_BYTES_MAX == 1024 * 1024 && YAML_VALUES_MAX == 100000, "sentences name these numbers");

bool yaml_read(struct arena *arena, const struct yaml_source *source, struct yaml_value *map, size_t *line, struct error *err) {
  struct reader reader = {.source = source, .arena = arena, .err = err};
  *map = (struct yaml_value){.kind = YAML_MAP, .line = source->first_line};
  *line = source->first_line;
  if (source->text.len > YAML_BYTES_MAX) {
    return fail_at(&reader, 0, "is longer than 1,048,576 bytes; shorten it");
  }
  if (yaml_parser_initialize(&reader.parser) == 0) {
    return error_memory(err);
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source->text.ptr, source->text.len);
  bool done = read_stream(&reader, map);
  *line = reader.fault + source->first_line;
  yaml_event_delete(&reader.event);
  yaml_parser_delete(&reader.parser);
  return done;
}
