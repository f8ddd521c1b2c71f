#include "server/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Connections that wait to be accepted; the system may have a lower limit of its own. */
enum { BACKLOG = 1024 };

/* A listening socket, or -1 and errno. */
static int listen_at(const struct addrinfo *place) {
  int listener = socket(place->ai_family, place->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, place->ai_protocol);
  if (listener < 0) {
    return -1;
  }
  const int yes = 1; /* a server that was just stopped must not keep its port from the next one */
  (void)setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, place->ai_addr, place->ai_addrlen) != 0 || listen(listener, BACKLOG) != 0) {
    int reason = errno;
    (void)close(listener);
    errno = reason;
    return -1;
  }
  return listener;
}

static uint16_t port_of(int listener) {
  union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
  } bound = {.v6 = {0}};
  socklen_t length = sizeof bound;
  (void)getsockname(listener, &bound.any, &length);
  return ntohs(bound.any.sa_family == AF_INET6 ? bound.v6.sin6_port : bound.v4.sin_port);
}

bool listener_open(const char *address, uint16_t *port, int *listener, struct error *err) {
  char service[8];
  (void)snprintf(service, sizeof service, "%u", (unsigned)*port);
  const struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
  struct addrinfo *places = NULL;
  int answer = getaddrinfo(address, service, &wanted, &places);
  if (answer != 0) {
    return error_set(err, "%s: is no address of this machine (%s); give one like 127.0.0.1 or ::1", address,
                     gai_strerror(answer));
  }
  *listener = -1;
  for (const struct addrinfo *place = places; place != NULL && *listener < 0; place = place->ai_next) {
    *listener = listen_at(place);
  }
  int reason = errno;
  freeaddrinfo(places);
  if (*listener < 0) {
    return error_set(err, "%s, port %s: cannot be listened on (%s); choose another port, or stop the program that has it",
                     address, service, strerror(reason));
  }
  *port = port_of(*listener);
  return true;
}
