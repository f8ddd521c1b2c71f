#include "folder.h"
#include "article/article.h"
#include "lexicon/lexicon.h"
#include "token/token.h"

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

/* Whether a folder comes by for the first time: links can lead to one on several ways, or back up. */
static bool is_new_folder(struct folder *folder, const struct stat *facts) {
  const struct folder_identity identity = {facts->st_dev, facts->st_ino};
  struct str key = arena_copy(folder->arena, (struct str){(const char *)&identity, sizeof identity});
  size_t number = folder->seen.count;
  folder->seen.arena = folder->arena;
  const struct lookup_entry *entry = key.ptr == NULL ? NULL : lookup_add(&folder->seen, key, number);
  return entry != NULL && entry->number == number;
}

/* Reads the patterns of a folder; one that cannot be used is complained of. */
static void read_patterns(struct folder *folder, struct str root, struct str below) {
  struct str path =
      arena_format(folder->arena, "%.*s/%.*s%s" IGNORE_FILE, STR_ARG(root), STR_ARG(below), below.len > 0 ? "/" : "");
  struct buf text;
  struct error trouble;
  struct stat facts;
  if (path.ptr == NULL || lstat(path.ptr, &facts) != 0) {
    return;
  }
  buf_init(&text, IGNORE_BYTES_MAX);
  if (!file_read(path.ptr, IGNORE_BYTES_MAX, &text, &trouble)) {
    complain(folder, path.ptr, trouble.text);
  }
  static const struct str mark = STR("\xEF\xBB\xBF"); /* of byte order, from editors of Windows */
  struct str rest = buf_str(&text), line;
  rest = str_slice(rest, str_starts_with(rest, mark) ? mark.len : 0, rest.len);
  for (size_t number = 1; str_next_line(&rest, &line); number++) {
    if (!ignore_add(&folder->ignore, below, line, &trouble)) {
      struct str place = arena_format(folder->arena, "%.*s:%zu", STR_ARG(path), number);
      complain(folder, place.ptr != NULL ? place.ptr : path.ptr, trouble.text);
    }
  }
  buf_free(&text);
}

static void walk(struct folder *folder, struct str root, struct str below, int depth);

static void take_folder(struct folder *folder, struct str root, struct str path, struct str whole, const struct stat *facts,
                        int depth) {
  if (depth == DEPTH_MAX) {
    complain(folder, whole.ptr, "lies too deep; move it up");
  } else if (is_new_folder(folder, facts)) {
    walk(folder, root, path, depth + 1);
  }
}

/* The folder's own README speaks of it; lists of the owner are no articles wherever they lie. */
static bool is_list(const struct folder *folder, struct str path) {
  static const char *const own[] = {"README.md", "README.rst", "README.adoc", "README.txt"};
  static const char *const lists[] = {TOKEN_FAMILIES, TOKEN_EXCEPTIONS, SYNONYMS_FILE, PINS_FILE};
  const char *slash = strrchr(path.ptr, '/');
  for (size_t i = 0; i < COUNT_OF(own); i++) {
    if (strcasecmp(path.ptr, own[i]) == 0) {
      return true;
    }
  }
  for (size_t i = 0; i < COUNT_OF(lists); i++) {
    if (strcmp(slash != NULL ? slash + 1 : path.ptr, lists[i]) == 0) {
      return true;
    }
  }
  return str_equal(path, folder->settings->pins.text);
}

static bool is_article(const struct folder *folder, struct str path) {
  return article_is_source(path) && !is_list(folder, path) && !ignore_matches(&folder->ignore, path, false);
}

static void complain_of_file(struct folder *folder, const char *whole, int reason) {
  complain(folder, whole,
           reason == ELOOP ? "is a link that leads to itself; remove it"
                           : "cannot be examined; check that it exists and may be read");
}

/* Three names with slashes between them; the second may be empty. */
static struct str join(struct arena *arena, struct str root, struct str below, struct str name) {
  char *joined = arena_alloc(arena, root.len + 1 + below.len + 1 + name.len + 1), *end = joined;
  const struct str parts[] = {root, below, name};
  for (size_t i = 0; joined != NULL && i < COUNT_OF(parts); i++) {
    if (parts[i].len > 0) {
      memcpy(end, parts[i].ptr, parts[i].len);
      end += parts[i].len;
      *end++ = '/';
    }
  }
  if (joined == NULL) {
    return (struct str){NULL, 0};
  }
  *--end = '\0';
  return (struct str){joined, (size_t)(end - joined)};
}

/* Whether a link leads to what was not given to be indexed. */
static bool leads_out(const struct folder *folder, const char *path) {
  char *place = realpath(path, NULL);
  size_t length = strlen(folder->place);
  bool out = place == NULL || strncmp(place, folder->place, length) != 0 ||
             (length > 1 && place[length] != '/' && place[length] != '\0');
  free(place);
  return out;
}

