/*
 * acceptor: takes connections off the listening socket and hands them to the library. The library could listen by itself,
 * but shuts a socket down when it stops, for all who hold it: systemd's would take no connection ever after. Private to server.
 */
#ifndef MARROW_SERVER_ACCEPTOR_H
#define MARROW_SERVER_ACCEPTOR_H

#include "server/listener.h"

#include <stdatomic.h>

struct MHD_Daemon;
struct acceptor;

/* How many connections there have been: handed to the library, taken up by one of its threads, closed. */
struct traffic {
  atomic_size_t handed, arrived, gone;
};

/*
 * Takes connections in a thread of its own, and at most so many at once that are not yet gone: further ones wait at the socket.
 * It counts those that it hands over; the two other counts are the caller's. The listener is the acceptor's from now on.
 */
bool acceptor_start(struct MHD_Daemon *daemon, const struct listener *listener, struct traffic *traffic, size_t most,
                    struct acceptor **acceptor, struct error *err) MUST_USE;

/*
 * Takes no more and frees the acceptor. What waits at a socket of its own is taken before that is closed; at one that was
 * inherited it goes on waiting, for whoever listens there next.
 */
void acceptor_stop(struct acceptor *acceptor);

#endif
