#include "server/access.h"

#include "render/render.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct access {
  pthread_mutex_t mutex; /* from the question whether there is room to the line's end */
  atomic_uint_least64_t lost;
};

/* A pipe takes a line of up to 4096 bytes in one piece. An escaped byte takes up to six. */
enum { LINE_BYTES_MAX = 4096, SHOWN_MAX = 600 };

/* Text between quotation marks: what is no plain ASCII is written as Apache writes it, \xE9. */
static void add_quoted(struct buf *line, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (byte == '"' || byte == '\\') {
      buf_byte(line, '\\');
    }
    if (byte < ' ' || byte >= 0x7f) {
      buf_format(line, "\\x%02X", byte);
    } else {
      buf_byte(line, (char)byte);
    }
  }
}

/* The Common Log Format, as Apache and others have it. */
static void add_common(struct buf *line, const char *client, const struct tm *now, const struct request *request,
                       struct str target, unsigned status, size_t bytes) {
  char stamp[32];
  (void)strftime(stamp, sizeof stamp, "%d/%b/%Y:%H:%M:%S +0000", now);
  buf_format(line, "%s - - [%s] \"", client, stamp);
  add_quoted(line, str_slice(request->method, 0, 20));
  buf_byte(line, ' ');
  add_quoted(line, target);
  buf_byte(line, ' ');
  add_quoted(line, str_slice(request->version, 0, 20));
  buf_format(line, "\" %u %zu\n", status, bytes);
}

struct access *access_new(void) {
  struct access *access = calloc(1, sizeof *access);
  if (access != NULL) {
    (void)pthread_mutex_init(&access->mutex, NULL);
  }
  return access;
}

void access_free(struct access *access) {
  if (access != NULL) {
    (void)pthread_mutex_destroy(&access->mutex);
    free(access);
  }
}

uint64_t access_lost(const struct access *access) {
  return atomic_load_explicit(&access->lost, memory_order_relaxed);
}

/* A pipe that has room has it for all of a line. */
static void write_line(struct access *access, struct str line) {
  struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
  (void)pthread_mutex_lock(&access->mutex);
  bool has_room = poll(&out, 1, 0) == 1 && (out.revents & POLLOUT) != 0;
  bool written = has_room && write(STDOUT_FILENO, line.ptr, line.len) == (ssize_t)line.len;
  (void)pthread_mutex_unlock(&access->mutex);
  if (!written) {
    (void)atomic_fetch_add_explicit(&access->lost, 1, memory_order_relaxed);
  }
}

void access_write(struct access *access, enum server_log log, const struct request *request, const struct response *response,
                  size_t bytes, uint64_t microseconds) {
  char client[ADDRESS_TEXT_MAX];
  struct timespec now;
  struct tm parts;
  struct buf line;
  if (log == SERVER_LOG_OFF) {
    return;
  }
  address_write(&request->client, client);
  (void)clock_gettime(CLOCK_REALTIME, &now);
  (void)gmtime_r(&now.tv_sec, &parts);
  buf_init(&line, LINE_BYTES_MAX);
  struct str target = str_slice(request->target, 0, SHOWN_MAX);
  if (log == SERVER_LOG_COMMON) {
    add_common(&line, client, &parts, request, target, response->status, bytes);
  } else {
    char stamp[32];
    size_t length = strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &parts);
    (void)snprintf(stamp + length, sizeof stamp - length, ".%03ldZ", now.tv_nsec / 1000000);
    const struct render_access shown = {.time = stamp,
                                        .client = client,
                                        .method = str_slice(request->method, 0, 20),
                                        .target = target,
                                        .status = response->status,
                                        .bytes = bytes,
                                        .microseconds = microseconds};
    render_access_json(&shown, &line);
  }
  if (!buf_failed(&line)) {
    write_line(access, buf_str(&line));
  }
  buf_free(&line);
}
