#include "amend.h"

#include <stdlib.h>

/* How words are written by old versions is taken off what was counted, that by new versions is added. */

/* A way of writing a surface that counts otherwise than before. */
struct rewriting {
  struct str surface;
  struct writing_count way; /* articles to be added, or with `away` to be taken off */
  bool away;
};

struct rewritings {
  struct rewriting *list;
  size_t count;
};

static void note_side(struct rewritings *all, const struct side *side, bool away) {
  for (size_t i = 0; i < side->count; i++) {
    for (size_t k = 0; k < side->list[i].way_count; k++) {
      all->list[all->count++] = (struct rewriting){side->list[i].term, side->list[i].ways[k], away};
    }
  }
}

static size_t count_ways(const struct side *side) {
  size_t count = 0;
  for (size_t i = 0; i < side->count; i++) {
    count += side->list[i].way_count;
  }
  return count;
}

static int compare_surfaces(const void *a, const void *b) {
  const struct rewriting *x = a, *y = b;
  int order = str_compare(x->surface, y->surface);
  return order != 0 ? order : (int)y->away - (int)x->away;
}

static bool rewrite(struct writings *writings, const struct rewriting *rewriting) {
  const struct writing_count *change = &rewriting->way;
  for (size_t i = 0; i < writings->count; i++) {
    struct writing_count *way = &writings->list[i];
    if (!str_equal(way->text, change->text)) {
      continue;
    }
    if (!rewriting->away) {
      way->articles += change->articles;
      way->dressed += change->dressed;
      return true;
    }
    if (way->articles < change->articles || way->dressed < change->dressed) {
      return false;
    }
    way->articles -= change->articles;
    way->dressed -= change->dressed;
    return true;
  }
  return !rewriting->away && writings_add(writings, change);
}

/* Leaves out ways that no article has; answers what the vocabulary says of the rest (schema.c). */
static struct str settle_writings(struct writings *writings) {
  const struct writing_count *best = NULL;
  size_t kept = 0;
  for (size_t i = 0; i < writings->count; i++) {
    if (writings->list[i].articles > 0 || writings->list[i].dressed > 0) {
      writings->list[kept++] = writings->list[i];
    }
  }
  writings->count = kept;
  for (size_t i = 0; i < kept; i++) {
    best = best == NULL || writing_leads(&writings->list[i], best) ? &writings->list[i] : best;
  }
  if (best == NULL) {
    return STR(""); /* in code alone */
  }
  return str_equal(best->text, writings->surface) ? (struct str){NULL, 0} : best->text;
}

/* Old tallies on their way into new ones. */
struct tallying {
  struct store_writer *writer;
  sqlite3_stmt *dress; /* sets how a surface is mostly written */
  const struct rewriting *at, *end;
  struct buf last;
};

static bool dress(const struct tallying *tallying, struct str surface, struct str written, struct error *err) {
  store_bind_text(tallying->dress, 1, surface);
  if (written.ptr != NULL) {
    store_bind_text(tallying->dress, 2, written);
  } else {
    (void)sqlite3_bind_null(tallying->dress, 2);
  }
  return store_step(tallying->dress, err);
}

/* Makes the changes of one surface, and packs it. */
static bool tally(struct tallying *tallying, struct writings *writings, struct error *err) {
  struct str before = settle_writings(writings);
  bool changed = false;
  for (; tallying->at < tallying->end && str_equal(tallying->at->surface, writings->surface); tallying->at++) {
    changed = true;
    if (!rewrite(writings, tallying->at)) {
      return error_set(err, "\"%.*s\" was not counted as it was written", STR_ARG(writings->surface));
    }
  }
  struct str written = changed ? settle_writings(writings) : before;
  bool other = (written.ptr == NULL) != (before.ptr == NULL) || !str_equal(written, before);
  if (other && !dress(tallying, writings->surface, written, err)) {
    return false;
  }
  if (writings->count > 0) {
    writings_pack(writings, &tallying->last, &tallying->writer->tallies);
  }
  return true;
}

/* Surfaces that were not there, before `surface`; with NULL all that are left. */
static bool tally_new(struct tallying *tallying, const struct str *surface, struct error *err) {
  struct writings writings = {.count = 0};
  bool done = true;
  while (done && tallying->at < tallying->end && (surface == NULL || str_compare(tallying->at->surface, *surface) < 0)) {
    writings.surface = tallying->at->surface;
    writings.count = 0;
    done = tally(tallying, &writings, err);
  }
  writings_free(&writings);
  return done;
}

static bool tally_all(struct tallying *tallying, struct error *err) {
  struct store_writer *writer = tallying->writer;
  struct writings writings = {.count = 0};
  struct writings_cursor cursor;
  bool done = true;
  buf_init(&tallying->last, 1 << 16);
  writings_begin(writer->amendment->tallies, &cursor);
  while (done && writings_next(&cursor, &writings)) {
    done = tally_new(tallying, &writings.surface, err) && tally(tallying, &writings, err);
  }
  done = done && (!cursor.failed || error_set(err, "what was counted makes no sense")) && tally_new(tallying, NULL, err);
  writings_end(&cursor);
  writings_free(&writings);
  done = done && (!(buf_failed(&tallying->last) || buf_failed(&writer->tallies)) || error_memory(err));
  buf_free(&tallying->last);
  return done;
}

bool amend_writings(struct store_writer *writer, struct error *err) {
  const struct amendment *amendment = writer->amendment;
  size_t most = count_ways(&amendment->gone) + count_ways(&amendment->come) + count_ways(&amendment->added);
  struct rewritings changes = {.list = calloc(most + 1, sizeof *changes.list)};
  if (changes.list == NULL) {
    return error_memory(err);
  }
  note_side(&changes, &amendment->gone, true);
  note_side(&changes, &amendment->come, false);
  note_side(&changes, &amendment->added, false);
  if (changes.count > 1) {
    qsort(changes.list, changes.count, sizeof *changes.list, compare_surfaces);
  }
  struct tallying tallying = {.writer = writer, .at = changes.list, .end = changes.list + changes.count};
  bool done = store_prepare(writer->connection, "UPDATE vocabulary SET written = ?2 WHERE term = ?1", &tallying.dress, err) &&
              tally_all(&tallying, err);
  (void)sqlite3_finalize(tallying.dress);
  free(changes.list);
  return done;
}
