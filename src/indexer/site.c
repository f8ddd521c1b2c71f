#include "site.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(SETTINGS_FILTERS_MAX + 2 == STORE_FACETS_MAX, "the store has room for all filters beside tag and lang");

bool site_file(const char *folder, const char *name, size_t ceiling, struct buf *bytes, bool *there, struct error *err) {
  struct buf path;
  struct stat facts;
  buf_init(&path, 1 << 16);
  buf_format(&path, "%s/%s", folder, name);
  *there = !buf_failed(&path) && (lstat(path.ptr, &facts) == 0 || errno != ENOENT);
  bool done = buf_failed(&path) ? error_memory(err) : !*there || file_read(path.ptr, ceiling, bytes, err);
  buf_free(&path);
  return done;
}

static bool name_filters(struct store_writer *writer, const struct settings *settings, struct error *err) {
  for (size_t i = 0; i < settings->filter_count; i++) {
    if (!store_writer_facet(writer, settings->filters[i].text, err)) {
      return error_prefix(err, SETTINGS_FILE ":%zu: filters: ", settings->filters[i].line);
    }
  }
  return true;
}

static bool use(const struct settings_known *known, struct str text, struct store_writer *writer, struct arena *arena,
                struct settings *settings, struct error *err) {
  return (text.ptr != NULL || error_memory(err)) && settings_read(arena, text, known, settings, err) &&
         store_writer_resource(writer, STR(SETTINGS_FILE), text, err) && name_filters(writer, settings, err);
}

/* Refuses settings under a name that nobody reads. */
static bool check_name(const char *folder, struct error *err) {
  static const char *const others[] = {"marrow.yml", "Marrow.yaml", "Marrow.yml"};
  struct buf path;
  buf_init(&path, 1 << 16);
  bool done = true;
  for (size_t i = 0; done && i < COUNT_OF(others); i++) {
    buf_clear(&path);
    buf_format(&path, "%s/%s", folder, others[i]);
    done = buf_failed(&path)
               ? error_memory(err)
               : access(path.ptr, F_OK) != 0 || error_set(err, "%s: is not read; call it " SETTINGS_FILE, others[i]);
  }
  buf_free(&path);
  return done;
}

bool site_read(const char *folder, const struct settings_known *known, struct store_writer *writer, struct arena *arena,
               struct settings *settings, struct str *text, struct error *err) {
  struct buf bytes;
  bool there;
  *settings = (struct settings){.filter_count = 0};
  buf_init(&bytes, SETTINGS_BYTES_MAX);
  bool done = site_file(folder, SETTINGS_FILE, SETTINGS_BYTES_MAX, &bytes, &there, err) || error_prefix(err, SETTINGS_FILE ": ");
  *text = arena_copy(arena, buf_str(&bytes));
  done = done && (there || check_name(folder, err)) && (!there || use(known, *text, writer, arena, settings, err));
  buf_free(&bytes);
  return done || error_prefix(err, "%s/", folder);
}
