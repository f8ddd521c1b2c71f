#include "settings/reader.h"

#include "article/article.h"

enum { PATH_BYTES_MAX = 1000 };

/* ---- one function a kind of value ---- */

static bool read_language(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  if (value->kind != YAML_TEXT || value->text.len == 0 || !article_language_is_tag(value->text)) {
    return reader_wrong_type(reader, key, value);
  }
  reader->settings->language = (struct settings_text){value->text, value->line};
  return true;
}

static bool read_generator(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  if (value->kind != YAML_TEXT || value->text.len == 0) {
    return reader_wrong_type(reader, key, value);
  }
  const char *names[SETTINGS_NAMES_MAX];
  size_t count = 0;
  for (; count < SETTINGS_NAMES_MAX && article_generator_name(count) != NULL; count++) {
    names[count] = article_generator_name(count);
  }
  return article_generator_find(value->text, &reader->settings->addresses.generator) ||
         reader_unknown_name(reader, value->line, "generator", value->text, names, count);
}

/* Complains of a text that stands twice in a list, the second time at a line. Always false. */
static bool stands_twice(struct reader *reader, const struct key *key, const struct yaml_value *text) {
  (void)error_set(reader->err, "%s: \"%.100s\" stands twice; leave one out", key->name, text->text.ptr);
  return reader_at_line(reader, text->line);
}

/* A filter beside those already read. */
static bool read_filter(struct reader *reader, const struct key *key, const struct yaml_value *name) {
  struct settings *settings = reader->settings;
  if (name->kind != YAML_TEXT || name->text.len == 0) {
    return reader_wrong_type(reader, key, name);
  }
  if (article_key_is_known(name->text)) {
    (void)error_set(reader->err, "%s: \"%s\" is a key that Marrow gives a meaning to; tags and languages are filters already",
                    key->name, name->text.ptr);
    return reader_at_line(reader, name->line);
  }
  for (size_t i = 0; i < settings->filter_count; i++) {
    if (str_equal(settings->filters[i].text, name->text)) {
      return stands_twice(reader, key, name);
    }
  }
  settings->filters[settings->filter_count++] = (struct settings_text){name->text, name->line};
  return true;
}

static bool read_filters(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  if (value->kind != YAML_LIST) {
    return reader_wrong_type(reader, key, value);
  }
  if (value->count > SETTINGS_FILTERS_MAX) {
    (void)error_set(reader->err, "%s: has %zu keys; name at most %d", key->name, value->count, SETTINGS_FILTERS_MAX);
    return reader_at_line(reader, value->line);
  }
  reader->settings->filters = arena_array(reader->arena, value->count, sizeof *reader->settings->filters);
  if (reader->settings->filters == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    if (!read_filter(reader, key, &value->entries[i].value)) {
      return false;
    }
  }
  return true;
}

static bool read_tags(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  struct settings *settings = reader->settings;
  struct lookup known = {.arena = reader->arena};
  if (value->kind != YAML_LIST) {
    return reader_wrong_type(reader, key, value);
  }
  if (value->count > SETTINGS_TAGS_MAX) {
    (void)error_set(reader->err, "%s: has %zu tags; name at most %d", key->name, value->count, SETTINGS_TAGS_MAX);
    return reader_at_line(reader, value->line);
  }
  settings->tags = arena_array(reader->arena, value->count, sizeof *settings->tags);
  for (size_t i = 0; settings->tags != NULL && i < value->count; i++) {
    const struct yaml_value *tag = &value->entries[i].value;
    if (tag->kind != YAML_TEXT || tag->text.len == 0) {
      return reader_wrong_type(reader, key, tag);
    }
    const struct lookup_entry *entry = lookup_add(&known, tag->text, i);
    if (entry != NULL && entry->number != i) {
      return stands_twice(reader, key, tag);
    }
    settings->tags[settings->tag_count++] = (struct settings_text){tag->text, tag->line};
  }
  return !arena_failed(reader->arena) || error_memory(reader->err);
}

