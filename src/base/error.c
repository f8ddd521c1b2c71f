#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>

#ifdef __clang_analyzer__
#undef error_set
#undef error_prefix
#undef error_memory
#endif

bool error_set(struct error *err, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(err->text, sizeof err->text, format, arguments);
  va_end(arguments);
  return false;
}

bool error_prefix(struct error *err, const char *format, ...) {
  struct error place;
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(place.text, sizeof place.text, format, arguments);
  va_end(arguments);
  size_t used = strlen(place.text);
  size_t kept = strlen(err->text);
  size_t room = sizeof place.text - 1 - used;
  kept = kept < room ? kept : room;
  memcpy(place.text + used, err->text, kept);
  place.text[used + kept] = '\0';
  *err = place;
  return false;
}

bool error_memory(struct error *err) {
  return error_set(err, "not enough memory; close other programs or split the largest article");
}
