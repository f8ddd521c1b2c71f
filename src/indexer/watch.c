#include "ignore.h"
#include "indexer/indexer.h"
#include "ledger.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Waiting for a change of sources. The system tells of changes below the folders that it is asked about (inotify). Where it
 * cannot, as on some network file systems or where too many folders are watched already, the caller is told to look by itself
 * every other second: a look at sources that did not change costs little.
 */

enum {
  QUIET_MS = 150,     /* an author's program writes several files, or one in several steps: the change is over then */
  RESTLESS_MS = 2000, /* but no change is waited for longer */
  LOOK_MS = 2000,     /* between looks where the system tells nothing */
  FILE_LOOK_MS = 300, /* between looks at a single file, which cost next to nothing */
  DEPTH_MAX = 64,
  EVENTS_BYTES = 1 << 14,
};

#define CHANGES (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

struct indexer_watch {
  char *source;
  const char *index_name; /* within the index's path: the run's own files are no change */
  char *index;
  int events;   /* of inotify; -1: the caller looks by itself */
  int newest;   /* the number of the folder that was asked for last */
  bool is_one;  /* the source is a file */
  bool is_gone; /* the source is not there now: nobody tells when it comes back */
  struct stat seen;
};

/* Whether it is the index, or one of the files that stand beside it. */
static bool is_own(const struct indexer_watch *watch, const char *name) {
  static const char *const endings[] = {
      "", STORE_NEW, STORE_NEW "-journal", STORE_PREVIOUS, STORE_PREVIOUS STORE_NEW, LEDGER_ENDING, LEDGER_ENDING STORE_NEW};
  size_t length = strlen(watch->index_name);
  for (size_t i = 0; strncmp(name, watch->index_name, length) == 0 && i < COUNT_OF(endings); i++) {
    if (strcmp(name + length, endings[i]) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_ignored(const struct indexer_watch *watch, const char *name) {
  size_t length = strlen(name);
  bool is_hidden = name[0] == '.' && strcmp(name, IGNORE_FILE) != 0;
  return is_hidden || (length > 0 && name[length - 1] == '~') || is_own(watch, name);
}

/* Asks for changes in a folder and all below it; asking again changes nothing. False where the system cannot. */
static bool ask_for(struct indexer_watch *watch, const char *path, int depth) {
  int number = inotify_add_watch(watch->events, path, CHANGES | IN_ONLYDIR);
  watch->is_gone = watch->is_gone || (number < 0 && depth == 0);
  if (number < 0) {
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
           errno == ELOOP; /* it is no folder any more, or cannot be read anyway */
  }
  watch->newest = number > watch->newest ? number : watch->newest;
  DIR *folder = opendir(path);
  bool done = true;
  const struct dirent *entry;
  while (folder != NULL && done && (entry = readdir(folder)) != NULL) {
    char below[4096];
    int length = snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
    bool may_be_folder = entry->d_type == DT_DIR || entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;
    if (entry->d_name[0] != '.' && strcmp(entry->d_name, "node_modules") != 0 && may_be_folder && depth < DEPTH_MAX &&
        length < (int)sizeof below) {
      done = ask_for(watch, below, depth + 1);
    }
  }
  if (folder != NULL) {
    (void)closedir(folder);
  }
  return done;
}

/*
 * Folders come and go: all are asked for anew before each wait. Answers whether one is new: what came into it before it was asked
 * for, the system has not told.
 */
static bool ask_for_all(struct indexer_watch *watch) {
  int before = watch->newest;
  watch->is_gone = false;
  if (watch->events >= 0 && !ask_for(watch, watch->source, 0)) {
    (void)close(watch->events);
    watch->events = -1;
  }
  return watch->newest > before;
}

bool indexer_watch_open(const char *source, const char *index, struct indexer_watch **opened, struct error *err) {
  struct indexer_watch *watch = calloc(1, sizeof *watch);
  if (watch == NULL) {
    return error_memory(err);
  }
  watch->events = -1;
  watch->source = strdup(source);
  watch->index = strdup(index);
  if (watch->source == NULL || watch->index == NULL) {
    indexer_watch_close(watch);
    return error_memory(err);
  }
  const char *slash = strrchr(watch->index, '/');
  watch->index_name = slash == NULL ? watch->index : slash + 1;
  watch->is_one = stat(source, &watch->seen) == 0 && !S_ISDIR(watch->seen.st_mode);
  watch->events = watch->is_one ? -1 : inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  (void)ask_for_all(watch);
  *opened = watch;
  return true;
}

void indexer_watch_close(struct indexer_watch *watch) {
  if (watch != NULL) {
    if (watch->events >= 0) {
      (void)close(watch->events);
    }
    free(watch->source);
    free(watch->index);
    free(watch);
  }
}

/* Takes what the system has told so far; answers whether anything of it is a change. */
static bool take_events(const struct indexer_watch *watch) {
  _Alignas(struct inotify_event) char bytes[EVENTS_BYTES];
  bool changed = false;
  for (ssize_t got; (got = read(watch->events, bytes, sizeof bytes)) > 0;) {
    for (ssize_t at = 0; at < got;) {
      const struct inotify_event *event = (const struct inotify_event *)(const void *)(bytes + at);
      changed = changed || event->len == 0 || !is_ignored(watch, event->name);
      at += (ssize_t)(sizeof *event + event->len);
    }
  }
  return changed;
}

/* Whether something came at `stop` within that time. */
static bool is_stopped(int stop, int milliseconds) {
  struct pollfd wanted = {.fd = stop, .events = POLLIN};
  return poll(&wanted, 1, milliseconds) > 0;
}

static bool file_changed(struct indexer_watch *watch) {
  struct stat now;
  if (stat(watch->source, &now) != 0) {
    return false; /* it will come back */
  }
  bool same = now.st_size == watch->seen.st_size && now.st_ino == watch->seen.st_ino &&
              now.st_mtim.tv_sec == watch->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == watch->seen.st_mtim.tv_nsec;
  watch->seen = now;
  return !same;
}

/* Waits until what was begun is over. */
static bool settle(const struct indexer_watch *watch, int stop) {
  for (int waited = 0; waited < RESTLESS_MS; waited += QUIET_MS) {
    if (is_stopped(stop, QUIET_MS)) {
      return false;
    }
    if (!take_events(watch)) {
      break;
    }
  }
  return true;
}

static bool wait_for_events(struct indexer_watch *watch, int stop) {
  for (;;) {
    struct pollfd wanted[] = {{.fd = stop, .events = POLLIN}, {.fd = watch->events, .events = POLLIN}};
    if (poll(wanted, COUNT_OF(wanted), -1) < 0 && errno != EINTR) {
      return false;
    }
    if (wanted[0].revents != 0) {
      return false;
    }
    if (take_events(watch)) {
      return settle(watch, stop);
    }
  }
}

bool indexer_watch_wait(struct indexer_watch *watch, int stop) {
  if (watch->is_one) {
    do {
      if (is_stopped(stop, FILE_LOOK_MS)) {
        return false;
      }
    } while (!file_changed(watch));
    return true;
  }
  bool grown = ask_for_all(watch);
  if (watch->events < 0 || watch->is_gone) {
    return !is_stopped(stop, LOOK_MS);
  }
  return grown ? settle(watch, stop) : wait_for_events(watch, stop);
}
