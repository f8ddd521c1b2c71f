#include "command.h"
#include "server/server.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* How long requests under way may take once the server is told to stop. */
enum { DRAIN_SECONDS = 10 };

/* The file of options: an option a line. */
enum { CONFIG_BYTES_MAX = 64 * 1024, CONFIG_OPTIONS_MAX = 64 };

enum {
  ADDRESS,
  PORT,
  SOCKET,
  THREADS,
  URL,
  CORS,
  COST,
  RATE,
  BURST,
  CONNECTIONS,
  PROXIES,
  CACHE,
  LOG,
  METRICS,
  TLS_CERT,
  TLS_KEY,
  CONFIG,
  INDEX
};

static const struct option options[] = {
    [ADDRESS] = {.name = "--address", .kind = OPTION_TEXT, .value = "A", .help = "listen there", .fallback = "127.0.0.1"},
    [PORT] = {.name = "--port",
              .kind = OPTION_NUMBER,
              .value = "N",
              .help = "listen on this port; 0 takes a free one",
              .fallback = "8080",
              .most = UINT16_MAX},
    [SOCKET] = {.name = "--socket", .kind = OPTION_TEXT, .value = "PATH", .help = "listen on a Unix socket instead"},
    [THREADS] = {.name = "--threads",
                 .kind = OPTION_NUMBER,
                 .value = "N",
                 .help = "threads, at most 256; 0: one a CPU",
                 .fallback = "0",
                 .most = 256},
    [URL] = {.name = "--url", .kind = OPTION_TEXT, .value = "URL", .help = "where visitors find the site"},
    [CORS] = {.name = "--cors",
              .kind = OPTION_TEXT,
              .value = "ORIGIN",
              .help = "let pages of that origin read the API; * for all",
              .repeats = true},
    [COST] = {.name = "--cost",
              .kind = OPTION_NUMBER,
              .value = "N",
              .help = "matches a query may look at; 0: any",
              .fallback = "5000000",
              .most = UINT32_MAX},
    [RATE] = {.name = "--rate",
              .kind = OPTION_NUMBER,
              .value = "N",
              .help = "requests a second from an address; 0: any",
              .fallback = "0",
              .most = 100000},
    [BURST] = {.name = "--burst",
               .kind = OPTION_NUMBER,
               .value = "N",
               .help = "of these as many at once",
               .fallback = "50",
               .least = 1,
               .most = 100000},
    [CONNECTIONS] = {.name = "--connections",
                     .kind = OPTION_NUMBER,
                     .value = "N",
                     .help = "connections an address may have; 0: any",
                     .fallback = "256",
                     .most = 100000},
    [PROXIES] = {.name = "--trust-proxy",
                 .kind = OPTION_TEXT,
                 .value = "NET",
                 .help = "believe X-Forwarded-For from there; or unix",
                 .repeats = true},
    [CACHE] = {.name = "--cache",
               .kind = OPTION_NUMBER,
               .value = "MB",
               .help = "memory for answers that are kept; 0: none is",
               .fallback = "64",
               .most = 65536},
    [LOG] = {.name = "--log", .kind = OPTION_TEXT, .value = "HOW", .help = "requests: off, common or json", .fallback = "off"},
    [METRICS] = {.name = "--metrics", .kind = OPTION_TEXT, .value = "A:N", .help = "answer /metrics on that address and port"},
    [TLS_CERT] = {.name = "--tls-cert", .kind = OPTION_TEXT, .value = "FILE", .help = "certificate and those above it, PEM"},
    [TLS_KEY] = {.name = "--tls-key", .kind = OPTION_TEXT, .value = "FILE", .help = "its key, PEM"},
    [CONFIG] = {.name = "--config", .kind = OPTION_TEXT, .value = "FILE", .help = "more options, one a line"},
    [INDEX] = {INDEX_OPTION},
};

/* ---- options ---- */

static bool read_log(const char *text, enum server_log *log, struct error *err) {
  static const char *const names[] = {[SERVER_LOG_OFF] = "off", [SERVER_LOG_COMMON] = "common", [SERVER_LOG_JSON] = "json"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (strcmp(text, names[i]) == 0) {
      *log = (enum server_log)i;
      return true;
    }
  }
  return error_set(err, "--log takes off, common or json, not \"%.100s\"", text);
}

