#include "latest.h"
#include "lexicon/lexicon.h"
#include "site.h"

#include <stdio.h>
#include <stdlib.h>

static void add_texts(struct digest *digest, const struct settings_text *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    digest_add(digest, texts[i].text);
  }
  digest_add(digest, STR(""));
}

/* The settings that decide how an article is read. */
static void add_manner(struct digest *digest, const struct settings *settings) {
  char generator = (char)settings->addresses.generator;
  digest_add(digest, settings->language.text);
  digest_add(digest, settings->marked_only ? STR("marked") : STR(""));
  add_texts(digest, settings->filters, settings->filter_count);
  digest_add(digest, (struct str){&generator, 1});
  for (size_t i = 0; i < settings->addresses.count; i++) {
    digest_add(digest, settings->addresses.list[i].path);
    digest_add(digest, settings->addresses.list[i].address);
  }
  digest_add(digest, STR(""));
}

/* Files of the folder that are no articles: what they are called, and what they say. */
static bool add_files(struct digest *digest, const char *source, const char *const *names, size_t count) {
  struct buf bytes;
  bool whole = true;
  buf_init(&bytes, STORE_RESOURCE_MAX);
  for (size_t i = 0; whole && i < count; i++) {
    struct error ignored;
    bool there = false;
    buf_clear(&bytes);
    whole = site_file(source, names[i], STORE_RESOURCE_MAX, &bytes, &there, &ignored);
    digest_add(digest, str_of(names[i]));
    digest_add(digest, there ? STR("there") : STR(""));
    digest_add(digest, buf_str(&bytes));
  }
  buf_free(&bytes);
  return whole;
}

void latest_look(struct latest *latest) {
  const char *pins = latest->settings->pins.text.len > 0 ? latest->settings->pins.text.ptr : PINS_FILE;
  const char *const lists[] = {TOKEN_FAMILIES, TOKEN_EXCEPTIONS}, *const others[] = {TOPICS_FILE, SYNONYMS_FILE, pins};
  struct digest *digest = digest_new();
  latest->site[0] = latest->manner[0] = '\0';
  ledger_program(latest->program);
  if (digest == NULL) {
    return;
  }
  add_manner(digest, latest->settings);
  if (add_files(digest, latest->source, lists, COUNT_OF(lists))) {
    digest_hex(digest, latest->manner);
    digest_add(digest, latest->settings_text);
    if (add_files(digest, latest->source, others, COUNT_OF(others))) {
      digest_hex(digest, latest->site);
    }
  }
  digest_free(digest);
}

/* Notes which files are new, gone, or have another content. *looked is set where times alone did not tell. */
static bool compare_files(const struct latest *latest, struct arena *arena, struct latest_changes *changes, bool *looked) {
  const struct folder *folder = latest->folder;
  const struct ledger *ledger = &changes->ledger;
  changes->changed = arena_array(arena, folder->count + 1, sizeof *changes->changed);
  changes->before = arena_array(arena, folder->count + 1, sizeof *changes->before);
  changes->after = arena_array(arena, ledger->count + 1, sizeof *changes->after);
  bool done = changes->changed != NULL && changes->before != NULL && changes->after != NULL;
  for (size_t now = 0, then = 0; done && (now < folder->count || then < ledger->count);) {
    const struct folder_file *file = &folder->files[now];
    const struct ledger_file *before = &ledger->files[then];
    int order = now == folder->count ? 1 : then == ledger->count ? -1 : str_compare(file->path, before->path);
    if (order == 0) {
      changes->before[now] = then + 1;
      changes->after[then] = (uint32_t)now + 1;
    }
    bool changed = order != 0 || !ledger_file_is_same(ledger, before, latest->source, file, looked);
    if (order <= 0) {
      changes->changed[now] = changed;
    }
    changes->count += changed;
    changes->bytes += changed ? (order <= 0 ? file->stamp.bytes : before->stamp.bytes) : 0;
    now += order <= 0;
    then += order >= 0;
  }
  return done && folder->count > 0;
}

/* Opens the index, if it is the one that the ledger was written for. */
static bool open_index(const struct latest *latest, struct latest_changes *changes) {
  struct error ignored;
  if (!store_open(latest->index, &changes->store, &ignored)) {
    return false;
  }
  changes->facts = *store_facts(changes->store);
  return strcmp(changes->facts.digest, changes->ledger.index) == 0;
}

bool latest_compare(const struct latest *latest, struct arena *arena, struct latest_changes *changes) {
  struct ledger *ledger = &changes->ledger;
  bool looked = false;
  *changes = (struct latest_changes){.count = 0};
  if (!ledger_read(latest->index, arena, ledger)) {
    return false;
  }
  if (latest->program[0] == '\0' || latest->site[0] == '\0' || strcmp(latest->program, ledger->program) != 0 ||
      !str_equal(ledger->source, str_of(latest->source)) || !compare_files(latest, arena, changes, &looked) ||
      !open_index(latest, changes)) {
    return false;
  }
  changes->same_site = strcmp(latest->site, ledger->site) == 0;
  changes->same_manner = strcmp(latest->manner, ledger->manner) == 0;
  if (changes->same_site && changes->count == 0 && looked) {
    /* Other times, the same content: next time these times will do. */
    for (size_t i = 0; i < ledger->count; i++) {
      ledger->files[i].stamp = latest->folder->files[i].stamp;
    }
    ledger->began = latest->began;
    ledger_write(latest->index, ledger);
  }
  return true;
}

void latest_keep(const struct latest *latest, const struct latest_run *run) {
  const struct folder *folder = latest->folder;
  struct ledger ledger = {.source = str_of(latest->source),
                          .began = latest->began,
                          .count = folder->count,
                          .complaints = run->complaints,
                          .tallies = run->tallies,
                          .acronyms = run->acronyms};
  ledger.files = calloc(folder->count + 1, sizeof *ledger.files);
  if (ledger.files == NULL) {
    return;
  }
  memcpy(ledger.program, latest->program, sizeof ledger.program);
  memcpy(ledger.site, latest->site, sizeof ledger.site);
  memcpy(ledger.manner, latest->manner, sizeof ledger.manner);
  (void)snprintf(ledger.index, sizeof ledger.index, "%s", run->index_digest);
  for (size_t i = 0; i < folder->count; i++) {
    ledger.files[i] = (struct ledger_file){
        .path = folder->files[i].path, .stamp = folder->files[i].stamp, .turns = run->turns[i], .article = run->articles[i]};
    memcpy(ledger.files[i].digest, run->digests[i], sizeof ledger.files[i].digest);
  }
  ledger_write(latest->index, &ledger);
  free(ledger.files);
}
