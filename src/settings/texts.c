#include "settings/texts.h"

#include "article/article.h"

bool texts_is_text(const struct yaml_value *value) {
  return value->kind == YAML_TEXT && str_trim(value->text).len > 0;
}

bool texts_check_tag(const struct yaml_entry *entry, struct error *err) {
  return (entry->key.len > 0 && article_language_is_tag(entry->key)) ||
         error_set(err, "\"%.64s\" is no language tag, as en is; correct it", entry->key.ptr);
}

/* One text; `entry` is NULL where it stands without a language. */
static bool read_text(const struct yaml_entry *entry, const struct yaml_value *value, struct topics_text *text) {
  *text = (struct topics_text){entry != NULL ? entry->key : STR(""), str_trim(value->text)};
  return texts_is_text(value);
}

bool texts_read(struct arena *arena, const char *name, const char *takes, const struct yaml_value *value,
                struct topics_texts *texts, size_t *line, struct error *err) {
  bool by_language = value->kind == YAML_MAP;
  size_t count = by_language ? value->count : 1;
  *line = value->line;
  if (value->kind == YAML_LIST || count == 0) {
    return error_set(err, "%s takes %s", name, takes);
  }
  *texts = (struct topics_texts){.list = arena_array(arena, count, sizeof *texts->list)};
  for (size_t i = 0; texts->list != NULL && i < count; i++) {
    const struct yaml_entry *entry = by_language ? &value->entries[i] : NULL;
    *line = by_language ? entry->line : value->line;
    if (by_language && !texts_check_tag(entry, err)) {
      return false;
    }
    if (!read_text(entry, by_language ? &entry->value : value, &texts->list[texts->count++])) {
      return error_set(err, "%s takes %s", name, takes);
    }
  }
  return texts->list != NULL || error_memory(err);
}
