/*
 * tokens: the words of an article's title and prose as numbers, remembered: blocks of code are left out. Private to search.
 * Reading and stemming a text takes some 30 us; the articles that lead common queries are the same again and again.
 */
#ifndef MARROW_SEARCH_TOKENS_H
#define MARROW_SEARCH_TOKENS_H

#include "store/store.h"

/* A token by the hashes of its forms. */
struct token_number {
  uint32_t stem, surface; /* surface: 0 where it is no word of its own (pairs, compounds) */
  uint32_t position : 26;
  uint32_t accents : 5;  /* token_accents() */
  uint32_t function : 1; /* a function word of the article's language */
};

struct tokens {
  const struct token_number *title, *text;
  size_t title_count, text_count;
};

uint32_t token_hash(struct str form);

/* What tells año from ano: a small hash of the accented letters of a word (those of Western languages, in any case); 0: none. */
uint32_t token_accents(struct str word);

/* What is remembered of one generation of an index; bounded: once it is full, all is forgotten. */
struct token_memory;

struct token_memory *token_memory_new(void); /* NULL where there is no memory */
void token_memory_free(struct token_memory *memory);

/*
 * The tokens of an article; they are valid until the next call. `arena` is reset and used for the text. A title
 * that was taken from the text has no tokens of its own.
 */
bool tokens_read(struct token_memory *memory, struct store *store, struct tokenizer *tokenizer, uint32_t article,
                 struct arena *arena, struct tokens *tokens, struct error *err) MUST_USE;

#endif
