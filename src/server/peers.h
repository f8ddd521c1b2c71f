/*
 * peers: how many connections each address has open, IPv6 ones by their network of 64 bits. Whoever calls sees to it that
 * one thread does at a time. Private to server.
 */
#ifndef MARROW_SERVER_PEERS_H
#define MARROW_SERVER_PEERS_H

#include "server/address.h"

struct peers;

struct peers *peers_new(void); /* NULL where there is no memory */
void peers_free(struct peers *peers);

/* A connection from there was opened, or closed. One for which there is no memory is not counted: `add` answers false. */
bool peers_add(struct peers *peers, const struct address *address);
void peers_remove(struct peers *peers, const struct address *address);

size_t peers_count(const struct peers *peers, const struct address *address);

#endif
