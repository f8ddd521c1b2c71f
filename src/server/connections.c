#include "server/connections.h"

#include "server/clock.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

struct connections {
  pthread_t watcher;
  pthread_mutex_t mutex; /* guards what follows and the lists' connections */
  pthread_cond_t ending_changed;
  bool ending;
  struct connection *first;
};

/* Shut down, not closed: the library sees the end of the stream and closes in its own thread. */
static void close_overdue(const struct connections *connections, uint64_t now) {
  for (struct connection *each = connections->first; each != NULL; each = each->next) {
    if (now >= each->deadline) {
      (void)shutdown(each->socket, SHUT_RDWR);
    }
  }
}

static void *watch(void *context) {
  struct connections *connections = context;
  (void)pthread_mutex_lock(&connections->mutex);
  while (!connections->ending) {
    close_overdue(connections, clock_milliseconds());
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    (void)pthread_cond_timedwait(&connections->ending_changed, &connections->mutex, &until);
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  return NULL;
}

bool connections_new(struct connections **connections, struct error *err) {
  struct connections *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  (void)pthread_mutex_init(&made->mutex, NULL);
  pthread_condattr_t monotonic;
  (void)pthread_condattr_init(&monotonic);
  (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  (void)pthread_cond_init(&made->ending_changed, &monotonic);
  (void)pthread_condattr_destroy(&monotonic);
  int reason = pthread_create(&made->watcher, NULL, watch, made);
  if (reason != 0) {
    free(made);
    return error_set(err, "a thread cannot be started (%s); end other programs", strerror(reason));
  }
  *connections = made;
  return true;
}

void connections_free(struct connections *connections) {
  (void)pthread_mutex_lock(&connections->mutex);
  connections->ending = true;
  (void)pthread_cond_signal(&connections->ending_changed);
  (void)pthread_mutex_unlock(&connections->mutex);
  (void)pthread_join(connections->watcher, NULL);
  (void)pthread_cond_destroy(&connections->ending_changed);
  (void)pthread_mutex_destroy(&connections->mutex);
  free(connections);
}

struct connection *connections_add(struct connections *connections, int socket) {
  struct connection *connection = calloc(1, sizeof *connection);
  if (connection == NULL) {
    return NULL;
  }
  connection->socket = socket;
  connection->deadline = clock_milliseconds() + REQUEST_SECONDS * 1000;
  buf_init(&connection->target, REQUEST_BYTES_MAX);
  (void)pthread_mutex_lock(&connections->mutex);
  connection->next = connections->first;
  if (connection->next != NULL) {
    connection->next->previous = connection;
  }
  connections->first = connection;
  (void)pthread_mutex_unlock(&connections->mutex);
  return connection;
}

void connections_remove(struct connections *connections, struct connection *connection) {
  (void)pthread_mutex_lock(&connections->mutex);
  if (connection->next != NULL) {
    connection->next->previous = connection->previous;
  }
  if (connection->previous != NULL) {
    connection->previous->next = connection->next;
  } else {
    connections->first = connection->next;
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  buf_free(&connection->target);
  free(connection);
}

/* All bytes the system has taken in from the other side, read by the library or not. */
static uint64_t bytes_received(int socket) {
  struct tcp_info facts = {0};
  socklen_t length = sizeof facts;
  return getsockopt(socket, IPPROTO_TCP, TCP_INFO, &facts, &length) == 0 ? facts.tcpi_bytes_received : 0;
}

void connections_enter(struct connections *connections, struct connection *connection, enum phase phase) {
  uint64_t now = clock_milliseconds();
  (void)pthread_mutex_lock(&connections->mutex);
  connection->phase = phase;
  if (phase == PHASE_WAITING) {
    connection->deadline = now + REQUEST_SECONDS * 1000;
  } else if (phase == PHASE_ANSWERING) {
    connection->received = bytes_received(connection->socket);
    connection->deadline = now + ANSWER_SECONDS * 1000;
  }
  (void)pthread_mutex_unlock(&connections->mutex);
}

size_t connections_count(struct connections *connections) {
  size_t count = 0;
  (void)pthread_mutex_lock(&connections->mutex);
  for (const struct connection *each = connections->first; each != NULL; each = each->next) {
    count++;
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  return count;
}

static bool any_under_way(struct connections *connections) {
  bool found = false;
  (void)pthread_mutex_lock(&connections->mutex);
  for (const struct connection *each = connections->first; each != NULL && !found; each = each->next) {
    found = each->phase != PHASE_WAITING || bytes_received(each->socket) != each->received;
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  return found;
}

void connections_drain(struct connections *connections, unsigned seconds) {
  const struct timespec pause = {.tv_nsec = 5000000};
  uint64_t end = clock_milliseconds() + (uint64_t)seconds * 1000;
  while (any_under_way(connections) && clock_milliseconds() < end) {
    (void)nanosleep(&pause, NULL);
  }
}
