#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>

void log_line(const char *format, ...) {
  struct error line;
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(line.text, sizeof line.text, format, arguments);
  va_end(arguments);
  for (char *at = line.text; *at != '\0'; at++) {
    if ((unsigned char)*at < ' ' || *at == '\x7f') {
      *at = '?';
    }
  }
  (void)fprintf(stderr, "marrow: %s\n", line.text);
}