static bool read_policy(const struct value *values, struct server_policy *policy, struct error *err) {
  *policy = (struct server_policy){
      .cors = values[CORS].all,
      .cors_count = values[CORS].count,
      .proxies = values[PROXIES].all,
      .proxy_count = values[PROXIES].count,
      .url = values[URL].text,
      .budget = values[COST].number,
      .rate = (unsigned)values[RATE].number,
      .burst = (unsigned)values[BURST].number,
      .connections = (unsigned)values[CONNECTIONS].number,
  };
  return read_log(values[LOG].text, &policy->log, err);
}

static bool read_options(const struct value *values, struct server_options *wanted, struct error *err) {
  *wanted = (struct server_options){
      .index = values[INDEX].text,
      .address = values[ADDRESS].text,
      .port = (uint16_t)values[PORT].number,
      .socket = values[SOCKET].text,
      .metrics = values[METRICS].text,
      .tls_cert = values[TLS_CERT].text,
      .tls_key = values[TLS_KEY].text,
      .threads = (unsigned)values[THREADS].number,
      .cache_bytes = (size_t)values[CACHE].number << 20,
  };
  return read_policy(values, &wanted->policy, err);
}

/* ---- the file of options ---- */

/* A line of the file, an option and its value, looked at by itself; of what must go with another one, nobody knows yet. */
static bool check_line(const struct command *command, int count, char **arguments, struct error *err) {
  struct call read;
  struct server_options wanted;
  if (!call_read(command, count, arguments, &read, err)) {
    return false;
  }
  if (read.word_count > 0 || read.values[CONFIG].given) {
    return error_set(err, "an option stands here, and no other --config");
  }
  if (!read_options(read.values, &wanted, err)) {
    return false;
  }
  wanted.tls_cert = wanted.tls_key = NULL;
  return server_check(&wanted, err);
}

/* What stands in the file, and the values as they hold with it: those of the command line go before. */
struct configured {
  struct buf bytes;
  struct call call;
};

/* Cuts the file into arguments: "--cors https://clinic.example" a line, # before remarks. Writes NULs into it. */
static bool cut_lines(const struct command *command, char *bytes, size_t length, char **arguments, int *count,
                      struct error *err) {
  char *line = bytes;
  *count = 0;
  for (size_t number = 1; line < bytes + length; number++) {
    char *end = strchrnul(line, '\n');
    struct str text = str_trim((struct str){line, (size_t)(end - line)});
    line = end + 1;
    if (text.len == 0 || text.ptr[0] == '#') {
      continue;
    }
    size_t space = str_find(text, ' ', 0);
    struct str value = str_trim(str_slice(text, space, text.len));
    if (text.ptr[0] != '-' || *count + 2 > 2 * CONFIG_OPTIONS_MAX) {
      return error_set(err, "%zu: an option and its value stand on a line, as in: --cors https://clinic.example", number);
    }
    int first = *count;
    arguments[(*count)++] = (char *)text.ptr;
    bytes[text.ptr - bytes + (ptrdiff_t)space] = '\0';
    if (value.len > 0) {
      arguments[(*count)++] = (char *)value.ptr;
      bytes[value.ptr - bytes + (ptrdiff_t)value.len] = '\0';
    }
    if (!check_line(command, *count - first, &arguments[first], err)) {
      return error_prefix(err, "%zu: ", number);
    }
  }
  return true;
}

/* The path of the file that is to be read; NULL where there is none, and with a '-' before its name need not be one. */
static const char *config_path(const struct call *given) {
  const char *path = given->values[CONFIG].text;
  if (path == NULL || path[0] != '-') {
    return path;
  }
  return access(path + 1, F_OK) != 0 && errno == ENOENT ? NULL : path + 1;
}

/* Answers CLI_WELL, CLI_USAGE where what stands in the file is wrong, and CLI_TROUBLE where it cannot be read. */
static int configure(const struct call *given, struct configured *configured, struct error *err) {
  const char *path = config_path(given);
  char *arguments[2 * CONFIG_OPTIONS_MAX];
  int count;
  buf_init(&configured->bytes, CONFIG_BYTES_MAX);
  configured->call = *given;
  if (path == NULL) {
    return CLI_WELL;
  }
  struct call read;
  if (!file_read(path, CONFIG_BYTES_MAX, &configured->bytes, err)) {
    (void)error_prefix(err, "%s: ", path);
    return CLI_TROUBLE;
  }
  if (!cut_lines(given->command, configured->bytes.ptr, configured->bytes.len, arguments, &count, err)) {
    (void)error_prefix(err, "%s:", path);
    return CLI_USAGE;
  }
  if (!call_read(given->command, count, arguments, &read, err)) {
    (void)error_prefix(err, "%s: ", path);
    return CLI_USAGE;
  }
  for (size_t i = 0; i < COUNT_OF(options); i++) {
    if (!given->values[i].given && i != CONFIG) {
      configured->call.values[i] = read.values[i];
    }
  }
  return CLI_WELL;
}

