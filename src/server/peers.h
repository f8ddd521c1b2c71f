/*
 * peers: how many connections each address has open, IPv6 ones by their network of 64 bits. Whoever calls sees to it that
 * one thread does at a time. Private to server.
 */
#ifndef MARROW_SERVER_PEERS_H
#define MARROW_SERVER_PEERS_H

#include "server/address.h"

struct peers;
struct peer; /* an address with connections */

struct peers *peers_new(void); /* NULL where there is no memory */
void peers_free(struct peers *peers);

/* How many connections are open from there. */
size_t peers_count(const struct peers *peers, const struct address *address);
size_t peer_count(const struct peer *peer);

/* A connection from there was opened, or closed. NULL where there is no memory: it is then not counted. */
struct peer *peers_add(struct peers *peers, const struct address *address);
void peers_remove(struct peers *peers, struct peer *peer);

#endif
