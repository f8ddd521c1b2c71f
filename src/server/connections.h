/*
 * connections: the open connections and how long each may take. The HTTP library ends a connection that
 * is silent; a client that sends or reads one byte a second is never silent, so a thread here closes
 * what passed its deadline. It sees to it that there is room for more, and tells when all requests under way have ended.
 */
#ifndef MARROW_SERVER_CONNECTIONS_H
#define MARROW_SERVER_CONNECTIONS_H

#include "server/address.h"

#include <stdatomic.h>

/*
 * Seconds from the opening of a connection, or the end of its last answer, to the end of a request;
 * and from there to the end of its answer.
 */
enum { REQUEST_SECONDS = 10, ANSWER_SECONDS = 60 };

/*
 * While many connections are open, those who wait make room: where it is more than three quarters of all, a request has this
 * time; where it is more than seven eighths, one is closed for each that comes. So one can come at any time, however many hold
 * connections: of those who wait it is that of the address with the most, and of these the one that has waited longest; where
 * nobody waits, of those who have been taking their answer for this time.
 */
enum { CROWDED_SECONDS = 2 };

/* The library's memory for a request's line and header; one that needs more is refused. */
enum { REQUEST_BYTES_MAX = 32 * 1024 };

enum phase {
  PHASE_WAITING, /* for a request line */
  PHASE_READING, /* the rest of the request */
  PHASE_ANSWERING,
};

/*
 * One connection. Target and body belong to the thread that serves it, the rest to the functions here: that thread writes
 * how far it is, others read it.
 */
struct connection {
  struct connection *previous, *next;
  struct peer *peer;
  int socket;
  bool shared; /* the peer has a share of all, and this is of it */
  bool ending; /* it was closed to make room */
  _Atomic(enum phase) phase;
  atomic_uint_least64_t deadline;
  struct buf target; /* of the request under way, as sent */
  size_t body_bytes; /* of the request under way, read and ignored */
};

struct connections;

/* `most`: how many there may be. */
bool connections_new(size_t most, struct connections **connections, struct error *err) MUST_USE;

/* No connection may be left. */
void connections_free(struct connections *connections);

/*
 * A connection was opened by a peer that may have `most` at once, 0: any number. NULL where it has them already, which is
 * counted, or where there is no memory: then the socket was shut down. Others must be removed before their socket is closed.
 */
struct connection *connections_add(struct connections *connections, const struct address *peer, size_t most, int socket);
void connections_remove(struct connections *connections, struct connection *connection);

/* The next phase, by the thread that serves the connection: a request's first line was read; all of it was; it was answered. */
void connections_read(struct connection *connection);
void connections_answer(struct connection *connection);
void connections_wait(struct connection *connection);

struct connections_facts {
  size_t open;
  uint64_t refused, displaced; /* since the start: those of peers that had too many, and those closed to make room */
};
struct connections_facts connections_facts(struct connections *connections);

/*
 * Waits until no request is under way, not even with a first byte that nobody has read yet; at most `seconds`. Of what the
 * library has read of a request line, the system is asked when it came: within a tick of its clock (some milliseconds) of the
 * last answer it is not noticed.
 */
void connections_drain(struct connections *connections, unsigned seconds);

#endif
