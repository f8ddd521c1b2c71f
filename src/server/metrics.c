#include "server/metrics.h"

#include "server/access.h"
#include "server/cache.h"
#include "server/connections.h"
#include "server/process.h"
#include "server/readers.h"
#include "server/routes.h"
#include "store/store.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { ROUTES_MAX = 32, STATUSES = 6 };

/* Upper ends of the buckets of durations, in microseconds. */
static const uint64_t ends[] = {100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 5000000};

struct route_metrics {
  atomic_uint_least64_t statuses[STATUSES]; /* by hundreds: [2] are 200 to 299 */
  atomic_uint_least64_t durations[COUNT_OF(ends)];
  atomic_uint_least64_t microseconds, bytes;
};

struct metrics {
  struct readers *readers;
  struct connections *connections;
  struct cache *cache;
  struct access *access;
  time_t began;
  atomic_uint_least64_t limited, reloads, failed_reloads;
  struct route_metrics routes[ROUTES_MAX];
};

struct metrics *metrics_new(struct readers *readers, struct connections *connections, struct cache *cache,
                            struct access *access) {
  struct metrics *metrics = calloc(1, sizeof *metrics);
  if (metrics != NULL) {
    metrics->readers = readers;
    metrics->connections = connections;
    metrics->cache = cache;
    metrics->access = access;
    metrics->began = time(NULL);
  }
  return metrics;
}

void metrics_free(struct metrics *metrics) {
  free(metrics);
}

static void add(atomic_uint_least64_t *counter, uint64_t more) {
  atomic_fetch_add_explicit(counter, more, memory_order_relaxed);
}

static uint64_t read(const atomic_uint_least64_t *counter) {
  return atomic_load_explicit(counter, memory_order_relaxed);
}

void metrics_note(struct metrics *metrics, size_t route, unsigned status, size_t bytes, uint64_t microseconds) {
  struct route_metrics *own = &metrics->routes[route < ROUTES_MAX ? route : ROUTES_MAX - 1];
  add(&own->statuses[status / 100 < STATUSES ? status / 100 : 0], 1);
  add(&own->bytes, bytes);
  add(&own->microseconds, microseconds);
  for (size_t i = 0; i < COUNT_OF(ends); i++) {
    if (microseconds <= ends[i]) {
      add(&own->durations[i], 1);
      break;
    }
  }
  if (status == 429) {
    add(&metrics->limited, 1);
  }
}

void metrics_note_reload(struct metrics *metrics, bool taken) {
  add(taken ? &metrics->reloads : &metrics->failed_reloads, 1);
}

/* ---- the text ---- */

static void begin(struct buf *out, const char *name, const char *type, const char *says) {
  buf_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, says, name, type);
}

static uint64_t answers_of(const struct route_metrics *own) {
  uint64_t sum = 0;
  for (size_t i = 0; i < STATUSES; i++) {
    sum += read(&own->statuses[i]);
  }
  return sum;
}

static void add_requests(struct buf *out, const struct metrics *metrics) {
  begin(out, "marrow_requests_total", "counter", "Answers by route and hundred of the status.");
  for (size_t i = 0; i < ROUTES_MAX; i++) {
    for (size_t status = 1; status < STATUSES; status++) {
      uint64_t count = read(&metrics->routes[i].statuses[status]);
      if (count > 0) {
        buf_format(out, "marrow_requests_total{route=\"%s\",status=\"%zuxx\"} %ju\n", routes_name(i), status, (uintmax_t)count);
      }
    }
  }
  begin(out, "marrow_sent_bytes_total", "counter", "Bytes of bodies by route.");
  for (size_t i = 0; i < ROUTES_MAX; i++) {
    if (answers_of(&metrics->routes[i]) > 0) {
      buf_format(out, "marrow_sent_bytes_total{route=\"%s\"} %ju\n", routes_name(i), (uintmax_t)read(&metrics->routes[i].bytes));
    }
  }
}

