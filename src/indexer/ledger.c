#include "ledger.h"

#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  LEDGER_BYTES_MAX = 1 << 30,
};

/* A file that was written so shortly before the run may be written again without other times: clocks of files tick slowly. */
#define FRESH_NANOSECONDS INT64_C(2000000000)

#define MAGIC "marrow cache 4"

int64_t ledger_clock(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void ledger_digest(struct str bytes, char hex[DIGEST_HEX + 1]) {
  struct digest *digest = digest_new();
  hex[0] = '\0';
  if (digest != NULL) {
    digest_add(digest, bytes);
    digest_hex(digest, hex);
    digest_free(digest);
  }
}

/* Adds what tells a library from other versions of it. */
static int add_library(struct dl_phdr_info *library, size_t size, void *context) {
  struct stat facts = {0};
  (void)size;
  if (library->dlpi_name != NULL && stat(library->dlpi_name, &facts) == 0) {
    const int64_t stamp[] = {facts.st_size, facts.st_mtim.tv_sec};
    digest_add(context, str_of(library->dlpi_name));
    digest_add(context, (struct str){(const char *)stamp, sizeof stamp});
  }
  return 0;
}

/* Adds the bytes of the program; most of them are in memory anyway. */
static bool add_program(struct digest *digest) {
  int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  struct stat facts;
  void *bytes = MAP_FAILED;
  if (file >= 0 && fstat(file, &facts) == 0 && facts.st_size > 0) {
    bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  if (bytes != MAP_FAILED) {
    digest_add(digest, (struct str){bytes, (size_t)facts.st_size});
    (void)munmap(bytes, (size_t)facts.st_size);
  }
  if (file >= 0) {
    (void)close(file);
  }
  return bytes != MAP_FAILED;
}

void ledger_program(char hex[DIGEST_HEX + 1]) {
  struct digest *digest = digest_new();
  hex[0] = '\0';
  if (digest != NULL && add_program(digest)) {
    (void)dl_iterate_phdr(add_library, digest);
    digest_hex(digest, hex);
  }
  digest_free(digest);
}

/* ---- reading ---- */

/* What is left of the file. Sticky: once anything was wrong, all that follows is empty. */
struct records {
  struct str rest;
  bool failed;
};

/* So many bytes of the rest. */
static struct str next_bytes(struct records *records, uint64_t length) {
  records->failed = records->failed || length > records->rest.len;
  struct str bytes = records->failed ? STR("") : str_slice(records->rest, 0, (size_t)length);
  records->rest = str_slice(records->rest, bytes.len, records->rest.len);
  return bytes;
}

static void next_value(struct records *records, void *value, size_t size) {
  struct str bytes = next_bytes(records, size);
  if (bytes.len == size) {
    memcpy(value, bytes.ptr, size);
  }
}

static struct str next_text(struct records *records) {
  uint64_t length = 0;
  next_value(records, &length, sizeof length);
  return next_bytes(records, length);
}

static void next_hex(struct records *records, char hex[DIGEST_HEX + 1]) {
  next_value(records, hex, DIGEST_HEX + 1);
  records->failed = records->failed || hex[DIGEST_HEX] != '\0';
}

static void read_file(struct records *records, struct ledger_file *file) {
  file->path = next_text(records);
  next_value(records, &file->stamp, sizeof file->stamp);
  next_hex(records, file->digest);
  next_value(records, &file->turns, sizeof file->turns);
  next_value(records, &file->article, sizeof file->article);
}

static bool read_records(struct records *records, struct arena *arena, struct ledger *ledger) {
  uint64_t count = 0;
  if (!str_equal(next_text(records), STR(MAGIC))) {
    return false;
  }
  ledger->source = next_text(records);
  next_hex(records, ledger->program);
  next_hex(records, ledger->site);
  next_hex(records, ledger->manner);
  next_hex(records, ledger->index);
  next_value(records, &ledger->began, sizeof ledger->began);
  ledger->complaints = next_text(records);
  ledger->tallies = next_text(records);
  ledger->acronyms = next_text(records);
  next_value(records, &count, sizeof count);
  if (records->failed || count > records->rest.len) {
    return false;
  }
  ledger->count = (size_t)count;
  ledger->files = arena_array(arena, ledger->count, sizeof *ledger->files);
  for (size_t i = 0; ledger->files != NULL && i < ledger->count && !records->failed; i++) {
    read_file(records, &ledger->files[i]);
  }
  return ledger->files != NULL && !records->failed && records->rest.len == 0;
}

/* The digest at the end says whether the file is whole. */
static bool take_end(struct str *text) {
  char hex[DIGEST_HEX + 1];
  if (text->len < DIGEST_HEX) {
    return false;
  }
  struct str body = str_slice(*text, 0, text->len - DIGEST_HEX), end = str_slice(*text, body.len, text->len);
  ledger_digest(body, hex);
  *text = body;
  return str_equal(end, str_of(hex));
}

static bool name_ledger(const char *index, const char *ending, struct buf *name) {
  buf_init(name, 1 << 16);
  buf_format(name, "%s" LEDGER_ENDING "%s", index, ending);
  return !buf_failed(name);
}

bool ledger_read(const char *index, struct arena *arena, struct ledger *ledger) {
  struct buf name, bytes;
  struct error ignored;
  buf_init(&bytes, LEDGER_BYTES_MAX);
  bool done = name_ledger(index, "", &name) && file_read(name.ptr, LEDGER_BYTES_MAX, &bytes, &ignored);
  struct records records = {.rest = done ? arena_copy(arena, buf_str(&bytes)) : STR("")};
  buf_free(&name);
  buf_free(&bytes);
  *ledger = (struct ledger){.count = 0};
  return done && records.rest.ptr != NULL && take_end(&records.rest) && read_records(&records, arena, ledger);
}

/* ---- writing ---- */

static void add_value(struct buf *out, const void *value, size_t size) {
  buf_add(out, (struct str){value, size});
}

static void add_text(struct buf *out, struct str text) {
  uint64_t length = text.len;
  add_value(out, &length, sizeof length);
  buf_add(out, text);
}

static void add_records(struct buf *out, const struct ledger *ledger) {
  char hex[DIGEST_HEX + 1];
  uint64_t count = ledger->count;
  add_text(out, STR(MAGIC));
  add_text(out, ledger->source);
  add_value(out, ledger->program, sizeof ledger->program);
  add_value(out, ledger->site, sizeof ledger->site);
  add_value(out, ledger->manner, sizeof ledger->manner);
  add_value(out, ledger->index, sizeof ledger->index);
  add_value(out, &ledger->began, sizeof ledger->began);
  add_text(out, ledger->complaints);
  add_text(out, ledger->tallies);
  add_text(out, ledger->acronyms);
  add_value(out, &count, sizeof count);
  for (size_t i = 0; i < ledger->count; i++) {
    const struct ledger_file *file = &ledger->files[i];
    add_text(out, file->path);
    add_value(out, &file->stamp, sizeof file->stamp);
    add_value(out, file->digest, sizeof file->digest);
    add_value(out, &file->turns, sizeof file->turns);
    add_value(out, &file->article, sizeof file->article);
  }
  ledger_digest(buf_str(out), hex);
  buf_add(out, str_of(hex));
}

static bool write_all(const char *path, struct str bytes) {
  FILE *file = fopen(path, "we");
  bool done = file != NULL && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
  return (file == NULL || fclose(file) == 0) && done;
}

void ledger_write(const char *index, const struct ledger *ledger) {
  struct buf name, spare, bytes;
  struct error ignored;
  buf_init(&bytes, LEDGER_BYTES_MAX);
  add_records(&bytes, ledger);
  bool named = name_ledger(index, "", &name);
  if (name_ledger(index, ".new", &spare) && named && !buf_failed(&bytes) && write_all(spare.ptr, buf_str(&bytes)) &&
      file_replace(spare.ptr, name.ptr, &ignored)) {
    named = false; /* nothing to take away */
  }
  if (named && !buf_failed(&spare)) {
    (void)unlink(spare.ptr);
    (void)unlink(name.ptr);
  }
  buf_free(&name);
  buf_free(&spare);
  buf_free(&bytes);
}

/* ---- comparing ---- */

/* Whether the bytes of a file have that digest. */
static bool has_digest(const char *source, struct str path, const char *wanted) {
  struct buf name, bytes;
  struct error ignored;
  char digest[DIGEST_HEX + 1] = "";
  buf_init(&name, 1 << 16);
  buf_init(&bytes, ARTICLE_BYTES_MAX);
  buf_format(&name, "%s/%.*s", source, STR_ARG(path));
  if (!buf_failed(&name) && file_read(name.ptr, ARTICLE_BYTES_MAX, &bytes, &ignored)) {
    ledger_digest(buf_str(&bytes), digest);
  }
  buf_free(&name);
  buf_free(&bytes);
  return strcmp(digest, wanted) == 0;
}

bool ledger_file_is_same(const struct ledger *ledger, const struct ledger_file *file, const char *source,
                         const struct folder_file *now, bool *looked) {
  const struct folder_stamp *then = &file->stamp, *stamp = &now->stamp;
  int64_t trusted = ledger->began - FRESH_NANOSECONDS;
  if (file->turns > 0 && day_today() >= file->turns) {
    return false;
  }
  bool stamped = stamp->bytes == then->bytes && stamp->modified == then->modified && stamp->changed == then->changed &&
                 stamp->modified < trusted && stamp->changed < trusted;
  if (stamped || stamp->bytes != then->bytes || file->digest[0] == '\0') {
    return stamped && file->digest[0] != '\0';
  }
  *looked = true;
  return has_digest(source, now->path, file->digest);
}
