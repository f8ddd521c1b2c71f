#include "run.h"
#include "pinned.h"
#include "topical.h"

#include <unistd.h>

enum { JOBS_USUAL_MAX = 16 }; /* one thread takes what all others read: more would wait for it */

static void tell(const struct run *run, const char *sentence) {
  if (run->listener->complaint != NULL) {
    run->listener->complaint(run->listener->context, sentence);
  }
}

void run_complain(void *context, const char *sentence) {
  struct run *run = context;
  run->complaints++;
  buf_add(&run->sentences, str_of(sentence));
  buf_byte(&run->sentences, '\0');
  if (!run->amends) {
    tell(run, sentence);
  }
}

void run_tell(struct run *run, struct str sentences) {
  for (size_t end; sentences.len > 0; sentences = str_slice(sentences, end + 1, sentences.len)) {
    end = str_find(sentences, '\0', 0);
    tell(run, sentences.ptr);
  }
}

void run_progress(struct run *run, uint64_t done) {
  run->done_bytes = done;
  if (run->listener->progress != NULL) {
    run->listener->progress(run->listener->context, run->done_bytes, run->all_bytes);
  }
}

/* Filters that narrow to nothing: most probably a misspelt key. */
static void check_filters(struct run *run) {
  for (size_t i = 0; i < run->settings.filter_count; i++) {
    const struct settings_text *filter = &run->settings.filters[i];
    if (!store_writer_has_key(run->writer, filter->text)) {
      struct error sentence;
      (void)error_set(&sentence,
                      "%s/" SETTINGS_FILE ":%zu: filters: no article has a value for \"%.*s\"; correct the key, or leave it out",
                      run->source, filter->line, STR_ARG(filter->text));
      run_complain(run, sentence.text);
    }
  }
}

bool run_note(struct run *run, const struct article *article, const char *place, struct error *err) {
  run->articles++;
  return successors_note(&run->successors, article, place) || error_memory(err);
}

bool run_send(struct run *run, struct reading *reading, uint64_t size, struct error *err) {
  if (reading->place.ptr == NULL) {
    return error_memory(err);
  }
  run->sent_bytes += size;
  reading->size = size;
  reading->done_bytes = run->sent_bytes;
  intake_send(run->intake, reading);
  return true;
}

size_t run_jobs(const struct run *run) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t usual = cores < 1 ? 1 : cores > JOBS_USUAL_MAX ? JOBS_USUAL_MAX : (size_t)cores;
  return run->options->jobs > 0 ? run->options->jobs : usual;
}

bool run_open_intake(struct run *run, struct error *err) {
  const struct intake_setting setting = {.source = run->source,
                                         .settings = &run->settings,
                                         .writer = run->writer,
                                         .guesser = run->guesser,
                                         .today = day_today(),
                                         .jobs = run_jobs(run)};
  return intake_open(&setting, &run->intake, err);
}

bool run_settle(struct run *run, struct error *err) {
  const struct language *languages[STORE_LANGUAGES_MAX];
  const struct pinned pinned = {.folder = run->source,
                                .named = &run->settings.pins,
                                .writer = run->writer,
                                .tokenizer = run->tokenizer,
                                .languages = languages,
                                .language_count = store_writer_languages(run->writer, languages),
                                .complain = run_complain,
                                .context = run};
  const struct topical topical = {.folder = run->source, .writer = run->writer, .complain = run_complain, .context = run};
  check_filters(run);
  return pinned_keep(&pinned, err) && topical_keep(&topical, err);
}

struct reading *run_place(struct run *run, const struct folder_file *file) {
  struct reading *place = intake_place(run->intake);
  if (place != NULL) {
    place->name = file->path;
    place->place = arena_format(&place->arena, "%s/%.*s", run->source, STR_ARG(file->path));
  }
  return place;
}
