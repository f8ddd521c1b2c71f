/*
 * server: the index over HTTP. Reads only: no route writes. Moves to a new generation of the index
 * between two requests and keeps the old one until its last request ends.
 */
#ifndef MARROW_SERVER_H
#define MARROW_SERVER_H

#include "base/base.h"

struct server;

/* What whoever runs the server allows. */
struct server_policy {
  const char *const *cors; /* origins whose pages may read the API: "https://clinic.example", or "*" for all */
  size_t cors_count;
};

struct server_options {
  const char *index;   /* path of the index file */
  const char *address; /* to listen on, "127.0.0.1" */
  uint16_t port;       /* 0: any free one */
  unsigned threads;    /* 0: one a processor */
  struct server_policy policy;
};

/* Starts listening; requests are answered by threads of its own. */
bool server_start(const struct server_options *options, struct server **server, struct error *err) MUST_USE;

/* The port it listens on. */
uint16_t server_port(const struct server *server);

/* Takes no new connection, lets requests under way end (at most `seconds`), and frees the server. */
void server_stop(struct server *server, unsigned seconds);

#endif
