#include "prepare.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

/* Preparing one article: its terms, its numbers, its row. */

struct store_preparer {
  struct tokenizer *tokenizer;
  const struct word_forms *forms;
  struct term_finder finder;
  bool lines; /* are wanted: FTS5 takes the articles one by one */
  ZSTD_CCtx *compressor;
  struct digest *digest;
  struct buf title;  /* the words of the title at hand, each behind a space */
  struct span *code; /* the blocks of code of the article at hand */
  uint32_t code_count, code_capacity;
};

struct store_preparer *store_preparer_new(const struct store_writer *writer) {
  struct store_preparer *preparer = calloc(1, sizeof *preparer);
  if (preparer == NULL) {
    return NULL;
  }
  buf_init(&preparer->title, 1 << 20);
  preparer->forms = writer->forms;
  preparer->lines = writer->amendment != NULL;
  preparer->tokenizer = tokenizer_new();
  preparer->compressor = ZSTD_createCCtx();
  preparer->digest = digest_new();
  bool made = term_finder_init(&preparer->finder) && preparer->tokenizer != NULL && preparer->compressor != NULL &&
              preparer->digest != NULL;
  if (!made) {
    store_preparer_free(preparer);
    return NULL;
  }
  return preparer;
}

void store_preparer_free(struct store_preparer *preparer) {
  if (preparer != NULL) {
    tokenizer_free(preparer->tokenizer);
    term_finder_free(&preparer->finder);
    (void)ZSTD_freeCCtx(preparer->compressor);
    digest_free(preparer->digest);
    buf_free(&preparer->title);
    free(preparer->code);
    free(preparer);
  }
}

struct store_prepared *store_prepared_new(void) {
  struct store_prepared *prepared = calloc(1, sizeof *prepared);
  if (prepared != NULL) {
    row_init(&prepared->row);
    terms_init(&prepared->terms);
  }
  return prepared;
}

void store_prepared_free(struct store_prepared *prepared) {
  if (prepared != NULL) {
    row_free(&prepared->row);
    terms_free(&prepared->terms);
    free(prepared);
  }
}

/* What a step of preparing works on. */
struct work {
  struct store_preparer *preparer;
  struct store_prepared *prepared;
};

static void note(struct work work, char mark, struct str term, enum field field, uint32_t position, uint32_t *memo) {
  terms_note(&work.prepared->terms, &work.preparer->finder, mark, term, field, position, memo);
}

/* Ends what no phrase runs across: it takes a position. */
static void end_run(struct work work, enum field field) {
  uint32_t memo = 0;
  if (work.preparer->lines) {
    buf_add(&work.prepared->row.lines[field], STR(STORE_BOUNDARY));
  }
  note(work, STORE_BOUNDARY_MARK, STR(""), field, work.prepared->terms.ends[field]++, &memo);
}

/* A field whose words are being noted. */
struct field_words {
  struct work work;
  enum field field;
  uint32_t begin; /* position of its first word */
  struct str text;
};

/* Whether what stands at `at` opens a sentence or a line, as far as it matters: a capital there says nothing about the word. */
static bool opens_sentence(struct str text, size_t at) {
  while (at > 0 && text.ptr[at - 1] == ' ') {
    at--;
  }
  switch (at == 0 ? '\n' : text.ptr[at - 1]) {
  case '\n':
  case '\t':
  case '.':
  case '!':
  case '?':
  case ':':
  case '"':
  case '(':
    return true;
  default:
    return false;
  }
}

static void note_surface(const struct field_words *words, const struct token *token, uint32_t position) {
  struct term_finder *finder = &words->work.preparer->finder;
  struct terms *terms = &words->work.prepared->terms;
  bool dressed = words->field != FIELD_BODY || opens_sentence(words->text, token->bytes.begin);
  terms_note(terms, finder, '\0', token->surface, words->field, position, &token->memo[0]);
  if (words->field == FIELD_CODE) {
    return; /* how code writes a word says nothing about the word */
  }
  terms_write(terms, finder, token->memo[0], str_slice(words->text, token->bytes.begin, token->bytes.end), dressed);
}

