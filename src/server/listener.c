#include "server/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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

union bound {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  struct sockaddr_un local;
};

static union bound bound_to(int listener) {
  union bound bound;
  socklen_t length = sizeof bound;
  memset(&bound, 0, sizeof bound);
  (void)getsockname(listener, &bound.any, &length);
  return bound;
}

bool listener_open(const char *address, uint16_t port, struct listener *listener, struct error *err) {
  char service[8];
  (void)snprintf(service, sizeof service, "%u", (unsigned)port);
  const struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
  struct addrinfo *places = NULL;
  int answer = getaddrinfo(address, service, &wanted, &places);
  if (answer != 0) {
    return error_set(err, "%s: is no address of this machine (%s); give one like 127.0.0.1 or ::1", address,
                     gai_strerror(answer));
  }
  *listener = (struct listener){.socket = -1};
  for (const struct addrinfo *place = places; place != NULL && listener->socket < 0; place = place->ai_next) {
    listener->socket = listen_at(place);
  }
  int reason = errno;
  freeaddrinfo(places);
  if (listener->socket < 0) {
    return error_set(err, "%s, port %s: cannot be listened on (%s); choose another port, or stop the program that has it",
                     address, service, strerror(reason));
  }
  return true;
}

/* Whether nobody listens at a socket that is there. A file that is none stays as it is. */
static bool is_left_over(const struct sockaddr_un *place) {
  struct stat there;
  if (lstat(place->sun_path, &there) != 0 || !S_ISSOCK(there.st_mode)) {
    errno = EADDRINUSE;
    return false;
  }
  int tried = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  bool refused = tried >= 0 && connect(tried, (const struct sockaddr *)place, sizeof *place) != 0 && errno == ECONNREFUSED;
  if (tried >= 0) {
    (void)close(tried);
  }
  return refused;
}

bool listener_open_unix(const char *path, struct listener *listener, struct error *err) {
  struct sockaddr_un place = {.sun_family = AF_UNIX};
  *listener = (struct listener){.socket = -1};
  if (strlen(path) >= sizeof place.sun_path) {
    return error_set(err, "%s: is too long for a socket; it may have %zu bytes", path, sizeof place.sun_path - 1);
  }
  memcpy(place.sun_path, path, strlen(path) + 1);
  const struct addrinfo wanted = {
      .ai_family = AF_UNIX, .ai_socktype = SOCK_STREAM, .ai_addr = (struct sockaddr *)&place, .ai_addrlen = sizeof place};
  listener->socket = listen_at(&wanted);
  if (listener->socket < 0 && errno == EADDRINUSE && is_left_over(&place) && unlink(path) == 0) {
    listener->socket = listen_at(&wanted);
  }
  struct stat made;
  if (listener->socket < 0 || lstat(path, &made) != 0) {
    return error_set(err, "%s: cannot be listened on (%s); choose another path, or stop the program that has it", path,
                     strerror(errno));
  }
  listener->device = made.st_dev;
  listener->inode = made.st_ino;
  listener->path = strdup(path);
  (void)chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP);
  return listener->path != NULL || error_memory(err);
}

void listener_close(struct listener *listener) {
  struct stat there;
  if (listener->path != NULL && lstat(listener->path, &there) == 0 && there.st_dev == listener->device &&
      there.st_ino == listener->inode) {
    (void)unlink(listener->path);
  }
  if (listener->socket >= 0) {
    (void)close(listener->socket);
  }
  free(listener->path);
  *listener = (struct listener){.socket = -1};
}

static int option_of(int socket, int name) {
  int value = -1;
  socklen_t length = sizeof value;
  return getsockopt(socket, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

bool listener_inherit(struct listener *listener, struct error *err) {
  enum { FIRST = 3 }; /* as sd_listen_fds(3) says */
  const char *process = getenv("LISTEN_PID"), *sockets = getenv("LISTEN_FDS");
  uint64_t number, count;
  *listener = (struct listener){.socket = -1};
  if (process == NULL || sockets == NULL || !str_to_number(str_of(process), UINT32_MAX, &number) ||
      number != (uint64_t)getpid() || !str_to_number(str_of(sockets), 1024, &count) || count == 0) {
    return true;
  }
  if (count > 1) {
    return error_set(err, "systemd has opened %s sockets; name one ListenStream= in the socket unit", sockets);
  }
  int flags = fcntl(FIRST, F_GETFL);
  if (flags < 0 || fcntl(FIRST, F_SETFL, flags | O_NONBLOCK) != 0 || fcntl(FIRST, F_SETFD, FD_CLOEXEC) != 0) {
    return error_set(err, "the socket that systemd has opened cannot be used (%s)", strerror(errno));
  }
  if (option_of(FIRST, SO_TYPE) != SOCK_STREAM) {
    return error_set(err, "what systemd has opened is no stream socket; name it by ListenStream= in the socket unit");
  }
  if (option_of(FIRST, SO_ACCEPTCONN) != 1) {
    return error_set(err, "the socket that systemd has opened takes no connections; set Accept=no in the socket unit and "
                          "restart it");
  }
  listener->socket = FIRST;
  listener->inherited = true;
  return true;
}

void listener_place(int listener, bool secure, char place[PLACE_BYTES]) {
  union bound bound = bound_to(listener);
  const char *scheme = secure ? "https" : "http";
  char text[INET6_ADDRSTRLEN] = "";
  if (bound.any.sa_family == AF_UNIX) {
    (void)snprintf(place, PLACE_BYTES, "unix:%s", bound.local.sun_path);
  } else if (bound.any.sa_family == AF_INET6) {
    (void)inet_ntop(AF_INET6, &bound.v6.sin6_addr, text, sizeof text);
    (void)snprintf(place, PLACE_BYTES, "%s://[%s]:%u/", scheme, text, (unsigned)ntohs(bound.v6.sin6_port));
  } else {
    (void)inet_ntop(AF_INET, &bound.v4.sin_addr, text, sizeof text);
    (void)snprintf(place, PLACE_BYTES, "%s://%s:%u/", scheme, text, (unsigned)ntohs(bound.v4.sin_port));
  }
}
