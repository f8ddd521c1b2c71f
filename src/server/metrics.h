/* metrics: what the server counts, and how Prometheus reads it. Private to server. */
#ifndef MARROW_SERVER_METRICS_H
#define MARROW_SERVER_METRICS_H

#include "base/base.h"

struct metrics;
struct readers;
struct connections;
struct access;
struct cache;

/* All these are looked at when the metrics are read. NULL where there is no memory. */
struct metrics *metrics_new(struct readers *readers, struct connections *connections, struct cache *cache, struct access *access);
void metrics_free(struct metrics *metrics);

/* Notes one answer; `route` is its place among the routes, or beyond them where there is none. */
void metrics_note(struct metrics *metrics, size_t route, unsigned status, size_t bytes, uint64_t microseconds);

/* Notes how a new configuration was taken. */
void metrics_note_reload(struct metrics *metrics, bool taken);

/* Appends all of it in Prometheus' text format. */
void metrics_write(const struct metrics *metrics, struct buf *out);

#endif
