#include "latest.h"
#include "lexicon/lexicon.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>

/* What lies beside the articles, of which lists and settings are made. */
static void digest_site(const struct latest *latest, char hex[DIGEST_HEX + 1]) {
  const char *pins = latest->settings->pins.text.len > 0 ? latest->settings->pins.text.ptr : PINS_FILE;
  const char *const names[] = {SETTINGS_FILE, TOPICS_FILE, TOKEN_FAMILIES, TOKEN_EXCEPTIONS, SYNONYMS_FILE, pins};
  struct digest *digest = digest_new();
  struct buf bytes;
  buf_init(&bytes, STORE_RESOURCE_MAX);
  hex[0] = '\0';
  bool whole = digest != NULL;
  for (size_t i = 0; whole && i < COUNT_OF(names); i++) {
    struct error ignored;
    bool there = false;
    buf_clear(&bytes);
    whole = site_file(latest->source, names[i], STORE_RESOURCE_MAX, &bytes, &there, &ignored);
    digest_add(digest, str_of(names[i]));
    digest_add(digest, there ? STR("there") : STR(""));
    digest_add(digest, buf_str(&bytes));
  }
  if (whole) {
    digest_hex(digest, hex);
  }
  buf_free(&bytes);
  digest_free(digest);
}

/* Whether each file is there and has the same content. */
static bool has_same_files(const struct latest *latest, struct ledger *ledger, bool *looked) {
  const struct folder *folder = latest->folder;
  struct buf path;
  buf_init(&path, 1 << 16);
  bool same = folder->count == ledger->count && folder->count > 0;
  for (size_t i = 0; same && i < folder->count; i++) {
    const struct folder_file *file = &folder->files[i];
    buf_clear(&path);
    buf_format(&path, "%s/%.*s", latest->source, STR_ARG(file->path));
    same = !buf_failed(&path) && str_equal(file->path, ledger->files[i].path) &&
           ledger_file_is_same(ledger, &ledger->files[i], &file->stamp, path.ptr, looked);
  }
  buf_free(&path);
  return same;
}

/* Whether the index is the one that the ledger was written for. */
static bool has_same_index(const struct latest *latest, const struct ledger *ledger, struct store_facts *facts) {
  struct store *store = NULL;
  struct error ignored;
  if (!store_open(latest->index, &store, &ignored)) {
    return false;
  }
  *facts = *store_facts(store);
  store_close(store);
  return strcmp(facts->digest, ledger->index) == 0;
}

bool latest_is_indexed(const struct latest *latest, struct arena *arena, struct ledger *ledger, struct store_facts *facts) {
  char program[DIGEST_HEX + 1], site[DIGEST_HEX + 1];
  bool looked = false;
  if (latest->folder->complaints > 0 || !ledger_read(latest->index, arena, ledger)) {
    return false;
  }
  ledger_program(program);
  digest_site(latest, site);
  bool same = program[0] != '\0' && site[0] != '\0' && strcmp(program, ledger->program) == 0 && strcmp(site, ledger->site) == 0 &&
              str_equal(ledger->source, str_of(latest->source)) && has_same_files(latest, ledger, &looked) &&
              has_same_index(latest, ledger, facts);
  if (same && looked) {
    /* Other times, the same content: next time these times will do. */
    for (size_t i = 0; i < ledger->count; i++) {
      ledger->files[i].stamp = latest->folder->files[i].stamp;
    }
    ledger->began = latest->began;
    ledger_write(latest->index, ledger);
  }
  return same;
}

void latest_keep(const struct latest *latest, char (*digests)[DIGEST_HEX + 1], struct str complaints, const char *index_digest) {
  const struct folder *folder = latest->folder;
  struct ledger ledger = {
      .source = str_of(latest->source), .began = latest->began, .count = folder->count, .complaints = complaints};
  ledger.files = calloc(folder->count + 1, sizeof *ledger.files);
  if (ledger.files == NULL) {
    return;
  }
  ledger_program(ledger.program);
  digest_site(latest, ledger.site);
  (void)snprintf(ledger.index, sizeof ledger.index, "%s", index_digest);
  for (size_t i = 0; i < folder->count; i++) {
    ledger.files[i] = (struct ledger_file){.path = folder->files[i].path, .stamp = folder->files[i].stamp};
    memcpy(ledger.files[i].digest, digests[i], sizeof ledger.files[i].digest);
  }
  ledger_write(latest->index, &ledger);
  free(ledger.files);
}
