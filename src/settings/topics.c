#include "settings/texts.h"

#include "article/article.h"

enum { TOPIC_ID_BYTES_MAX = 64, TOPIC_TAGS_MAX = 256, START_TRIES_MAX = 12 };

struct topics_reader {
  struct arena *arena;
  struct topics *topics;
  struct error *err;
};

/* A key of a map; `into` is what the caller reads it into. */
struct topics_key {
  const char *name, *takes; /* `takes` ends the sentence "NAME takes ..." */
  bool (*read)(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into);
};

/* The sentence's place. Always false. */
static bool at_line(const struct topics_reader *reader, size_t line) {
  return error_prefix(reader->err, TOPICS_FILE ":%zu: ", line);
}

static bool wrong_type(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value) {
  (void)error_set(reader->err, "%s takes %s", key->name, key->takes);
  return at_line(reader, value->line);
}

/* Reads the entries of a map by its table of keys; what has no value is passed over. */
static bool read_map(struct topics_reader *reader, const struct topics_key *keys, size_t count, const struct yaml_value *map,
                     void *into) {
  for (size_t i = 0; i < map->count; i++) {
    const struct yaml_entry *entry = &map->entries[i];
    size_t key = 0;
    while (key < count && !str_equal(entry->key, str_of(keys[key].name))) {
      key++;
    }
    if (key == count) {
      (void)error_set(reader->err, "there is no key \"%.64s\" here; docs/configuration.md lists all", entry->key.ptr);
      return at_line(reader, entry->line);
    }
    if (!yaml_is_null(&entry->value) && !keys[key].read(reader, &keys[key], &entry->value, into)) {
      return false;
    }
  }
  return true;
}

/* ---- kinds of values ---- */

static bool read_text(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into) {
  if (!texts_is_text(value)) {
    return wrong_type(reader, key, value);
  }
  *(struct str *)into = str_trim(value->text);
  return true;
}

static bool read_list(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, size_t most,
                      struct str **list, size_t *count) {
  if (value->kind != YAML_LIST || value->count == 0 || value->count > most) {
    return wrong_type(reader, key, value);
  }
  *list = arena_array(reader->arena, value->count, sizeof **list);
  for (*count = 0; *list != NULL && *count < value->count; (*count)++) {
    if (!read_text(reader, key, &value->entries[*count].value, &(*list)[*count])) {
      return false;
    }
  }
  return *list != NULL || error_memory(reader->err);
}

static bool check_tag(struct topics_reader *reader, const struct yaml_entry *entry) {
  return texts_check_tag(entry, reader->err) || at_line(reader, entry->line);
}

static bool read_texts(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into) {
  size_t line;
  return texts_read(reader->arena, key->name, key->takes, value, into, &line, reader->err) || at_line(reader, line);
}

/* ---- a topic ---- */

static bool read_id(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into) {
  struct topic *topic = into;
  bool fits = texts_is_text(value) && value->text.len <= TOPIC_ID_BYTES_MAX;
  for (size_t i = 0; fits && i < value->text.len; i++) {
    char byte = value->text.ptr[i];
    fits = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-';
  }
  if (!fits) {
    return wrong_type(reader, key, value);
  }
  for (size_t i = 0; i < reader->topics->count; i++) {
    if (str_equal(reader->topics->list[i].id, value->text)) {
      (void)error_set(reader->err, "the topic \"%s\" stands twice; give one of them another id", value->text.ptr);
      return at_line(reader, value->line);
    }
  }
  topic->id = value->text;
  return true;
}

static bool read_topic_tags(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                            void *into) {
  struct topic *topic = into;
  return read_list(reader, key, value, TOPIC_TAGS_MAX, &topic->tags, &topic->tag_count);
}

static bool read_topic_titles(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                              void *into) {
  return read_texts(reader, key, value, &((struct topic *)into)->titles);
}

static bool read_topic_texts(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                             void *into) {
  return read_texts(reader, key, value, &((struct topic *)into)->texts);
}

static const struct topics_key topic_keys[] = {
    {"id", "at most 64 letters, digits and hyphens, as in id: knee-pain", read_id},
    {"tags", "a list of 1 to 256 tags, as in tags: [knee, hip]", read_topic_tags},
    {"title", "a text, or texts by language, as in title: {en: Joints, de: Gelenke}", read_topic_titles},
    {"text", "a text, or texts by language, as in text: {en: How joints work.}", read_topic_texts},
};