static bool note_word(void *context, const struct token *token) {
  const struct field_words *words = context;
  struct work work = words->work;
  uint32_t position = words->begin + token->position;
  bool surface = token->kind == TOKEN_WORD || token->kind == TOKEN_WHOLE;
  if (token->surface.len == 0) {
    uint32_t unknown = 0;
    note(work, STORE_BOUNDARY_MARK, STR(""), words->field, position, &unknown);
    return true;
  }
  if (surface) {
    note_surface(words, token, position);
  }
  if (words->field == FIELD_TITLE && token->kind == TOKEN_WORD) {
    buf_byte(&work.preparer->title, ' ');
    buf_add(&work.preparer->title, token->surface);
  }
  if (token->kind == TOKEN_PART) {
    uint32_t unknown = 0; /* the memo is for the word that is not a part */
    note(work, '~', token->stem, words->field, position, &unknown);
  } else {
    note(work, '=', token->stem, words->field, position, &token->memo[1]);
  }
  if (surface) {
    terms_relate(&work.prepared->terms, &work.preparer->finder, token->memo[0], token->memo[1]);
  }
  return true;
}

/* Appends the terms of a text to a field's line and notes them; answers how many words. */
static uint32_t add_part(struct work work, enum field field, const struct token_text *text) {
  struct store_prepared *prepared = work.prepared;
  struct buf *line = work.preparer->lines ? &prepared->row.lines[field] : NULL;
  uint32_t words = token_line_around(work.preparer->tokenizer, prepared->language, text, line, note_word,
                                     &(struct field_words){work, field, prepared->terms.ends[field], text->whole});
  prepared->lengths[field] += words;
  prepared->terms.ends[field] += words;
  return words;
}

static uint32_t add_text(struct work work, enum field field, struct str text) {
  return add_part(work, field, &(struct token_text){.whole = text, .part = {0, (uint32_t)text.len}});
}

/* Terms of several texts of one kind, with boundaries between them. */
static void add_list(struct work work, enum field field, const struct str *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    (void)add_text(work, field, texts[i]);
    end_run(work, field);
  }
}

/* A filter's term, to the line of the tags and to the terms. */
static void add_filter(struct work work, struct str label, void make_term(struct str label, struct buf *out)) {
  struct buf *line = &work.prepared->row.lines[FIELD_TAGS];
  size_t begin = line->len;
  make_term(label, line);
  struct str term = str_slice(buf_str(line), begin, line->len);
  uint32_t memo = 0;
  uint32_t position = work.prepared->terms.ends[FIELD_TAGS]++;
  if (term.len > 1) {
    note(work, term.ptr[0], str_slice(term, 1, term.len), FIELD_TAGS, position, &memo);
  }
  buf_byte(line, ' ');
}

/* Words of the tags, then each tag whole and the language, as terms for filters. */
static void add_tags(struct work work, const struct article *article) {
  add_list(work, FIELD_TAGS, article->tags, article->tag_count);
  for (size_t i = 0; i < article->tag_count; i++) {
    add_filter(work, article->tags[i], store_tag_term);
  }
  add_filter(work, article->lang.len > 0 ? article->lang : STR("en"), store_lang_term);
}

/* Notes where blocks of code are, and adds the words of each. */
static void add_code(struct work work, const struct article *article) {
  struct store_preparer *preparer = work.preparer;
  struct row *row = &work.prepared->row;
  struct span block;
  uint32_t end = 0;
  preparer->code_count = 0;
  for (size_t at = 0; article_next_code(article, &at, &block); end = block.end) {
    if (!array_room((void **)&preparer->code, preparer->code_count, &preparer->code_capacity, sizeof *preparer->code)) {
      work.prepared->terms.failed = true;
      return;
    }
    preparer->code[preparer->code_count++] = block;
    encode_number(block.begin - end, &row->code);
    encode_number(block.end - block.begin, &row->code);
    (void)add_part(work, FIELD_CODE, &(struct token_text){.whole = article->text, .part = block});
    end_run(work, FIELD_CODE);
  }
}

/* Headings and bodies section by section, and where each section starts in both. */
static void add_sections(struct work work, const struct article *article) {
  struct row *row = &work.prepared->row;
  uint32_t heading_at = 0, body_at = 0;
  uint32_t heading_before = 0, body_before = 0;
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    encode_number(heading_at - heading_before, &row->starts);
    encode_number(body_at - body_before, &row->starts);
    heading_before = heading_at;
    body_before = body_at;
    struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
    struct token_text body = {article->text, section->body, work.preparer->code, work.preparer->code_count};
    heading_at += add_text(work, FIELD_HEADINGS, heading) + 1;
    body_at += add_part(work, FIELD_BODY, &body) + 1;
    end_run(work, FIELD_HEADINGS);
    end_run(work, FIELD_BODY);
  }
}