static bool is_link(const char *path) {
  struct stat facts;
  return lstat(path, &facts) == 0 && S_ISLNK(facts.st_mode);
}

/* What the folder itself says to be a file is looked at later, together with others. */
static void take_entry(struct folder *folder, struct str root, struct str below, const struct dirent *entry, int depth) {
  struct str whole = join(folder->arena, root, below, str_of(entry->d_name));
  struct stat facts = {.st_mode = S_IFREG};
  size_t bad;
  if (whole.ptr == NULL) {
    return;
  }
  struct str path = str_slice(whole, root.len + 1, whole.len);
  if (entry->d_type != DT_REG && stat(whole.ptr, &facts) != 0) {
    if (is_article(folder, path)) {
      complain_of_file(folder, whole.ptr, errno);
    }
  } else if (S_ISDIR(facts.st_mode) ? ignore_matches(&folder->ignore, path, true) : !is_article(folder, path)) {
    return;
  } else if (entry->d_type != DT_REG && entry->d_type != DT_DIR && is_link(whole.ptr) && leads_out(folder, whole.ptr)) {
    complain(folder, whole.ptr,
             "is a link that leads out of the folder; put a copy in its place, or index the folder around both");
  } else if (S_ISDIR(facts.st_mode)) {
    take_folder(folder, root, path, whole, &facts, depth);
  } else if (!utf8_valid(path, &bad)) {
    complain(folder, whole.ptr, "has a name that is not UTF-8; rename it");
  } else {
    stamps_add(&folder->stamps, folder->arena, path);
  }
}

static bool is_passed_over(const char *name) {
  /* In _sources Sphinx repeats what its pages were made of. */
  return name[0] == '.' || strcmp(name, "node_modules") == 0 || strcmp(name, "_sources") == 0;
}

