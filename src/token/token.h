/*
 * token: text -> index terms. One tokenizer for articles, queries and highlighting.
 *
 * A word is indexed in two forms at one position: its surface (folded: lower case, no accents) and,
 * behind the mark '=', its stem by the article's language. '=' can stand in no word, so the two never
 * collide. Scripts written without spaces give one term a character.
 */
#ifndef MARROW_TOKEN_H
#define MARROW_TOKEN_H

#include "base/base.h"

struct fts5_api;
struct sqlite3;
struct tokenizer;

/* Changes whenever the same text would give other terms: an index of another version is rebuilt. */
#define TOKEN_VERSION 1

/* Terms longer than this (bytes, folded) are cut, in articles and queries alike. */
enum { TOKEN_BYTES_MAX = 120 };

/* A language that words can be stemmed in. */
struct language {
  const char *code;      /* ISO 639-1 */
  const char *name;      /* in English */
  const char *algorithm; /* Snowball's */
};

/* By tag ("en", "en-GB", "EN_us": only what stands before - or _ counts); NULL where not known. */
const struct language *language_find(struct str tag);

/* All languages, in order of code. */
const struct language *language_list(size_t *count);

/* Whether a folded word is a function word ("the", "of", "was") that carries no topic in that language. */
bool language_is_function_word(const struct language *language, struct str folded);

struct token {
  uint32_t position;  /* 0 for the first word of the text */
  struct span bytes;  /* of the text */
  struct str surface; /* folded word */
  struct str stem;    /* folded stem, without '='; the surface for numbers, codes, unknown languages */
  uint32_t *memo;     /* two numbers a caller may keep with these forms: 0 at first, and again when forgotten */
};

/* Called for each token; the token's texts are valid during the call. False stops the walk. */
typedef bool token_visitor(void *context, const struct token *token);

/* Stemmers and their cache; one thread at a time. NULL where there is no memory. */
struct tokenizer *tokenizer_new(void);
void tokenizer_free(struct tokenizer *tokenizer);

/*
 * Walks the words of `text` (any bytes; malformed UTF-8 separates words), stemmed in `language`
 * (NULL: not stemmed). Answers the number of positions walked.
 */
uint32_t token_walk(struct tokenizer *tokenizer, const struct language *language, struct str text, token_visitor *visit,
                    void *context);

/* The same without forms, for counting and for byte offsets: surface and stem are empty. Cheap. */
uint32_t token_walk_bytes(struct str text, token_visitor *visit, void *context);

/*
 * Appends the terms of `text` as a line for FTS5: "surface =stem surface =stem", and calls `visit` (may
 * be NULL) for each token. Answers the number of positions. The line is what token_register()'s
 * tokenizer reads, in articles and in queries: FTS5 itself never sees running text and needs to know
 * no language.
 */
uint32_t token_line(struct tokenizer *tokenizer, const struct language *language, struct str text, struct buf *line,
                    token_visitor *visit, void *context);

/*
 * Makes the FTS5 tokenizer "marrow" known to a connection: terms separated by spaces, those with '='
 * at the position of the term before them (a term that opens the text opens a position). *api, unless
 * `api` is NULL, gets FTS5's interface of that connection.
 */
bool token_register(struct sqlite3 *connection, struct fts5_api **api, struct error *err) MUST_USE;

enum { TOKEN_FINGERPRINT = 8 };

/*
 * libstemmer tells no version of itself: this is a fingerprint of what its algorithms do to a list of
 * probe words, as hexadecimal digits and a NUL.
 */
bool token_stemmer_fingerprint(struct tokenizer *tokenizer, char hex[TOKEN_FINGERPRINT + 1]);

#endif
