#include "bench.h"
#include "indexer/indexer.h"
#include "servers.h"

#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * Load: sixteen connections that stay open, each of which asks again as soon as it is answered. One thread serves them
 * all, so that the servers have the processors. The questions come with the collection; two of three are cut to their
 * first words, as visitors type.
 */
enum {
  CONNECTIONS = 16,
  ASKED = 6000,
  ROUNDS = 5,
  REMEMBERED = 100000,
  REPLACED = 100,
  QUESTIONS_MAX = 3000,
  ANSWER_MAX = 1 << 20
};

struct asking {
  int socket;
  size_t have, wanted;
  double began;
  char *answer;
};

struct load {
  struct asking askings[CONNECTIONS];
  char **requests;
  size_t request_count, next;
  double *seconds; /* of each answer */
  size_t answered, failed, mixed;
  char known[2][40]; /* generations that may answer; empty: nobody looks */
};

/* ---- requests ---- */

static bool add_request(struct load *load, struct str text, size_t words) {
  struct buf request;
  size_t end = 0;
  for (size_t i = 0; i < words && end < text.len; i++) {
    end = str_find(text, ' ', end + 1);
  }
  buf_init(&request, 1 << 14);
  buf_add(&request, STR("GET /api/v1/search?q="));
  encode_percent(str_slice(text, 0, end), ENCODE_PATH, &request);
  buf_add(&request, STR(" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
  load->requests[load->request_count++] = request.ptr;
  return !buf_failed(&request);
}

static bool read_requests(const char *path, struct load *load, struct error *err) {
  struct buf bytes;
  buf_init(&bytes, 1 << 24);
  load->requests = calloc(QUESTIONS_MAX, sizeof *load->requests);
  bool done = load->requests != NULL ? file_read(path, 1 << 24, &bytes, err) : error_memory(err);
  struct str rest = buf_str(&bytes), line;
  while (done && load->request_count < QUESTIONS_MAX && str_next_line(&rest, &line)) {
    struct str text = str_slice(line, str_find(line, '\t', 0) + 1, line.len);
    size_t kind = load->request_count % 3;
    done = text.len == 0 || add_request(load, text, kind == 0 ? 64 : kind + 1) || error_memory(err);
  }
  buf_free(&bytes);
  return done && (load->request_count > 0 || error_set(err, "%s: there are no questions", path));
}

/* ---- asking ---- */

static bool ask(struct load *load, struct asking *asking) {
  const char *request = load->requests[load->next++ % load->request_count];
  asking->have = asking->wanted = 0;
  asking->began = seconds_now();
  return send(asking->socket, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request);
}

static size_t length_of(const char *bytes) {
  const char *body = strstr(bytes, "\r\n\r\n");
  const char *length = strcasestr(bytes, "\r\nContent-Length:");
  return body == NULL || length == NULL ? 0 : (size_t)(body + 4 - bytes) + strtoul(length + 17, NULL, 10);
}

/* Notes a whole answer: its time, its status, and whether it names a generation that may be. */
static void note(struct load *load, struct asking *asking) {
  load->seconds[load->answered++ % REMEMBERED] = seconds_now() - asking->began;
  load->failed += strncmp(asking->answer, "HTTP/1.1 200 ", 13) != 0;
  const char *generation = load->known[0][0] == '\0' ? NULL : strstr(asking->answer, "\"generation\":\"");
  if (generation != NULL) {
    generation += sizeof "\"generation\":\"" - 1;
    load->mixed += strncmp(generation, load->known[0], DIGEST_HEX) != 0 && strncmp(generation, load->known[1], DIGEST_HEX) != 0;
  }
}

/* Reads what has come; asks again after a whole answer. False where the connection has ended. */
static bool read_some(struct load *load, struct asking *asking, size_t wanted) {
  ssize_t got = recv(asking->socket, asking->answer + asking->have, ANSWER_MAX - 1 - asking->have, MSG_DONTWAIT);
  if (got <= 0) {
    return got < 0 && (errno == EAGAIN || errno == EINTR);
  }
  asking->have += (size_t)got;
  asking->answer[asking->have] = '\0';
  asking->wanted = asking->wanted == 0 ? length_of(asking->answer) : asking->wanted;
  if (asking->wanted == 0 || asking->have < asking->wanted) {
    return true;
  }
  note(load, asking);
  return load->answered >= wanted || ask(load, asking);
}

static bool connect_all(struct load *load, uint16_t port, struct error *err) {
  const struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const int yes = 1;
  for (size_t i = 0; i < CONNECTIONS; i++) {
    struct asking *asking = &load->askings[i];
    asking->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    asking->answer = asking->answer != NULL ? asking->answer : malloc(ANSWER_MAX);
    if (asking->answer == NULL || connect(asking->socket, (const struct sockaddr *)&place, sizeof place) != 0 ||
        setsockopt(asking->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0) {
      return error_set(err, "port %u: cannot be connected to (%s)", (unsigned)port, strerror(errno));
    }
  }
  return true;
}

/* Has `wanted` requests answered, or as many as come until `enough` (may be NULL), which is called now and then, has enough. */
static bool run(struct load *load, uint16_t port, size_t wanted, bool (*enough)(void *context), void *context,
                struct error *err) {
  struct pollfd polled[CONNECTIONS];
  load->answered = load->failed = load->mixed = 0;
  bool done = connect_all(load, port, err);
  for (size_t i = 0; i < CONNECTIONS && done; i++) {
    polled[i] = (struct pollfd){.fd = load->askings[i].socket, .events = POLLIN};
    done = ask(load, &load->askings[i]) || error_set(err, "a server closed its connection");
  }
  while (done && load->answered < wanted && (enough == NULL || !enough(context))) {
    (void)poll(polled, CONNECTIONS, 1000);
    for (size_t i = 0; i < CONNECTIONS && done && load->answered < wanted; i++) {
      if (polled[i].revents != 0 && !read_some(load, &load->askings[i], wanted)) {
        done = error_set(err, "a server closed its connection");
      }
    }
  }
  for (size_t i = 0; i < CONNECTIONS; i++) {
    (void)close(load->askings[i].socket);
  }
  return done;
}

/* ---- what is measured ---- */

struct rates {
  double per_second, p50, p99;
};

/* One round; it counts where it is the fastest so far, for what else runs on the machine makes rounds slower. */
static bool measure_round(struct load *load, uint16_t port, struct rates *rates, struct error *err) {
  double began = seconds_now();
  if (!run(load, port, ASKED, NULL, NULL, err)) {
    return false;
  }
  double per_second = ASKED / (seconds_now() - began);
  if (per_second > rates->per_second) {
    *rates = (struct rates){per_second, quantile(load->seconds, ASKED, .5), quantile(load->seconds, ASKED, .99)};
  }
  return load->failed == 0 || error_set(err, "%zu of %d requests failed", load->failed, ASKED);
}

/* All servers in turn; answers that are kept have been asked for before. */
static bool measure(struct load *load, const struct bench_server servers[3], struct rates rates[3], struct error *err) {
  bool done = run(load, servers[2].port, load->request_count, NULL, NULL, err);
  for (size_t round = 0; round < ROUNDS && done; round++) {
    for (size_t i = 0; i < 3 && done; i++) {
      done = measure_round(load, servers[i].port, &rates[i], err);
    }
  }
  return done;
}

/* Memory that a process has in use, in megabytes. */
static double memory_of(pid_t process) {
  char path[64], line[128] = "";
  (void)snprintf(path, sizeof path, "/proc/%d/statm", (int)process);
  FILE *file = fopen(path, "r");
  if (file != NULL) {
    (void)!fgets(line, sizeof line, file);
    (void)fclose(file);
  }
  const char *resident = strchr(line, ' ');
  return resident == NULL ? NAN : (double)strtoul(resident, NULL, 10) * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

static bool measure_memory(struct load *load, const struct bench_server *server, struct error *err) {
  if (!run(load, server->port, REMEMBERED / 5, NULL, NULL, err)) {
    return false;
  }
  double early = memory_of(server->process);
  if (!run(load, server->port, REMEMBERED - REMEMBERED / 5, NULL, NULL, err)) {
    return false;
  }
  double late = memory_of(server->process);
  table_row((struct row){"memory after 100,000 requests, MB (20,000)", late, early, late / early, AT_MOST, 1.1});
  return true;
}

/* Two indexes that take one another's place at one path. */
struct replacing {
  const char *path, *next;
  char *sources[2];
  size_t done;
  double last;
};

/* Long enough for the server to look at the file, which it does every twentieth of a second, and to move. */
static const double pause_seconds = 0.12;

static bool replaced_enough(void *context) {
  struct replacing *replacing = context;
  if (seconds_now() - replacing->last < pause_seconds) {
    return false;
  }
  replacing->last = seconds_now();
  (void)unlink(replacing->next);
  if (link(replacing->sources[replacing->done % 2], replacing->next) == 0 && rename(replacing->next, replacing->path) == 0) {
    replacing->done++;
  }
  return replacing->done > REPLACED;
}

/* The digest of the generation that answers. */
static bool read_generation(struct load *load, uint16_t port, char known[40], struct error *err) {
  if (!run(load, port, CONNECTIONS, NULL, NULL, err)) {
    return false;
  }
  const char *generation = strstr(load->askings[0].answer, "\"generation\":\"");
  if (generation == NULL) {
    return error_set(err, "an answer names no generation");
  }
  memcpy(known, generation + sizeof "\"generation\":\"" - 1, DIGEST_HEX);
  known[DIGEST_HEX] = '\0';
  return true;
}

/* An index of the first 1,800 articles. */
static bool index_small(const struct bench *bench, const char *path, struct error *err) {
  enum { ARTICLES = 1800 };
  char lines[4096];
  (void)snprintf(lines, sizeof lines, "%s.jsonl", path);
  FILE *from = fopen(bench->docs, "r"), *to = fopen(lines, "w");
  char *line = NULL;
  size_t room = 0;
  bool done = from != NULL && to != NULL;
  for (size_t i = 0; i < ARTICLES && done && getline(&line, &room, from) > 0; i++) {
    done = fputs(line, to) >= 0;
  }
  free(line);
  if (from != NULL) {
    (void)fclose(from);
  }
  done = to != NULL && fclose(to) == 0 && done;
  struct indexer_report report;
  struct indexer_listener listener = {.context = NULL};
  return done ? indexer_run(lines, path, &(struct indexer_options){.jobs = 0}, &listener, &report, err)
              : error_set(err, "%s: cannot be written", lines);
}

/* Replaces the index again and again while it is asked; the other one has a tenth of the articles. */
static bool measure_replacing(const struct bench *bench, struct load *load, struct error *err) {
  struct buf small, path, next, command;
  struct buf *all[] = {&small, &path, &next, &command};
  for (size_t i = 0; i < COUNT_OF(all); i++) {
    buf_init(all[i], 1 << 14);
  }
  buf_format(&small, "%s.small", bench->index);
  buf_format(&path, "%s.served", bench->index);
  buf_format(&next, "%s.next", bench->index);
  struct replacing replacing = {path.ptr, next.ptr, {small.ptr, (char *)(uintptr_t)bench->index}, 0, 0};
  struct bench_server server = {0};
  bool done = index_small(bench, small.ptr, err) &&
              (link(bench->index, path.ptr) == 0 || error_set(err, "%s: cannot be linked", path.ptr)) &&
              servers_start_ours(bench, "64", path.ptr, &server, err) && read_generation(load, server.port, load->known[0], err);
  if (done) {
    (void)replaced_enough(&replacing);
    (void)usleep(200000);
    done = read_generation(load, server.port, load->known[1], err) && read_generation(load, server.port, load->known[1], err) &&
           run(load, server.port, SIZE_MAX, replaced_enough, &replacing, err);
  }
  if (done) {
    table_row((struct row){"index replaced 100 times: failed requests", (double)load->failed, (double)replacing.done,
                           (double)load->failed, AT_MOST, 0});
    table_row((struct row){"index replaced 100 times: foreign generations", (double)load->mixed, (double)replacing.done,
                           (double)load->mixed, AT_MOST, 0});
  }
  load->known[0][0] = '\0';
  servers_stop(&server);
  for (size_t i = 0; i < COUNT_OF(all); i++) {
    buf_free(all[i]);
  }
  return done;
}

static bool measure_all(const struct bench *bench, struct load *load, struct bench_server servers[3], struct error *err) {
  struct rates rates[3] = {{.per_second = 0}, {.per_second = 0}, {.per_second = 0}};
  const struct rates *bare = &rates[0], *fresh = &rates[1], *kept = &rates[2];
  if (!servers_start_bare(&servers[0], err) || !servers_start_ours(bench, "0", bench->index, &servers[1], err) ||
      !servers_start_ours(bench, "64", bench->index, &servers[2], err) || !measure(load, servers, rates, err)) {
    return false;
  }
  table_title("16 connections, mixed queries (best of 5 rounds)", "bare MHD");
  table_row((struct row){"requests a second, nothing kept", fresh->per_second, bare->per_second,
                         fresh->per_second / bare->per_second, AT_LEAST, 1.0 / 3});
  table_row((struct row){"requests a second, answers kept", kept->per_second, bare->per_second,
                         kept->per_second / bare->per_second, AT_LEAST, 0.8});
  table_row(
      (struct row){"p99 and p50 of an answer, ms", fresh->p99 * 1e3, fresh->p50 * 1e3, fresh->p99 / fresh->p50, AT_MOST, 5});
  return measure_memory(load, &servers[2], err) && measure_replacing(bench, load, err);
}

bool measure_load(const struct bench *bench, struct error *err) {
  struct load *load = calloc(1, sizeof *load);
  struct bench_server servers[3] = {{0}, {0}, {0}};
  if (load == NULL) {
    return error_memory(err);
  }
  load->seconds = calloc(REMEMBERED + CONNECTIONS, sizeof *load->seconds);
  bool done = load->seconds != NULL ? read_requests(bench->questions, load, err) && measure_all(bench, load, servers, err)
                                    : error_memory(err);
  for (size_t i = 0; i < COUNT_OF(servers); i++) {
    servers_stop(&servers[i]);
  }
  for (size_t i = 0; i < load->request_count; i++) {
    free(load->requests[i]);
  }
  for (size_t i = 0; i < CONNECTIONS; i++) {
    free(load->askings[i].answer);
  }
  free(load->requests);
  free(load->seconds);
  free(load);
  return done;
}
