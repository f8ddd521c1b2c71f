#include "stamps.h"
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* To ask for sizes and times takes most of the time of a run that finds no change. */
enum { STRETCH_FILES = 256, STRETCHES_AT_ONCE = 64 };

/* Some files in a row. */
struct stretch {
  struct folder_file files[STRETCH_FILES];
  size_t count;
  struct stretch *next;
};

static int64_t nanoseconds(struct timespec time) {
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void stamp_stretch(void *context, size_t worker, void *job) {
  const int *root = context;
  struct stretch *stretch = job;
  (void)worker;
  for (size_t i = 0; i < stretch->count; i++) {
    struct folder_file *file = &stretch->files[i];
    struct stat facts;
    if (fstatat(*root, file->path.ptr, &facts, 0) == 0) {
      file->stamp = (struct folder_stamp){(uint64_t)facts.st_size, nanoseconds(facts.st_mtim), nanoseconds(facts.st_ctim)};
    } else {
      file->trouble = errno;
    }
  }
}

bool stamps_open(struct stamps *stamps, const char *folder, size_t jobs, struct error *err) {
  *stamps = (struct stamps){.root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .jobs = jobs};
  return stamps->root >= 0 ||
         error_set(err, "%s: cannot be opened (%s); check that the folder may be read", folder, strerror(errno));
}

void stamps_close(struct stamps *stamps) {
  pool_close(stamps->pool);
  (void)close(stamps->root);
}

/* Has a full stretch stamped by another thread, or where none can be had by this one. */
static void send_stretch(struct stamps *stamps, struct stretch *stretch) {
  struct error ignored;
  if (stamps->pool == NULL &&
      !pool_open(stamps->jobs > 1 ? stamps->jobs : 0, STRETCHES_AT_ONCE, stamp_stretch, &stamps->root, &stamps->pool, &ignored)) {
    stamp_stretch(&stamps->root, 0, stretch);
    return;
  }
  if (stamps->sent == STRETCHES_AT_ONCE) {
    (void)pool_take(stamps->pool);
    stamps->sent--;
  }
  pool_give(stamps->pool, stretch);
  stamps->sent++;
}

void stamps_add(struct stamps *stamps, struct arena *arena, struct str path) {
  struct stretch *last = stamps->last;
  if (last == NULL || last->count == STRETCH_FILES) {
    struct stretch *stretch = arena_alloc(arena, sizeof *stretch);
    if (stretch == NULL) {
      return;
    }
    *(last == NULL ? &stamps->first : &last->next) = stretch;
    stamps->last = last = stretch;
  }
  last->files[last->count++] = (struct folder_file){.path = path};
  stamps->count++;
  if (last->count == STRETCH_FILES) {
    send_stretch(stamps, last);
  }
}

struct folder_file *stamps_take(struct stamps *stamps, struct arena *arena, size_t *count) {
  if (stamps->last != NULL && stamps->last->count < STRETCH_FILES) {
    stamp_stretch(&stamps->root, 0, stamps->last);
  }
  for (; stamps->sent > 0; stamps->sent--) {
    (void)pool_take(stamps->pool);
  }
  struct folder_file *files = arena_array(arena, stamps->count + 1, sizeof *files);
  *count = 0;
  for (const struct stretch *stretch = stamps->first; files != NULL && stretch != NULL; stretch = stretch->next) {
    memcpy(&files[*count], stretch->files, stretch->count * sizeof *files);
    *count += stretch->count;
  }
  return files;
}
