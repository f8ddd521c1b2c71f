/*
 * limits: how much each address may ask, by token buckets: a bucket holds up to `burst` requests and fills by `rate` a
 * second. IPv6 clients have a bucket for their network of 64 bits, which one household has. The table has a fixed size:
 * where there are more addresses, those that asked least lately are forgotten. Private to server.
 */
#ifndef MARROW_SERVER_LIMITS_H
#define MARROW_SERVER_LIMITS_H

#include "server/address.h"

struct limits;

struct limits *limits_new(void); /* NULL where there is no memory */
void limits_free(struct limits *limits);

/* Takes a request from the client's bucket at a time in milliseconds. Answers 0, or the seconds to wait until there is one. */
unsigned limits_take(struct limits *limits, const struct address *client, unsigned rate, unsigned burst, uint64_t now);

#endif
