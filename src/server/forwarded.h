/* forwarded: who asks, where proxies stand between. Private to server. */
#ifndef MARROW_SERVER_FORWARDED_H
#define MARROW_SERVER_FORWARDED_H

#include "server/policy.h"

/*
 * The address of the client: the peer's, or where that is a proxy that is trusted, the last address that no trusted
 * proxy wrote, from X-Forwarded-For or else from Forwarded (RFC 7239).
 */
struct address forwarded_client(const struct policy *policy, struct address peer, struct str x_forwarded_for,
                                struct str forwarded);

#endif
