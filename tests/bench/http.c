#include "bench.h"

#include <errno.h>
#include <math.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 15, REQUESTS = 400, ANSWER_BYTES_MAX = 1 << 20 };

extern char **environ;

struct server {
  pid_t process;
  uint16_t port;
};

/* ---- the bare handler: what libmicrohttpd costs with nothing behind it ---- */

static enum MHD_Result answer_bare(void *context, struct MHD_Connection *connection, const char *target, const char *method,
                                   const char *version, const char *bytes, size_t *byte_count, void **seen) {
  (void)context, (void)target, (void)method, (void)version, (void)bytes, (void)byte_count;
  static const char body[] = "{\"total\":0,\"hits\":[]}\n";
  if (*seen == NULL) {
    *seen = connection;
    return MHD_YES;
  }
  struct MHD_Response *message = MHD_create_response_from_buffer(sizeof body - 1, (void *)body, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result sent = MHD_queue_response(connection, MHD_HTTP_OK, message);
  MHD_destroy_response(message);
  return sent;
}

/* The limits and flags of Marrow's own server. Tells its port through the pipe and serves until it is killed. */
static void serve_bare(int pipe_end) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, answer_bare, NULL, MHD_OPTION_SOCK_ADDR, &place,
      MHD_OPTION_THREAD_POOL_SIZE, (unsigned)processors, MHD_OPTION_CONNECTION_LIMIT, 512U, MHD_OPTION_CONNECTION_TIMEOUT, 15U,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32 * 1024, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  const union MHD_DaemonInfo *facts = daemon == NULL ? NULL : MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  if (facts != NULL && write(pipe_end, &facts->port, sizeof facts->port) == sizeof facts->port) {
    for (;;) {
      (void)pause();
    }
  }
  _exit(1);
}

static bool start_bare(struct server *server, struct error *err) {
  int ends[2];
  if (pipe(ends) != 0) {
    return error_set(err, "no pipe can be had (%s)", strerror(errno));
  }
  server->process = fork();
  if (server->process == 0) {
    serve_bare(ends[1]);
  }
  (void)close(ends[1]);
  bool done = server->process > 0 && read(ends[0], &server->port, sizeof server->port) == sizeof server->port;
  (void)close(ends[0]);
  return done || error_set(err, "the bare server does not start");
}

/* ---- ours ---- */

/* The port in "Serving FILE on http://127.0.0.1:12345/". */
static bool read_port(int pipe_end, uint16_t *port) {
  FILE *said = fdopen(pipe_end, "r");
  char line[4096];
  const char *colon = said == NULL || fgets(line, sizeof line, said) == NULL ? NULL : strrchr(line, ':');
  *port = colon == NULL ? 0 : (uint16_t)strtoul(colon + 1, NULL, 10);
  if (said != NULL) {
    (void)fclose(said);
  }
  return *port != 0;
}

static bool start_ours(const struct bench *bench, struct server *server, struct error *err) {
  const char *const arguments[] = {bench->program, "serve", "--index", bench->index, "--port", "0", NULL};
  int ends[2];
  posix_spawn_file_actions_t actions;
  if (pipe(ends) != 0 || posix_spawn_file_actions_init(&actions) != 0) {
    return error_set(err, "no pipe can be had (%s)", strerror(errno));
  }
  pid_t child = 0;
  bool done = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) == 0 &&
              posix_spawn_file_actions_addclose(&actions, ends[0]) == 0 &&
              posix_spawn(&child, bench->program, &actions, NULL, (char *const *)arguments, environ) == 0;
  (void)posix_spawn_file_actions_destroy(&actions);
  server->process = done ? child : 0;
  (void)close(ends[1]);
  return (read_port(ends[0], &server->port) && done) || error_set(err, "%s serve: does not start", bench->program);
}

static void stop(struct server *server) {
  if (server->process > 0) {
    (void)kill(server->process, SIGTERM);
    (void)waitpid(server->process, NULL, 0);
  }
}

/* ---- a client with one connection that stays open ---- */

struct client {
  int socket;
  char answer[ANSWER_BYTES_MAX];
};

