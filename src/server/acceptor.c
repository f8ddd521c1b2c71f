#include "server/acceptor.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { PAUSE_MILLISECONDS = 5 }; /* where there is no room for another connection, until it is looked for again */

struct acceptor {
  struct MHD_Daemon *daemon;
  struct listener listener;
  struct traffic *traffic;
  size_t most;
  int ending; /* an eventfd: readable once no more are to be taken */
  pthread_t thread;
};

static bool is_full(const struct acceptor *acceptor) {
  return atomic_load(&acceptor->traffic->handed) - atomic_load(&acceptor->traffic->gone) >= acceptor->most;
}

/* Takes all that wait. False where there is no room for another one. */
static bool take_waiting(struct acceptor *acceptor) {
  while (!is_full(acceptor)) {
    struct sockaddr_storage peer;
    socklen_t length = sizeof peer;
    int taken = accept4(acceptor->listener.socket, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (taken < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)) {
      return true;
    }
    if (taken < 0) {
      return false;
    }
    atomic_fetch_add(&acceptor->traffic->handed, 1);
    if (MHD_add_connection(acceptor->daemon, taken, (struct sockaddr *)&peer, length) != MHD_YES) {
      atomic_fetch_sub(&acceptor->traffic->handed, 1); /* it was closed for want of memory */
    }
  }
  return false;
}

static void *accept_all(void *context) {
  struct acceptor *acceptor = context;
  struct pollfd watched[] = {{.fd = acceptor->ending, .events = POLLIN}, {.fd = acceptor->listener.socket, .events = POLLIN}};
  bool room = true;
  while ((watched[0].revents & POLLIN) == 0) {
    int ready = poll(watched, room ? 2 : 1, room ? -1 : PAUSE_MILLISECONDS);
    room = ready < 0 || (watched[0].revents & POLLIN) != 0 || take_waiting(acceptor);
  }
  return NULL;
}

bool acceptor_start(struct MHD_Daemon *daemon, const struct listener *listener, struct traffic *traffic, size_t most,
                    struct acceptor **acceptor, struct error *err) {
  struct acceptor *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  *made = (struct acceptor){.daemon = daemon,
                            .listener = *listener,
                            .traffic = traffic,
                            .most = most,
                            .ending = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  int reason = made->ending < 0 ? errno : pthread_create(&made->thread, NULL, accept_all, made);
  if (reason != 0) {
    if (made->ending >= 0) {
      (void)close(made->ending);
    }
    free(made);
    return error_set(err, "a thread cannot be started (%s); end other programs", strerror(reason));
  }
  *acceptor = made;
  return true;
}

void acceptor_stop(struct acceptor *acceptor) {
  const uint64_t one = 1;
  (void)!write(acceptor->ending, &one, sizeof one);
  (void)pthread_join(acceptor->thread, NULL);
  if (!acceptor->listener.inherited) {
    (void)take_waiting(acceptor);
  }
  listener_close(&acceptor->listener);
  (void)close(acceptor->ending);
  free(acceptor);
}
