#include "server/connections.h"

#include "server/peers.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

struct connections {
  pthread_t watcher;
  pthread_mutex_t mutex; /* guards what follows and the list */
  pthread_cond_t ending_changed;
  bool ending;
  size_t most;
  struct connection *first;
  struct connections_facts facts;
  size_t ending_count; /* of those that make room and are still open */
  struct peers *peers;
};

/* Shut down, not closed: the library sees the end of the stream and closes in its own thread. */
static void close_overdue(const struct connections *connections, uint64_t now) {
  bool crowded = connections->facts.open > connections->most / 4 * 3;
  uint64_t hurry = crowded ? (REQUEST_SECONDS - CROWDED_SECONDS) * 1000 : 0;
  for (struct connection *each = connections->first; each != NULL; each = each->next) {
    uint64_t early = atomic_load(&each->phase) == PHASE_ANSWERING ? 0 : hurry;
    if (now + early >= atomic_load(&each->deadline)) {
      (void)shutdown(each->socket, SHUT_RDWR);
    }
  }
}

/* What making room looks at. Of a proxy's connections, behind each of which stands somebody else, none counts for many. */
struct standing {
  bool waits;
  size_t shares;
  uint64_t deadline;
};

static struct standing standing_of(const struct connection *connection) {
  return (struct standing){.waits = atomic_load(&connection->phase) != PHASE_ANSWERING,
                           .shares = connection->shared ? peer_count(connection->peer) : 1,
                           .deadline = atomic_load(&connection->deadline)};
}

static bool goes_before(const struct standing *a, const struct standing *b) {
  return a->waits != b->waits ? a->waits : a->shares != b->shares ? a->shares > b->shares : a->deadline < b->deadline;
}

/* The one that is to make room; NULL where none can be asked to. */
static struct connection *find_last(const struct connections *connections, uint64_t now) {
  struct connection *last = NULL;
  struct standing least = {.waits = false};
  for (struct connection *each = connections->first; each != NULL; each = each->next) {
    const struct standing standing = standing_of(each);
    bool spared = !standing.waits && standing.deadline > now + (ANSWER_SECONDS - CROWDED_SECONDS) * 1000;
    if (!each->ending && !spared && (last == NULL || goes_before(&standing, &least))) {
      last = each;
      least = standing;
    }
  }
  return last;
}

static void make_room(struct connections *connections, uint64_t now) {
  size_t kept = connections->most - connections->most / 8;
  struct connection *last;
  while (connections->facts.open - connections->ending_count > kept && (last = find_last(connections, now)) != NULL) {
    last->ending = true;
    connections->ending_count++;
    connections->facts.displaced++;
    (void)shutdown(last->socket, SHUT_RDWR);
  }
}

