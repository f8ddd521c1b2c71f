#include "servers.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- the bare handler: what libmicrohttpd costs with nothing behind it ---- */

static enum MHD_Result answer_bare(void *context, struct MHD_Connection *connection, const char *target, const char *method,
                                   const char *version, const char *bytes, size_t *byte_count, void **seen) {
  (void)context, (void)target, (void)method, (void)version, (void)bytes;
  static const char body[] = "{\"total\":0,\"hits\":[]}\n";
  if (*seen == NULL || *byte_count > 0) {
    *seen = connection;
    *byte_count = 0;
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

bool servers_start_bare(struct bench_server *server, struct error *err) {
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

bool servers_start_ours(const struct bench *bench, const char *cache, const char *index, struct bench_server *server,
                        struct error *err) {
  const char *const arguments[] = {bench->program, "serve", "--index", index, "--cache", cache, "--port", "0", NULL};
  int ends[2];
  posix_spawn_file_actions_t actions;
  if (pipe(ends) != 0 || posix_spawn_file_actions_init(&actions) != 0) {
    return error_set(err, "no pipe can be had (%s)", strerror(errno));
  }
  pid_t child = 0;
  bool done = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) == 0 &&
              posix_spawn_file_actions_addclose(&actions, ends[0]) == 0 &&
              posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
              posix_spawn(&child, bench->program, &actions, NULL, (char *const *)arguments, environ) == 0;
  (void)posix_spawn_file_actions_destroy(&actions);
  server->process = done ? child : 0;
  (void)close(ends[1]);
  return (read_port(ends[0], &server->port) && done) || error_set(err, "%s serve: does not start", bench->program);
}

void servers_stop(struct bench_server *server) {
  if (server->process > 0) {
    (void)kill(server->process, SIGTERM);
    (void)waitpid(server->process, NULL, 0);
  }
}
