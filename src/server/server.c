#include "server/server.h"

#include "server/acceptor.h"
#include "server/access.h"
#include "server/cache.h"
#include "server/connections.h"
#include "server/exchange.h"
#include "server/incoming.h"
#include "server/limits.h"
#include "server/message.h"
#include "server/metrics_listener.h"
#include "server/policy.h"
#include "server/readers.h"
#include "server/tls.h"

#include <microhttpd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
  THREADS_MAX = 256,
  CONNECTIONS_MAX = 4096,
  FILES_SPARED = 128,            /* descriptors for all that is no connection */
  SILENCE_SECONDS = 15,          /* until a connection on which nothing moves is closed */
  BODY_BYTES_MAX = 64 * 1024,    /* of a request's body, which nothing here reads */
  LINES_BYTES_MAX = 1 << 20,     /* for the lines of lists, put together; where it is not enough, the list is empty */
  ARRIVAL_MILLISECONDS = 1000,   /* until a connection that was accepted has a thread */
  FIXED_BYTES = 4 * 1024 * 1024, /* of answers that stay the same, in all codings */
};

struct server {
  char *index;
  char place[PLACE_BYTES], metrics_place[PLACE_BYTES];
  struct readers *readers;
  struct policies *policies;
  struct limits *limits;
  struct cache *cache, *fixed;
  struct access *access;
  struct connections *connections;
  struct metrics *metrics;
  struct metrics_listener *metrics_listener;
  struct tls tls;
  struct listener listener; /* until the acceptor has it */
  struct acceptor *acceptor;
  struct MHD_Daemon *daemon;
  unsigned connections_most;
  struct traffic traffic;
  atomic_bool stopping;
};

static struct connection *connection_of(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection, const char *method, const char *version) {
  connections_answer(connection_of(connection));
  uint64_t began = clock_microseconds();
  struct policy *policy = policies_take(server->policies);
  struct arena arena;
  struct request request = {.method = str_of(method),
                            .version = str_of(version),
                            .target = buf_str(&connection_of(connection)->target),
                            .stopping = atomic_load(&server->stopping),
                            .framing = incoming_framing(connection)};
  arena_init(&arena, LINES_BYTES_MAX);
  incoming_read(connection, policy, server->tls.cert.ptr != NULL, &arena, &request);
  const struct exchange exchange = {
      .readers = server->readers, .policy = policy, .limits = server->limits, .cache = server->cache, .fixed = server->fixed};
  struct response response;
  exchange_answer(&exchange, &request, &response);
  uint64_t took = clock_microseconds() - began;
  size_t bytes = response.status == 304 || str_equal(request.method, STR("HEAD")) || response.payload == NULL
                     ? 0
                     : response.payload->body.len;
  metrics_note(server->metrics, response.route, response.status, bytes, took);
  access_write(server->access, policy_log(policy), &request, &response, bytes, took);
  policy_put(policy);
  bool last = request.stopping || request.framing != FRAMING_GOOD;
  enum MHD_Result sent = message_send(connection, &response, last);
  arena_free(&arena);
  return sent;
}

/* ---- what the library calls ---- */

/* How many may come from there, 0: any number. A trusted proxy brings many clients, and who comes by a socket is not known. */
static size_t share_of(struct server *server, const struct address *peer) {
  struct policy *policy = policies_take(server->policies);
  size_t most = policy_connections(policy), half = server->connections_most / 2;
  bool free_of_limits = most == 0 || !address_is_known(peer) || policy_trusts(policy, peer);
  policy_put(policy);
  return free_of_limits ? 0 : most < half ? most : half;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **own,
                          enum MHD_ConnectionNotificationCode what) {
  struct server *server = context;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    const struct address peer = incoming_peer(connection);
    *own = connections_add(server->connections, &peer, share_of(server, &peer),
                           MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    atomic_fetch_add(&server->traffic.arrived, 1);
  } else {
    if (*own != NULL) {
      connections_remove(server->connections, *own);
      *own = NULL;
    }
    atomic_fetch_add(&server->traffic.gone, 1);
  }
}

