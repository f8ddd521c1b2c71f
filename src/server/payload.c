#include "server/payload.h"

#include <stdlib.h>

struct payload *payload_new(struct response *response, enum coding coding) {
  struct payload *payload = calloc(1, sizeof *payload);
  if (payload == NULL) {
    buf_free(&response->body);
    buf_free(&response->location);
    return NULL;
  }
  atomic_init(&payload->holders, 1);
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
    buf_free(&payload->body);
    buf_free(&payload->location);
    free(payload);
  }
}
