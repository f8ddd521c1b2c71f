/*
 * reader: what all that read marrow.yaml share. Private to settings.
 */
#ifndef MARROW_SETTINGS_READER_H
#define MARROW_SETTINGS_READER_H

#include "settings/settings.h"
#include "yaml/yaml.h"

struct reader {
  struct arena *arena;
  const struct settings_known *known;
  struct settings *settings;
  struct error *err;
};

/* A key of the file. `takes` ends the sentence "KEY takes ...". */
struct key {
  const char *name, *takes;
  bool (*read)(struct reader *reader, const struct key *key, const struct yaml_value *value);
};

/* Puts the place before an error's sentence. Always false. */
bool reader_at_line(struct reader *reader, size_t line);

/* A value of another kind than the key takes. Always false. */
static inline bool reader_wrong_type(struct reader *reader, const struct key *key, const struct yaml_value *value) {
  (void)error_set(reader->err, "%s takes %s", key->name, key->takes);
  (void)reader_at_line(reader, value->line);
  return false;
}

/* Shows a name as it was typed, and which one was meant. Always false. */
bool reader_unknown_name(struct reader *reader, size_t line, const char *kind, struct str typed, const char *const *names,
                         size_t count);

/* ---- what is read elsewhere than in settings.c ---- */

bool reader_site(struct reader *reader, const struct key *key, const struct yaml_value *value);

/* Numbers by their names (numbers.c). */
bool reader_weights(struct reader *reader, const struct key *key, const struct yaml_value *value);
bool reader_floors(struct reader *reader, const struct key *key, const struct yaml_value *value);
bool reader_freshness(struct reader *reader, const struct key *key, const struct yaml_value *value);
bool reader_publish(struct reader *reader, const struct key *key, const struct yaml_value *value);

#endif
