#include "amend.h"

#include <stdlib.h>

enum { FACTS_ARENA_MAX = 64 * 1024 * 1024 }; /* of one article */

/* What holds of all articles, once it is known which go and which come: numbers, facts, values. */

/* Gives each place its number, and notes what is kept by number. */
static void number_places(struct store_writer *writer) {
  struct amendment *amendment = writer->amendment;
  const struct store *old = amendment->old;
  uint32_t number = 0;
  for (size_t i = 0; i < amendment->place_count; i++) {
    const struct place *place = &amendment->places[i];
    if (place->slot == 0) {
      continue;
    }
    amendment->numbers[i] = ++number;
    amendment->is_moved = amendment->is_moved || place->before != number;
    if (place->before > 0 && !place->is_new) {
      amendment->moved[place->before] = number;
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
      uint32_t length = place->is_new ? place->lengths[field] : old->lengths[field][place->before - 1];
      buf_add(&writer->lengths[field], (struct str){(const char *)&length, sizeof length});
    }
    const char *digest = place->is_new ? place->digest : amendment->digests.ptr + (size_t)(place->before - 1) * DIGEST_BYTES;
    buf_add(&writer->digests, (struct str){digest, DIGEST_BYTES});
  }
  amendment->is_moved = amendment->is_moved || number != old->facts.articles;
}

uint32_t amendment_number(const struct amendment *amendment, uint64_t slot) {
  return slot <= amendment->slot_last ? amendment->by_slot[slot] : 0;
}

/*
 * Rows that stand behind those of later articles are looked at first in each search that FTS5 answers: when they become many, an
 * index from the beginning is better.
 */
static bool number_slots(struct amendment *amendment, struct error *err) {
  enum { STRAYS_MAX = 1000 };
  amendment->by_slot = calloc((size_t)amendment->slot_last + 1, sizeof *amendment->by_slot);
  if (amendment->by_slot == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < amendment->place_count; i++) {
    amendment->by_slot[amendment->places[i].slot] = amendment->numbers[i];
  }
  amendment->by_slot[0] = 0;
  uint32_t last = 0, slot = 1, strays = 0;
  for (; slot <= amendment->slot_last && (amendment->by_slot[slot] == 0 || amendment->by_slot[slot] > last); slot++) {
    last = amendment->by_slot[slot] > 0 ? amendment->by_slot[slot] : last;
  }
  for (; slot <= amendment->slot_last; slot++) {
    strays += amendment->by_slot[slot] > 0;
  }
  return strays <= STRAYS_MAX || error_set(err, "too many articles came since the index was made from the beginning");
}

/* What is settled of the articles one by one. */
struct settling {
  struct store_writer *writer;
  sqlite3_stmt *read, *twin; /* the facts in a row; whether another row has its address */
  bool *moved;               /* by number: the article had other addresses before; NULL: none had */
  struct arena arena;
};

static bool read_facts(struct settling *settling, uint32_t slot, struct article *article, struct error *err) {
  (void)sqlite3_bind_int64(settling->read, 1, slot);
  arena_reset(&settling->arena);
  bool done = sqlite3_step(settling->read) == SQLITE_ROW && store_read_facts(settling->read, &settling->arena, article);
  (void)sqlite3_reset(settling->read);
  return done || error_set(err, "an article cannot be read (%s)", sqlite3_errmsg(settling->writer->connection));
}

/* A new version says by itself what there is to know. */
static bool settle_new(struct settling *settling, const struct place *place, struct error *err) {
  struct article article;
  (void)sqlite3_bind_int64(settling->twin, 1, place->slot);
  int status = sqlite3_step(settling->twin);
  (void)sqlite3_reset(settling->twin);
  if (status != SQLITE_DONE) {
    return error_set(err, "an article has the address of another");
  }
  return read_facts(settling, place->slot, &article, err) && writer_note(settling->writer, &article, err);
}

/* Of what is kept the old index knows it. */
static bool settle_kept(struct settling *settling, const struct place *place, struct error *err) {
  struct store_writer *writer = settling->writer;
  const struct store *old = writer->amendment->old;
  uint32_t at = place->before - 1;
  struct article article;
  bool noted;
  writer_count(writer, old->boosts == NULL ? 1 : old->boosts[at], old->dates[at], old->reviews == NULL ? 0 : old->reviews[at]);
  if (!facets_adopt(writer->facets, place->before, &noted)) {
    return error_memory(err);
  }
  bool moved = settling->moved != NULL && settling->moved[writer->facts.articles];
  if (noted && !moved) {
    return true;
  }
  if (!read_facts(settling, place->slot, &article, err)) {
    return false;
  }
  if (moved) {
    moved_note(writer, &article);
  }
  return noted || facets_note(writer->facets, &article) || error_memory(err);
}

