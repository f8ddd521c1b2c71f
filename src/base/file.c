#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int file, size_t size, struct buf *bytes, struct error *err) {
  char *end = buf_reserve(bytes, size);
  if (end == NULL) {
    return error_memory(err);
  }
  size_t got = 0;
  while (got < size) {
    ssize_t count = read(file, end + got, size - got);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return error_set(err, "cannot be read (%s); check the disk and its permissions", strerror(errno));
    }
    if (count == 0) {
      return error_set(err, "became shorter while it was read; run again once nothing writes to it");
    }
    got += (size_t)count;
  }
  bytes->len += size;
  bytes->ptr[bytes->len] = '\0';
  return true;
}

bool file_read(const char *path, size_t ceiling, struct buf *bytes, struct error *err) {
  /* O_NONBLOCK: opening a pipe must not wait for somebody to write to it. */
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return error_set(err, "cannot be opened (%s); check that it exists and may be read", strerror(errno));
  }
  struct stat facts;
  bool done = false;
  if (fstat(file, &facts) != 0) {
    (void)error_set(err, "cannot be examined (%s)", strerror(errno));
  } else if (!S_ISREG(facts.st_mode)) {
    (void)error_set(err, "is not a regular file; give the path of a file");
  } else if ((uintmax_t)facts.st_size > ceiling) {
    (void)error_set(err, "has %jd bytes, more than the %zu allowed; split it or leave it out", (intmax_t)facts.st_size, ceiling);
  } else {
    done = read_all(file, (size_t)facts.st_size, bytes, err);
  }
  (void)close(file);
  return done;
}

/* Where the kernel cannot copy between two files, their bytes go through memory. */
static ssize_t copy_some(int from, int to) {
  ssize_t count = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0);
  if (count >= 0 || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)) {
    return count;
  }
  char bytes[1 << 16];
  count = read(from, bytes, sizeof bytes);
  for (ssize_t written = 0; written < count;) {
    ssize_t more = write(to, bytes + written, (size_t)(count - written));
    if (more < 0 && errno != EINTR) {
      return -1;
    }
    written += more > 0 ? more : 0;
  }
  return count;
}

bool file_copy(const char *from, const char *to, struct error *err) {
  int source = open(from, O_RDONLY | O_CLOEXEC), target = open(to, O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0666);
  ssize_t count = source < 0 || target < 0 ? -1 : 1;
  while (count > 0 || (count < 0 && errno == EINTR && source >= 0 && target >= 0)) {
    count = copy_some(source, target);
  }
  int reason = errno;
  if (source >= 0) {
    (void)close(source);
  }
  if (target >= 0 && close(target) != 0 && count == 0) {
    count = -1;
    reason = errno;
  }
  return count == 0 ||
         error_set(err, "%s: cannot be copied to %s (%s); check the disk and its free space", from, to, strerror(reason));
}

/* Appends the path of the folder that a file is in. */
static void add_folder(struct buf *out, const char *path) {
  const char *slash = strrchr(path, '/');
  buf_add(out, slash == NULL ? STR(".") : (struct str){path, (size_t)(slash - path) + 1});
}

bool file_hidden(const char *path, int *file, struct error *err) {
  struct buf name;
  buf_init(&name, 1 << 16);
  add_folder(&name, path);
  *file = buf_failed(&name) ? -1 : open(name.ptr, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (*file < 0) { /* not every file system knows files without a name */
    buf_clear(&name);
    buf_format(&name, "%s.XXXXXX", path);
    *file = buf_failed(&name) ? -1 : mkostemp(name.ptr, O_CLOEXEC);
    if (*file >= 0) {
      (void)unlink(name.ptr);
    }
  }
  int reason = errno;
  buf_free(&name);
  return *file >= 0 || error_set(err, "%s: no file can be made beside it (%s); check the folder, the disk and its free space",
                                 path, strerror(reason));
}

static bool sync_at(const char *path, int flags, struct error *err) {
  int file = open(path, flags | O_CLOEXEC);
  bool done = file >= 0 && fsync(file) == 0;
  int reason = errno;
  if (file >= 0) {
    (void)close(file);
  }
  return done || error_set(err, "%s: cannot be written to the disk for good (%s); check the disk and its free space", path,
                           strerror(reason));
}

bool file_sync(const char *path, struct error *err) {
  return sync_at(path, O_RDONLY, err);
}

bool file_replace(const char *from, const char *to, struct error *err) {
  return rename(from, to) == 0 ||
         error_set(err, "%s: cannot be put in place (%s); check that the folder may be written to", to, strerror(errno));
}

bool file_sync_folder(const char *path, struct error *err) {
  struct buf folder;
  buf_init(&folder, 1 << 16);
  add_folder(&folder, path);
  bool done = buf_failed(&folder) ? error_memory(err) : sync_at(folder.ptr, O_RDONLY | O_DIRECTORY, err);
  buf_free(&folder);
  return done;
}
