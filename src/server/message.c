#include "server/message.h"

static bool add_headers(struct MHD_Response *message, const struct response *response, bool last) {
  bool good = true;
  for (size_t i = 0; i < response->header_count; i++) {
    good = good && MHD_add_response_header(message, response->headers[i].name, response->headers[i].value) == MHD_YES;
  }
  return good && (!last || MHD_add_response_header(message, "Connection", "close") == MHD_YES);
}

static void on_sent(void *context) {
  payload_leave(context);
}

/* A message of a payload's body, which stays as long as the message; NULL where there is no memory. */
static struct MHD_Response *make(struct payload *payload, const struct response *response, bool last) {
  struct MHD_Response *message = MHD_create_response_from_buffer_with_free_callback_cls(
      payload->body.len, payload->body.len > 0 ? payload->body.ptr : (void *)"", on_sent, payload_stay(payload));
  if (message == NULL) {
    payload_leave(payload);
  } else if (!add_headers(message, response, last)) {
    MHD_destroy_response(message);
    message = NULL;
  }
  return message;
}

/* Makes a message that stays with its payload; where somebody else was faster, theirs is taken. */
static struct MHD_Response *make_kept(struct payload *payload, const struct response *response) {
  struct MHD_Response *message = make(payload, response, false), *other = NULL;
  if (message != NULL && !atomic_compare_exchange_strong(&payload->messages[response->manner], &other, message)) {
    MHD_destroy_response(message);
    message = other;
  }
  return message;
}

enum MHD_Result message_send(struct MHD_Connection *connection, struct response *response, bool last) {
  struct payload *payload = response->payload;
  if (payload == NULL) {
    return MHD_NO;
  }
  bool kept = !last && response->manner != MANNER_OWN;
  struct MHD_Response *message = kept ? atomic_load(&payload->messages[response->manner]) : make(payload, response, last);
  message = kept && message == NULL ? make_kept(payload, response) : message;
  enum MHD_Result sent = message == NULL ? MHD_NO : MHD_queue_response(connection, response->status, message);
  if (!kept && message != NULL) {
    MHD_destroy_response(message);
  }
  payload_put(payload);
  return sent;
}