static int compare_names(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

/* In order of name, so that of several ways to a folder the same one counts in every run. */
static void walk(struct folder *folder, struct str root, struct str below, int depth) {
  struct str path = below.len > 0 ? arena_format(folder->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(below)) : root;
  struct dirent **entries = NULL;
  int count = arena_failed(folder->arena) ? -1 : scandir(path.ptr, &entries, NULL, compare_names);
  if (count < 0) {
    complain(folder, path.ptr == NULL ? "" : path.ptr, "cannot be read; check that the folder may be read");
    return;
  }
  size_t patterns = folder->ignore.count;
  read_patterns(folder, root, below);
  for (int i = 0; i < count; i++) {
    if (!is_passed_over(entries[i]->d_name)) {
      take_entry(folder, root, below, entries[i], depth);
    }
    free(entries[i]);
  }
  free(entries);
  folder->ignore.count = patterns;
}

/* Walks a folder that the settings name, under the patterns of those around it. */
static bool walk_content(struct folder *folder, struct str root, const struct settings_text *named, struct error *err) {
  struct str whole = arena_format(folder->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(named->text));
  struct stat facts;
  if (whole.ptr == NULL || stat(whole.ptr, &facts) != 0 || !S_ISDIR(facts.st_mode)) {
    return error_set(err, "%.*s/" SETTINGS_FILE ":%zu: content: there is no folder %.*s; correct it, or leave it out",
                     STR_ARG(root), named->line, STR_ARG(named->text));
  }
  if (leads_out(folder, whole.ptr)) {
    return error_set(err,
                     "%.*s/" SETTINGS_FILE ":%zu: content: %.*s is a link that leads out of the folder; put a copy in its place",
                     STR_ARG(root), named->line, STR_ARG(named->text));
  }
  size_t patterns = folder->ignore.count;
  read_patterns(folder, root, STR(""));
  for (size_t end = str_find(named->text, '/', 0); end < named->text.len; end = str_find(named->text, '/', end + 1)) {
    read_patterns(folder, root, str_slice(named->text, 0, end));
  }
  if (is_new_folder(folder, &facts)) {
    walk(folder, root, named->text, 1);
  }
  folder->ignore.count = patterns;
  return true;
}

static bool use_settings(struct folder *folder, struct str root, struct error *err) {
  const struct settings *settings = folder->settings;
  folder->ignore.arena = folder->arena;
  for (size_t i = 0; i < settings->exclude_count; i++) {
    if (!ignore_add(&folder->ignore, STR(""), settings->excludes[i].text, err)) {
      return error_prefix(err, "%.*s/" SETTINGS_FILE ":%zu: excludes: ", STR_ARG(root), settings->excludes[i].line);
    }
  }
  return true;
}

static bool walk_all(struct folder *folder, struct str root, struct error *err) {
  bool done = use_settings(folder, root, err);
  for (size_t i = 0; done && i < folder->settings->content_count; i++) {
    done = walk_content(folder, root, &folder->settings->content[i], err);
  }
  if (done && folder->settings->content_count == 0) {
    walk(folder, root, STR(""), 0);
  }
  return done;
}

/* Leaves out the files that cannot be examined. */
static void settle_files(struct folder *folder, struct str root) {
  size_t found = 0;
  folder->files = stamps_take(&folder->stamps, folder->arena, &found);
  for (size_t i = 0; i < found; i++) {
    const struct folder_file *file = &folder->files[i];
    if (file->trouble == 0) {
      folder->files[folder->count++] = *file;
    } else {
      struct str whole = join(folder->arena, root, STR(""), file->path);
      complain_of_file(folder, whole.ptr == NULL ? "" : whole.ptr, file->trouble);
    }
  }
}

static int compare_paths(const void *a, const void *b) {
  return str_compare(((const struct folder_file *)a)->path, ((const struct folder_file *)b)->path);
}

/* ---- folders that are one page ---- */

static struct str folder_of(struct str path) {
  size_t end = path.len;
  while (end > 0 && path.ptr[end - 1] != '/') {
    end--;
  }
  return str_slice(path, 0, end);
}

static int compare_folders(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Whether a file lies in or below such a folder and is not its page. */
static bool is_resource(const struct folder *folder, const struct str *bundles, size_t count, struct str path) {
  for (size_t slash = 0; count > 0 && slash < path.len; slash++) {
    struct str above = str_slice(path, 0, slash + 1);
    if (path.ptr[slash] == '/' && bsearch(&above, bundles, count, sizeof above, compare_folders) != NULL) {
      return !str_equal(folder_of(path), above) || !article_is_bundle(&folder->settings->addresses, path);
    }
  }
  return false;
}

/* Takes out the files that the generator of the site makes no pages of, because they belong to that of a folder. */
static void drop_resources(struct folder *folder) {
  struct str *bundles = NULL;
  size_t count = 0, capacity = 0, kept = 0;
  for (size_t i = 0; i < folder->count; i++) {
    struct str path = folder->files[i].path, own = folder_of(path);
    if (own.len == 0 || !article_is_bundle(&folder->settings->addresses, path)) {
      continue;
    }
    struct str *grown = arena_grow(folder->arena, bundles, count, &capacity, sizeof *bundles);
    if (grown != NULL) {
      bundles = grown;
      bundles[count++] = own;
    }
  }
  if (count == 0) {
    return;
  }
  qsort(bundles, count, sizeof *bundles, compare_folders);
  for (size_t i = 0; i < folder->count; i++) {
    if (!is_resource(folder, bundles, count, folder->files[i].path)) {
      folder->files[kept++] = folder->files[i];
    }
  }
  folder->count = kept;
}

/* Folders were walked in order of name, and most paths are in order already. */
static void sort_files(struct folder *folder) {
  for (size_t i = 1; i < folder->count; i++) {
    if (compare_paths(&folder->files[i - 1], &folder->files[i]) > 0) {
      qsort(folder->files, folder->count, sizeof *folder->files, compare_paths);
      return;
    }
  }
}

bool folder_check(const char *path, struct error *err) {
  struct stat facts;
  if (stat(path, &facts) != 0) {
    return error_set(err, "%s: cannot be opened (%s); give a folder of articles or a .jsonl file", path, strerror(errno));
  }
  if (!S_ISDIR(facts.st_mode)) {
    return error_set(err, "%s: is neither a folder nor a .jsonl file; give one of these", path);
  }
  if (access(path, R_OK | X_OK) != 0) {
    return error_set(err, "%s: cannot be opened (%s); check that the folder may be read", path, strerror(errno));
  }
  return true;
}

bool folder_list(const char *path, struct folder *folder, struct error *err) {
  struct str root = str_of(path);
  struct stat facts;
  while (root.len > 1 && root.ptr[root.len - 1] == '/') {
    root.len--;
  }
  root = arena_copy(folder->arena, root);
  if (root.ptr == NULL || stat(root.ptr, &facts) != 0) {
    return folder_check(path, err);
  }
  char *place = realpath(root.ptr, NULL);
  folder->place = place == NULL ? NULL : arena_copy(folder->arena, str_of(place)).ptr;
  free(place);
  if (folder->place == NULL) {
    return error_set(err, "%s: cannot be found (%s)", path, strerror(errno));
  }
  (void)(folder->settings->content_count == 0 && is_new_folder(folder, &facts));
  if (!stamps_open(&folder->stamps, root.ptr, folder->jobs, err)) {
    return false;
  }
  bool done = walk_all(folder, root, err);
  settle_files(folder, root);
  stamps_close(&folder->stamps);
  if (done && (folder->files == NULL || arena_failed(folder->arena))) {
    return error_set(err, "%s: holds too many files to remember; index it in parts", path);
  }
  sort_files(folder);
  drop_resources(folder);
  for (size_t i = 0; i < folder->count; i++) {
    folder->bytes += folder->files[i].stamp.bytes;
  }
  return done;
}
