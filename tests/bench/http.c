#include "bench.h"
#include "servers.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROUNDS = 15, REQUESTS = 400, ANSWER_BYTES_MAX = 1 << 20 };

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
  struct bench_server our_server = {0}, bare_server = {0};
  struct client *clients = calloc(2, sizeof *clients);
  if (clients == NULL) {
    return error_memory(err);
  }
  clients[0].socket = clients[1].socket = -1;
  bool done = servers_start_bare(&bare_server, err) && servers_start_ours(bench, "64", bench->index, &our_server, err) &&
              client_open(&clients[0], our_server.port, err) && client_open(&clients[1], bare_server.port, err) &&
              run_groups(&clients[0], &clients[1], groups, err);
  for (size_t i = 0; i < 2; i++) {
    if (clients[i].socket >= 0) {
      (void)close(clients[i].socket);
    }
  }
  servers_stop(&our_server);
  servers_stop(&bare_server);
  free(clients);
  return done;
}