/* ---- running ---- */

static bool announce(const char *index, const struct server *server, struct error *err) {
  struct buf line;
  buf_init(&line, 1 << 14);
  buf_add(&line, STR("Serving "));
  output_add_plain(&line, str_of(index));
  buf_add(&line, STR(" on "));
  output_add_plain(&line, str_of(server_place(server)));
  if (server_metrics_place(server) != NULL) {
    buf_format(&line, ", metrics on %smetrics", server_metrics_place(server));
  }
  buf_byte(&line, '\n');
  bool done = buf_failed(&line) ? error_memory(err) : output_write(buf_str(&line), err);
  buf_free(&line);
  return done;
}

/* What takes effect only at a start; the others may change while the server runs. */
static bool needs_restart(const struct value *before, const struct value *after) {
  static const size_t fixed[] = {ADDRESS, PORT, SOCKET, THREADS, CACHE, METRICS, TLS_CERT, TLS_KEY, INDEX};
  for (size_t i = 0; i < COUNT_OF(fixed); i++) {
    if (!str_equal(str_of(before[fixed[i]].text), str_of(after[fixed[i]].text))) {
      return true;
    }
  }
  return false;
}

/* Reads the file of options anew. What is wrong with it is said, and all stays as it was. */
static void reload(const struct call *given, const struct value *started, struct server *server) {
  struct configured fresh;
  struct server_policy policy;
  struct error err;
  if (configure(given, &fresh, &err) != CLI_WELL || !read_policy(fresh.call.values, &policy, &err) ||
      !server_reload(server, &policy, &err)) {
    output_complain(err.text);
  } else {
    output_complain(needs_restart(started, fresh.call.values)
                        ? "the options were read again; some of what changed needs a restart"
                        : "the options were read again");
  }
  buf_free(&fresh.bytes);
}

/* Waits for the signal that ends the server. */
static void wait_for_end(const struct call *given, const struct value *started, struct server *server, const sigset_t *awaited) {
  int received = SIGHUP;
  while (sigwait(awaited, &received) == 0 && received == SIGHUP) {
    reload(given, started, server);
  }
}

/* Serves until it is told to stop. */
static int serve(const struct call *call, const struct value *values, const sigset_t *awaited, struct error *err) {
  struct server_options wanted;
  struct server *server;
  if (!read_options(values, &wanted, err) || !server_check(&wanted, err)) {
    return CLI_USAGE;
  }
  if (!server_start(&wanted, &server, err)) {
    return CLI_TROUBLE;
  }
  bool announced = announce(wanted.index, server, err);
  if (announced) {
    wait_for_end(call, values, server, awaited);
  }
  /* Somebody who asks a second time does not want to wait for requests under way. */
  (void)pthread_sigmask(SIG_UNBLOCK, awaited, NULL);
  server_stop(server, DRAIN_SECONDS);
  return announced ? CLI_WELL : CLI_TROUBLE;
}

static int run(const struct call *call, struct error *err) {
  /* Blocked before the server's threads start, which inherit it: the signals wait for sigwait(). */
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGINT);
  sigaddset(&awaited, SIGTERM);
  sigaddset(&awaited, SIGHUP);
  (void)pthread_sigmask(SIG_BLOCK, &awaited, NULL);
  struct configured configured;
  int status = configure(call, &configured, err);
  if (status == CLI_WELL) {
    status = serve(call, configured.call.values, &awaited, err);
  }
  buf_free(&configured.bytes);
  return status;
}

const struct command command_serve = {
    .name = "serve",
    .summary = "answer over HTTP",
    .about = "Answers over HTTP: pages for visitors and a JSON API. A new index in the place\n"
             "of the old one is taken up without a restart. SIGHUP has the file of options\n"
             "read again. SIGINT and SIGTERM let the requests under way end first, for at\n"
             "most 10 seconds; a second signal does not wait.",
    .example = "marrow serve --port 8000",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
