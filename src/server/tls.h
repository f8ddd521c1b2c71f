/* tls: the certificate and the key that connections are secured with. Private to server. */
#ifndef MARROW_SERVER_TLS_H
#define MARROW_SERVER_TLS_H

#include "base/base.h"

struct tls {
  struct buf cert, key; /* PEM; without bytes: connections are plain */
};

/* Reads both files; both paths NULL is plain HTTP. Fails where the HTTP library has no TLS, too. */
bool tls_read(const char *cert, const char *key, struct tls *tls, struct error *err) MUST_USE;

/* The key is wiped. */
void tls_free(struct tls *tls);

#endif
