#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 64 };

/* The folders between the content folder and the one at hand, to see a link that leads back up. */
struct ancestor {
  const struct ancestor *parent;
  dev_t device;
  ino_t inode;
  int depth;
};

static void complain(struct folder *folder, const char *path, const char *reason) {
  folder->complaints++;
  if (folder->listener->complaint != NULL) {
    struct error sentence;
    (void)error_set(&sentence, "%s: %s", path, reason);
    folder->listener->complaint(folder->listener->context, sentence.text);
  }
}

static bool has_ending(const char *name, const char *ending) {
  size_t length = strlen(name), tail = strlen(ending);
  return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

static void add_file(struct folder *folder, struct str path, uint64_t bytes) {
  struct folder_file *grown = arena_grow(folder->arena, folder->files, folder->count, &folder->capacity, sizeof *grown);
  if (grown != NULL) {
    folder->files = grown;
    folder->files[folder->count++] = (struct folder_file){path, bytes};
    folder->bytes += bytes;
  }
}

static bool is_above(const struct ancestor *ancestor, const struct stat *facts) {
  for (; ancestor != NULL; ancestor = ancestor->parent) {
    if (ancestor->device == facts->st_dev && ancestor->inode == facts->st_ino) {
      return true;
    }
  }
  return false;
}

static void walk(struct folder *folder, struct str root, struct str below, const struct ancestor *above);

static void take_entry(struct folder *folder, struct str root, struct str below, const char *name, const struct ancestor *above) {
  struct str path = arena_format(folder->arena, "%.*s%s%s", STR_ARG(below), below.len > 0 ? "/" : "", name);
  struct str whole = arena_format(folder->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(path));
  struct stat facts;
  bool markdown = has_ending(name, ".md") || has_ending(name, ".markdown");
  size_t bad;
  if (arena_failed(folder->arena)) {
    return;
  }
  if (stat(whole.ptr, &facts) != 0) {
    if (markdown) {
      complain(folder, whole.ptr,
               errno == ELOOP ? "is a link that leads to itself; remove it"
                              : "cannot be examined; check that it exists and may be read");
    }
  } else if (S_ISDIR(facts.st_mode)) {
    struct ancestor here = {above, facts.st_dev, facts.st_ino, above->depth + 1};
    if (is_above(above, &facts)) {
      return;
    }
    if (here.depth > DEPTH_MAX) {
      complain(folder, whole.ptr, "lies too deep; move it up");
      return;
    }
    walk(folder, root, path, &here);
  } else if (markdown && !(below.len == 0 && strcasecmp(name, "README.md") == 0)) {
    if (!utf8_valid(path, &bad)) {
      complain(folder, whole.ptr, "has a name that is not UTF-8; rename it");
      return;
    }
    add_file(folder, path, (uint64_t)facts.st_size);
  }
}

static void walk(struct folder *folder, struct str root, struct str below, const struct ancestor *above) {
  struct str path = below.len > 0 ? arena_format(folder->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(below)) : root;
  DIR *entries = arena_failed(folder->arena) ? NULL : opendir(path.ptr);
  if (entries == NULL) {
    complain(folder, path.ptr == NULL ? "" : path.ptr, "cannot be opened; check that the folder may be read");
    return;
  }
  for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
    if (entry->d_name[0] != '.') {
      take_entry(folder, root, below, entry->d_name, above);
    }
  }
  (void)closedir(entries);
}

static int compare_paths(const void *a, const void *b) {
  return str_compare(((const struct folder_file *)a)->path, ((const struct folder_file *)b)->path);
}

bool folder_list(const char *path, struct folder *folder, struct error *err) {
  struct str root = str_of(path);
  while (root.len > 1 && root.ptr[root.len - 1] == '/') {
    root.len--;
  }
  root = arena_copy(folder->arena, root);
  struct stat facts;
  DIR *readable = root.ptr == NULL ? NULL : opendir(root.ptr);
  if (readable == NULL || stat(root.ptr, &facts) != 0) {
    if (readable != NULL) {
      (void)closedir(readable);
    }
    return error_set(err, "%s: cannot be opened (%s); give a folder of articles or a .jsonl file", path, strerror(errno));
  }
  (void)closedir(readable);
  walk(folder, root, (struct str){"", 0}, &(struct ancestor){NULL, facts.st_dev, facts.st_ino, 0});
  if (arena_failed(folder->arena)) {
    return error_set(err, "%s: holds too many files to remember; index it in parts", path);
  }
  if (folder->count > 1) {
    qsort(folder->files, folder->count, sizeof *folder->files, compare_paths);
  }
  return true;
}
