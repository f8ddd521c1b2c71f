/* listener: the socket that connections arrive at. */
#ifndef MARROW_SERVER_LISTENER_H
#define MARROW_SERVER_LISTENER_H

#include "base/base.h"

/* Listens on an address or a host name, and a port (0: any free one); *port becomes the one it is. */
bool listener_open(const char *address, uint16_t *port, int *listener, struct error *err) MUST_USE;

/* Listens on a Unix socket at that path, which its group may use; one that a dead server has left there is replaced. */
bool listener_open_unix(const char *path, int *listener, struct error *err) MUST_USE;

/* The socket that systemd has opened for this process; -1 where it has opened none. More than one is an error. */
bool listener_inherit(int *listener, struct error *err) MUST_USE;

/* Where a socket listens: "http://127.0.0.1:8080/", with "https" where `secure`, or "unix:PATH". */
enum { PLACE_BYTES = 160 };
void listener_place(int listener, bool secure, char place[PLACE_BYTES]);

#endif
