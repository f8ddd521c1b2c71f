#include "bench.h"

#include "token/token.h"

#include <stdio.h>
#include <stdlib.h>

enum { RARE_LEAST = 2, RARE_MOST = 20, FEW_MOST = 3, WORD_BYTES_LEAST = 4, WORD_BYTES_MAX = 30, ATTEMPTS_MAX = 200000 };

static const char *const names[GROUP_COUNT] = {
    [COMMON_1] = "one common word",
    [COMMON_2] = "two common words",
    [COMMON_3] = "three common words",
    [RARE_FEW] = "one word in 2 or 3 articles",
    [RARE_1] = "one rare word",
    [RARE_2] = "two rare words of one article",
    [RARE_3] = "three rare words of one article",
    [MIXED] = "a common and a rare word",
};

const char *group_name(enum group group) {
  return names[group];
}

/* The collection's words, as written: unlike the stock table's they are not stemmed. */
struct words {
  sqlite3 *connection;
  sqlite3_stmt *matches; /* how many rows of the stock table match an expression */
  sqlite3_stmt *spread;  /* in how many articles a word stands as it is written */
  sqlite3_stmt *read;    /* title and text of an article with a word */
  struct arena arena;
  struct tokenizer *tokenizer;
  const char **common, **rare; /* in order of the alphabet */
  size_t common_count, rare_count;
  uint64_t articles;
  uint64_t random; /* state of the generator */
};

/* xorshift64 by George Marsaglia: the same numbers on every machine. */
static size_t random_below(struct words *words, size_t limit) {
  words->random ^= words->random << 13;
  words->random ^= words->random >> 7;
  words->random ^= words->random << 17;
  return (size_t)(words->random % limit);
}

static uint64_t ask_number(sqlite3_stmt *statement, const char *text) {
  (void)sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
  uint64_t number = sqlite3_step(statement) == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
  (void)sqlite3_reset(statement);
  return number;
}

static uint64_t count_matches(struct words *words, const char *text) {
  char match[2 * QUERY_SIZE];
  match_text(text, match, sizeof match);
  return ask_number(words->matches, match);
}

/* Rare as written and in all its forms, so that both engines have few articles to look at. */
static bool is_rare(struct words *words, const char *word, uint64_t most) {
  uint64_t spread = ask_number(words->spread, word);
  if (spread < RARE_LEAST || spread > most) {
    return false;
  }
  uint64_t matches = count_matches(words, word);
  return matches >= RARE_LEAST && matches <= most;
}

/* ---- the vocabulary ---- */

/* The words of a query as it stands, letters only; function words are left out, which Marrow would not look for. */
static bool list_words(struct words *words, const char *condition, uint64_t number, const char ***list, size_t *count,
                       struct error *err) {
  char sql[256];
  (void)snprintf(sql, sizeof sql, "SELECT word FROM spread WHERE %s ORDER BY word", condition);
  sqlite3_stmt *statement = NULL;
  if (!sql_prepare(words->connection, sql, &statement, err)) {
    return false;
  }
  size_t capacity = 0;
  (void)sqlite3_bind_int64(statement, 1, (sqlite3_int64)number);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    struct str word = str_of((const char *)sqlite3_column_text(statement, 0));
    const char **grown = arena_grow(&words->arena, *list, *count, &capacity, sizeof *grown);
    if (grown != NULL && !language_is_function_word(language_find(STR("en")), word)) {
      *list = grown;
      grown[(*count)++] = arena_copy(&words->arena, word).ptr;
    }
  }
  (void)sqlite3_finalize(statement);
  return !arena_failed(&words->arena) || error_memory(err);
}

static bool count_words(struct words *words, const char *stock_path, struct error *err) {
  sqlite3_stmt *attach = NULL;
  if (sqlite3_open(":memory:", &words->connection) != SQLITE_OK) {
    return error_memory(err);
  }
  bool done = sql_prepare(words->connection, "ATTACH ?1 AS stock", &attach, err);
  if (done) {
    (void)sqlite3_bind_text(attach, 1, stock_path, -1, SQLITE_STATIC);
    done = sqlite3_step(attach) == SQLITE_DONE || error_set(err, "%s: cannot be opened", stock_path);
  }
  (void)sqlite3_finalize(attach);
  char sql[1024];
  (void)snprintf(sql, sizeof sql,
                 "CREATE VIRTUAL TABLE surface USING fts5(title, text, content='', detail='none', tokenize='unicode61');"
                 "INSERT INTO surface(rowid, title, text) SELECT rowid, title, text FROM stock.articles;"
                 "CREATE VIRTUAL TABLE counts USING fts5vocab(surface, row);"
                 "CREATE TABLE spread(word TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;"
                 "INSERT INTO spread SELECT term, doc FROM counts"
                 "  WHERE length(term) BETWEEN %d AND %d AND term NOT GLOB '*[^a-z]*';",
                 WORD_BYTES_LEAST, WORD_BYTES_MAX);
  return done && sql_run(words->connection, sql, err);
}

