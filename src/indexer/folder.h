/* folder: the files of a content folder, in order. Private to indexer. */
#ifndef MARROW_INDEXER_FOLDER_H
#define MARROW_INDEXER_FOLDER_H

#include "indexer/indexer.h"

struct folder_file {
  struct str path; /* below the folder, with '/' */
  uint64_t bytes;
};

struct folder {
  struct arena *arena;
  const struct indexer_listener *listener;
  uint64_t complaints;
  struct folder_file *files;
  size_t count, capacity;
  uint64_t bytes; /* of all files */
};

/*
 * Finds every *.md and *.markdown below `path` that is not hidden, in byte order of path, but the
 * folder's own README.md, which speaks of the folder. Links are followed, but not into a folder that
 * holds them. What cannot be read is complained of. Fails where `path` itself cannot be read.
 */
bool folder_list(const char *path, struct folder *folder, struct error *err) MUST_USE;

#endif