static bool read_topic(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value) {
  struct topic topic = {.line = value->line};
  if (value->kind != YAML_MAP) {
    return wrong_type(reader, key, value);
  }
  if (!read_map(reader, topic_keys, COUNT_OF(topic_keys), value, &topic)) {
    return false;
  }
  if (topic.id.len == 0 || topic.tag_count == 0 || topic.titles.count == 0) {
    (void)error_set(reader->err, "a topic needs an id, tags and a title; add what it lacks");
    return at_line(reader, value->line);
  }
  reader->topics->list[reader->topics->count++] = topic;
  return true;
}

static bool read_topics(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into) {
  struct topics *topics = into;
  if (value->kind != YAML_LIST || value->count > TOPICS_MAX) {
    return wrong_type(reader, key, value);
  }
  topics->list = arena_array(reader->arena, value->count, sizeof *topics->list);
  if (topics->list == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    if (!read_topic(reader, key, &value->entries[i].value)) {
      return false;
    }
  }
  return true;
}

/* ---- the start page ---- */

static bool read_start_title(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                             void *into) {
  return read_text(reader, key, value, &((struct topics_start *)into)->title);
}

static bool read_start_text(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                            void *into) {
  return read_text(reader, key, value, &((struct topics_start *)into)->text);
}

static bool read_start_tries(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value,
                             void *into) {
  struct topics_start *start = into;
  return read_list(reader, key, value, START_TRIES_MAX, &start->tries, &start->try_count);
}

static const struct topics_key start_keys[] = {
    {"title", "a text, as in title: Joints and cartilage", read_start_title},
    {"text", "a text, as in text: Plain answers about joints.", read_start_text},
    {"try", "a list of 1 to 12 queries, as in try: [knee pain]", read_start_tries},
};

static bool read_starts(struct topics_reader *reader, const struct topics_key *key, const struct yaml_value *value, void *into) {
  struct topics *topics = into;
  if (value->kind != YAML_MAP) {
    return wrong_type(reader, key, value);
  }
  topics->starts = arena_array(reader->arena, value->count, sizeof *topics->starts);
  if (topics->starts == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    if (!check_tag(reader, entry)) {
      return false;
    }
    if (entry->value.kind != YAML_MAP) {
      return wrong_type(reader, key, &entry->value);
    }
    topics->starts[i].lang = entry->key;
    if (!read_map(reader, start_keys, COUNT_OF(start_keys), &entry->value, &topics->starts[i])) {
      return false;
    }
    topics->start_count++;
  }
  return true;
}

/* ---- the file ---- */

static const struct topics_key file_keys[] = {
    {"start", "a map from languages to title, text and try, as in start: {en: {title: Joints}}", read_starts},
    {"topics", "a list of at most 200 topics, as in topics: [{id: knee, tags: [knee], title: Knee}]", read_topics},
};

bool topics_read(struct arena *arena, struct str text, struct topics *topics, struct error *err) {
  struct topics_reader reader = {.arena = arena, .topics = topics, .err = err};
  const struct yaml_source source = {.text = text, .called = "the file", .first_line = 1};
  struct yaml_value map;
  size_t line;
  *topics = (struct topics){.count = 0};
  if (!yaml_read(arena, &source, &map, &line, err)) {
    return at_line(&reader, line);
  }
  return read_map(&reader, file_keys, COUNT_OF(file_keys), &map, topics);
}

/* ---- by language ---- */

/* How well a text in one language serves somebody who reads another: 2 the very tag, 1 the same language. */
static int fitness(struct str lang, struct str wanted) {
  size_t mine = str_find(lang, '-', 0), theirs = str_find(wanted, '-', 0);
  if (lang.len == 0 || !str_equal(str_slice(lang, 0, mine), str_slice(wanted, 0, theirs))) {
    return 0;
  }
  return str_equal(lang, wanted) ? 2 : 1;
}

struct str topics_text_in(const struct topics_texts *texts, struct str lang) {
  size_t best = 0;
  for (size_t i = 1; i < texts->count; i++) {
    best = fitness(texts->list[i].lang, lang) > fitness(texts->list[best].lang, lang) ? i : best;
  }
  return texts->count > 0 ? texts->list[best].text : STR("");
}

const struct topics_start *topics_start_in(const struct topics *topics, struct str lang) {
  size_t best = 0;
  for (size_t i = 1; i < topics->start_count; i++) {
    best = fitness(topics->starts[i].lang, lang) > fitness(topics->starts[best].lang, lang) ? i : best;
  }
  return topics->start_count > 0 ? &topics->starts[best] : NULL;
}
