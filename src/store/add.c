#include "writer.h"

#include <stdio.h>

/* Adding one article: its terms, its numbers, its row. */

static void add_number(struct buf *numbers, uint32_t number) {
  char bytes[4] = {(char)number, (char)(number >> 8), (char)(number >> 16), (char)(number >> 24)};
  buf_add(numbers, (struct str){bytes, sizeof bytes});
}

static void add_length(struct store_writer *writer, enum field field, uint32_t words) {
  add_number(&writer->lengths[field], words);
  writer->facts.mean_length[field] += words;
  writer->facts.words += words;
}

/* A field whose words are being noted in the vocabulary. */
struct field_words {
  struct vocabulary *vocabulary;
  const struct language *language;
  enum field field;
  struct str text;
  struct buf *row; /* gets the words, each behind a space; NULL: not wanted */
};

/* Whether what stands at `at` opens a sentence or a line, as far as it matters: a capital there says nothing about the word. */
static bool opens_sentence(struct str text, size_t at) {
  while (at > 0 && text.ptr[at - 1] == ' ') {
    at--;
  }
  return at == 0 || strchr("\n\t.!?:\"(", text.ptr[at - 1]) != NULL;
}

static bool note_word(void *context, const struct token *token) {
  struct field_words *words = context;
  bool surface = token->kind == TOKEN_WORD || token->kind == TOKEN_WHOLE;
  if (surface) {
    bool dressed = words->field != FIELD_BODY || opens_sentence(words->text, token->bytes.begin);
    vocabulary_note(words->vocabulary, '\0', token->surface, words->field, &token->memo[0]);
    vocabulary_write(words->vocabulary, token->memo[0], str_slice(words->text, token->bytes.begin, token->bytes.end), dressed);
  }
  if (words->row != NULL && token->kind == TOKEN_WORD) {
    buf_byte(words->row, ' ');
    buf_add(words->row, token->surface);
  }
  if (token->kind == TOKEN_PART) {
    uint32_t unknown = 0; /* the memo is for the word that is not a part */
    vocabulary_note(words->vocabulary, '~', token->stem, words->field, &unknown);
  } else {
    vocabulary_note(words->vocabulary, '=', token->stem, words->field, &token->memo[1]);
  }
  if (surface) {
    vocabulary_relate(words->vocabulary, token->memo[0], token->memo[1], words->language);
  }
  return true;
}

/* Appends the terms of a text to a field's line and notes them; answers how many words. */
static uint32_t add_text(struct store_writer *writer, struct row *row, const struct language *language, enum field field,
                         struct str text) {
  return token_line(
      writer->tokenizer, language, text, &row->lines[field], note_word,
      &(struct field_words){writer->vocabulary, language, field, text, field == FIELD_TITLE ? &writer->title : NULL});
}

/* Terms of several texts of one kind, with boundaries between them. */
static void add_list(struct store_writer *writer, struct row *row, const struct language *language, enum field field,
                     const struct str *texts, size_t count) {
  uint32_t words = 0;
  for (size_t i = 0; i < count; i++) {
    words += add_text(writer, row, language, field, texts[i]);
    buf_add(&row->lines[field], STR(STORE_BOUNDARY));
  }
  add_length(writer, field, words);
}

/* A filter's term, to the line of the tags and to the vocabulary. */
static void add_filter(struct store_writer *writer, struct row *row, struct str label,
                       void make_term(struct str label, struct buf *out)) {
  struct buf *line = &row->lines[FIELD_TAGS];
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
static void add_tags(struct store_writer *writer, struct row *row, const struct language *language,
                     const struct article *article) {
  add_list(writer, row, language, FIELD_TAGS, article->tags, article->tag_count);
  for (size_t i = 0; i < article->tag_count; i++) {
    add_filter(writer, row, article->tags[i], store_tag_term);
  }
  add_filter(writer, row, article->lang.len > 0 ? article->lang : STR("en"), store_lang_term);
}

/* Headings and bodies section by section, and where each section starts in both. */
static void add_sections(struct store_writer *writer, struct row *row, const struct language *language,
                         const struct article *article) {
  uint32_t heading_words = 0, body_words = 0;
  uint32_t heading_at = 0, body_at = 0;
  uint32_t heading_before = 0, body_before = 0;
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    encode_number(heading_at - heading_before, &row->starts);
    encode_number(body_at - body_before, &row->starts);
    heading_before = heading_at;
    body_before = body_at;
    struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
    struct str body = str_slice(article->text, section->body.begin, section->body.end);
    uint32_t in_heading = add_text(writer, row, language, FIELD_HEADINGS, heading);
    uint32_t in_body = add_text(writer, row, language, FIELD_BODY, body);
    buf_add(&row->lines[FIELD_HEADINGS], STR(STORE_BOUNDARY));
    buf_add(&row->lines[FIELD_BODY], STR(STORE_BOUNDARY));
    heading_words += in_heading;
    body_words += in_body;
    heading_at += in_heading + 1;
    body_at += in_body + 1;
  }
  add_length(writer, FIELD_HEADINGS, heading_words);
  add_length(writer, FIELD_BODY, body_words);
}

/* The words of a title in a row, as far as they make a term. */
static void add_title(struct store_writer *writer) {
  struct str words = store_title_cut(str_slice(buf_str(&writer->title), 1, writer->title.len));
  uint32_t memo = 0;
  if (words.len > 0) {
    vocabulary_note(writer->vocabulary, STORE_TITLE_MARK, words, FIELD_TITLE, &memo);
  }
}