static void add_durations(struct buf *out, const struct metrics *metrics) {
  begin(out, "marrow_request_seconds", "histogram", "Time from the end of a request's header to the beginning of its answer.");
  for (size_t i = 0; i < ROUTES_MAX; i++) {
    const struct route_metrics *own = &metrics->routes[i];
    uint64_t all = answers_of(own), sum = 0;
    const char *name = routes_name(i);
    for (size_t k = 0; k < COUNT_OF(ends) && all > 0; k++) {
      sum += read(&own->durations[k]);
      buf_format(out, "marrow_request_seconds_bucket{route=\"%s\",le=\"%g\"} %ju\n", name, (double)ends[k] / 1e6, (uintmax_t)sum);
    }
    if (all > 0) {
      buf_format(out, "marrow_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %ju\n", name, (uintmax_t)all);
      buf_format(out, "marrow_request_seconds_sum{route=\"%s\"} %g\n", name, (double)read(&own->microseconds) / 1e6);
      buf_format(out, "marrow_request_seconds_count{route=\"%s\"} %ju\n", name, (uintmax_t)all);
    }
  }
}

static void add_number(struct buf *out, const char *name, const char *type, const char *says, uint64_t number) {
  begin(out, name, type, says);
  buf_format(out, "%s %ju\n", name, (uintmax_t)number);
}

/* By the names that all programs have, so that what watches them knows these already. */
static void add_process(struct buf *out, const struct metrics *metrics) {
  struct process_facts facts = process_facts();
  begin(out, "process_cpu_seconds_total", "counter", "Time of processors, in seconds.");
  buf_format(out, "process_cpu_seconds_total %.3f\n", facts.cpu_seconds);
  add_number(out, "process_resident_memory_bytes", "gauge", "Memory that is in use.", facts.resident_bytes);
  add_number(out, "process_open_fds", "gauge", "Open files.", facts.open_files);
  add_number(out, "process_max_fds", "gauge", "Files that may be open.", facts.files_most);
  add_number(out, "process_start_time_seconds", "gauge", "When it was started, in seconds since 1970.", (uint64_t)metrics->began);
}

void metrics_write(const struct metrics *metrics, struct buf *out) {
  struct readers_facts facts = readers_facts(metrics->readers);
  add_requests(out, metrics);
  add_durations(out, metrics);
  add_number(out, "marrow_limited_total", "counter", "Requests refused by rate.", read(&metrics->limited));
  struct connections_facts opened = connections_facts(metrics->connections);
  add_number(out, "marrow_connections", "gauge", "Open connections.", opened.open);
  add_number(out, "marrow_refused_connections_total", "counter", "Connections refused to addresses with too many.",
             opened.refused);
  add_number(out, "marrow_displaced_connections_total", "counter", "Connections closed to make room for others.",
             opened.displaced);
  struct cache_facts kept = cache_facts(metrics->cache);
  add_number(out, "marrow_cache_hits_total", "counter", "Answers that had been kept.", kept.hits);
  add_number(out, "marrow_cache_misses_total", "counter", "Answers that had not.", kept.misses);
  add_number(out, "marrow_cache_answers", "gauge", "Answers that are kept.", kept.answers);
  add_number(out, "marrow_cache_bytes", "gauge", "Bytes they take.", kept.bytes);
  add_number(out, "marrow_articles", "gauge", "Articles in the index.", facts.articles);
  add_number(out, "marrow_index_moves_total", "counter", "New generations taken up.", facts.moves);
  add_number(out, "marrow_index_failures_total", "counter", "New index files that could not be opened.", facts.failures);
  add_number(out, "marrow_reloads_total", "counter", "Configurations taken.", read(&metrics->reloads));
  add_number(out, "marrow_failed_reloads_total", "counter", "Configurations refused.", read(&metrics->failed_reloads));
  add_number(out, "marrow_log_lost_total", "counter", "Lines of the log that nobody took.", access_lost(metrics->access));
  add_process(out, metrics);
  begin(out, "marrow_generation", "gauge", "1, with the digest of the index and the version of the program.");
  buf_format(out, "marrow_generation{digest=\"%s\",version=\"" MARROW_VERSION "\"} 1\n", facts.digest);
}
