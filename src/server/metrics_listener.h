/* metrics_listener: the address at which metrics are read. Private to server. */
#ifndef MARROW_SERVER_METRICS_LISTENER_H
#define MARROW_SERVER_METRICS_LISTENER_H

#include "server/listener.h"
#include "server/metrics.h"

struct metrics_listener;

/* Listens on "ADDRESS:PORT", an IPv6 address in brackets; one thread answers /metrics there. `place` becomes where it is. */
bool metrics_listen(const char *wanted, struct metrics *metrics, char place[PLACE_BYTES], struct metrics_listener **listener,
                    struct error *err) MUST_USE;
void metrics_listener_free(struct metrics_listener *listener);

#endif
