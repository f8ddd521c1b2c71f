/*
 * payload: the body of an answer with all that does not depend on who asks. It is written once and never changed; several
 * threads may send it at the same time. Private to server.
 */
#ifndef MARROW_SERVER_PAYLOAD_H
#define MARROW_SERVER_PAYLOAD_H

#include "server/exchange.h"
#include "server/negotiate.h"

#include <stdatomic.h>

struct payload {
  atomic_uint holders;
  unsigned status;
  const char *type, *cache;
  char tag[TAG_BYTES];
  bool negotiated;
  enum coding coding;
  struct buf body, location;
};

/* Takes over the response's body and location; NULL, and these freed, where there is no memory. To be put back. */
struct payload *payload_new(struct response *response, enum coding coding);

struct payload *payload_hold(struct payload *payload);

/* It goes when the last one who holds it puts it back; NULL is no payload. */
void payload_put(struct payload *payload);

#endif