/*
 * The only moment at which the target is still as it was sent. The library would go on to take the
 * query apart, and does not survive running out of its memory at that: it is shown an empty query.
 */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  (void)context;
  struct connection *own = connection_of(connection);
  if (own != NULL) {
    buf_clear(&own->target);
    buf_add(&own->target, str_of(target));
    own->body_bytes = 0;
    connections_read(own);
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
  (void)bytes;
  if (own == NULL) {
    return MHD_NO;
  }
  if (*seen == NULL) {
    *seen = own;
    struct str length = incoming_header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    uint64_t announced;
    bool too_long = length.len > 0 && !str_to_number(length, BODY_BYTES_MAX, &announced);
    bool skips = too_long || incoming_framing(connection) != FRAMING_GOOD;
    /* An answer before the body makes the library close the connection instead of reading it. */
    return skips ? answer(server, connection, method, version) : MHD_YES;
  }
  if (*byte_count > 0) {
    own->body_bytes += *byte_count;
    *byte_count = 0;
    return own->body_bytes <= BODY_BYTES_MAX ? MHD_YES : MHD_NO;
  }
  return answer(server, connection, method, version);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **seen, enum MHD_RequestTerminationCode why) {
  struct connection *own = connection_of(connection);
  (void)context;
  (void)seen;
  (void)why;
  if (own != NULL) {
    connections_wait(own);
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

/* The library's threads take no signals: those are for whoever started the server. TLS 1.0 and 1.1 are forbidden (RFC 8996). How
 * many connections there may be the acceptor knows: the library shares a limit among its threads, and one beyond it stops for
 * good. */
static struct MHD_Daemon *start_daemon(struct server *server, unsigned threads) {
  struct MHD_OptionItem secure[] = {{MHD_OPTION_HTTPS_MEM_CERT, 0, server->tls.cert.ptr},
                                    {MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls.key.ptr},
                                    {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
                                    {MHD_OPTION_END, 0, NULL}};
  bool plain = server->tls.cert.ptr == NULL;
  return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET |
                              (plain ? 0U : (unsigned)MHD_USE_TLS),
                          0, NULL, NULL, on_request, server, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT,
                          2 * server->connections_most * threads, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES_MAX, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                          MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
                          MHD_OPTION_UNESCAPE_CALLBACK, on_escapes, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
                          MHD_OPTION_ARRAY, plain ? &secure[COUNT_OF(secure) - 1] : secure, MHD_OPTION_END);
}

/* What systemd has opened goes before what is asked for. */
static bool open_listener(struct listener *listener, const struct server_options *options, struct error *err) {
  if (!listener_inherit(listener, err) || listener->socket >= 0) {
    return listener->socket >= 0;
  }
  return options->socket == NULL ? listener_open(options->address, options->port, listener, err)
                                 : listener_open_unix(options->socket, listener, err);
}

static bool listen_and_serve(struct server *server, const struct server_options *options, unsigned threads, struct error *err) {
  if (!open_listener(&server->listener, options, err)) {
    return false;
  }
  listener_place(server->listener.socket, server->tls.cert.ptr != NULL, server->place);
  server->daemon = start_daemon(server, threads);
  if (server->daemon == NULL) {
    return error_set(err,
                     server->tls.cert.ptr == NULL ? "%s: the server's threads cannot be started; end other programs"
                                                  : "%s: TLS cannot be started; check that certificate and key belong together",
                     server->place);
  }
  if (!acceptor_start(server->daemon, &server->listener, &server->traffic, server->connections_most, &server->acceptor, err)) {
    return false;
  }
  server->listener = (struct listener){.socket = -1};
  return true;
}

static bool open_metrics(struct server *server, const struct server_options *options, struct error *err) {
  server->metrics = metrics_new(server->readers, server->connections, server->cache, server->access);
  if (server->metrics == NULL) {
    return error_memory(err);
  }
  return options->metrics == NULL ||
         metrics_listen(options->metrics, server->metrics, server->metrics_place, &server->metrics_listener, err);
}

/* What requests are held to. */
static bool set_rules(struct server *server, const struct server_options *options, struct error *err) {
  struct policy *policy;
  if (!policy_new(&options->policy, &policy, err)) {
    return false;
  }
  server->policies = policies_new(policy);
  server->limits = limits_new();
  server->cache = cache_new(options->cache_bytes);
  server->access = access_new();
  server->fixed = cache_new(FIXED_BYTES);
  if (server->policies == NULL) {
    policy_put(policy);
  }
  return (server->policies != NULL && server->limits != NULL && server->access != NULL && server->cache != NULL &&
          server->fixed != NULL) ||
         error_memory(err);
}

static void server_free(struct server *server) {
  if (server->daemon != NULL) {
    MHD_stop_daemon(server->daemon);
  }
  listener_close(&server->listener);
  metrics_listener_free(server->metrics_listener);
  metrics_free(server->metrics);
  if (server->connections != NULL) {
    connections_free(server->connections);
  }
  if (server->readers != NULL) {
    readers_close(server->readers);
  }
  policies_free(server->policies);
  limits_free(server->limits);
  cache_free(server->cache);
  access_free(server->access);
  cache_free(server->fixed);
  tls_free(&server->tls);
  free(server->index);
  free(server);
}

bool server_check(const struct server_options *options, struct error *err) {
  struct policy *policy;
  if ((options->tls_cert == NULL) != (options->tls_key == NULL)) {
    return error_set(err, "TLS needs both a certificate and its key; give --tls-cert and --tls-key");
  }
  if ((options->metrics != NULL && !metrics_is_place(options->metrics, err)) || !policy_new(&options->policy, &policy, err)) {
    return false;
  }
  policy_put(policy);
  return true;
}

bool server_start(const struct server_options *options, struct server **server, struct error *err) {
  struct server *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  unsigned threads = thread_count(options);
  made->connections_most = connection_limit();
  made->listener.socket = -1;
  sigset_t all;
  sigset_t before;
  (void)sigfillset(&all);
  (void)pthread_sigmask(SIG_SETMASK, &all, &before);
  made->index = strdup(options->index);
  bool done = made->index != NULL
                  ? set_rules(made, options, err) && tls_read(options->tls_cert, options->tls_key, &made->tls, err) &&
                        readers_open(made->index, threads, &made->readers, err) &&
                        connections_new(made->connections_most, &made->connections, err) && open_metrics(made, options, err) &&
                        listen_and_serve(made, options, threads, err)
                  : error_memory(err);
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (!done) {
    server_free(made);
    return false;
  }
  *server = made;
  return true;
}

const char *server_place(const struct server *server) {
  return server->place;
}

const char *server_metrics_place(const struct server *server) {
  return server->metrics_listener == NULL ? NULL : server->metrics_place;
}

bool server_reload(struct server *server, const struct server_policy *policy, struct error *err) {
  struct policy *made;
  bool taken = policy_new(policy, &made, err);
  if (taken) {
    policies_exchange(server->policies, made);
  }
  metrics_note_reload(server->metrics, taken);
  return taken;
}

/* Waits until the library's threads have taken up all connections that were handed to them; where one has no memory for it, not.
 */
static void wait_for_arrivals(const struct traffic *traffic) {
  const struct timespec pause = {.tv_nsec = 1000000};
  uint64_t end = clock_milliseconds() + ARRIVAL_MILLISECONDS;
  while (atomic_load(&traffic->arrived) < atomic_load(&traffic->handed) && clock_milliseconds() < end) {
    (void)nanosleep(&pause, NULL);
  }
}

void server_stop(struct server *server, unsigned seconds) {
  atomic_store(&server->stopping, true);
  acceptor_stop(server->acceptor);
  wait_for_arrivals(&server->traffic);
  connections_drain(server->connections, seconds);
  server_free(server);
}