static void add_terms(struct store_writer *writer, struct row *row, const struct article *article) {
  const struct language *language = store_article_language(article->lang);
  buf_clear(&writer->title);
  add_list(writer, row, language, FIELD_TITLE, &article->title, article->title_is_text ? 0 : 1);
  add_title(writer);
  add_list(writer, row, language, FIELD_ALIASES, article->aliases, article->alias_count);
  add_list(writer, row, language, FIELD_SUMMARY, &article->summary, 1);
  add_tags(writer, row, language, article);
  add_sections(writer, row, language, article);
}

static void add_text_ended(struct buf *out, struct str text) {
  buf_add(out, text);
  buf_byte(out, '\0');
}

static void add_labels(struct row *row, const struct article *article) {
  for (size_t i = 0; i < article->tag_count; i++) {
    add_text_ended(&row->labels, article->tags[i]);
  }
  for (size_t i = 0; i < article->alias_count; i++) {
    add_text_ended(&row->labels, article->aliases[i]);
  }
  for (size_t i = 0; i < article->translation_count; i++) {
    add_text_ended(&row->labels, article->translations[i].lang);
    add_text_ended(&row->labels, article->translations[i].link);
  }
  for (size_t i = 0; i < article->extra_count; i++) {
    add_text_ended(&row->labels, article->extras[i].key);
    add_text_ended(&row->labels, article->extras[i].value);
  }
}

enum { COMPRESSION = 1 }; /* zstd's level: higher ones take longer and save little on short texts */

/* The text compressed, or as it is where that is no shorter. */
static void pack_text(struct store_writer *writer, struct row *row, struct str text) {
  size_t room = ZSTD_compressBound(text.len);
  char *end = buf_reserve(&row->body, room);
  if (end == NULL) {
    return;
  }
  size_t packed = ZSTD_compressCCtx(writer->compressor, end, room, text.ptr == NULL ? "" : text.ptr, text.len, COMPRESSION);
  if (ZSTD_isError(packed) || packed >= text.len) {
    buf_add(&row->body, text);
  } else {
    row->body.len = packed;
  }
}

static void add_facts(struct store_writer *writer, struct row *row, const struct article *article) {
  const struct str names[] = {article->id,   article->url,  article->title,         article->summary,
                              article->lang, article->date, article->superseded_by, article->review_by};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    add_text_ended(&row->names, names[i]);
  }
  row->number = writer->facts.articles;
  row->boost = article->boost;
  row->tag_count = article->tag_count;
  row->alias_count = article->alias_count;
  row->translation_count = article->translation_count;
  row->text_length = article->text.len;
  add_labels(row, article);
  article_pack(article, &row->layout);
  pack_text(writer, row, article->text);
}

static void add_to_digest(struct store_writer *writer, const struct row *row, struct str text) {
  const struct str fields[] = {buf_str(&row->names), buf_str(&row->labels), buf_str(&row->layout), text};
  for (size_t i = 0; i < COUNT_OF(fields); i++) {
    digest_add(writer->digest, fields[i]);
  }
  char counts[64];
  int length = snprintf(counts, sizeof counts, "%llu %llu %llu", (unsigned long long)row->tag_count,
                        (unsigned long long)row->alias_count, (unsigned long long)row->translation_count);
  digest_add(writer->digest, (struct str){counts, (size_t)length});
  digest_add(writer->digest, (struct str){(const char *)&row->boost, sizeof row->boost});
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

/* The id of the earlier article that has this id, or this address where no two may have it; NULL where none has. */
static const char *find_clash(const struct store_writer *writer, const struct article *article, bool own_address) {
  const char *owner = names_find(writer->ids, article->id);
  return owner == NULL && own_address ? names_find(writer->addresses, article->url) : owner;
}

static void count_article(struct store_writer *writer, const struct article *article) {
  writer->facts.articles++;
  writer->facts.sections += article->section_count;
  writer->facts.text_bytes += article->title.len + article->summary.len + article->text.len;
  writer->any_boost = writer->any_boost || article->boost != 1;
  float boost = (float)article->boost;
  buf_add(&writer->boosts, (struct str){(const char *)&boost, sizeof boost});
  add_number(&writer->dates, day_number(article->date));
  add_number(&writer->reviews, day_number(article->review_by));
  writer->any_review = writer->any_review || article->review_by.len > 0;
  writer->any_successor = writer->any_successor || article->superseded_by.len > 0;
  count_language(writer, article->lang);
}

bool store_writer_add(struct store_writer *writer, const struct article *article, bool own_address, const char **clash,
                      struct error *err) {
  *clash = find_clash(writer, article, own_address);
  if (*clash != NULL) {
    return true;
  }
  if (!names_take(writer->ids, article->id, article->id) ||
      (names_find(writer->addresses, article->url) == NULL && !names_take(writer->addresses, article->url, article->id))) {
    return error_memory(err);
  }
  struct row *row = rows_take(writer->rows);
  count_article(writer, article);
  vocabulary_begin(writer->vocabulary, (uint32_t)writer->facts.articles);
  add_terms(writer, row, article);
  vocabulary_end(writer->vocabulary);
  add_facts(writer, row, article);
  add_to_digest(writer, row, article->text);
  if (!facets_note(writer->facets, article) || buf_failed(&writer->boosts) || vocabulary_failed(writer->vocabulary)) {
    return error_memory(err);
  }
  return rows_send(writer->rows, err);
}