/* Whether a path stays in its folder: relative, and no part of it is empty, "." or "..". */
static bool stays_below(struct str path) {
  for (size_t begin = 0; begin <= path.len;) {
    size_t end = str_find(path, '/', begin);
    struct str part = str_slice(path, begin, end);
    if (part.len == 0 || str_equal(part, STR(".")) || str_equal(part, STR(".."))) {
      return false;
    }
    begin = end + 1;
  }
  return path.len <= PATH_BYTES_MAX;
}

static bool read_pins(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  if (value->kind != YAML_TEXT || !stays_below(value->text)) {
    return reader_wrong_type(reader, key, value);
  }
  reader->settings->pins = (struct settings_text){value->text, value->line};
  return true;
}

/* A text, or a list of texts, that `fits`. */
static bool read_texts(struct reader *reader, const struct key *key, const struct yaml_value *value, bool fits(struct str text),
                       struct settings_text **texts, size_t *count) {
  const struct yaml_entry only = {.value = *value};
  const struct yaml_entry *entries = value->kind == YAML_LIST ? value->entries : &only;
  *count = value->kind == YAML_LIST ? value->count : 1;
  if (*count > SETTINGS_PLACES_MAX) {
    (void)error_set(reader->err, "%s: has %zu entries; write at most %d", key->name, *count, SETTINGS_PLACES_MAX);
    return reader_at_line(reader, value->line);
  }
  *texts = arena_array(reader->arena, *count, sizeof **texts);
  if (*texts == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < *count; i++) {
    const struct yaml_value *text = &entries[i].value;
    if (text->kind != YAML_TEXT || !fits(text->text)) {
      return reader_wrong_type(reader, key, text);
    }
    (*texts)[i] = (struct settings_text){text->text, text->line};
  }
  return true;
}

static struct str without_slash(struct str path) {
  return str_slice(path, 0, path.len - (path.len > 1 && path.ptr[path.len - 1] == '/'));
}

static bool is_folder_below(struct str path) {
  return stays_below(without_slash(path));
}

static bool read_content(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  struct settings *settings = reader->settings;
  if (!read_texts(reader, key, value, is_folder_below, &settings->content, &settings->content_count)) {
    return false;
  }
  for (size_t i = 0; i < settings->content_count; i++) {
    settings->content[i].text = without_slash(settings->content[i].text);
  }
  return true;
}

static bool is_pattern(struct str text) {
  return text.len > 0 && text.len <= PATH_BYTES_MAX && str_find(text, '\n', 0) == text.len;
}

static bool read_excludes(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  return read_texts(reader, key, value, is_pattern, &reader->settings->excludes, &reader->settings->exclude_count);
}

/* An address: of the site or of the web, and with no more stars than the path it is made of. */
static bool is_address(struct str address, struct str path) {
  bool is_path = str_starts_with(address, STR("/")) && !str_starts_with(address, STR("//"));
  size_t stars = 0;
  for (size_t i = 0; i < path.len + address.len; i++) {
    bool in_path = i < path.len;
    char byte = in_path ? path.ptr[i] : address.ptr[i - path.len];
    stars += in_path && byte == '*';
    if (!in_path && byte == '*' && stars-- == 0) {
      return false;
    }
  }
  return (is_path || article_address_scheme(address).len > 0) && article_address_is_safe(address);
}

static bool read_addresses(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  struct article_rule *rules = arena_array(reader->arena, value->count, sizeof *rules);
  if (value->kind != YAML_MAP || value->count > SETTINGS_PLACES_MAX) {
    return reader_wrong_type(reader, key, value);
  }
  if (rules == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    if (entry->value.kind != YAML_TEXT || !is_pattern(entry->key) || !is_address(entry->value.text, entry->key)) {
      return reader_wrong_type(reader, key, &entry->value);
    }
    rules[i] = (struct article_rule){.path = entry->key, .address = entry->value.text};
  }
  reader->settings->addresses.list = rules;
  reader->settings->addresses.count = value->count;
  return true;
}

static bool read_marked_only(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  return yaml_truth(value, &reader->settings->marked_only) || reader_wrong_type(reader, key, value);
}

