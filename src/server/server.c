#include "server/server.h"

#include "server/connections.h"
#include "server/exchange.h"
#include "server/listener.h"
#include "server/policy.h"
#include "server/readers.h"

#include <microhttpd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
  THREADS_MAX = 256,
  CONNECTIONS_MAX = 4096,
  FILES_SPARED = 128,         /* descriptors for all that is no connection */
  SILENCE_SECONDS = 15,       /* until a connection on which nothing moves is closed */
  BODY_BYTES_MAX = 64 * 1024, /* of a request's body, which nothing here reads */
};

struct server {
  char *index;
  uint16_t port;
  struct readers *readers;
  struct policy *policy;
  struct connections *connections;
  struct MHD_Daemon *daemon;
  atomic_bool stopping;
};

static bool add_headers(struct MHD_Response *message, const struct response *response, bool last) {
  bool good = true;
  for (size_t i = 0; i < response->header_count; i++) {
    good = good && MHD_add_response_header(message, response->headers[i].name, response->headers[i].value) == MHD_YES;
  }
  return good && (!last || MHD_add_response_header(message, "Connection", "close") == MHD_YES);
}

/* Sends an answer and takes over its body. */
static enum MHD_Result send_response(struct MHD_Connection *connection, struct response *response, bool last) {
  bool empty = response->body.ptr == NULL;
  struct MHD_Response *message = MHD_create_response_from_buffer(response->body.len, empty ? (void *)"" : response->body.ptr,
                                                                 empty ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_FREE);
  if (message == NULL) {
    buf_free(&response->body);
    return MHD_NO;
  }
  enum MHD_Result sent =
      add_headers(message, response, last) ? MHD_queue_response(connection, response->status, message) : MHD_NO;
  MHD_destroy_response(message);
  return sent;
}

static struct connection *connection_of(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static struct str header_of(struct MHD_Connection *connection, const char *name) {
  return str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection, const char *method) {
  struct connection *own = connection_of(connection);
  connections_enter(server->connections, own, PHASE_ANSWERING);
  const union MHD_ConnectionInfo *size = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  size_t bytes = size == NULL ? 0 : size->header_size;
  struct request request = {
      .method = str_of(method),
      .target = buf_str(&own->target),
      .none_match = header_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
      .accept = header_of(connection, MHD_HTTP_HEADER_ACCEPT),
      .accept_encoding = header_of(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
      .origin = header_of(connection, MHD_HTTP_HEADER_ORIGIN),
      .header_bytes = bytes > own->target.len ? bytes - own->target.len : 0,
      .stopping = atomic_load(&server->stopping),
  };
  const struct exchange exchange = {.readers = server->readers, .policy = server->policy};
  struct response response;
  exchange_answer(&exchange, &request, &response);
  return send_response(connection, &response, request.stopping);
}

/* ---- what the library calls ---- */

static enum MHD_Result on_accept(void *context, const struct sockaddr *address, socklen_t length) {
  struct server *server = context;
  (void)address;
  (void)length;
  return atomic_load(&server->stopping) ? MHD_NO : MHD_YES;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **own,
                          enum MHD_ConnectionNotificationCode what) {
  struct server *server = context;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    *own =
        connections_add(server->connections, MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
  } else if (*own != NULL) {
    connections_remove(server->connections, *own);
    *own = NULL;
  }
}

/*
 * The only moment at which the target is still as it was sent. The library would go on to take the
 * query apart, and does not survive running out of its memory at that: it is shown an empty query.
 */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  struct server *server = context;
  struct connection *own = connection_of(connection);
  if (own != NULL) {
    buf_clear(&own->target);
    buf_add(&own->target, str_of(target));
    own->body_bytes = 0;
    connections_enter(server->connections, own, PHASE_READING);
  }
  char *query = target == NULL ? NULL : strchr(target, '?');
  if (query != NULL) {
    query[1] = '\0';
  }
  return NULL;
}

/* Escapes are read in target.c, which notices bad ones. */
static size_t on_escapes(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return strlen(text);
}

/* Called when the header is read, then for each piece of a body, then at the end of the request. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *target, const char *method,
                                  const char *version, const char *bytes, size_t *byte_count, void **seen) {
  struct server *server = context;
  struct connection *own = connection_of(connection);
  (void)target;
  (void)version;
  (void)bytes;
  if (own == NULL) {
    return MHD_NO;
  }
  if (*seen == NULL) {
    *seen = own;
    struct str length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    uint64_t announced;
    bool too_long = length.len > 0 && !str_to_number(length, BODY_BYTES_MAX, &announced);
    /* An answer before the body makes the library close the connection instead of reading it. */
    return too_long ? answer(server, connection, method) : MHD_YES;
  }
  if (*byte_count > 0) {
    own->body_bytes += *byte_count;
    *byte_count = 0;
    return own->body_bytes <= BODY_BYTES_MAX ? MHD_YES : MHD_NO;
  }
  return answer(server, connection, method);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **seen, enum MHD_RequestTerminationCode why) {
  struct server *server = context;
  struct connection *own = connection_of(connection);
  (void)seen;
  (void)why;
  if (own != NULL) {
    connections_enter(server->connections, own, PHASE_WAITING);
  }
}

