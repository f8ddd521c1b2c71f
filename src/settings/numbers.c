#include "settings/reader.h"

static bool number_of(const struct yaml_value *value, double *number) {
  long long whole;
  if (yaml_integer(value, &whole)) {
    *number = (double)whole;
    return true;
  }
  return yaml_real(value, number);
}

static const struct settings_name *find_name(const struct settings_name *names, size_t count, struct str name) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(name, str_of(names[i].name))) {
      return &names[i];
    }
  }
  return NULL;
}

/* A name that is known, with a number that it can have. */
static bool check_number(struct reader *reader, const struct yaml_entry *entry, double number, const char *kind,
                         const struct settings_name *names, size_t count) {
  const struct settings_name *known = find_name(names, count, entry->key);
  if (known == NULL) {
    const char *spelled[SETTINGS_NAMES_MAX];
    for (size_t i = 0; i < count; i++) {
      spelled[i] = names[i].name;
    }
    return reader_unknown_name(reader, entry->line, kind, entry->key, spelled, count);
  }
  if (!(number >= known->least && number <= known->most)) {
    (void)error_set(reader->err, "the %s %s can be from %g to %g, not %g", kind, known->name, known->least, known->most, number);
    return reader_at_line(reader, entry->value.line);
  }
  return true;
}

/* A map from names to numbers; where `names` is NULL, to any. */
static bool read_numbers(struct reader *reader, const struct key *key, const struct yaml_value *value, const char *kind,
                         const struct settings_name *names, size_t count, struct settings_number **numbers) {
  if (value->kind != YAML_MAP) {
    return reader_wrong_type(reader, key, value);
  }
  *numbers = arena_array(reader->arena, value->count, sizeof **numbers);
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    double number;
    if (*numbers == NULL) {
      return error_memory(reader->err);
    }
    if (!number_of(&entry->value, &number)) {
      return reader_wrong_type(reader, key, &entry->value);
    }
    if (names != NULL && !check_number(reader, entry, number, kind, names, count)) {
      return false;
    }
    (*numbers)[i] = (struct settings_number){entry->key, number};
  }
  return true;
}

bool reader_weights(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  const struct settings_known *known = reader->known;
  reader->settings->weight_count = value->count;
  return read_numbers(reader, key, value, "weight", known != NULL ? known->weights : NULL,
                      known != NULL ? known->weight_count : 0, &reader->settings->weights);
}

bool reader_floors(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  const struct settings_known *known = reader->known;
  reader->settings->floor_count = value->count;
  return read_numbers(reader, key, value, "metric", known != NULL ? known->metrics : NULL,
                      known != NULL ? known->metric_count : 0, &reader->settings->floors);
}

bool reader_freshness(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  enum { HALF_LIFE, STRENGTH };
  static const struct settings_name names[] = {[HALF_LIFE] = {"half-life", 1, 36500}, [STRENGTH] = {"strength", 0, 1}};
  struct settings_number *numbers = NULL;
  if (!read_numbers(reader, key, value, "freshness setting", names, COUNT_OF(names), &numbers)) {
    return false;
  }
  reader->settings->half_life = 365;
  reader->settings->strength = 0.1;
  for (size_t i = 0; i < value->count; i++) {
    bool half_life = str_equal(numbers[i].name, str_of(names[HALF_LIFE].name));
    *(half_life ? &reader->settings->half_life : &reader->settings->strength) = numbers[i].value;
  }
  return true;
}

static bool read_smoke(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  struct settings_publish *publish = &reader->settings->publish;
  if (value->kind != YAML_LIST || value->count > SETTINGS_SMOKE_MAX) {
    return reader_wrong_type(reader, key, value);
  }
  publish->smoke = arena_array(reader->arena, value->count, sizeof *publish->smoke);
  if (publish->smoke == NULL) {
    return error_memory(reader->err);
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_value *query = &value->entries[i].value;
    if (query->kind != YAML_TEXT || query->text.len == 0) {
      return reader_wrong_type(reader, key, query);
    }
    publish->smoke[publish->smoke_count++] = (struct settings_text){query->text, query->line};
  }
  return true;
}

bool reader_publish(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  static const char *const names[] = {"smoke", "size", "latency"};
  struct settings_publish *publish = &reader->settings->publish;
  if (value->kind != YAML_MAP) {
    return reader_wrong_type(reader, key, value);
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    bool size = str_equal(entry->key, STR("size")), latency = str_equal(entry->key, STR("latency"));
    double number = 0;
    if (!size && !latency && !str_equal(entry->key, STR("smoke"))) {
      return reader_unknown_name(reader, entry->line, "setting below publish", entry->key, names, COUNT_OF(names));
    }
    if (size || latency ? !number_of(&entry->value, &number) || !(number > 0) : false) {
      return reader_wrong_type(reader, key, &entry->value);
    }
    if (!size && !latency && !read_smoke(reader, key, &entry->value)) {
      return false;
    }
    publish->size = size ? number : publish->size;
    publish->latency = latency ? number : publish->latency;
  }
  if (publish->latency > 0 && publish->smoke_count == 0) {
    (void)error_set(reader->err, "publish: latency is that of the queries below smoke; name some there");
    return reader_at_line(reader, value->line);
  }
  return true;
}
