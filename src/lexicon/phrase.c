#include "phrase.h"

/* The words of a phrase as token_walk() hands them out. */
static bool add_stem(void *context, const struct token *token) {
  struct phrase *phrase = context;
  if (token->stem.len == 0 || token->kind != TOKEN_WORD) {
    return true;
  }
  if (phrase->count < SYNONYMS_WORDS_MAX) {
    phrase->stems[phrase->count] = arena_copy(phrase->arena, token->stem);
  }
  phrase->function = phrase->function && language_is_function_word(phrase->language, token->surface);
  phrase->count++;
  return true;
}

struct phrase phrase_read(struct arena *arena, struct tokenizer *tokenizer, const struct language *language, struct str text) {
  struct phrase phrase = {.arena = arena, .language = language, .function = true};
  (void)token_walk(tokenizer, language, text, add_stem, &phrase);
  return phrase;
}

struct str phrase_key(struct arena *arena, const struct str *stems, size_t count) {
  size_t bytes = count;
  for (size_t i = 0; i < count; i++) {
    bytes += stems[i].len;
  }
  char *key = arena_alloc(arena, bytes);
  size_t at = 0;
  for (size_t i = 0; i < count && key != NULL; i++) {
    if (i > 0) {
      key[at++] = ' ';
    }
    memcpy(key + at, stems[i].ptr, stems[i].len);
    at += stems[i].len;
  }
  return (struct str){key, at};
}

size_t phrase_split(struct str key, struct str stems[SYNONYMS_WORDS_MAX]) {
  size_t count = 0;
  for (size_t begin = 0; begin < key.len; count++) {
    size_t end = str_find(key, ' ', begin);
    if (count < SYNONYMS_WORDS_MAX) {
      stems[count] = str_slice(key, begin, end);
    }
    begin = end + 1;
  }
  return count;
}
