#include "writer.h"

/* Adding one article: its terms, its numbers, its row. */

static void add_length(struct store_writer *writer, enum field field, uint32_t words) {
  char bytes[4] = {(char)words, (char)(words >> 8), (char)(words >> 16), (char)(words >> 24)};
  buf_add(&writer->lengths[field], (struct str){bytes, sizeof bytes});
  writer->facts.mean_length[field] += words;
  writer->facts.words += words;
}

/* A field whose words are being noted in the vocabulary. */
struct field_words {
  struct vocabulary *vocabulary;
  enum field field;
};

static bool note_word(void *context, const struct token *token) {
  struct field_words *words = context;
  vocabulary_note(words->vocabulary, '\0', token->surface, words->field, &token->memo[0]);
  vocabulary_note(words->vocabulary, '=', token->stem, words->field, &token->memo[1]);
  return true;
}

/* Appends the terms of a text to a field's line and notes them; answers how many words. */
static uint32_t add_text(struct store_writer *writer, const struct language *language, enum field field, struct str text) {
  return token_line(writer->tokenizer, language, text, &writer->lines[field], note_word,
                    &(struct field_words){writer->vocabulary, field});
}

/* Terms of several texts of one kind, with boundaries between them. */
static void add_list(struct store_writer *writer, const struct language *language, enum field field, const struct str *texts,
                     size_t count) {
  uint32_t words = 0;
  for (size_t i = 0; i < count; i++) {
    words += add_text(writer, language, field, texts[i]);
    buf_add(&writer->lines[field], STR(STORE_BOUNDARY));
  }
  add_length(writer, field, words);
}

/* A filter's term, to the line of the tags and to the vocabulary. */
static void add_filter(struct store_writer *writer, struct str label, void make_term(struct str label, struct buf *out)) {
  struct buf *line = &writer->lines[FIELD_TAGS];
  size_t begin = line->len;
  make_term(label, line);
  struct str term = str_slice(buf_str(line), begin, line->len);
  uint32_t memo = 0;
  if (term.len > 1) {
    vocabulary_note(writer->vocabulary, term.ptr[0], str_slice(term, 1, term.len), FIELD_TAGS, &memo);
  }
  buf_byte(line, ' ');
}

/* Words of the tags, then each tag whole and the language, as terms for filters. */
static void add_tags(struct store_writer *writer, const struct language *language, const struct article *article) {
  add_list(writer, language, FIELD_TAGS, article->tags, article->tag_count);
  for (size_t i = 0; i < article->tag_count; i++) {
    add_filter(writer, article->tags[i], store_tag_term);
  }
  if (article->lang.len > 0) {
    add_filter(writer, article->lang, store_lang_term);
  }
}

/* Headings and bodies section by section, and where each section starts in both. */
static void add_sections(struct store_writer *writer, const struct language *language, const struct article *article) {
  uint32_t heading_words = 0, body_words = 0;
  uint32_t heading_at = 0, body_at = 0;
  uint32_t heading_before = 0, body_before = 0;
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    store_number_add(&writer->starts, heading_at - heading_before);
    store_number_add(&writer->starts, body_at - body_before);
    heading_before = heading_at;
    body_before = body_at;
    struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
    struct str body = str_slice(article->text, section->body.begin, section->body.end);
    uint32_t in_heading = add_text(writer, language, FIELD_HEADINGS, heading);
    uint32_t in_body = add_text(writer, language, FIELD_BODY, body);
    buf_add(&writer->lines[FIELD_HEADINGS], STR(STORE_BOUNDARY));
    buf_add(&writer->lines[FIELD_BODY], STR(STORE_BOUNDARY));
    heading_words += in_heading;
    body_words += in_body;
    heading_at += in_heading + 1;
    body_at += in_body + 1;
  }
  add_length(writer, FIELD_HEADINGS, heading_words);
  add_length(writer, FIELD_BODY, body_words);
}

static void add_terms(struct store_writer *writer, const struct article *article) {
  const struct language *language = store_article_language(article->lang);
  add_list(writer, language, FIELD_TITLE, &article->title, 1);
  add_list(writer, language, FIELD_ALIASES, article->aliases, article->alias_count);
  add_list(writer, language, FIELD_SUMMARY, &article->summary, 1);
  add_tags(writer, language, article);
  add_sections(writer, language, article);
}

static void add_labels(struct store_writer *writer, const struct article *article) {
  struct buf *labels = &writer->blob;
  for (size_t i = 0; i < article->tag_count; i++) {
    buf_add(labels, article->tags[i]);
    buf_byte(labels, '\0');
  }
  for (size_t i = 0; i < article->alias_count; i++) {
    buf_add(labels, article->aliases[i]);
    buf_byte(labels, '\0');
  }
  for (size_t i = 0; i < article->extra_count; i++) {
    buf_add(labels, article->extras[i].key);
    buf_byte(labels, '\0');
    buf_add(labels, article->extras[i].value);
    buf_byte(labels, '\0');
  }
}