/* Which articles had other addresses before. That takes a look at all rows, which is not taken where none of the old ones had. */
static bool find_moved(struct settling *settling, struct error *err) {
  const struct amendment *amendment = settling->writer->amendment;
  sqlite3_stmt *row = NULL;
  if (!store_prepare(settling->writer->connection, "SELECT 1 FROM moved LIMIT 1", &row, err)) {
    return false;
  }
  bool any = sqlite3_step(row) == SQLITE_ROW;
  (void)sqlite3_finalize(row);
  if (!any) {
    return true;
  }
  bool done = store_prepare(settling->writer->connection, "SELECT number FROM article WHERE old_url_count > 0", &row, err);
  while (done && sqlite3_step(row) == SQLITE_ROW) {
    settling->moved = settling->moved == NULL ? calloc(amendment->place_count + 1, sizeof *settling->moved) : settling->moved;
    done = settling->moved != NULL || error_memory(err);
    if (done) {
      settling->moved[amendment_number(amendment, (uint64_t)sqlite3_column_int64(row, 0))] = true;
    }
  }
  (void)sqlite3_finalize(row);
  return done;
}

static bool settle_places(struct settling *settling, struct error *err) {
  const struct amendment *amendment = settling->writer->amendment;
  bool done = true;
  for (size_t at = 0; done && at < amendment->place_count; at++) {
    const struct place *place = &amendment->places[at];
    done = amendment->numbers[at] == 0 || (place->is_new ? settle_new(settling, place, err) : settle_kept(settling, place, err));
  }
  bool failed = buf_failed(&settling->writer->boosts) || buf_failed(&settling->writer->moved);
  return done && (!failed || error_memory(err));
}

/* Articles in the languages of the old index; those that went were taken off. */
static void count_languages(struct store_writer *writer) {
  const struct store *old = writer->amendment->old;
  for (size_t i = 0; i < old->language_count; i++) {
    writer_count_language(writer, old->languages[i], (int64_t)old->language_articles[i]);
  }
}

/* Visits articles that name a successor. That takes a look at all rows, which is not taken where none can name one. */
static bool visit_superseded(struct store_writer *writer, superseded_visitor *visit, void *context, struct error *err) {
  const struct amendment *amendment = writer->amendment;
  sqlite3_stmt *row = NULL;
  if (amendment->old->successors == NULL && !amendment->names_successor) {
    return true;
  }
  size_t *places = calloc(writer->facts.articles + 1, sizeof *places); /* by number */
  bool done =
      (places != NULL || error_memory(err)) &&
      store_prepare(writer->connection, "SELECT number, id, superseded_by FROM article WHERE superseded_by <> ''", &row, err);
  for (size_t at = 0; done && at < amendment->place_count; at++) {
    places[amendment->numbers[at]] = at + 1;
  }
  while (done && sqlite3_step(row) == SQLITE_ROW) {
    const struct article article = {.id = store_column(row, 1), .superseded_by = store_column(row, 2)};
    uint32_t number = amendment_number(amendment, (uint64_t)sqlite3_column_int64(row, 0));
    writer->any_successor = true;
    done = (number > 0 && visit(context, places[number], &article)) || error_memory(err);
  }
  (void)sqlite3_finalize(row);
  free(places);
  return done;
}

bool store_writer_settle(struct store_writer *writer, superseded_visitor *visit, void *context, struct error *err) {
  struct settling settling = {.writer = writer};
  size_t count;
  const struct store_facet *facets = store_facets(writer->amendment->old, &count);
  number_places(writer);
  count_languages(writer);
  arena_init(&settling.arena, FACTS_ARENA_MAX);
  bool done =
      number_slots(writer->amendment, err) &&
      facets_take_over(writer->facets, facets, count, writer->amendment->old->facts.articles, err) &&
      store_prepare(writer->connection, "SELECT " STORE_FACTS " FROM article WHERE number = ?1", &settling.read, err) &&
      store_prepare(writer->connection,
                    "SELECT 1 FROM article AS one JOIN article AS other ON other.url = one.url AND other.number <> one.number"
                    " WHERE one.number = ?1",
                    &settling.twin, err) &&
      find_moved(&settling, err) && settle_places(&settling, err) && visit_superseded(writer, visit, context, err);
  (void)sqlite3_finalize(settling.read);
  (void)sqlite3_finalize(settling.twin);
  free(settling.moved);
  arena_free(&settling.arena);
  return done;
}

uint32_t store_writer_number(const struct store_writer *writer, size_t place) {
  return writer->amendment->numbers[place - 1];
}
