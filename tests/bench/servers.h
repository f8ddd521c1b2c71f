/* servers: Marrow's server and a bare one, as processes of their own. Private to bench. */
#ifndef MARROW_TESTS_BENCH_SERVERS_H
#define MARROW_TESTS_BENCH_SERVERS_H

#include "bench.h"

#include <sys/types.h>

struct bench_server {
  pid_t process;
  uint16_t port;
};

/* A libmicrohttpd handler with a constant body, and Marrow with so many megabytes for answers. */
bool servers_start_bare(struct bench_server *server, struct error *err) MUST_USE;
bool servers_start_ours(const struct bench *bench, const char *cache, const char *index, struct bench_server *server,
                        struct error *err) MUST_USE;
void servers_stop(struct bench_server *server);

#endif
