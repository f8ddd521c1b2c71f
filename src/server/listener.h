/* listener: the socket that connections arrive at. */
#ifndef MARROW_SERVER_LISTENER_H
#define MARROW_SERVER_LISTENER_H

#include "base/base.h"

/* Listens on an address or a host name, and a port (0: any free one); *port becomes the one it is. */
bool listener_open(const char *address, uint16_t *port, int *listener, struct error *err) MUST_USE;

#endif
