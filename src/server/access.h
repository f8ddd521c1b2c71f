/* access: the log of requests, a line each on standard output. Private to server. */
#ifndef MARROW_SERVER_ACCESS_H
#define MARROW_SERVER_ACCESS_H

#include "server/exchange.h"
#include "server/server.h"

/* Writes one line at once, so that those of several threads do not mix; the target is cut where it is long. */
void access_write(enum server_log log, const struct request *request, const struct response *response, size_t bytes,
                  uint64_t microseconds);

#endif
