#include "schema.h"

#include <stdio.h>

/*
 * terms      the full-text index: contentless, because the texts stand in `article`, once. Its columns
 *            are the fields. Lengths are kept apart (columnsize=0), since ranking wants them in memory.
 * article    a row an article. labels: tags, then aliases, then addresses it had before, then languages and links of
 * translations, then front-matter keys and values, each ended by NUL. body: the text, compressed where that is shorter than
 * text_length bytes. layout: sections and marks (article_pack). starts: for each section the positions of the first words of its
 * heading and its body, as differences. code: the blocks of code in the text, of each how many bytes it stands behind the one
 * before, and how many it has. moved      the addresses that pages had before, as moved.c tells them apart, with the number of
 * the article: the first that names it. vocabulary every term with the number of articles that have it; for stems and filters
 * also which articles, and how often in each field (postings.h): plain words are answered from these; for surfaces their stems
 * (stems.h); for beginnings of many words their commonest stems (completions.h); for the folded words that a title begins with
 * the articles that have it. written: how a surface is mostly written, where that is not as it stands; empty where it stands in
 * code alone. per_article a number for each article in order: word counts a field (32 bit, low byte first), boosts, where they
 * are not all the same (0 words, boost 1). "date" the same, as the number 20240131; "review" likewise the days they are to be
 *            reviewed by, and "successor" the articles that have taken their places, where any article says so; 0 for none.
 *            "digest" 16 bytes of what each says. "slot" its row in `article` and `terms`, where any has another one than its
 *            number (slots.c).
 * facet      what results can be narrowed by: its values, and which of them each article has (facets.h).
 * resource   texts of the content folder that are no articles: lists of words.
 * meta       facts about the whole.
 */
const char *const store_schema =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE resource(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,"
    " summary TEXT NOT NULL, lang TEXT NOT NULL, date TEXT NOT NULL, superseded_by TEXT NOT NULL,"
    " review_by TEXT NOT NULL, boost REAL NOT NULL,"
    " tag_count INTEGER NOT NULL, alias_count INTEGER NOT NULL, old_url_count INTEGER NOT NULL,"
    " translation_count INTEGER NOT NULL, labels BLOB NOT NULL,"
    " starts BLOB NOT NULL, layout BLOB NOT NULL, code BLOB NOT NULL, text_length INTEGER NOT NULL, body BLOB NOT NULL);"
    "CREATE UNIQUE INDEX article_id ON article(id);"
    "CREATE INDEX article_url ON article(url);"
    "CREATE TABLE moved(address TEXT PRIMARY KEY, article INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE terms USING fts5(title, aliases, headings, summary, body, tags, code,"
    " content='', columnsize=0, tokenize='marrow');"
    "CREATE TABLE vocabulary(term TEXT PRIMARY KEY, articles INTEGER NOT NULL, postings BLOB, written TEXT) WITHOUT ROWID;"
    "CREATE TABLE per_article(name TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE facet(place INTEGER PRIMARY KEY, name TEXT NOT NULL, value_count INTEGER NOT NULL,"
    " value_texts BLOB NOT NULL, articles BLOB NOT NULL);";

const char *field_name(enum field field) {
  static const char *const names[FIELD_COUNT] = {"title", "aliases", "headings", "summary", "body", "tags", "code"};
  return names[field];
}

bool store_trouble(sqlite3 *connection, struct error *err) {
  const char *path = sqlite3_db_filename(connection, "main");
  int status = sqlite3_extended_errcode(connection);
  path = path == NULL || path[0] == '\0' ? "the index" : path;
  if (status == SQLITE_FULL) {
    return error_set(err, "%s: the disk is full; make room and run again", path);
  }
  if ((status & 0xff) == SQLITE_IOERR) {
    return error_set(err, "%s: cannot be read or written (%s); check the disk and its free space", path,
                     sqlite3_errmsg(connection));
  }
  return error_set(err, "%s: %s", path, sqlite3_errmsg(connection));
}

bool store_step(sqlite3_stmt *statement, struct error *err) {
  int status = sqlite3_step(statement);
  bool done = status == SQLITE_DONE || store_trouble(sqlite3_db_handle(statement), err);
  (void)sqlite3_reset(statement);
  return done;
}

bool store_prepare(sqlite3 *connection, const char *sql, sqlite3_stmt **statement, struct error *err) {
  if (sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK) {
    return true;
  }
  return store_trouble(connection, err);
}

bool store_execute(sqlite3 *connection, const char *sql, struct error *err) {
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK) {
    return true;
  }
  return store_trouble(connection, err);
}

void store_bind_text(sqlite3_stmt *statement, int parameter, struct str text) {
  (void)sqlite3_bind_text(statement, parameter, text.ptr == NULL ? "" : text.ptr, (int)text.len, SQLITE_STATIC);
}

void store_bind_blob(sqlite3_stmt *statement, int parameter, struct str bytes) {
  (void)sqlite3_bind_blob(statement, parameter, bytes.ptr == NULL ? "" : bytes.ptr, (int)bytes.len, SQLITE_STATIC);
}

struct str store_column(sqlite3_stmt *statement, int column) {
  const char *bytes = sqlite3_column_blob(statement, column);
  return (struct str){bytes, (size_t)sqlite3_column_bytes(statement, column)};
}

void store_file_address(const char *path, const char *flags, struct buf *out) {
  /* An empty host, for a path that begins with two slashes would be read as naming one. */
  buf_add(out, path[0] == '/' ? STR("file://") : STR("file:"));
  for (const char *at = path; *at != '\0'; at++) {
    if (*at == '?' || *at == '#' || *at == '%') {
      buf_format(out, "%%%02x", (unsigned)*at);
    } else {
      buf_byte(out, *at);
    }
  }
  buf_add(out, str_of(flags));
}

const struct language *store_article_language(struct str lang) {
  return language_find(lang.len > 0 ? lang : STR("en"));
}

void store_facet_fold(struct str value, struct buf *out) {
  size_t begin = out->len;
  unicode_fold(str_trim(value), out);
  for (size_t i = begin; i < out->len; i++) {
    unsigned char byte = (unsigned char)out->ptr[i];
    out->ptr[i] = byte <= ' ' || byte == '"' ? '-' : (char)byte;
  }
}

void store_tag_term(struct str tag, struct buf *out) {
  /* One term a tag: nothing in it may separate terms. */
  buf_byte(out, '#');
  store_facet_fold(tag, out);
}

void store_lang_term(struct str lang, struct buf *out) {
  buf_byte(out, '@');
  size_t begin = out->len;
  size_t end = 0;
  while (end < lang.len && lang.ptr[end] != '-' && lang.ptr[end] != '_') {
    end++;
  }
  unicode_fold(str_slice(lang, 0, end), out);
  for (size_t i = begin; i < out->len; i++) {
    unsigned char byte = (unsigned char)out->ptr[i];
    out->ptr[i] = byte <= ' ' || byte == '"' ? '-' : (char)byte;
  }
}
