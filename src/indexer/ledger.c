#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
  PROGRAM_BYTES_MAX = 1 << 30,
  LEDGER_BYTES_MAX = 1 << 30,
};

/* A file that was written so shortly before the run may be written again without other times: clocks of files tick slowly. */
#define FRESH_NANOSECONDS INT64_C(2000000000)

#define MAGIC "marrow cache 2"

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

void ledger_program(char hex[DIGEST_HEX + 1]) {
  struct buf bytes;
  struct error ignored;
  hex[0] = '\0';
  buf_init(&bytes, PROGRAM_BYTES_MAX);
  if (file_read("/proc/self/exe", PROGRAM_BYTES_MAX, &bytes, &ignored)) {
    ledger_digest(buf_str(&bytes), hex);
  }
  buf_free(&bytes);
}

/* ---- reading ---- */

/* What is left of the file. Sticky: once anything was wrong, all that follows is empty. */
struct records {
  struct str rest;
  bool failed;
};

static struct str next_record(struct records *records) {
  size_t end = str_find(records->rest, '\0', 0);
  if (end == records->rest.len) {
    records->failed = true;
    records->rest = STR("");
    return STR("");
  }
  struct str record = str_slice(records->rest, 0, end);
  records->rest = str_slice(records->rest, end + 1, records->rest.len);
  return record;
}

static void next_hex(struct records *records, char hex[DIGEST_HEX + 1]) {
  struct str record = next_record(records);
  if (record.len != 0 && record.len != DIGEST_HEX) {
    records->failed = true;
    record = STR("");
  }
  (void)snprintf(hex, DIGEST_HEX + 1, "%.*s", STR_ARG(record));
}

static int64_t next_number(struct records *records) {
  struct str record = next_record(records);
  char *end = NULL;
  long long number = record.len > 0 ? strtoll(record.ptr, &end, 10) : 0; /* a NUL ends it */
  records->failed = records->failed || end != record.ptr + record.len;
  return number;
}

static void read_file(struct records *records, struct ledger_file *file) {
  file->path = next_record(records);
  file->stamp.bytes = (uint64_t)next_number(records);
  file->stamp.modified = next_number(records);
  file->stamp.changed = next_number(records);
  next_hex(records, file->digest);
  file->article = next_number(records);
}

/* So many bytes of the rest. */
static struct str next_bytes(struct records *records, int64_t length) {
  records->failed = records->failed || length < 0 || (uint64_t)length > records->rest.len;
  struct str bytes = records->failed ? STR("") : str_slice(records->rest, 0, (size_t)length);
  records->rest = str_slice(records->rest, bytes.len, records->rest.len);
  return bytes;
}

static bool read_records(struct records *records, struct arena *arena, struct ledger *ledger) {
  if (!str_equal(next_record(records), STR(MAGIC))) {
    return false;
  }
  ledger->source = next_record(records);
  next_hex(records, ledger->program);
  next_hex(records, ledger->site);
  next_hex(records, ledger->manner);
  next_hex(records, ledger->index);
  ledger->began = next_number(records);
  int64_t count = next_number(records), complaints = next_number(records), tallies = next_number(records),
          acronyms = next_number(records);
  if (records->failed || count < 0 || (uint64_t)count > records->rest.len) {
    return false;
  }
  ledger->count = (size_t)count;
  ledger->files = arena_array(arena, ledger->count, sizeof *ledger->files);
  for (size_t i = 0; ledger->files != NULL && i < ledger->count && !records->failed; i++) {
    read_file(records, &ledger->files[i]);
  }
  ledger->complaints = next_bytes(records, complaints);
  ledger->tallies = next_bytes(records, tallies);
  ledger->acronyms = next_bytes(records, acronyms);
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

static void add_record(struct buf *out, struct str text) {
  buf_add(out, text);
  buf_byte(out, '\0');
}

static void add_number(struct buf *out, int64_t number) {
  buf_format(out, "%lld", (long long)number);
  buf_byte(out, '\0');
}

static void add_records(struct buf *out, const struct ledger *ledger) {
  char hex[DIGEST_HEX + 1];
  add_record(out, STR(MAGIC));
  add_record(out, ledger->source);
  add_record(out, str_of(ledger->program));
  add_record(out, str_of(ledger->site));
  add_record(out, str_of(ledger->manner));
  add_record(out, str_of(ledger->index));
  add_number(out, ledger->began);
  add_number(out, (int64_t)ledger->count);
  add_number(out, (int64_t)ledger->complaints.len);
  add_number(out, (int64_t)ledger->tallies.len);
  add_number(out, (int64_t)ledger->acronyms.len);
  for (size_t i = 0; i < ledger->count; i++) {
    const struct ledger_file *file = &ledger->files[i];
    add_record(out, file->path);
    add_number(out, (int64_t)file->stamp.bytes);
    add_number(out, file->stamp.modified);
    add_number(out, file->stamp.changed);
    add_record(out, str_of(file->digest));
    add_number(out, file->article);
  }
  buf_add(out, ledger->complaints);
  buf_add(out, ledger->tallies);
  buf_add(out, ledger->acronyms);
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

bool ledger_file_is_same(const struct ledger *ledger, const struct ledger_file *file, const struct folder_stamp *stamp,
                         const char *path, bool *looked) {
  const struct folder_stamp *then = &file->stamp;
  int64_t trusted = ledger->began - FRESH_NANOSECONDS;
  bool stamped = stamp->bytes == then->bytes && stamp->modified == then->modified && stamp->changed == then->changed &&
                 stamp->modified < trusted && stamp->changed < trusted;
  if (stamped || stamp->bytes != then->bytes || file->digest[0] == '\0') {
    return stamped && file->digest[0] != '\0';
  }
  struct buf bytes;
  struct error ignored;
  char digest[DIGEST_HEX + 1] = "";
  buf_init(&bytes, ARTICLE_BYTES_MAX);
  if (file_read(path, ARTICLE_BYTES_MAX, &bytes, &ignored)) {
    ledger_digest(buf_str(&bytes), digest);
  }
  buf_free(&bytes);
  *looked = true;
  return strcmp(digest, file->digest) == 0;
}