static bool words_open(struct words *words, const char *stock_path, struct error *err) {
  sqlite3_stmt *all = NULL;
  arena_init(&words->arena, 1 << 28);
  words->tokenizer = tokenizer_new();
  words->random = 20250101;
  if (words->tokenizer == NULL) {
    return error_memory(err);
  }
  if (!count_words(words, stock_path, err) ||
      !sql_prepare(words->connection, "SELECT count(*) FROM stock.articles WHERE articles MATCH ?1", &words->matches, err) ||
      !sql_prepare(words->connection, "SELECT articles FROM spread WHERE word = ?1", &words->spread, err) ||
      !sql_prepare(words->connection, "SELECT title || char(10) || text FROM stock.articles WHERE articles MATCH ?1 LIMIT 1",
                   &words->read, err) ||
      !sql_prepare(words->connection, "SELECT count(*) FROM stock.articles", &all, err)) {
    return false;
  }
  words->articles = ask_number(all, NULL);
  (void)sqlite3_finalize(all);
  if (!list_words(words, "articles > ?1", words->articles / 10, &words->common, &words->common_count, err) ||
      !list_words(words, "articles BETWEEN 2 AND ?1", RARE_MOST, &words->rare, &words->rare_count, err)) {
    return false;
  }
  return (words->common_count >= 3 && words->rare_count >= 3) ||
         error_set(err, "the collection has too few words to make queries of");
}

static void words_close(struct words *words) {
  (void)sqlite3_finalize(words->matches);
  (void)sqlite3_finalize(words->spread);
  (void)sqlite3_finalize(words->read);
  (void)sqlite3_close(words->connection);
  tokenizer_free(words->tokenizer);
  arena_free(&words->arena);
}

/* ---- queries ---- */

/* The rare words of one article, each once. */
struct company {
  struct words *words;
  char found[64][WORD_BYTES_MAX + 1];
  size_t count;
};

static bool keep_rare(void *context, const struct token *token) {
  struct company *company = context;
  char word[WORD_BYTES_MAX + 1];
  if (token->surface.len >= sizeof word) {
    return true;
  }
  (void)snprintf(word, sizeof word, "%.*s", STR_ARG(token->surface));
  for (size_t i = 0; i < company->count; i++) {
    if (strcmp(company->found[i], word) == 0) {
      return true;
    }
  }
  if (is_rare(company->words, word, RARE_MOST)) {
    memcpy(company->found[company->count++], word, sizeof word);
  }
  return company->count < COUNT_OF(company->found);
}

/* `size` different rare words of an article that has `first`; empty where it has too few. */
static void make_company(struct words *words, const char *first, size_t size, char query[QUERY_SIZE]) {
  struct company company = {.words = words};
  char match[QUERY_SIZE];
  match_text(first, match, sizeof match);
  (void)sqlite3_bind_text(words->read, 1, match, -1, SQLITE_STATIC);
  if (sqlite3_step(words->read) == SQLITE_ROW) {
    struct str text = str_of((const char *)sqlite3_column_text(words->read, 0));
    (void)token_walk(words->tokenizer, NULL, text, keep_rare, &company);
  }
  (void)sqlite3_reset(words->read);
  size_t length = 0;
  query[0] = '\0';
  for (size_t i = 0; i < size && company.count >= size; i++) {
    size_t choice = random_below(words, company.count);
    length += (size_t)snprintf(query + length, QUERY_SIZE - length, "%s%s", i > 0 ? " " : "", company.found[choice]);
    company.count--;
    memmove(company.found[choice], company.found[company.count], sizeof company.found[choice]);
    size = company.count == 0 ? i + 1 : size;
  }
}

static void make_common(struct words *words, size_t size, char query[QUERY_SIZE]) {
  size_t length = 0;
  size_t chosen[3];
  for (size_t i = 0; i < size;) {
    bool fresh = true;
    chosen[i] = random_below(words, words->common_count);
    for (size_t k = 0; k < i; k++) {
      fresh = fresh && chosen[k] != chosen[i];
    }
    if (fresh) {
      length += (size_t)snprintf(query + length, QUERY_SIZE - length, "%s%s", i > 0 ? " " : "", words->common[chosen[i]]);
      i++;
    }
  }
}

/* A query of a group, or none: whoever calls tries again. */
static bool make_query(struct words *words, enum group group, char query[QUERY_SIZE]) {
  const char *rare = words->rare[random_below(words, words->rare_count)];
  uint64_t most = group == RARE_FEW ? FEW_MOST : RARE_MOST;
  if (group <= COMMON_3) {
    make_common(words, (size_t)group - COMMON_1 + 1, query);
    return count_matches(words, query) > 0;
  }
  if (!is_rare(words, rare, most)) {
    return false;
  }
  if (group == RARE_2 || group == RARE_3) {
    make_company(words, rare, (size_t)group - RARE_1 + 1, query);
    return count_matches(words, query) > 0;
  }
  bool mixed = group == MIXED;
  (void)snprintf(query, QUERY_SIZE, "%s%s%s", mixed ? words->common[random_below(words, words->common_count)] : "",
                 mixed ? " " : "", rare);
  return count_matches(words, query) > 0;
}

static bool is_new(const struct queries *queries, const char *query) {
  for (size_t i = 0; i < queries->count; i++) {
    if (strcmp(queries->text[i], query) == 0) {
      return false;
    }
  }
  return true;
}

bool groups_make(const char *stock_path, struct queries groups[GROUP_COUNT], struct error *err) {
  struct words words = {0};
  bool done = words_open(&words, stock_path, err);
  for (int group = 0; done && group < GROUP_COUNT; group++) {
    struct queries *queries = &groups[group];
    queries->count = 0;
    for (size_t i = 0; i < ATTEMPTS_MAX && queries->count < QUERIES_MAX; i++) {
      char *query = queries->text[queries->count];
      queries->count += make_query(&words, (enum group)group, query) && is_new(queries, query);
    }
    done = queries->count > 0 || error_set(err, "the collection has no query of %s", names[group]);
  }
  words_close(&words);
  return done;
}
