/* access: a line of the log for each request. Private to server. */
#ifndef MARROW_SERVER_ACCESS_H
#define MARROW_SERVER_ACCESS_H

#include "server/exchange.h"
#include "server/server.h"

struct access;

struct access *access_new(void); /* NULL where there is no memory */
void access_free(struct access *access);

/*
 * Writes an answered request to standard output. A line that nobody takes off is left out, and counted: whoever reads the log
 * slowly, or has stopped, holds up no answer.
 */
void access_write(struct access *access, enum server_log log, const struct request *request, const struct response *response,
                  size_t bytes, uint64_t microseconds);

/* Lines that were left out. */
uint64_t access_lost(const struct access *access);

#endif
