#include "command.h"
#include "server/server.h"

#include <signal.h>

/* How long requests under way may take once the server is told to stop. */
enum { DRAIN_SECONDS = 10 };

enum { ADDRESS, PORT, THREADS, CORS, INDEX };

static const struct option options[] = {
    [ADDRESS] = {.name = "--address", .kind = OPTION_TEXT, .value = "A", .help = "listen there", .fallback = "127.0.0.1"},
    [PORT] = {.name = "--port",
              .kind = OPTION_NUMBER,
              .value = "N",
              .help = "listen on this port; 0 takes a free one",
              .fallback = "8080",
              .most = UINT16_MAX},
    [THREADS] = {.name = "--threads",
                 .kind = OPTION_NUMBER,
                 .value = "N",
                 .help = "threads to answer with, at most 256; 0: one a CPU",
                 .fallback = "0",
                 .most = 256},
    [CORS] = {.name = "--cors",
              .kind = OPTION_TEXT,
              .value = "ORIGIN",
              .help = "let pages of that origin read the API; * for all",
              .repeats = true},
    [INDEX] = {INDEX_OPTION},
};

static bool announce(const struct server_options *listening, uint16_t port, struct error *err) {
  /* An address with colons (IPv6) stands in brackets before a port. */
  bool brackets = strchr(listening->address, ':') != NULL;
  struct buf line;
  buf_init(&line, 1 << 14);
  buf_add(&line, STR("Serving "));
  output_add_plain(&line, str_of(listening->index));
  buf_format(&line, " on http://%s%s%s:%u/\n", brackets ? "[" : "", listening->address, brackets ? "]" : "", (unsigned)port);
  bool done = buf_failed(&line) ? error_memory(err) : output_write(buf_str(&line), err);
  buf_free(&line);
  return done;
}

static int run(const struct call *call, struct error *err) {
  struct server_options listening = {
      .index = call->values[INDEX].text,
      .address = call->values[ADDRESS].text,
      .port = (uint16_t)call->values[PORT].number,
      .threads = (unsigned)call->values[THREADS].number,
      .policy = {.cors = call->values[CORS].all, .cors_count = call->values[CORS].count},
  };
  /* Blocked before the server's threads start, which inherit it: the signals wait for sigwait() below. */
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  (void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
  struct server *server = NULL;
  if (!server_start(&listening, &server, err)) {
    return CLI_TROUBLE;
  }
  bool announced = announce(&listening, server_port(server), err);
  int received = 0;
  if (announced) {
    (void)sigwait(&ending, &received);
  }
  /* Somebody who asks a second time does not want to wait for requests under way. */
  (void)pthread_sigmask(SIG_UNBLOCK, &ending, NULL);
  server_stop(server, DRAIN_SECONDS);
  return announced ? CLI_WELL : CLI_TROUBLE;
}

const struct command command_serve = {
    .name = "serve",
    .summary = "answer over HTTP",
    .about = "Answers over HTTP: pages for visitors and a JSON API. A new index in the place\n"
             "of the old one is taken up without a restart. SIGINT and SIGTERM let the\n"
             "requests under way end first, for at most 10 seconds; a second signal does not\n"
             "wait.",
    .example = "marrow serve --port 8000",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