/* ---- start and stop ---- */

static unsigned thread_count(const struct server_options *options) {
  long processors = options->threads > 0 ? (long)options->threads : sysconf(_SC_NPROCESSORS_ONLN);
  return processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (unsigned)processors;
}

/* As many as the process may have files open, less some. */
static unsigned connection_limit(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= CONNECTIONS_MAX + FILES_SPARED) {
    return CONNECTIONS_MAX;
  }
  return files.rlim_cur > 2 * FILES_SPARED ? (unsigned)files.rlim_cur - FILES_SPARED : FILES_SPARED;
}

/* The library's threads take no signals: those are for whoever started the server. */
static struct MHD_Daemon *start_daemon(struct server *server, int listener, unsigned threads) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, on_accept, server, on_request, server, MHD_OPTION_LISTEN_SOCKET, listener,
      MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, connection_limit(), MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned)SILENCE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES_MAX, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
      MHD_OPTION_UNESCAPE_CALLBACK, on_escapes, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_END);
}

static bool listen_and_serve(struct server *server, const struct server_options *options, unsigned threads, struct error *err) {
  int listener;
  server->port = options->port;
  if (!listener_open(options->address, &server->port, &listener, err)) {
    return false;
  }
  server->daemon = start_daemon(server, listener, threads);
  /* The library has closed the listener where it failed: closing it again could hit another file. */
  return server->daemon != NULL || error_set(err, "%s, port %u: the server's threads cannot be started; end other programs",
                                             options->address, (unsigned)server->port);
}

static void server_free(struct server *server) {
  if (server->connections != NULL) {
    connections_free(server->connections);
  }
  if (server->readers != NULL) {
    readers_close(server->readers);
  }
  policy_free(server->policy);
  free(server->index);
  free(server);
}

bool server_start(const struct server_options *options, struct server **server, struct error *err) {
  struct server *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  unsigned threads = thread_count(options);
  sigset_t all;
  sigset_t before;
  (void)sigfillset(&all);
  (void)pthread_sigmask(SIG_SETMASK, &all, &before);
  made->index = strdup(options->index);
  bool done = made->index != NULL
                  ? policy_new(&options->policy, &made->policy, err) && readers_open(made->index, threads, &made->readers, err) &&
                        connections_new(&made->connections, err) && listen_and_serve(made, options, threads, err)
                  : error_memory(err);
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (!done) {
    server_free(made);
    return false;
  }
  *server = made;
  return true;
}

uint16_t server_port(const struct server *server) {
  return server->port;
}

/*
 * The library has a call of its own to stop accepting (quiesce); with a pool of threads it can race
 * with them and abort. Here new connections are closed as they come in.
 */
void server_stop(struct server *server, unsigned seconds) {
  atomic_store(&server->stopping, true);
  connections_drain(server->connections, seconds);
  MHD_stop_daemon(server->daemon);
  server_free(server);
}
