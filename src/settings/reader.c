#include "settings/reader.h"

#include <stdio.h>

bool reader_at_line(struct reader *reader, size_t line) {
  return error_prefix(reader->err, SETTINGS_FILE ":%zu: ", line);
}

bool reader_unknown_name(struct reader *reader, size_t line, const char *kind, struct str typed, const char *const *names,
                         size_t count) {
  char shown[64];
  (void)snprintf(shown, sizeof shown, "%s", typed.ptr);
  const char *near = nearest_name(typed.ptr, names, count);
  if (near != NULL) {
    (void)error_set(reader->err, "there is no %s \"%s\"; did you mean %s?", kind, shown, near);
  } else {
    (void)error_set(reader->err, "there is no %s \"%s\"; docs/configuration.md lists all", kind, shown);
  }
  return reader_at_line(reader, line);
}