static bool client_open(struct client *client, uint16_t port, struct error *err) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const int yes = 1;
  client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return (client->socket >= 0 && connect(client->socket, (const struct sockaddr *)&place, sizeof place) == 0 &&
          setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0) ||
         error_set(err, "port %u: cannot be connected to (%s)", (unsigned)port, strerror(errno));
}

/* How long the answer that begins in `bytes` is, header and body; 0 while that cannot be told. */
static size_t answer_length(const char *bytes) {
  const char *body = strstr(bytes, "\r\n\r\n");
  const char *length = strcasestr(bytes, "\r\nContent-Length:");
  return body == NULL || length == NULL || length > body
             ? 0
             : (size_t)(body + 4 - bytes) + strtoul(length + sizeof "\r\nContent-Length:" - 1, NULL, 10);
}

static bool client_ask(struct client *client, const char *request, size_t request_length, struct error *err) {
  size_t have = 0, wanted = 0;
  if (send(client->socket, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length) {
    return error_set(err, "a server closed its connection");
  }
  while (wanted == 0 || have < wanted) {
    /*
     * The client asks again and again instead of sleeping: on virtual machines a sleeping processor takes
     * longer to wake than an answer takes to make, and the time of the machine would be measured.
     */
    ssize_t got = recv(client->socket, client->answer + have, sizeof client->answer - 1 - have, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      continue;
    }
    if (got <= 0) {
      return error_set(err, "a server closed its connection");
    }
    have += (size_t)got;
    client->answer[have] = '\0';
    wanted = wanted == 0 ? answer_length(client->answer) : wanted;
  }
  return str_starts_with(str_of(client->answer), STR("HTTP/1.1 200 ")) ||
         error_set(err, "a server answers: %.60s", client->answer);
}

/* ---- the measurement ---- */

/* Requests a second for the queries of a group, asked in turn. */
static bool ask_all(struct client *client, const struct queries *queries, double *per_second, struct error *err) {
  double start = seconds_now();
  for (size_t i = 0; i < REQUESTS; i++) {
    char request[2 * QUERY_SIZE];
    int length = snprintf(request, sizeof request, "GET /api/v1/search?limit=10&q=%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                          queries->text[i % queries->count]);
    if (!client_ask(client, request, (size_t)length, err)) {
      return false;
    }
  }
  *per_second = REQUESTS / (seconds_now() - start);
  return true;
}

static bool measure_group(struct client *ours, struct client *bare, enum group group, const struct queries *queries,
                          struct error *err) {
  double mine[ROUNDS], theirs[ROUNDS];
  for (size_t round = 0; round < ROUNDS; round++) {
    if (!ask_all(ours, queries, &mine[round], err) || !ask_all(bare, queries, &theirs[round], err)) {
      return false;
    }
  }
  double rate = greatest(mine, ROUNDS), floor = greatest(theirs, ROUNDS);
  table_row((struct row){group_name(group), rate, floor, rate / floor, group == RARE_FEW ? AT_LEAST : REPORTED, 0.25});
  return true;
}

static bool run_groups(struct client *ours, struct client *bare, const struct queries groups[GROUP_COUNT], struct error *err) {
  static const enum group measured[] = {RARE_FEW, RARE_1, COMMON_1};
  table_title("HTTP, requests a second (best of 15 rounds)", "bare MHD");
  for (size_t i = 0; i < COUNT_OF(measured); i++) {
    if (!measure_group(ours, bare, measured[i], &groups[measured[i]], err)) {
      return false;
    }
  }
  return true;
}

bool measure_http(const struct bench *bench, const struct queries groups[GROUP_COUNT], struct error *err) {
  struct server our_server = {0}, bare_server = {0};
  struct client *clients = calloc(2, sizeof *clients);
  if (clients == NULL) {
    return error_memory(err);
  }
  clients[0].socket = clients[1].socket = -1;
  bool done = start_bare(&bare_server, err) && start_ours(bench, &our_server, err) &&
              client_open(&clients[0], our_server.port, err) && client_open(&clients[1], bare_server.port, err) &&
              run_groups(&clients[0], &clients[1], groups, err);
  for (size_t i = 0; i < 2; i++) {
    if (clients[i].socket >= 0) {
      (void)close(clients[i].socket);
    }
  }
  stop(&our_server);
  stop(&bare_server);
  free(clients);
  return done;
}