static void *watch(void *context) {
  struct connections *connections = context;
  (void)pthread_mutex_lock(&connections->mutex);
  while (!connections->ending) {
    uint64_t now = clock_milliseconds();
    close_overdue(connections, now);
    make_room(connections, now);
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    (void)pthread_cond_timedwait(&connections->ending_changed, &connections->mutex, &until);
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  return NULL;
}

bool connections_new(size_t most, struct connections **connections, struct error *err) {
  struct connections *made = calloc(1, sizeof *made);
  struct peers *peers = peers_new();
  if (made == NULL || peers == NULL) {
    free(made);
    peers_free(peers);
    return error_memory(err);
  }
  made->peers = peers;
  made->most = most;
  (void)pthread_mutex_init(&made->mutex, NULL);
  pthread_condattr_t monotonic;
  (void)pthread_condattr_init(&monotonic);
  (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  (void)pthread_cond_init(&made->ending_changed, &monotonic);
  (void)pthread_condattr_destroy(&monotonic);
  int reason = pthread_create(&made->watcher, NULL, watch, made);
  if (reason != 0) {
    peers_free(peers);
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
  peers_free(connections->peers);
  free(connections);
}

static void put_first(struct connections *connections, struct connection *connection) {
  connection->next = connections->first;
  if (connection->next != NULL) {
    connection->next->previous = connection;
  }
  connections->first = connection;
}

static void take_out(struct connections *connections, struct connection *connection) {
  if (connection->next != NULL) {
    connection->next->previous = connection->previous;
  }
  if (connection->previous != NULL) {
    connection->previous->next = connection->next;
  } else {
    connections->first = connection->next;
  }
}

/* Whether the peer gets one more of its share. */
static bool take_share(struct connections *connections, const struct address *peer, size_t most, struct connection *connection) {
  if (most > 0 && peers_count(connections->peers, peer) >= most) {
    connections->facts.refused++;
    return false;
  }
  connection->peer = peers_add(connections->peers, peer);
  return connection->peer != NULL;
}

struct connection *connections_add(struct connections *connections, const struct address *peer, size_t most, int socket) {
  struct connection *connection = calloc(1, sizeof *connection);
  if (connection == NULL) {
    (void)shutdown(socket, SHUT_RDWR);
    return NULL;
  }
  uint64_t now = clock_milliseconds();
  connection->socket = socket;
  connection->shared = most > 0;
  atomic_init(&connection->deadline, now + REQUEST_SECONDS * 1000);
  buf_init(&connection->target, REQUEST_BYTES_MAX);
  (void)pthread_mutex_lock(&connections->mutex);
  bool taken = take_share(connections, peer, most, connection);
  if (taken) {
    connections->facts.open++;
    make_room(connections, now);
    put_first(connections, connection);
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  if (!taken) {
    (void)shutdown(socket, SHUT_RDWR);
    free(connection);
    return NULL;
  }
  return connection;
}

void connections_remove(struct connections *connections, struct connection *connection) {
  (void)pthread_mutex_lock(&connections->mutex);
  take_out(connections, connection);
  peers_remove(connections->peers, connection->peer);
  connections->facts.open--;
  connections->ending_count -= connection->ending;
  (void)pthread_mutex_unlock(&connections->mutex);
  buf_free(&connection->target);
  free(connection);
}

void connections_read(struct connection *connection) {
  atomic_store(&connection->phase, PHASE_READING);
}

void connections_answer(struct connection *connection) {
  atomic_store(&connection->deadline, clock_milliseconds() + ANSWER_SECONDS * 1000);
  atomic_store(&connection->phase, PHASE_ANSWERING);
}

void connections_wait(struct connection *connection) {
  atomic_store(&connection->deadline, clock_milliseconds() + REQUEST_SECONDS * 1000);
  atomic_store(&connection->phase, PHASE_WAITING);
}

struct connections_facts connections_facts(struct connections *connections) {
  (void)pthread_mutex_lock(&connections->mutex);
  struct connections_facts facts = connections->facts;
  (void)pthread_mutex_unlock(&connections->mutex);
  return facts;
}

/*
 * Whether bytes have come that no answer followed: they lie there unread, or came after the last ones that were sent. The
 * system is asked for this at the end only: asking with each answer would cost a twentieth of it.
 */
static bool has_news(int socket) {
  struct tcp_info facts = {0};
  socklen_t length = sizeof facts;
  int unread = 0;
  return (ioctl(socket, FIONREAD, &unread) == 0 && unread > 0) ||
         (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &facts, &length) == 0 &&
          facts.tcpi_last_data_recv < facts.tcpi_last_data_sent);
}

static bool is_under_way(struct connection *connection) {
  return has_news(connection->socket) || atomic_load(&connection->phase) != PHASE_WAITING;
}

static bool any_under_way(struct connections *connections) {
  bool found = false;
  (void)pthread_mutex_lock(&connections->mutex);
  for (struct connection *each = connections->first; each != NULL && !found; each = each->next) {
    found = is_under_way(each);
  }
  (void)pthread_mutex_unlock(&connections->mutex);
  return found;
}

void connections_drain(struct connections *connections, unsigned seconds) {
  const struct timespec pause = {.tv_nsec = 5000000};
  uint64_t end = clock_milliseconds() + (uint64_t)seconds * 1000;
  /* Twice in a row: between two looks at it, a request is read but not yet known to be one. */
  for (int quiet = 0; quiet < 2 && clock_milliseconds() < end;) {
    quiet = any_under_way(connections) ? 0 : quiet + 1;
    (void)nanosleep(&pause, NULL);
  }
}
