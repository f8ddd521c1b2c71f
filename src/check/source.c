#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LINE_ARENA_MAX = 256 * 1024 * 1024, BASE_DEPTH_MAX = 4 };

/* What a JSON line says. */
struct source_line {
  size_t line;
  bool no_title, no_language;
};

/* ---- JSON lines ---- */

static bool note_line(struct source *source, const struct article *article, size_t line) {
  struct source_line *grown = arena_grow(source->arena, source->list, source->count, &source->capacity, sizeof *grown);
  struct str id = arena_copy(source->arena, article->id);
  if (grown == NULL || id.ptr == NULL) {
    return false;
  }
  source->list = grown;
  source->list[source->count] = (struct source_line){line, article->title_is_text, article->lang.len == 0};
  const struct lookup_entry *entry = lookup_add(&source->by_id, id, source->count);
  source->count++;
  return entry != NULL;
}

static bool read_lines(struct source *source, FILE *file, struct error *err) {
  struct arena scratch;
  char *line = NULL;
  size_t room = 0;
  bool done = true;
  arena_init(&scratch, LINE_ARENA_MAX);
  for (size_t number = 1; done; number++) {
    struct error ignored;
    struct article article;
    ssize_t length = getline(&line, &room, file);
    if (length < 0) {
      break;
    }
    arena_reset(&scratch);
    if (article_from_json(&scratch, str_trim((struct str){line, (size_t)length}), &article, &ignored)) {
      done = note_line(source, &article, number) || error_memory(err);
    }
  }
  free(line);
  arena_free(&scratch);
  return done;
}

bool source_open(struct source *source, const char *path, struct arena *arena, struct error *err) {
  *source = (struct source){.path = path, .arena = arena, .by_id = {.arena = arena}};
  buf_init(&source->bytes, ARTICLE_BYTES_MAX);
  source->lines = path != NULL && str_ends_with(str_of(path), STR(".jsonl"));
  FILE *file = source->lines ? fopen(path, "re") : NULL;
  if (file == NULL) {
    return true;
  }
  bool done = read_lines(source, file, err);
  (void)fclose(file);
  return done;
}

bool source_has_line(const struct source *source, size_t line) {
  size_t low = 0, high = source->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (source->list[middle].line < line) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < source->count && source->list[low].line == line;
}

void source_close(struct source *source) {
  buf_free(&source->bytes);
}

/* ---- articles ---- */

struct str source_file(const struct source *source, struct str id, struct arena *arena) {
  if (source->path == NULL) {
    return arena_copy(arena, id);
  }
  struct str path = str_of(source->path);
  while (path.len > 1 && path.ptr[path.len - 1] == '/') {
    path.len--;
  }
  if (source->lines || id.len == 0) {
    return arena_copy(arena, path);
  }
  return str_equal(path, STR(".")) ? arena_copy(arena, id) : arena_format(arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(id));
}

void source_read(struct source *source, struct str id, struct arena *scratch, struct source_article *said) {
  struct error ignored;
  struct article article;
  *said = (struct source_article){.line = 0};
  buf_clear(&source->bytes);
  if (source->path == NULL) {
    return;
  }
  if (source->lines) {
    const struct lookup_entry *entry = lookup_find(&source->by_id, id);
    if (entry != NULL) {
      const struct source_line *line = &source->list[entry->number];
      *said = (struct source_article){.line = line->line, .no_title = line->no_title, .no_language = line->no_language};
    }
    return;
  }
  struct str path = arena_format(scratch, "%s/%.*s", source->path, STR_ARG(id));
  if (path.ptr == NULL || !file_read(path.ptr, ARTICLE_BYTES_MAX, &source->bytes, &ignored)) {
    buf_clear(&source->bytes);
    return;
  }
  said->text = buf_str(&source->bytes);
  if (article_from_file(scratch, id, said->text, &article, &ignored)) {
    said->no_title = article.title_is_name;
    said->no_language = article.lang.len == 0;
  }
}

bool source_has_file(const struct source *source, struct str id, struct str link, struct arena *scratch) {
  struct stat facts;
  struct str plain;
  size_t folder = id.len, mark = str_find(link, '#', 0), query = str_find(link, '?', 0);
  if (source->path == NULL || source->lines ||
      !decode_percent(scratch, str_slice(link, 0, mark < query ? mark : query), false, &plain)) {
    return false;
  }
  while (folder > 0 && id.ptr[folder - 1] != '/') {
    folder--;
  }
  folder = str_starts_with(plain, STR("/")) ? 0 : folder;
  struct str path = arena_format(scratch, "%s/%.*s%.*s", source->path, (int)folder, id.ptr, STR_ARG(plain));
  return path.ptr != NULL && memchr(path.ptr, '\0', path.len) == NULL && stat(path.ptr, &facts) == 0 && S_ISREG(facts.st_mode);
}

bool source_has_static(const struct source *source, struct str address, struct arena *scratch) {
  size_t root = article_address_host(address).len, depth = 0;
  bool found = false;
  for (size_t at = root; at < address.len && !found && depth < BASE_DEPTH_MAX; at++) {
    depth += address.ptr[at] == '/';
    if (address.ptr[at] == '/') {
      struct str file = arena_format(scratch, "/static%.*s", STR_ARG(str_slice(address, at, address.len)));
      found = file.ptr != NULL && source_has_file(source, STR(""), file, scratch);
    }
  }
  return found;
}

/* ---- lines ---- */

size_t source_next(struct source_finder *finder, struct str wanted) {
  struct str rest = str_slice(finder->text, finder->at, finder->text.len);
  bool idle = wanted.len == 0 || rest.len == 0 || finder->misses == SOURCE_MISSES_MAX;
  const char *found = idle ? NULL : memmem(rest.ptr, rest.len, wanted.ptr, wanted.len);
  if (found == NULL) {
    finder->misses += !idle;
    return 0;
  }
  for (const char *at = rest.ptr; at < found; at++) {
    finder->line += *at == '\n';
  }
  /* What is looked for next may be the same text: it begins behind this one's first byte. */
  finder->line += *found == '\n';
  finder->at += (size_t)(found - rest.ptr) + 1;
  return finder->line + 1;
}

size_t source_next_behind(struct source_finder *finder, const char *const *signs, struct str wanted) {
  size_t line = 0;
  struct buf whole;
  buf_init(&whole, 1 << 12);
  for (; *signs != NULL && line == 0 && finder->text.len > 0; signs++) {
    buf_clear(&whole);
    buf_add(&whole, str_of(*signs));
    buf_add(&whole, wanted);
    line = buf_failed(&whole) ? 0 : source_next(finder, buf_str(&whole));
  }
  buf_free(&whole);
  return line;
}

size_t source_first(struct str text, struct str wanted) {
  struct source_finder finder = {.text = text};
  return source_next(&finder, wanted);
}
