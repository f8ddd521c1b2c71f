/*
 * payload: the body of an answer with all that does not depend on who asks. It is written once and never changed; several
 * threads may send it at the same time. Private to server.
 */
#ifndef MARROW_SERVER_PAYLOAD_H
#define MARROW_SERVER_PAYLOAD_H

#include "server/exchange.h"
#include "server/negotiate.h"

#include <stdatomic.h>

struct MHD_Response;

/* About what the library needs for the headers of an answer. */
enum { PAYLOAD_MESSAGE_BYTES = 2560 };

struct payload {
  atomic_uint holders; /* who may send it */
  atomic_uint stays;   /* the messages that have its body, and one for all holders together */
  unsigned status;
  const char *type, *cache;
  char tag[TAG_BYTES];
  bool negotiated;
  enum coding coding;
  struct buf body, location;
  _Atomic(struct MHD_Response *) messages[MANNER_OWN]; /* NULL where nobody was answered in that manner yet */
};

/* Takes over the response's body and location; NULL, and these freed, where there is no memory. To be put back. */
struct payload *payload_new(struct response *response, enum coding coding);

struct payload *payload_hold(struct payload *payload);

/* Its messages go when the last one who holds it puts it back, and its body with the last of these; NULL is no payload. */
void payload_put(struct payload *payload);

/* A message has the body. */
struct payload *payload_stay(struct payload *payload);

/* And has it no more. */
void payload_leave(struct payload *payload);

#endif