/* The text compressed, or as it is where that is no shorter. */
static struct str pack_text(struct store_writer *writer, struct str text) {
  size_t room = ZSTD_compressBound(text.len);
  char *end = buf_reserve(&writer->body, room);
  if (end == NULL) {
    return text;
  }
  size_t packed = ZSTD_compressCCtx(writer->compressor, end, room, text.ptr == NULL ? "" : text.ptr, text.len, 3);
  return ZSTD_isError(packed) || packed >= text.len ? text : (struct str){end, packed};
}

static void add_to_digest(struct store_writer *writer, const struct article *article) {
  const struct str fields[] = {article->id,   article->url,           article->title,           article->summary, article->lang,
                               article->date, buf_str(&writer->blob), buf_str(&writer->layout), article->text};
  for (size_t i = 0; i < COUNT_OF(fields); i++) {
    digest_add(writer->digest, fields[i]);
  }
  digest_add(writer->digest, (struct str){(const char *)&article->boost, sizeof article->boost});
}

static void count_language(struct store_writer *writer, struct str lang) {
  const struct language *language = store_article_language(lang);
  size_t i = 0;
  while (i < writer->language_count && writer->languages[i].language != language) {
    i++;
  }
  if (i == writer->language_count) {
    writer->languages[writer->language_count++].language = language;
  }
  writer->languages[i].articles++;
}

/* Answers whether an earlier article has this id, or this address where no two may have it; its id is then in writer->clash. */
static bool find_clash(struct store_writer *writer, const struct article *article, bool own_address, bool *found,
                       struct error *err) {
  store_bind_text(writer->find_clash, 1, article->id);
  store_bind_text(writer->find_clash, 2, own_address ? article->url : STR(""));
  int status = sqlite3_step(writer->find_clash);
  *found = status == SQLITE_ROW;
  if (*found) {
    buf_clear(&writer->clash);
    buf_add(&writer->clash, store_column(writer->find_clash, 0));
  }
  (void)sqlite3_reset(writer->find_clash);
  return status == SQLITE_ROW || status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(writer->connection));
}

static bool step_done(struct store_writer *writer, sqlite3_stmt *statement, struct error *err) {
  int status = sqlite3_step(statement);
  (void)sqlite3_reset(statement);
  return status == SQLITE_DONE || error_set(err, "%s", sqlite3_errmsg(writer->connection));
}

static bool insert_row(struct store_writer *writer, const struct article *article, struct error *err) {
  sqlite3_stmt *row = writer->insert;
  struct str body = pack_text(writer, article->text);
  (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)writer->facts.articles);
  const struct str texts[] = {article->id, article->url, article->title, article->summary, article->lang, article->date};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    store_bind_text(row, 2 + (int)i, texts[i]);
  }
  (void)sqlite3_bind_double(row, 8, article->boost);
  (void)sqlite3_bind_int64(row, 9, (sqlite3_int64)article->tag_count);
  (void)sqlite3_bind_int64(row, 10, (sqlite3_int64)article->alias_count);
  store_bind_blob(row, 11, buf_str(&writer->blob));
  store_bind_blob(row, 12, buf_str(&writer->starts));
  store_bind_blob(row, 13, buf_str(&writer->layout));
  (void)sqlite3_bind_int64(row, 14, (sqlite3_int64)article->text.len);
  store_bind_blob(row, 15, body);
  return step_done(writer, row, err);
}

static bool insert_terms(struct store_writer *writer, struct error *err) {
  (void)sqlite3_bind_int64(writer->insert_terms, 1, (sqlite3_int64)writer->facts.articles);
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (buf_failed(&writer->lines[field])) {
      return error_memory(err);
    }
    store_bind_text(writer->insert_terms, 2 + field, buf_str(&writer->lines[field]));
  }
  return step_done(writer, writer->insert_terms, err);
}

static void clear_scratch(struct store_writer *writer) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    buf_clear(&writer->lines[field]);
  }
  buf_clear(&writer->blob);
  buf_clear(&writer->body);
  buf_clear(&writer->starts);
  buf_clear(&writer->layout);
}

bool store_writer_add(struct store_writer *writer, const struct article *article, bool own_address, const char **clash,
                      struct error *err) {
  bool found = false;
  *clash = NULL;
  if (!find_clash(writer, article, own_address, &found, err)) {
    return false;
  }
  if (found) {
    *clash = writer->clash.ptr;
    return true;
  }
  writer->facts.articles++;
  writer->facts.sections += article->section_count;
  writer->facts.text_bytes += article->title.len + article->summary.len + article->text.len;
  writer->any_boost = writer->any_boost || article->boost != 1;
  clear_scratch(writer);
  vocabulary_begin(writer->vocabulary, (uint32_t)writer->facts.articles);
  add_terms(writer, article);
  vocabulary_end(writer->vocabulary);
  add_labels(writer, article);
  article_pack(article, &writer->layout);
  add_to_digest(writer, article);
  count_language(writer, article->lang);
  float boost = (float)article->boost;
  buf_add(&writer->boosts, (struct str){(const char *)&boost, sizeof boost});
  if (buf_failed(&writer->blob) || buf_failed(&writer->starts) || buf_failed(&writer->layout) || buf_failed(&writer->boosts) ||
      vocabulary_failed(writer->vocabulary)) {
    return error_memory(err);
  }
  return insert_row(writer, article, err) && insert_terms(writer, err);
}
