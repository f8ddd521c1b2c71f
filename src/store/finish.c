#include "amend.h"
#include "fill.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* The last steps in a new file. */

static bool insert_pair(struct store_writer *writer, const char *sql, struct str key, struct str bytes, bool blob,
                        struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(writer->connection, sql, &statement, err)) {
    return false;
  }
  store_bind_text(statement, 1, key);
  if (blob) {
    store_bind_blob(statement, 2, bytes);
  } else {
    store_bind_text(statement, 2, bytes);
  }
  bool done = sqlite3_step(statement) == SQLITE_DONE;
  (void)sqlite3_finalize(statement);
  return done || store_trouble(writer->connection, err);
}

static bool add_numbers(struct store_writer *writer, struct str name, const struct buf *numbers, struct error *err) {
  if (buf_failed(numbers)) {
    return error_memory(err);
  }
  return insert_pair(writer, "INSERT INTO per_article(name, numbers) VALUES(?1, ?2)", name, buf_str(numbers), true, err);
}

static bool add_successors(struct store_writer *writer, struct error *err) {
  struct buf numbers;
  buf_init(&numbers, (size_t)1 << 30);
  bool done = successors_find(writer, &numbers, err) && add_numbers(writer, STR("successor"), &numbers, err);
  buf_free(&numbers);
  return done;
}

static bool add_all_numbers(struct store_writer *writer, struct error *err) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (writer->facts.mean_length[field] > 0 &&
        !add_numbers(writer, str_of(field_name((enum field)field)), &writer->lengths[field], err)) {
      return false;
    }
  }
  return add_numbers(writer, STR("date"), &writer->dates, err) && add_numbers(writer, STR("digest"), &writer->digests, err) &&
         (!writer->any_boost || add_numbers(writer, STR("boost"), &writer->boosts, err)) &&
         (!writer->any_review || add_numbers(writer, STR("review"), &writer->reviews, err)) &&
         (!writer->any_successor || add_successors(writer, err));
}

static bool add_facet(struct store_writer *writer, size_t place, const struct facet_bytes *facet, struct error *err) {
  sqlite3_stmt *statement = NULL;
  if (!store_prepare(writer->connection,
                     "INSERT INTO facet(place, name, value_count, value_texts, articles) VALUES(?1, ?2, ?3, ?4, ?5)", &statement,
                     err)) {
    return false;
  }
  (void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)place);
  store_bind_text(statement, 2, facet->name);
  (void)sqlite3_bind_int64(statement, 3, facet->value_count);
  store_bind_blob(statement, 4, facet->values);
  store_bind_blob(statement, 5, facet->articles);
  bool done = sqlite3_step(statement) == SQLITE_DONE;
  (void)sqlite3_finalize(statement);
  return done || store_trouble(writer->connection, err);
}

static bool add_facets(struct store_writer *writer, struct error *err) {
  struct facet_bytes facet;
  for (size_t i = 0; facets_get(writer->facets, i, &facet); i++) {
    if (!add_facet(writer, i, &facet, err)) {
      return false;
    }
  }
  return true;
}

static bool add_resources(struct store_writer *writer, struct error *err) {
  for (size_t i = 0; i < writer->resource_count; i++) {
    const struct resource *resource = &writer->resources[i];
    if (!insert_pair(writer, "INSERT INTO resource(name, text) VALUES(?1, ?2)", resource->name, resource->text, false, err)) {
      return false;
    }
  }
  return true;
}

static bool add_fact(struct store_writer *writer, const char *key, struct str value, struct error *err) {
  return insert_pair(writer, "INSERT INTO meta(key, value) VALUES(?1, ?2)", str_of(key), value, false, err);
}

static bool add_count(struct store_writer *writer, const char *key, uint64_t count, struct error *err) {
  char text[24];
  int length = snprintf(text, sizeof text, "%" PRIu64, count);
  return add_fact(writer, key, (struct str){text, (size_t)length}, err);
}

/* "-" for all languages that are not known. */
static const char *code_of(const struct language *language) {
  return language == NULL ? "-" : language->code;
}

/* Languages and their articles as "en:50 de:6 -:1", most articles first, in order of code among equals. */
static bool add_languages(struct store_writer *writer, struct error *err) {
  struct buf text;
  buf_init(&text, 1024);
  for (size_t left = writer->language_count; left > 0; left--) {
    size_t best = 0;
    for (size_t i = 1; i < left; i++) {
      uint64_t a = writer->languages[i].articles, b = writer->languages[best].articles;
      bool earlier = strcmp(code_of(writer->languages[i].language), code_of(writer->languages[best].language)) < 0;
      best = a > b || (a == b && earlier) ? i : best;
    }
    if (writer->languages[best].articles > 0) {
      buf_format(&text, "%s%s:%" PRIu64, text.len > 0 ? " " : "", code_of(writer->languages[best].language),
                 (uint64_t)writer->languages[best].articles);
    }
    writer->languages[best] = writer->languages[left - 1];
  }
  bool done = add_fact(writer, "languages", buf_str(&text), err);
  buf_free(&text);
  return done;
}

/* The content, and all that decides what answers it gives: format, tokenizer, stemmer. */
static void finish_digest(struct store_writer *writer, struct store_facts *facts) {
  char versions[64];
  int length = snprintf(versions, sizeof versions, "%d %d %s", STORE_FORMAT, TOKEN_VERSION, facts->stemmer);
  digest_add(writer->digest, buf_str(&writer->digests));
  digest_add(writer->digest, (struct str){versions, (size_t)length});
  digest_hex(writer->digest, facts->digest);
}

static bool add_facts(struct store_writer *writer, struct store_facts *facts, struct error *err) {
  *facts = writer->facts;
  facts->format = STORE_FORMAT;
  facts->token_version = TOKEN_VERSION;
  for (int field = 0; field < FIELD_COUNT; field++) {
    facts->mean_length[field] /= facts->articles == 0 ? 1.0 : (double)facts->articles;
  }
  struct tokenizer *tokenizer = tokenizer_new();
  bool known = tokenizer != NULL && token_stemmer_fingerprint(tokenizer, facts->stemmer);
  tokenizer_free(tokenizer);
  if (!known) {
    return error_memory(err);
  }
  finish_digest(writer, facts);
  return add_count(writer, "articles", facts->articles, err) && add_count(writer, "sections", facts->sections, err) &&
         add_count(writer, "words", facts->words, err) && add_count(writer, "text_bytes", facts->text_bytes, err) &&
         add_count(writer, "token_version", facts->token_version, err) &&
         add_fact(writer, "stemmer", str_of(facts->stemmer), err) && add_fact(writer, "digest", str_of(facts->digest), err) &&
         add_languages(writer, err);
}

bool store_writer_finish(struct store_writer *writer, struct store_facts *facts, struct error *err) {
  return (writer->amendment == NULL ? fill_words(writer, err) : amendment_finish(writer, err)) && add_resources(writer, err) &&
         add_all_numbers(writer, err) && add_facets(writer, err) && moved_add(writer, err) && add_facts(writer, facts, err) &&
         store_execute(writer->connection, "COMMIT", err);
}
