#include "intake.h"
#include "lang.h"
#include "ledger.h"
#include "pool.h"

#include <stdlib.h>

enum {
  ARTICLE_ARENA_MAX = 512 * 1024 * 1024, /* an article's marks and sections */
  PLACES_A_JOB = 16,
  WAITING_BYTES_MAX = 16 * 1024 * 1024, /* of sources under way before the next one is begun */
  KEPT_BYTES = 1 << 16,                 /* of a place's memory after a large source */
};

struct intake {
  struct intake_setting setting;
  struct store_preparer **preparers; /* one a thread */
  size_t preparer_count;
  struct reading *places; /* a ring */
  size_t place_count, sent, taken;
  uint64_t waiting_bytes;
  struct reading *last; /* taken, and not yet emptied */
  struct pool *pool;
};

static bool bad(struct reading *reading) {
  reading->outcome = OUTCOME_BAD;
  return false;
}

static bool parse_file(const struct intake *intake, struct reading *reading) {
  struct error *trouble = &reading->trouble;
  if (!file_read(reading->place.ptr, ARTICLE_BYTES_MAX, &reading->bytes, trouble)) {
    (void)error_prefix(trouble, "%s: ", reading->place.ptr);
    return bad(reading);
  }
  ledger_digest(buf_str(&reading->bytes), reading->digest);
  if (!article_from_file(&reading->arena, reading->name, buf_str(&reading->bytes), &reading->article, trouble)) {
    (void)error_prefix(trouble, "%s/", intake->setting.source);
    return bad(reading);
  }
  const struct settings *settings = intake->setting.settings;
  if (reading->article.is_away || (reading->article.is_unmarked && settings->marked_only)) {
    reading->outcome = OUTCOME_NOTHING;
    return false;
  }
  if (!article_is_in_season(&reading->arena, &settings->addresses, &reading->article, intake->setting.today, &reading->turns)) {
    reading->outcome = OUTCOME_NOTHING;
    return false;
  }
  if (!article_use_rules(&reading->arena, &settings->addresses, &reading->article)) {
    (void)error_memory(trouble);
    return bad(reading);
  }
  return true;
}

static bool parse_line(struct reading *reading) {
  struct str line = str_trim(buf_str(&reading->bytes));
  if (reading->too_long) {
    (void)error_set(&reading->trouble, "%s: is longer than %d bytes; split it or leave it out", reading->place.ptr,
                    ARTICLE_BYTES_MAX);
    return bad(reading);
  }
  if (line.len == 0) {
    reading->outcome = OUTCOME_NOTHING;
    return false;
  }
  if (!article_from_json(&reading->arena, line, &reading->article, &reading->trouble)) {
    (void)error_prefix(&reading->trouble, "%s: ", reading->place.ptr);
    return bad(reading);
  }
  return true;
}

static void read_source(void *context, size_t worker, void *job) {
  const struct intake *intake = context;
  struct reading *reading = job;
  reading->outcome = OUTCOME_ARTICLE;
  reading->digest[0] = '\0';
  reading->turns = 0;
  if (reading->name.len > 0 ? !parse_file(intake, reading) : !parse_line(reading)) {
    return;
  }
  lang_settle(intake->setting.guesser, intake->setting.settings->language.text, &reading->article);
  store_prepare_article(intake->preparers[worker], &reading->article, reading->prepared);
}

static bool make_places(struct intake *intake) {
  for (size_t i = 0; i < intake->place_count; i++) {
    struct reading *place = &intake->places[i];
    arena_init(&place->arena, ARTICLE_ARENA_MAX);
    buf_init(&place->bytes, ARTICLE_BYTES_MAX);
    place->prepared = store_prepared_new();
    if (place->prepared == NULL) {
      return false;
    }
  }
  return true;
}

static bool make_preparers(struct intake *intake) {
  while (intake->preparer_count < intake->setting.jobs) {
    struct store_preparer *preparer = store_preparer_new(intake->setting.writer);
    if (preparer == NULL) {
      return false;
    }
    intake->preparers[intake->preparer_count++] = preparer;
  }
  return true;
}

bool intake_open(const struct intake_setting *setting, struct intake **opened, struct error *err) {
  struct intake *intake = calloc(1, sizeof *intake);
  if (intake == NULL) {
    return error_memory(err);
  }
  intake->setting = *setting;
  intake->place_count = setting->jobs * PLACES_A_JOB + 1;
  intake->places = calloc(intake->place_count, sizeof *intake->places);
  intake->preparers = calloc(setting->jobs, sizeof *intake->preparers);
  bool made = intake->places != NULL && intake->preparers != NULL && make_places(intake) && make_preparers(intake);
  if (!made) {
    (void)error_memory(err);
  }
  if (!made || !pool_open(setting->jobs > 1 ? setting->jobs : 0, intake->place_count, read_source, intake, &intake->pool, err)) {
    intake_close(intake);
    return false;
  }
  *opened = intake;
  return true;
}

void intake_close(struct intake *intake) {
  if (intake == NULL) {
    return;
  }
  pool_close(intake->pool);
  for (size_t i = 0; intake->places != NULL && i < intake->place_count; i++) {
    arena_free(&intake->places[i].arena);
    buf_free(&intake->places[i].bytes);
    store_prepared_free(intake->places[i].prepared);
  }
  for (size_t i = 0; intake->preparers != NULL && i < intake->preparer_count; i++) {
    store_preparer_free(intake->preparers[i]);
  }
  free(intake->places);
  free(intake->preparers);
  free(intake);
}

/* Gives back the memory of the reading that was taken last. */
static void empty_last(struct intake *intake) {
  struct reading *last = intake->last;
  intake->last = NULL;
  if (last != NULL) {
    arena_reset(&last->arena);
    if (last->bytes.capacity > KEPT_BYTES) {
      buf_free(&last->bytes);
    }
  }
}

struct reading *intake_place(struct intake *intake) {
  size_t waiting = intake->sent - intake->taken;
  empty_last(intake);
  if (waiting == intake->place_count - 1 || (waiting > 0 && intake->waiting_bytes > WAITING_BYTES_MAX)) {
    return NULL;
  }
  struct reading *place = &intake->places[intake->sent % intake->place_count];
  buf_clear(&place->bytes);
  place->name = place->place = STR("");
  place->too_long = false;
  return place;
}

void intake_send(struct intake *intake, struct reading *reading) {
  intake->sent++;
  intake->waiting_bytes += reading->size;
  pool_give(intake->pool, reading);
}

bool intake_waiting(const struct intake *intake) {
  return intake->taken < intake->sent;
}

struct reading *intake_take(struct intake *intake) {
  empty_last(intake);
  if (intake->taken == intake->sent) {
    return NULL;
  }
  intake->last = pool_take(intake->pool);
  intake->taken++;
  intake->waiting_bytes -= intake->last->size;
  return intake->last;
}