/* "off", "warning" or "error". */
static bool level_of(const struct yaml_value *value, enum settings_level *level) {
  static const char *const names[] = {[SETTINGS_OFF] = "off", [SETTINGS_WARNING] = "warning", [SETTINGS_ERROR] = "error"};
  for (size_t i = 0; value->kind == YAML_TEXT && i < COUNT_OF(names); i++) {
    if (str_equal(value->text, str_of(names[i]))) {
      *level = (enum settings_level)i;
      return true;
    }
  }
  return false;
}

static bool rule_is_known(const struct settings_known *known, struct str name) {
  size_t i = 0;
  while (i < known->rule_count && !str_equal(name, str_of(known->rules[i]))) {
    i++;
  }
  return i < known->rule_count;
}

static bool read_check(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  struct settings *settings = reader->settings;
  const struct settings_known *known = reader->known;
  if (value->kind != YAML_MAP) {
    return reader_wrong_type(reader, key, value);
  }
  settings->rules = arena_array(reader->arena, value->count, sizeof *settings->rules);
  if (settings->rules == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    if (known != NULL && !rule_is_known(known, entry->key)) {
      return reader_unknown_name(reader, entry->line, "rule", entry->key, known->rules, known->rule_count);
    }
    struct settings_rule *rule = &settings->rules[settings->rule_count++];
    rule->name = entry->key;
    if (!level_of(&entry->value, &rule->level)) {
      return reader_wrong_type(reader, key, &entry->value);
    }
  }
  return true;
}

/* ---- the file ---- */

static const struct key keys[] = {
    {"language", "a language tag, as in language: en", read_language},
    {"site", "what the site is called, as in site: {name: Knee clinic, description: All about knees., language: en}",
     reader_site},
    {"content", "folders below this one, as in content: [docs, blog]", read_content},
    {"excludes", "patterns as in .gitignore, as in excludes: [drafts/, '*.tmp.md']", read_excludes},
    {"generator", "the program that makes the site, as in generator: hugo", read_generator},
    {"addresses",
     "paths with the addresses of their pages, which begin with / or https://, as in addresses: {docs/*.md: /docs/*/}",
     read_addresses},
    {"marked_only", "true or false", read_marked_only},
    {"filters", "a list of front-matter keys, as in filters: [audience, evidence]", read_filters},
    {"pins", "a file of the folder, as in pins: pins.txt", read_pins},
    {"weights", "names of weights with numbers, as in weights: {closeness: 0.5}", reader_weights},
    {"freshness", "half-life (days) and strength (0 to 1), as in freshness: {half-life: 365, strength: 0.1}", reader_freshness},
    {"publish", "what a new index must keep to, as in publish: {smoke: [knee pain], size: 100, latency: 50} (MB, ms)",
     reader_publish},
    {"floors", "names of metrics with numbers, as in floors: {ndcg@10: 0.9}", reader_floors},
    {"tags", "a list of tags, as in tags: [knee, hip]", read_tags},
    {"check", "names of rules with off, warning or error, as in check: {section-long: off}", read_check},
};

static bool read_key(struct reader *reader, const struct yaml_entry *entry) {
  const char *names[COUNT_OF(keys)];
  for (size_t i = 0; i < COUNT_OF(keys); i++) {
    names[i] = keys[i].name;
    if (str_equal(entry->key, str_of(keys[i].name))) {
      /* A key whose values are all remarks sets nothing. */
      return yaml_is_null(&entry->value) || keys[i].read(reader, &keys[i], &entry->value);
    }
  }
  return reader_unknown_name(reader, entry->line, "setting", entry->key, names, COUNT_OF(keys));
}

bool settings_read(struct arena *arena, struct str text, const struct settings_known *known, struct settings *settings,
                   struct error *err) {
  struct reader reader = {.arena = arena, .known = known, .settings = settings, .err = err};
  const struct yaml_source source = {.text = text, .called = "the file", .first_line = 1};
  struct yaml_value map;
  size_t line;
  *settings = (struct settings){.filter_count = 0};
  if (!yaml_read(arena, &source, &map, &line, err)) {
    return reader_at_line(&reader, line);
  }
  for (size_t i = 0; i < map.count; i++) {
    if (!read_key(&reader, &map.entries[i])) {
      return false;
    }
  }
  return true;
}
