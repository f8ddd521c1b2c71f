/*
 * token: text -> index terms. One tokenizer for articles, queries and highlighting.
 *
 * A word is indexed in two forms at one position: its surface (folded: lower case, no accents) and,
 * behind the mark '=', its stem by the article's language. '=' can stand in no word, so the two never
 * collide. In scripts written without spaces each character is a word, and two in a row are a term
 * beside the first of them. Compounds are a term of their own beside their words: x-ray is also xray.
 */
#ifndef MARROW_TOKEN_H
#define MARROW_TOKEN_H

#include "base/base.h"

struct fts5_api;
struct sqlite3;
struct tokenizer;
struct word_forms;

/* Changes whenever the same text would give other terms: an index of another version is rebuilt. */
#define TOKEN_VERSION 4

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

/* Whether a function word of that language begins so; each is a beginning of itself. */
bool language_has_function_word(const struct language *language, struct str folded_begin);

/* Whether a folded word is no function word but says hardly more in that language ("only", "other"): nobody would propose it. */
bool language_is_slight_word(const struct language *language, struct str folded);

/* What a token is. A word opens a position; the others stand beside the word that was visited last. */
enum token_kind {
  TOKEN_WORD,
  TOKEN_PAIR,  /* two characters in a row of a script without spaces, or two syllables of a Hangul word */
  TOKEN_WHOLE, /* a compound as one word (x-ray as xray), or a word with its signs (C++, .NET) */
  TOKEN_PART,  /* a part of the word: data and source of dataSource, covid and 19 of covid19. Its stem is behind '~' */
};

struct token {
  enum token_kind kind;
  uint32_t position;  /* 0 for the first word of the text */
  uint32_t words;     /* positions it takes: several only for pairs of characters, and for compounds */
  struct span bytes;  /* of the text; a pair of syllables and a part have those of their word */
  bool again;         /* its stem is that of an earlier token at this position: no term, told for the sake of counting */
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
 * From here on words have the owner's forms; NULL: Snowball's alone. `forms` must outlive its use. Cheap
 * where these forms, or others with the same lists, are in use already.
 */
void tokenizer_use(struct tokenizer *tokenizer, const struct word_forms *forms);

/* The files of a content folder that say how words are stemmed. */
#define TOKEN_FAMILIES "word-families.txt"
#define TOKEN_EXCEPTIONS "stem-exceptions.txt"

/* The owner's word forms: families, whose members share a stem, and words that are never stemmed. */
struct word_forms *word_forms_new(void); /* NULL where there is no memory */
void word_forms_free(struct word_forms *forms);

/*
 * Adds the list `name` (one of the two above; any other adds nothing). Lines: "[en]" or "[*]" begins a
 * section; a family is words between commas, an exception is one word; # begins a remark. Fails with
 * "NAME:LINE: what, what to do" where the list is malformed or too large, and then adds nothing of it.
 */
bool word_forms_add(struct word_forms *forms, struct str name, struct str text, struct error *err) MUST_USE;

/*
 * Walks the words of `text` (any bytes; malformed UTF-8 separates words), stemmed in `language`
 * (NULL: not stemmed), and behind each what stands beside it. Answers the number of positions walked.
 */
uint32_t token_walk(struct tokenizer *tokenizer, const struct language *language, struct str text, token_visitor *visit,
                    void *context);

/*
 * The same without forms, for counting and for byte offsets: words and compounds only, whose surface and
 * stem are empty. Cheap.
 */
uint32_t token_walk_bytes(struct str text, token_visitor *visit, void *context);

/*
 * A part of a text, but for holes: what stands in these is passed over and takes no positions. All are bytes of `whole`, and
 * so are those of its tokens.
 */
struct token_text {
  struct str whole;
  struct span part;
  const struct span *holes; /* ascending, apart, not within a word */
  size_t hole_count;
};

/* Like token_walk(); without a tokenizer like token_walk_bytes(); `visit` may be NULL. */
uint32_t token_walk_around(struct tokenizer *tokenizer, const struct language *language, const struct token_text *text,
                           token_visitor *visit, void *context);

/*
 * Appends the terms of `text` as a line for FTS5: "surface =stem surface =stem", compounds as "+xray
 * =xray", pairs as "=..." alone, parts as "~data", and calls `visit` (may be NULL) for each that is a term; `line` may be NULL,
 * too. A word of nothing but marks is visited with an empty surface, and is "|" in the line. Answers the number of positions. The
 * line is what token_register()'s tokenizer reads, in articles and in queries: FTS5 itself never sees running text and needs to
 * know no language.
 */
uint32_t token_line(struct tokenizer *tokenizer, const struct language *language, struct str text, struct buf *line,
                    token_visitor *visit, void *context);
uint32_t token_line_around(struct tokenizer *tokenizer, const struct language *language, const struct token_text *text,
                           struct buf *line, token_visitor *visit, void *context);

/*
 * Makes the FTS5 tokenizer "marrow" known to a connection: terms separated by spaces, those with '=', '~' or
 * '+' at the position of the term before them (a term that opens the text opens a position); '+' is no
 * part of its term. *api, unless
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
