#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 64 };

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

static int64_t nanoseconds(struct timespec time) {
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void add_file(struct folder *folder, struct str path, const struct stat *facts) {
  const struct folder_stamp stamp = {(uint64_t)facts->st_size, nanoseconds(facts->st_mtim), nanoseconds(facts->st_ctim)};
  struct folder_file *grown = arena_grow(folder->arena, folder->files, folder->count, &folder->capacity, sizeof *grown);
  if (grown != NULL) {
    folder->files = grown;
    folder->files[folder->count++] = (struct folder_file){path, stamp};
    folder->bytes += stamp.bytes;
  }
}

/* Whether a folder comes by for the first time: links can lead to one on several ways, or back up. */
static bool is_new_folder(struct folder *folder, const struct stat *facts) {
  for (size_t i = 0; i < folder->seen_count; i++) {
    if (folder->seen[i].device == facts->st_dev && folder->seen[i].inode == facts->st_ino) {
      return false;
    }
  }
  struct folder_identity *grown =
      arena_grow(folder->arena, folder->seen, folder->seen_count, &folder->seen_capacity, sizeof *folder->seen);
  if (grown == NULL) {
    return false;
  }
  folder->seen = grown;
  folder->seen[folder->seen_count++] = (struct folder_identity){facts->st_dev, facts->st_ino};
  return true;
}

static void walk(struct folder *folder, struct str root, struct str below, int depth);

static void take_entry(struct folder *folder, struct str root, struct str below, const char *name, int depth) {
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
    if (depth == DEPTH_MAX) {
      complain(folder, whole.ptr, "lies too deep; move it up");
    } else if (is_new_folder(folder, &facts)) {
      walk(folder, root, path, depth + 1);
    }
  } else if (markdown && !(below.len == 0 && strcasecmp(name, "README.md") == 0)) {
    if (!utf8_valid(path, &bad)) {
      complain(folder, whole.ptr, "has a name that is not UTF-8; rename it");
      return;
    }
    add_file(folder, path, &facts);
  }
}

/* In order of name, so that of several ways to a folder the same one counts in every run. */
static void walk(struct folder *folder, struct str root, struct str below, int depth) {
  struct str path = below.len > 0 ? arena_format(folder->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(below)) : root;
  struct dirent **entries = NULL;
  int count = arena_failed(folder->arena) ? -1 : scandir(path.ptr, &entries, NULL, alphasort);
  if (count < 0) {
    complain(folder, path.ptr == NULL ? "" : path.ptr, "cannot be read; check that the folder may be read");
    return;
  }
  for (int i = 0; i < count; i++) {
    if (entries[i]->d_name[0] != '.') {
      take_entry(folder, root, below, entries[i]->d_name, depth);
    }
    free(entries[i]);
  }
  free(entries);
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
  if (root.ptr == NULL || stat(root.ptr, &facts) != 0) {
    return error_set(err, "%s: cannot be opened (%s); give a folder of articles or a .jsonl file", path, strerror(errno));
  }
  if (!S_ISDIR(facts.st_mode)) {
    return error_set(err, "%s: is neither a folder nor a .jsonl file; give one of these", path);
  }
  if (access(root.ptr, R_OK | X_OK) != 0) {
    return error_set(err, "%s: cannot be opened (%s); check that the folder may be read", path, strerror(errno));
  }
  (void)is_new_folder(folder, &facts);
  walk(folder, root, (struct str){"", 0}, 0);
  if (arena_failed(folder->arena)) {
    return error_set(err, "%s: holds too many files to remember; index it in parts", path);
  }
  if (folder->count > 1) {
    qsort(folder->files, folder->count, sizeof *folder->files, compare_paths);
  }
  return true;
}
