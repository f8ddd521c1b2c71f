#include "writer.h"

/* Taking a prepared article into the index. */

static void add_number(struct buf *numbers, uint32_t number) {
  char bytes[4] = {(char)number, (char)(number >> 8), (char)(number >> 16), (char)(number >> 24)};
  buf_add(numbers, (struct str){bytes, sizeof bytes});
}

static void add_lengths(struct store_writer *writer, const struct store_prepared *prepared) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    add_number(&writer->lengths[field], prepared->lengths[field]);
    writer->facts.mean_length[field] += prepared->lengths[field];
    writer->facts.words += prepared->lengths[field];
    writer->positions[field] += prepared->terms.ends[field];
  }
}

void writer_count_language(struct store_writer *writer, const struct language *language, int64_t articles) {
  size_t i = 0;
  while (i < writer->language_count && writer->languages[i].language != language) {
    i++;
  }
  if (i == writer->language_count) {
    writer->languages[writer->language_count++].language = language;
  }
  writer->languages[i].articles += (uint64_t)articles;
}

const char *writer_clash(const struct store_writer *writer, const struct article *article, bool own_address) {
  const char *owner = writer_find(writer, writer->ids, article->id);
  return owner == NULL && own_address ? writer_find(writer, writer->addresses, article->url) : owner;
}

void writer_count(struct store_writer *writer, float boost, uint32_t date, uint32_t review) {
  writer->facts.articles++;
  writer->any_boost = writer->any_boost || boost != 1;
  buf_add(&writer->boosts, (struct str){(const char *)&boost, sizeof boost});
  add_number(&writer->dates, date);
  add_number(&writer->reviews, review);
  writer->any_review = writer->any_review || review != 0;
}

bool writer_note(struct store_writer *writer, const struct article *article, struct error *err) {
  writer_count(writer, (float)article->boost, day_number(article->date), day_number(article->review_by));
  writer_count_language(writer, store_article_language(article->lang), 1);
  moved_note(writer, article);
  bool noted = facets_note(writer->facets, article) && !buf_failed(&writer->boosts) && !buf_failed(&writer->moved);
  return noted || error_memory(err);
}

static bool take_names(struct store_writer *writer, const struct article *article) {
  return names_take(writer->ids, article->id, article->id) &&
         (names_find(writer->addresses, article->url) != NULL || names_take(writer->addresses, article->url, article->id));
}

bool store_writer_take(struct store_writer *writer, struct store_prepared *prepared, const struct article *article,
                       bool own_address, const char **clash, struct error *err) {
  *clash = writer_clash(writer, article, own_address);
  if (*clash != NULL) {
    return true;
  }
  if (prepared->terms.failed) {
    return error_memory(err);
  }
  if (!take_names(writer, article)) {
    return error_memory(err);
  }
  if (!writer_note(writer, article, err)) {
    return false;
  }
  writer->facts.sections += article->section_count;
  writer->facts.text_bytes += article->title.len + article->summary.len + article->text.len;
  writer->any_successor = writer->any_successor || article->superseded_by.len > 0;
  add_lengths(writer, prepared);
  buf_add(&writer->digests, (struct str){prepared->digest, sizeof prepared->digest});
  if (!inversion_add(writer->inversion, (uint32_t)writer->facts.articles, &prepared->terms, prepared->language, err)) {
    return false;
  }
  if (buf_failed(&writer->digests)) {
    return error_memory(err);
  }
  prepared->row.number = writer->facts.articles;
  return rows_send(writer->rows, &prepared->row, err);
}
