#include "amend.h"

/* Of the bytes of all files this share may have changed: to take out and put in costs about three times as much as to put in. */
enum { SHARE_MOST = 8 };

bool amend_pays(const struct run *run) {
  const struct latest_changes *changes = &run->changes;
  const struct ledger *ledger = &changes->ledger;
  bool pays = changes->same_manner && ledger->tallies.len > 0 && ledger->acronyms.len > 0 &&
              changes->bytes * SHARE_MOST <= run->folder.bytes;
  for (size_t i = 0; pays && i < ledger->count; i++) {
    pays = ledger->files[i].article != LEDGER_CLASH; /* who comes first of two depends on all */
  }
  return pays;
}

/* What is done, in this order. */
struct work {
  size_t place;    /* 1 + the file's place in the folder; 0: the file is gone, and its article goes */
  uint32_t number; /* of its article in the index; 0: it has none */
};

struct amending {
  struct run *run;
  struct work *list;
  size_t count, sent, done;
  const char **said; /* of each file: what it is complained of with; NULL: nothing */
};

static void add_work(struct amending *amending, size_t place, uint32_t number) {
  struct run *run = amending->run;
  amending->list[amending->count++] = (struct work){place, number};
  run->all_bytes += place > 0 ? run->folder.files[place - 1].stamp.bytes : 0;
}

/* First what has an article, in order of numbers; an article that stays is kept at once. */
static bool plan_articles(struct amending *amending, struct error *err) {
  struct run *run = amending->run;
  const struct latest_changes *changes = &run->changes;
  uint64_t last = 0;
  for (size_t i = 0; i < changes->ledger.count; i++) {
    int64_t number = changes->ledger.files[i].article;
    size_t place = changes->after[i];
    if (number <= 0) {
      continue;
    }
    if ((uint64_t)number != ++last) {
      return error_set(err, "what is known of the last run makes no sense");
    }
    if (place == 0 || changes->changed[place - 1]) {
      add_work(amending, place, (uint32_t)number);
    } else if (!store_writer_keep(run->writer, place, (uint32_t)number, err)) {
      return false;
    }
  }
  return last == changes->facts.articles || error_set(err, "the index has other articles than the last run made");
}

/* Then what had none: new files, changed ones, and those that were complained of, to be complained of again. */
static void plan_others(struct amending *amending) {
  struct run *run = amending->run;
  const struct latest_changes *changes = &run->changes;
  for (size_t i = 0; i < run->folder.count; i++) {
    const struct ledger_file *before = changes->before[i] == 0 ? NULL : &changes->ledger.files[changes->before[i] - 1];
    if (before != NULL) {
      run->became[i] = before->article;
      run->turns[i] = before->turns;
      memcpy(run->digests[i], before->digest, sizeof run->digests[i]);
    }
    if (before == NULL || (before->article <= 0 && (changes->changed[i] || before->article == LEDGER_LEFT_OUT))) {
      add_work(amending, i + 1, 0);
    }
  }
}

/* Takes an article that is gone, or becomes another one, off what was counted. */
static void uncount(struct run *run, size_t place, const struct article *was) {
  acronyms_remove(run->acronyms, (uint32_t)place, was->text);
}

static bool remove_article(struct run *run, const struct work *work, struct error *err) {
  const struct article *was;
  if (!store_writer_remove(run->writer, work->number, &was, err)) {
    return false;
  }
  run->removed++;
  uncount(run, work->place, was);
  return true;
}

static bool take_article(struct run *run, const struct work *work, struct reading *reading, struct error *err) {
  const struct article *was, *article = &reading->article;
  if (work->number > 0) {
    if (!store_writer_replace(run->writer, work->place, work->number, reading->prepared, article, &was, err)) {
      return false;
    }
    uncount(run, work->place, was);
    run->changed++;
  } else {
    if (!store_writer_insert(run->writer, work->place, reading->prepared, article, err)) {
      return false;
    }
    run->added++;
  }
  acronyms_add(run->acronyms, run->tokenizer, store_article_language(article->lang), (uint32_t)work->place, article->text);
  return true;
}

/* Takes the oldest reading that was sent. */
static bool take(struct amending *amending, const struct work *work, struct error *err) {
  struct run *run = amending->run;
  struct reading *reading = intake_take(run->intake);
  size_t file = work->place - 1;
  if (reading == NULL) {
    return error_set(err, "a file that changed was not read");
  }
  run->turns[file] = reading->turns;
  memcpy(run->digests[file], reading->digest, sizeof reading->digest);
  run_progress(run, reading->done_bytes);
  if (reading->outcome == OUTCOME_ARTICLE) {
    return take_article(run, work, reading, err);
  }
  run->became[file] = reading->outcome == OUTCOME_BAD ? LEDGER_LEFT_OUT : LEDGER_NOTHING;
  if (reading->outcome == OUTCOME_BAD) {
    amending->said[file] = arena_copy(&run->kept, str_of(reading->trouble.text)).ptr;
  }
  return work->number == 0 || remove_article(run, work, err);
}

/* Reads files side by side, and does the work in order. */
static bool do_work(struct amending *amending, struct error *err) {
  struct run *run = amending->run;
  bool well = true;
  while (well && amending->done < amending->count) {
    const struct work *next = &amending->list[amending->done];
    const struct work *last = amending->sent < amending->count ? &amending->list[amending->sent] : NULL;
    struct reading *place = last != NULL && last->place > 0 ? run_place(run, &run->folder.files[last->place - 1]) : NULL;
    if (last != NULL && last->place == 0) {
      amending->sent++;
    } else if (place != NULL) {
      well = run_send(run, place, run->folder.files[last->place - 1].stamp.bytes, err);
      amending->sent++;
    } else {
      well = next->place == 0 ? remove_article(run, next, err) : take(amending, next, err);
      amending->done++;
    }
  }
  for (size_t i = 0; well && i < run->folder.count; i++) {
    if (amending->said[i] != NULL) {
      run_complain(run, amending->said[i]);
    }
  }
  return well;
}

static bool note_superseded(void *context, size_t place, const struct article *article) {
  struct run *run = context;
  struct str source = arena_format(&run->kept, "%s/%.*s", run->source, STR_ARG(run->folder.files[place - 1].path));
  return source.ptr != NULL && successors_note(&run->successors, article, source.ptr);
}

static bool settle(struct run *run, struct error *err) {
  if (!store_writer_settle(run->writer, note_superseded, run, err)) {
    return false;
  }
  for (size_t i = 0; i < run->folder.count; i++) {
    uint32_t number = store_writer_number(run->writer, i + 1);
    if (number > 0) {
      run->became[i] = number;
      run->articles++;
    }
  }
  return run_settle(run, err);
}

bool amend_files(struct run *run, struct error *err) {
  struct amending amending = {.run = run};
  const struct latest_changes *changes = &run->changes;
  const struct ledger *ledger = &changes->ledger;
  amending.list = arena_array(&run->kept, ledger->count + run->folder.count + 1, sizeof *amending.list);
  amending.said = arena_array(&run->kept, run->folder.count + 1, sizeof *amending.said);
  if (amending.list == NULL || amending.said == NULL || !acronyms_unpack(run->acronyms, ledger->acronyms)) {
    return error_memory(err);
  }
  acronyms_renumber(run->acronyms, changes->after, ledger->count);
  if (!store_writer_amend(run->writer, changes->store, ledger->tallies, run->folder.count, err) ||
      !plan_articles(&amending, err)) {
    return false;
  }
  plan_others(&amending);
  return run_open_intake(run, err) && do_work(&amending, err) && settle(run, err);
}
