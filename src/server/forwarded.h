/* forwarded: who asks, and how, where proxies stand between. Private to server. */
#ifndef MARROW_SERVER_FORWARDED_H
#define MARROW_SERVER_FORWARDED_H

#include "server/policy.h"

/* What a request's header says of those it came through; empty where it does not. */
struct forwarded {
  struct str x_for, x_proto; /* X-Forwarded-For, X-Forwarded-Proto */
  struct str elements;       /* Forwarded (RFC 7239), which counts where there is none of the others */
};

/*
 * The address of the client: the peer's, or where that is a proxy that is trusted, the last address that no trusted
 * proxy wrote.
 */
struct address forwarded_client(const struct policy *policy, struct address peer, const struct forwarded *forwarded);

/* Whether a trusted proxy says that the client spoke TLS with it. */
bool forwarded_secure(const struct policy *policy, struct address peer, const struct forwarded *forwarded);

#endif
