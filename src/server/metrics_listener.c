#include "server/metrics_listener.h"

#include <microhttpd.h>
#include <stdlib.h>

enum { CONNECTIONS_MAX = 16, SILENCE_SECONDS = 15, TEXT_BYTES_MAX = 1 << 20 };

struct metrics_listener {
  struct metrics *metrics;
  struct MHD_Daemon *daemon;
};

static enum MHD_Result send_text(struct MHD_Connection *connection, unsigned status, struct buf *text) {
  bool whole = !buf_failed(text) && text->len > 0;
  struct MHD_Response *message = MHD_create_response_from_buffer(whole ? text->len : 0, whole ? text->ptr : (void *)"",
                                                                 whole ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
  if (message == NULL || !whole) {
    buf_free(text);
  }
  if (message == NULL) {
    return MHD_NO;
  }
  enum MHD_Result sent = MHD_add_response_header(message, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  sent = sent == MHD_YES ? MHD_add_response_header(message, "Cache-Control", "no-store") : sent;
  sent = sent == MHD_YES ? MHD_queue_response(connection, status, message) : sent;
  MHD_destroy_response(message);
  return sent;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *target, const char *method,
                                  const char *version, const char *bytes, size_t *byte_count, void **seen) {
  struct metrics_listener *listener = context;
  (void)version;
  (void)bytes;
  if (*seen == NULL || *byte_count > 0) { /* a body is passed over */
    *seen = listener;
    *byte_count = 0;
    return MHD_YES;
  }
  bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
  bool found = strcmp(target, "/metrics") == 0;
  struct buf text;
  buf_init(&text, TEXT_BYTES_MAX);
  if (found && reads) {
    metrics_write(listener->metrics, &text);
  } else {
    buf_add(&text, STR("Only GET /metrics is answered here.\n"));
  }
  return send_text(connection, !found ? 404 : reads ? 200 : 405, &text);
}

/* The library takes a query apart before anybody is asked, and gives a long one no answer: nothing here needs any. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  char *query = target == NULL ? NULL : strchr(target, '?');
  (void)context;
  (void)connection;
  if (query != NULL) {
    query[1] = '\0';
  }
  return NULL;
}

/* Divides "[::1]:9100" and "127.0.0.1:9100". */
static bool read_place(const char *place, char address[64], uint16_t *port, struct error *err) {
  const char *colon = strrchr(place, ':');
  size_t length = colon == NULL ? 0 : (size_t)(colon - place);
  bool brackets = length > 2 && place[0] == '[' && place[length - 1] == ']';
  struct str host = brackets ? (struct str){place + 1, length - 2} : (struct str){place, length};
  uint64_t number;
  if (host.len == 0 || host.len >= 64 || !str_to_number(str_of(colon + 1), UINT16_MAX, &number) ||
      (!brackets && str_find(host, ':', 0) < host.len)) {
    return error_set(err, "%s: is no address and port; give them as 127.0.0.1:9100 or [::1]:9100", place);
  }
  memcpy(address, host.ptr, host.len);
  address[host.len] = '\0';
  *port = (uint16_t)number;
  return true;
}

bool metrics_is_place(const char *place, struct error *err) {
  char address[64];
  uint16_t port;
  return read_place(place, address, &port, err);
}

bool metrics_listen(const char *wanted, struct metrics *metrics, char place[PLACE_BYTES], struct metrics_listener **listener,
                    struct error *err) {
  char address[64];
  uint16_t port = 0;
  struct listener opened;
  struct metrics_listener *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  made->metrics = metrics;
  if (!read_place(wanted, address, &port, err) || !listener_open(address, port, &opened, err)) {
    free(made);
    return false;
  }
  listener_place(opened.socket, false, place);
  made->daemon =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, made, MHD_OPTION_LISTEN_SOCKET, opened.socket,
                       MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
                       (unsigned)SILENCE_SECONDS, MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL, MHD_OPTION_END);
  if (made->daemon == NULL) {
    free(made);
    return error_set(err, "%s: the thread for metrics cannot be started; end other programs", wanted);
  }
  *listener = made;
  return true;
}

void metrics_listener_free(struct metrics_listener *listener) {
  if (listener != NULL) {
    MHD_stop_daemon(listener->daemon);
    free(listener);
  }
}
