#include "server/payload.h"

#include <microhttpd.h>
#include <stdlib.h>

struct payload *payload_new(struct response *response, enum coding coding) {
  struct payload *payload = calloc(1, sizeof *payload);
  if (payload == NULL) {
    buf_free(&response->body);
    buf_free(&response->location);
    return NULL;
  }
  atomic_init(&payload->holders, 1);
  atomic_init(&payload->stays, 1);
  payload->status = response->status;
  payload->type = response->type;
  payload->cache = response->cache;
  memcpy(payload->tag, response->tag, TAG_BYTES);
  payload->negotiated = response->negotiated;
  payload->coding = coding;
  payload->body = response->body;
  payload->location = response->location;
  buf_init(&response->body, response->body.ceiling);
  buf_init(&response->location, response->location.ceiling);
  return payload;
}

struct payload *payload_hold(struct payload *payload) {
  (void)atomic_fetch_add_explicit(&payload->holders, 1, memory_order_relaxed);
  return payload;
}

void payload_put(struct payload *payload) {
  if (payload != NULL && atomic_fetch_sub(&payload->holders, 1) == 1) {
    for (size_t i = 0; i < COUNT_OF(payload->messages); i++) {
      struct MHD_Response *message = atomic_load(&payload->messages[i]);
      if (message != NULL) {
        MHD_destroy_response(message); /* which may still be on its way, and calls payload_leave() when it is not */
      }
    }
    payload_leave(payload);
  }
}

struct payload *payload_stay(struct payload *payload) {
  (void)atomic_fetch_add_explicit(&payload->stays, 1, memory_order_relaxed);
  return payload;
}

void payload_leave(struct payload *payload) {
  if (atomic_fetch_sub(&payload->stays, 1) == 1) {
    buf_free(&payload->body);
    buf_free(&payload->location);
    free(payload);
  }
}
