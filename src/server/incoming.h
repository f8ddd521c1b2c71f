/* incoming: what the HTTP library has read of a request, as plain data. Private to server. */
#ifndef MARROW_SERVER_INCOMING_H
#define MARROW_SERVER_INCOMING_H

#include "server/exchange.h"

#include <microhttpd.h>

/* The only line of a header, or the first one; empty where there is none. */
struct str incoming_header(struct MHD_Connection *connection, const char *name);

/* Where the body ends, as the header says. */
enum framing incoming_framing(struct MHD_Connection *connection);

/* Who is at the other end. */
struct address incoming_peer(struct MHD_Connection *connection);

/*
 * Fills in what stands in the header and who asks; the caller has set method and target, and whether the server stops.
 * The texts live as long as the library's connection reads no other request, and the arena.
 */
void incoming_read(struct MHD_Connection *connection, const struct policy *policy, bool tls, struct arena *arena,
                   struct request *request);

#endif
