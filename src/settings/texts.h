/*
 * texts: texts by language, as they are written in YAML. Private to settings.
 */
#ifndef MARROW_SETTINGS_TEXTS_H
#define MARROW_SETTINGS_TEXTS_H

#include "settings/settings.h"
#include "yaml/yaml.h"

bool texts_is_text(const struct yaml_value *value);

/* Whether a key is a language tag; else the sentence of an error without its place. */
bool texts_check_tag(const struct yaml_entry *entry, struct error *err) MUST_USE;

/*
 * Reads a text, or a map of texts by language, that stands under `name`. `takes` ends the sentence "NAME takes ...". Where it
 * answers false the error lacks its place, which is *line.
 */
bool texts_read(struct arena *arena, const char *name, const char *takes, const struct yaml_value *value,
                struct topics_texts *texts, size_t *line, struct error *err) MUST_USE;

#endif
