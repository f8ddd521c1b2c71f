#include "publish.h"
#include "schema.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool name_beside(const char *path, const char *ending, struct buf *name, struct error *err) {
  buf_init(name, 1 << 16);
  buf_format(name, "%s%s", path, ending);
  return !buf_failed(name) || error_memory(err);
}

char *publish_place(const char *path) {
  struct stat facts;
  char *place = lstat(path, &facts) == 0 && S_ISLNK(facts.st_mode) ? realpath(path, NULL) : NULL;
  return place != NULL ? place : strdup(path);
}

bool publish_lock(const char *path, const char *new_path, int *lock, bool *owned, struct error *err) {
  struct stat old;
  bool is_there = stat(path, &old) == 0;
  if (is_there && !S_ISREG(old.st_mode)) {
    return error_set(err, "%s: is not a file; give the name of a file for the index", path);
  }
  if (!store_may_replace(path)) {
    return error_set(err, "%s: is another file and not an index; give another name, or remove it first", path);
  }
  for (;;) {
    *lock = open(new_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (*lock < 0) {
      return error_set(err, "%s: cannot be made (%s); check that its folder exists and may be written to", path, strerror(errno));
    }
    if (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
      return error_set(err, "%s: another run is building this index; wait until it ends", path);
    }
    /* Between open and lock the other run may have published the file: then it is no longer ours to fill. */
    struct stat opened, named;
    if (fstat(*lock, &opened) == 0 && stat(new_path, &named) == 0 && opened.st_dev == named.st_dev &&
        opened.st_ino == named.st_ino) {
      break;
    }
    (void)close(*lock);
  }
  *owned = true;
  if (is_there) {
    (void)fchmod(*lock, old.st_mode & 0777); /* a file of another user keeps its mode */
  }
  return ftruncate(*lock, 0) == 0 || error_set(err, "%s: cannot be emptied (%s)", new_path, strerror(errno));
}

/* Whether the index in place can be read and has another content: else there is nothing worth keeping. */
static bool is_worth_keeping(const char *path, const struct store *old, const char *digest) {
  struct store *store = NULL;
  struct error ignored;
  if (old != NULL) {
    return strcmp(store_facts(old)->digest, digest) != 0;
  }
  if (!store_open(path, &store, &ignored)) {
    return false;
  }
  bool other = strcmp(store_facts(store)->digest, digest) != 0;
  store_close(store);
  return other;
}

static void *let_go(void *file) {
  (void)close((int)(intptr_t)file);
  return NULL;
}

/* To give back all that a large file takes lasts a while. Once its name is gone a thread does it, and nobody waits. */
static void let_go_beside(int file) {
  pthread_t thread;
  if (file >= 0 && pthread_create(&thread, NULL, let_go, (void *)(intptr_t)file) == 0) {
    (void)pthread_detach(thread);
  } else if (file >= 0) {
    (void)close(file);
  }
}

/*
 * A second name for the index, so that there is one under the first at any moment. Where the file system has no second names, the
 * old index is moved: for the blink of an eye there is none, and servers go on with the one that they have open.
 */
static bool keep_previous(const char *path, struct error *err) {
  struct buf previous, spare;
  bool done = name_beside(path, STORE_PREVIOUS, &previous, err);
  if (!name_beside(path, STORE_PREVIOUS ".new", &spare, err) || !done) {
    buf_free(&previous);
    buf_free(&spare);
    return false;
  }
  (void)unlink(spare.ptr);
  int before = open(previous.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  done = link(path, spare.ptr) == 0 ? file_replace(spare.ptr, previous.ptr, err) : file_replace(path, previous.ptr, err);
  /* A run that was killed here left one file under both names, and to rename that one does nothing. */
  (void)unlink(spare.ptr);
  let_go_beside(before);
  buf_free(&previous);
  buf_free(&spare);
  return done;
}

bool publish_replace(const char *new_path, const char *path, const struct store *old, const char *digest, struct error *err) {
  return (!is_worth_keeping(path, old, digest) || keep_previous(path, err)) && file_replace(new_path, path, err);
}

/* ---- going back ---- */

/* Exchanges two files that are there. */
static bool exchange(const char *path, const char *previous, const char *new_path, struct error *err) {
  if (renameat2(AT_FDCWD, previous, AT_FDCWD, path, RENAME_EXCHANGE) == 0) {
    return true;
  }
  /* A file system that exchanges nothing: the new name is ours, and the index is away for the blink of an eye. */
  return file_replace(path, new_path, err) && file_replace(previous, path, err) && file_replace(new_path, previous, err);
}

static bool roll_back(const char *path, const char *previous, const char *new_path, struct store_facts *facts,
                      struct error *err) {
  struct store *store = NULL;
  struct stat there;
  if (stat(previous, &there) != 0 && errno == ENOENT) {
    return error_set(err, "%s: has no previous generation (%s); it is kept when marrow index replaces an index of other content",
                     path, previous);
  }
  if (!store_open(previous, &store, err)) {
    return error_prefix(err, "the previous generation cannot be used: ");
  }
  *facts = *store_facts(store);
  store_close(store);
  bool done = stat(path, &there) == 0 ? exchange(path, previous, new_path, err) : file_replace(previous, path, err);
  return done && file_sync_folder(path, err);
}

bool store_rollback(const char *name, struct store_facts *facts, struct error *err) {
  char *path = publish_place(name);
  if (path == NULL) {
    return error_memory(err);
  }
  struct buf new_path, previous;
  int lock = -1;
  bool owned = false;
  bool named = name_beside(path, STORE_NEW, &new_path, err);
  named = name_beside(path, STORE_PREVIOUS, &previous, err) && named;
  bool done =
      named && publish_lock(path, new_path.ptr, &lock, &owned, err) && roll_back(path, previous.ptr, new_path.ptr, facts, err);
  if (owned) {
    (void)unlink(new_path.ptr);
  }
  if (lock >= 0) {
    (void)close(lock);
  }
  free(path);
  buf_free(&new_path);
  buf_free(&previous);
  return done;
}
