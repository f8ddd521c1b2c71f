/* stamps: sizes and times of the files of a folder, asked for by several threads while it is walked. Private to indexer. */
#ifndef MARROW_INDEXER_STAMPS_H
#define MARROW_INDEXER_STAMPS_H

#include "base/base.h"

/* What tells without reading it that a file is another one; times in nanoseconds since 1970. */
struct folder_stamp {
  uint64_t bytes;
  int64_t modified, changed; /* its content; anything about it */
};

struct folder_file {
  struct str path; /* below the folder, with '/' */
  struct folder_stamp stamp;
  int trouble; /* errno, where it cannot be examined; else 0 */
};

struct pool;
struct stretch;

/* Files on their way; private to stamps.c but for where it lives. */
struct stamps {
  int root; /* the folder, open */
  size_t jobs;
  struct pool *pool;            /* NULL as long as there are few files */
  struct stretch *first, *last; /* in the order they came */
  size_t sent;                  /* stretches that the pool has */
  size_t count;
};

/* So many threads at most. False, with a sentence, where the folder cannot be opened. */
bool stamps_open(struct stamps *stamps, const char *folder, size_t jobs, struct error *err) MUST_USE;

/* Adds a file by its path below the folder, which ends with NUL and lasts. Where memory ends the arena has failed. */
void stamps_add(struct stamps *stamps, struct arena *arena, struct str path);

/* All files in the order they were added, once all is known of them; NULL where memory ends. */
struct folder_file *stamps_take(struct stamps *stamps, struct arena *arena, size_t *count);

void stamps_close(struct stamps *stamps);

#endif
