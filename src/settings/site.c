#include "settings/reader.h"
#include "settings/texts.h"

#include "article/article.h"

/* Names stand in the title of every page, descriptions where others list the site. In bytes. */
enum { NAME_BYTES_MAX = 100, DESCRIPTION_BYTES_MAX = 1000 };

static bool fits(const struct topics_texts *texts, size_t most) {
  for (size_t i = 0; i < texts->count; i++) {
    if (texts->list[i].text.len > most) {
      return false;
    }
  }
  return true;
}

static bool read_texts(struct reader *reader, const struct key *key, const struct yaml_value *value, size_t most,
                       struct topics_texts *texts) {
  size_t line;
  if (!texts_read(reader->arena, key->name, key->takes, value, texts, &line, reader->err)) {
    return reader_at_line(reader, line);
  }
  return fits(texts, most) || reader_wrong_type(reader, key, value);
}

static bool read_name(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  return read_texts(reader, key, value, NAME_BYTES_MAX, &reader->settings->site.name);
}

static bool read_description(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  return read_texts(reader, key, value, DESCRIPTION_BYTES_MAX, &reader->settings->site.description);
}

static bool read_language(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  if (value->kind != YAML_TEXT || value->text.len == 0 || !article_language_is_tag(value->text)) {
    return reader_wrong_type(reader, key, value);
  }
  reader->settings->site.language = value->text;
  return true;
}

static const struct key keys[] = {
    {"name", "a text of at most 100 bytes, or texts by language, as in name: {en: Knee clinic, de: Knieklinik}", read_name},
    {"description", "a text of at most 1000 bytes, or texts by language, as in description: All about knees.", read_description},
    {"language", "a language tag, as in language: en", read_language},
};

bool reader_site(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  const char *names[COUNT_OF(keys)];
  if (value->kind != YAML_MAP) {
    return reader_wrong_type(reader, key, value);
  }
  for (size_t i = 0; i < COUNT_OF(keys); i++) {
    names[i] = keys[i].name;
  }
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_entry *entry = &value->entries[i];
    size_t at = 0;
    while (at < COUNT_OF(keys) && !str_equal(entry->key, str_of(names[at]))) {
      at++;
    }
    if (at == COUNT_OF(keys)) {
      return reader_unknown_name(reader, entry->line, "setting below site", entry->key, names, COUNT_OF(keys));
    }
    if (!yaml_is_null(&entry->value) && !keys[at].read(reader, &keys[at], &entry->value)) {
      return false;
    }
  }
  return true;
}
