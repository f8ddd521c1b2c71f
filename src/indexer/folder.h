/* folder: the files of a content folder, in order. Private to indexer. */
#ifndef MARROW_INDEXER_FOLDER_H
#define MARROW_INDEXER_FOLDER_H

#include "ignore.h"
#include "indexer/indexer.h"
#include "stamps.h"

#include <sys/types.h>

/* Of a folder, whatever its name; without gaps. */
struct folder_identity {
  uint64_t device, inode;
};

struct folder {
  struct arena *arena;
  const struct indexer_listener *listener;
  const struct settings *settings;
  size_t jobs; /* so many files are examined at once */
  uint64_t complaints;
  struct folder_file *files;
  size_t count;
  uint64_t bytes;       /* of all files */
  struct stamps stamps; /* of files as they are found */
  struct lookup seen;   /* folders that came by */
  struct ignore ignore; /* the patterns that hold where the walk is */
  const char *place;    /* the folder without links in its name */
};

/* Whether `path` is a folder that can be read; else a sentence. */
bool folder_check(const char *path, struct error *err) MUST_USE;

/*
 * Finds every file below `path` that can be an article, in byte order of path: in the folders that the settings name, or in all.
 * Left out are hidden files and folders, node_modules, what patterns of the settings and of .marrowignore files exclude, and the
 * folder's own README.md, which speaks of the folder. Links are followed within `path`, but each folder is read once. What
 * cannot be read is complained of, and so are links that lead elsewhere. Fails where `path` itself, a folder that the settings
 * name, or a pattern cannot be used.
 */
bool folder_list(const char *path, struct folder *folder, struct error *err) MUST_USE;

#endif
