/* listener: the socket that connections arrive at. */
#ifndef MARROW_SERVER_LISTENER_H
#define MARROW_SERVER_LISTENER_H

#include "base/base.h"

#include <sys/types.h>

struct listener {
  int socket;     /* -1: none */
  bool inherited; /* whoever opened it holds it, too, and goes on when this process ends */
  char *path;     /* of a Unix socket that was made here; NULL: none */
  dev_t device;   /* of its file, by which it is known from another one at that path */
  ino_t inode;
};

/* Listens on an address or a host name, and a port, 0: any free one. */
bool listener_open(const char *address, uint16_t port, struct listener *listener, struct error *err) MUST_USE;

/* Listens on a Unix socket at that path, which its group may use; one that a dead server has left there is replaced. */
bool listener_open_unix(const char *path, struct listener *listener, struct error *err) MUST_USE;

/* The socket that systemd has opened for this process; none where it has opened none. More than one is an error, and so is
 * one that takes no connections. */
bool listener_inherit(struct listener *listener, struct error *err) MUST_USE;

/* Closes the socket, and takes its file away where that is still the one that was made. */
void listener_close(struct listener *listener);

/* Where a socket listens: "http://127.0.0.1:8080/", with "https" where `secure`, or "unix:PATH". */
enum { PLACE_BYTES = 160 };
void listener_place(int listener, bool secure, char place[PLACE_BYTES]);

#endif