/* The words of a title in a row, as far as they make a term. */
static void add_title(struct work work) {
  struct buf *title = &work.preparer->title;
  struct str words = store_title_cut(str_slice(buf_str(title), 1, title->len));
  uint32_t memo = 0;
  if (words.len > 0) {
    note(work, STORE_TITLE_MARK, words, FIELD_TITLE, 0, &memo);
  }
}

static void add_terms(struct work work, const struct article *article) {
  buf_clear(&work.preparer->title);
  add_list(work, FIELD_TITLE, &article->title, article->title_is_text ? 0 : 1);
  add_title(work);
  add_list(work, FIELD_ALIASES, article->aliases, article->alias_count);
  add_list(work, FIELD_SUMMARY, &article->summary, 1);
  add_tags(work, article);
  add_code(work, article);
  add_sections(work, article);
  terms_settle(&work.prepared->terms);
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
  for (size_t i = 0; i < article->old_url_count; i++) {
    add_text_ended(&row->labels, article->old_urls[i]);
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
static void pack_text(struct store_preparer *preparer, struct row *row, struct str text) {
  size_t room = ZSTD_compressBound(text.len);
  char *end = buf_reserve(&row->body, room);
  if (end == NULL) {
    return;
  }
  size_t packed = ZSTD_compressCCtx(preparer->compressor, end, room, text.ptr == NULL ? "" : text.ptr, text.len, COMPRESSION);
  if (ZSTD_isError(packed) || packed >= text.len) {
    buf_add(&row->body, text);
  } else {
    row->body.len = packed;
  }
}

static void add_facts(struct store_preparer *preparer, struct row *row, const struct article *article) {
  const struct str names[] = {article->id,   article->url,  article->title,         article->summary,
                              article->lang, article->date, article->superseded_by, article->review_by};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    add_text_ended(&row->names, names[i]);
  }
  row->boost = article->boost;
  row->tag_count = article->tag_count;
  row->alias_count = article->alias_count;
  row->old_url_count = article->old_url_count;
  row->translation_count = article->translation_count;
  row->text_length = article->text.len;
  add_labels(row, article);
  article_pack(article, &row->layout);
  pack_text(preparer, row, article->text);
}

/* All that the article says, and how it is indexed. */
static void make_digest(struct work work, const struct article *article) {
  struct digest *digest = work.preparer->digest;
  const struct row *row = &work.prepared->row;
  const struct str fields[] = {buf_str(&row->names), buf_str(&row->labels), buf_str(&row->layout), article->text,
                               article->title_is_text ? STR("text") : STR("title")};
  digest_reset(digest);
  for (size_t i = 0; i < COUNT_OF(fields); i++) {
    digest_add(digest, fields[i]);
  }
  char counts[96];
  int length = snprintf(counts, sizeof counts, "%llu %llu %llu %llu", (unsigned long long)row->tag_count,
                        (unsigned long long)row->alias_count, (unsigned long long)row->old_url_count,
                        (unsigned long long)row->translation_count);
  digest_add(digest, (struct str){counts, (size_t)length});
  digest_add(digest, (struct str){(const char *)&row->boost, sizeof row->boost});
  digest_bytes(digest, work.prepared->digest);
}

/* Numbers of terms have an end: then all are forgotten. */
static void begin_anew(struct store_preparer *preparer, struct terms *terms) {
  tokenizer_free(preparer->tokenizer);
  term_finder_free(&preparer->finder);
  preparer->tokenizer = tokenizer_new();
  bool made = term_finder_init(&preparer->finder);
  terms->failed = terms->failed || !made || preparer->tokenizer == NULL;
}

void store_prepare_article(struct store_preparer *preparer, const struct article *article, struct store_prepared *prepared) {
  struct work work = {preparer, prepared};
  row_clear(&prepared->row);
  terms_clear(&prepared->terms);
  memset(prepared->lengths, 0, sizeof prepared->lengths);
  if (preparer->tokenizer == NULL || preparer->finder.slots == NULL) {
    prepared->terms.failed = true;
    return;
  }
  tokenizer_use(preparer->tokenizer, preparer->forms);
  prepared->language = store_article_language(article->lang);
  add_terms(work, article);
  add_facts(preparer, &prepared->row, article);
  make_digest(work, article);
  if (!term_finder_next(&preparer->finder, &prepared->terms)) {
    begin_anew(preparer, &prepared->terms);
  }
}
