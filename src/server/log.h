/* log: the server's one way to say something: a line on standard error. */
#ifndef MARROW_SERVER_LOG_H
#define MARROW_SERVER_LOG_H

#include "base/base.h"

/* Lines of several threads do not mix, and control characters from a request do not get through. */
void log_line(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
