#include "amend.h"

/* Of the bytes of all files this share may have changed: to take out and put in costs about three times as much as to put in. */
enum { SHARE_MOST = 8 };

bool amend_pays(const struct run *run) {
  const struct latest_changes *changes = &run->changes;
  return changes->same_manner && changes->same_paths && changes->ledger.tallies.len > 0 && changes->ledger.acronyms.len > 0 &&
         changes->bytes * SHARE_MOST <= run->folder.bytes;
}

static bool replace(struct run *run, struct reading *reading, uint32_t number, struct error *err) {
  const struct article *was, *article = &reading->article;
  if (!store_writer_replace(run->writer, number, reading->prepared, article, &was, err)) {
    return false;
  }
  run->changed++;
  acronyms_remove(run->acronyms, number, was->text);
  acronyms_add(run->acronyms, run->tokenizer, store_article_language(article->lang), number, article->text);
  return true;
}

/* Takes the oldest reading that was sent; `file` is its place in the folder. */
static bool take(struct run *run, size_t file, struct error *err) {
  struct reading *reading = intake_take(run->intake);
  int64_t before = run->changes.ledger.files[file].article;
  if ((reading->outcome == OUTCOME_ARTICLE) != (before > 0)) {
    return error_set(err, "%s: is an article and was none, or was one", reading->place.ptr);
  }
  if (reading->outcome == OUTCOME_BAD) {
    run_complain(run, reading->trouble.text);
  }
  run->became[file] = before > 0 ? before : reading->outcome == OUTCOME_BAD ? LEDGER_LEFT_OUT : LEDGER_NOTHING;
  memcpy(run->digests[file], reading->digest, sizeof reading->digest);
  run_progress(run, reading->done_bytes);
  return before <= 0 || replace(run, reading, (uint32_t)before, err);
}

/* Files that must be read: the changed ones, and those that were complained of, to be complained of again. */
static bool is_read(const struct run *run, size_t file) {
  return run->changes.changed[file] || run->changes.ledger.files[file].article == LEDGER_LEFT_OUT;
}

/* The next file from `at` on that must be read, or the number of all files. */
static size_t next_read(const struct run *run, size_t at) {
  while (at < run->folder.count && !is_read(run, at)) {
    at++;
  }
  return at;
}

/* Reads files side by side and takes them in order. */
static bool read_files(struct run *run, struct error *err) {
  const struct folder *folder = &run->folder;
  size_t sent = next_read(run, 0), taken = sent;
  bool done = true;
  while (done && taken < folder->count) {
    struct reading *place = sent < folder->count ? run_place(run, &folder->files[sent]) : NULL;
    if (place != NULL) {
      done = run_send(run, place, folder->files[sent].stamp.bytes, err);
      sent = next_read(run, sent + 1);
    } else {
      done = take(run, taken, err);
      taken = next_read(run, taken + 1);
    }
  }
  return done;
}

/* What the last run knew of files. */
static bool recall_files(struct run *run, struct error *err) {
  const struct ledger *ledger = &run->changes.ledger;
  uint64_t last = 0;
  for (size_t i = 0; i < ledger->count; i++) {
    int64_t article = ledger->files[i].article;
    if (article > 0 && (uint64_t)article != ++last) {
      return error_set(err, "what is known of the last run makes no sense");
    }
    run->became[i] = article;
    memcpy(run->digests[i], ledger->files[i].digest, sizeof run->digests[i]);
    run->all_bytes += is_read(run, i) ? run->folder.files[i].stamp.bytes : 0;
  }
  return last == run->changes.facts.articles || error_set(err, "the index has other articles than the last run made");
}

/* Articles as they are settled, and the files they are of. */
struct settling {
  struct run *run;
  size_t file;
};

static bool note(void *context, const struct article *facts, struct error *err) {
  struct settling *settling = context;
  struct run *run = settling->run;
  while (settling->file < run->folder.count && run->became[settling->file] <= 0) {
    settling->file++;
  }
  if (settling->file == run->folder.count) {
    return error_set(err, "the index has more articles than the last run made");
  }
  struct buf place;
  buf_init(&place, 1 << 16);
  buf_format(&place, "%s/%.*s", run->source, STR_ARG(run->folder.files[settling->file].path));
  settling->file++;
  bool done = buf_failed(&place) ? error_memory(err) : run_note(run, facts, place.ptr, err);
  buf_free(&place);
  return done;
}

bool amend_files(struct run *run, struct error *err) {
  struct settling settling = {.run = run};
  return recall_files(run, err) && (acronyms_unpack(run->acronyms, run->changes.ledger.acronyms) || error_memory(err)) &&
         store_writer_amend(run->writer, run->changes.ledger.tallies, err) && run_open_intake(run, err) && read_files(run, err) &&
         store_writer_settle(run->writer, note, &settling, err) && run_settle(run, err);
}
