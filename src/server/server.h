/*
 * server: the index over HTTP. Reads only: no route writes. Moves to a new generation of the index
 * between two requests and keeps the old one until its last request ends.
 */
#ifndef MARROW_SERVER_H
#define MARROW_SERVER_H

#include "base/base.h"

struct server;

/* How each request is noted on standard output. */
enum server_log { SERVER_LOG_OFF, SERVER_LOG_COMMON, SERVER_LOG_JSON };

/* What whoever runs the server allows; it may change while the server runs. */
struct server_policy {
  const char *const *cors; /* origins whose pages may read the API: "https://clinic.example", or "*" for all */
  size_t cors_count;
  const char *const *proxies; /* addresses and networks that tell the truth about clients: "10.0.0.0/8"; "unix": the socket */
  size_t proxy_count;
  const char *url; /* where the site stands, "https://clinic.example"; NULL: as each request says */
  enum server_log log;
  uint64_t budget;      /* matches of a word with an article that a query may have scored; 0: any number */
  unsigned rate, burst; /* requests an address may make in a second (0: any number), and at once */
  unsigned connections; /* an address may have open at once, and never more than half of all; 0: any number */
};

struct server_options {
  const char *index;              /* path of the index file */
  const char *address;            /* to listen on, "127.0.0.1" */
  uint16_t port;                  /* 0: any free one */
  const char *socket;             /* path of a Unix socket to listen on in the place of address and port; NULL: none */
  const char *metrics;            /* "127.0.0.1:9100": where metrics are read; NULL: nowhere */
  const char *tls_cert, *tls_key; /* PEM files; NULL: plain HTTP */
  size_t cache_bytes;             /* that answers may take that are kept; 0: none is */
  unsigned threads;               /* 0: one a processor */
  struct server_policy policy;
};

/* Whether the values of options are ones that can be had, as far as that is known before anything is opened. */
bool server_check(const struct server_options *options, struct error *err) MUST_USE;

/*
 * Starts listening; requests are answered by threads of its own. Where systemd has opened a socket for the program
 * (LISTEN_FDS), that one is used, and neither address and port nor a path.
 */
bool server_start(const struct server_options *options, struct server **server, struct error *err) MUST_USE;

/* Where it listens: "http://127.0.0.1:8080/", "unix:/run/marrow.sock"; and where metrics are read, NULL: nowhere. */
const char *server_place(const struct server *server);
const char *server_metrics_place(const struct server *server);

/* Exchanges the policy; requests under way keep the old one. On failure the old one stays. */
bool server_reload(struct server *server, const struct server_policy *policy, struct error *err) MUST_USE;

/* Listens no more, lets requests under way end (at most `seconds`), and frees the server. */
void server_stop(struct server *server, unsigned seconds);

#endif
