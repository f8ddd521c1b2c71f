/* metrics_listener: the address at which metrics are read. Private to server. */
#ifndef MARROW_SERVER_METRICS_LISTENER_H
#define MARROW_SERVER_METRICS_LISTENER_H

#include "server/listener.h"
#include "server/metrics.h"

struct metrics_listener;

/* Whether that is an address and a port: "127.0.0.1:9100", "[::1]:9100". */
bool metrics_is_place(const char *place, struct error *err) MUST_USE;

/* Listens on "ADDRESS:PORT", an IPv6 address in brackets; one thread answers /metrics there. `place` becomes where it is. */
bool metrics_listen(const char *wanted, struct metrics *metrics, char place[PLACE_BYTES], struct metrics_listener **listener,
                    struct error *err) MUST_USE;
void metrics_listener_free(struct metrics_listener *listener);

#endif
