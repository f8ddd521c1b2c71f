#include "fill.h"
#include "beginnings.h"
#include "places.h"
#include "postings.h"
#include "reader.h"
#include "segment.h"
#include "stems.h"

#include <stdlib.h>

struct filling {
  struct scribe *scribe;
  struct segment *segment;
  struct buf bytes; /* behind the term at hand */
  struct buf last;  /* surface in the tallies */
  struct buf *tallies;
};

/* Hands the articles of a term to FTS5's index, but for titles, which only we know; of a marked term makes its postings. */
static void fill_articles(struct filling *filling, const struct inverted *inverted, bool marked) {
  bool title = inverted->term.ptr[0] == STORE_TITLE_MARK;
  uint32_t article, last = 0, counts[FIELD_COUNT];
  struct str places;
  if (!title) {
    segment_term(filling->segment, inverted->term);
  }
  while (inverted_next(inverted, &article, &places)) {
    if (!title) {
      segment_article(filling->segment, article, places);
    }
    if (marked) {
      places_count(places, counts);
      posting_add(&filling->bytes, article - last, counts);
      last = article;
    }
  }
}

/* How a surface is mostly written. */
static struct str best_writing(const struct inverted *inverted) {
  const struct writing_count *best = NULL;
  for (size_t i = 0; i < inverted->writings.count; i++) {
    const struct writing_count *other = &inverted->writings.list[i];
    best = best == NULL || writing_leads(other, best) ? other : best;
  }
  return best == NULL ? inverted->term : best->text;
}

static void fill_stems(struct filling *filling, const struct inverted *inverted) {
  stems_pack(inverted->term, inverted->stems, inverted->stem_count, &filling->bytes);
}

static bool fill_term(void *context, const struct inverted *inverted) {
  struct filling *filling = context;
  bool marked = store_term_is_marked(inverted->term);
  struct str written = marked ? STR("") : best_writing(inverted);
  buf_clear(&filling->bytes);
  fill_articles(filling, inverted, marked);
  if (!marked) {
    fill_stems(filling, inverted);
    if (inverted->writings.count > 0) {
      writings_pack(&inverted->writings, &filling->last, filling->tallies);
    }
  }
  if (inverted->term.ptr[0] == STORE_BOUNDARY_MARK) {
    return true; /* no word */
  }
  if (!marked && inverted->writings.count == 0) {
    written = STR(""); /* code writes it, and nothing else */
  } else if (marked || str_equal(written, inverted->term)) {
    written = (struct str){NULL, 0};
  }
  const struct scribe_row row = {SCRIBE_WORDS, inverted->articles, inverted->term, buf_str(&filling->bytes), written};
  return !buf_failed(&filling->bytes) && scribe_add(filling->scribe, &row);
}

/* What SQLite says comes before all else. */
static bool fill_terms(struct store_writer *writer, struct filling *filling, struct error *err) {
  struct error trouble;
  bool done = scribe_open(writer->connection, &filling->scribe, err) &&
              segment_open(writer->connection, filling->scribe, &filling->segment, err) &&
              inversion_walk(writer->inversion, fill_term, filling, err);
  if (buf_failed(&filling->bytes) || buf_failed(filling->tallies) || buf_failed(&filling->last)) {
    done = error_memory(err);
  }
  if (done) {
    done = segment_close(filling->segment, writer->facts.articles, writer->positions, &writer->words_sum, err);
  } else {
    segment_abandon(filling->segment);
  }
  if (!scribe_close(filling->scribe, &trouble)) {
    *err = trouble;
    return false;
  }
  return done;
}

bool fill_words(struct store_writer *writer, struct error *err) {
  struct filling filling = {.tallies = &writer->tallies};
  buf_init(&filling.bytes, (size_t)1 << 31);
  buf_init(&filling.last, 1 << 16);
  bool done = fill_terms(writer, &filling, err);
  inversion_free(writer->inversion); /* what follows needs memory of its own */
  writer->inversion = NULL;
  done = done && beginnings_fill(writer, err);
  buf_free(&filling.bytes);
  buf_free(&filling.last);
  return done;
}
