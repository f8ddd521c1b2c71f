#include "tokens.h"

#include <stdlib.h>

enum {
  SLOTS = 65536,
  FULL_BYTES = 16 * 1024 * 1024,        /* remembered before all is forgotten */
  MEMORY_BYTES_MAX = 512 * 1024 * 1024, /* of one article at most, besides */
};

struct slot {
  uint32_t article; /* 0: empty */
  struct tokens tokens;
};

struct token_memory {
  char digest[DIGEST_HEX + 1];
  struct arena arena;
  size_t bytes;
  struct slot *slots; /* SLOTS of them, of which the system gives what is used; NULL: none yet */
};

uint32_t token_hash(struct str form) {
  return (uint32_t)digest_hash(form) | 1; /* never 0, which stands for none */
}

uint32_t token_accents(struct str word) {
  enum { LATIN1_LEAD = 0xC3, SMALL = 0x20, ACCENTS = 31 };
  uint32_t sum = 0;
  for (size_t i = 0; i + 1 < word.len; i++) {
    if ((unsigned char)word.ptr[i] == LATIN1_LEAD) {
      sum = sum * SMALL + (((unsigned char)word.ptr[i + 1] | SMALL) & 0x3f) + 1;
    }
  }
  return sum == 0 ? 0 : 1 + sum % ACCENTS;
}

struct token_memory *token_memory_new(void) {
  struct token_memory *memory = calloc(1, sizeof *memory);
  if (memory != NULL) {
    arena_init(&memory->arena, MEMORY_BYTES_MAX);
  }
  return memory;
}

void token_memory_free(struct token_memory *memory) {
  if (memory != NULL) {
    arena_free(&memory->arena);
    free(memory->slots);
    free(memory);
  }
}

static void forget(struct token_memory *memory) {
  arena_reset(&memory->arena);
  free(memory->slots);
  memory->slots = NULL;
  memory->bytes = 0;
  memory->digest[0] = '\0';
}

static bool begin_memory(struct token_memory *memory, const char *digest) {
  forget(memory);
  memory->slots = calloc(SLOTS, sizeof *memory->slots);
  memcpy(memory->digest, digest, sizeof memory->digest);
  return memory->slots != NULL;
}

/* A text being numbered. */
struct numbering {
  struct arena *arena;
  const struct language *language;
  struct str text;
  struct token_number *list;
  size_t count, capacity;
};

/*
 * The hashes of a token's forms and whether it is a function word, which the tokenizer keeps beside the word: in the
 * place of the lowest bit, that is always set in a hash.
 */
static void number_forms(const struct numbering *numbering, const struct token *token, uint32_t numbers[2]) {
  uint32_t *memo = token->memo;
  if (memo[0] == 0) {
    memo[0] = token_hash(token->stem);
    memo[1] = token_hash(token->surface) - !language_is_function_word(numbering->language, token->surface);
  }
  memcpy(numbers, memo, 2 * sizeof *numbers);
}

static uint32_t accents_of(const struct numbering *numbering, const struct token *token) {
  return token_accents(str_slice(numbering->text, token->bytes.begin, token->bytes.end)) & 0x1f;
}

static bool add_token(void *context, const struct token *token) {
  struct numbering *numbering = context;
  if (token->again || token->kind == TOKEN_PART) {
    return true;
  }
  struct token_number *grown =
      arena_grow(numbering->arena, numbering->list, numbering->count, &numbering->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  bool word = token->kind == TOKEN_WORD;
  uint32_t forms[2];
  number_forms(numbering, token, forms);
  numbering->list = grown;
  numbering->list[numbering->count++] = (struct token_number){.stem = forms[0],
                                                              .surface = word ? forms[1] | 1 : 0,
                                                              .position = token->position & 0x3ffffff,
                                                              .accents = word ? accents_of(numbering, token) : 0,
                                                              .function = word && (forms[1] & 1) != 0};
  return true;
}

/* Numbers a text in the arena of the text and keeps a copy without room to spare. */
static const struct token_number *number_text(struct token_memory *memory, struct tokenizer *tokenizer, struct arena *arena,
                                              const struct language *language, const struct token_text *text, size_t *count) {
  struct numbering numbering = {.arena = arena, .language = language, .text = text->whole};
  (void)token_walk_around(tokenizer, language, text, add_token, &numbering);
  struct token_number *kept = arena_array(&memory->arena, numbering.count, sizeof *kept);
  if (kept != NULL && numbering.count > 0) {
    memcpy(kept, numbering.list, numbering.count * sizeof *kept);
    memory->bytes += numbering.count * sizeof *kept;
  }
  *count = numbering.count;
  return kept;
}

bool tokens_read(struct token_memory *memory, struct store *store, struct tokenizer *tokenizer, uint32_t article,
                 struct arena *arena, struct tokens *tokens, struct error *err) {
  const char *digest = store_facts(store)->digest;
  bool usable = memory->slots != NULL && memory->bytes <= FULL_BYTES && strcmp(memory->digest, digest) == 0;
  if (!usable && !begin_memory(memory, digest)) {
    return error_memory(err);
  }
  size_t slot = article % SLOTS;
  if (memory->slots[slot].article == article) {
    *tokens = memory->slots[slot].tokens;
    return true;
  }
  struct store_text text;
  arena_reset(arena);
  if (!store_text(store, article, arena, &text, err)) {
    return false;
  }
  const struct language *language = store_article_language(text.lang);
  size_t title_length = store_length(store, article, FIELD_TITLE) > 0 ? text.title.len : 0;
  struct token_text title = {.whole = text.title, .part = {0, (uint32_t)title_length}};
  struct token_text prose = {text.text, {0, (uint32_t)text.text.len}, text.code, text.code_count};
  *tokens = (struct tokens){0};
  tokens->title = number_text(memory, tokenizer, arena, language, &title, &tokens->title_count);
  tokens->text = number_text(memory, tokenizer, arena, language, &prose, &tokens->text_count);
  if (arena_failed(arena) || arena_failed(&memory->arena)) {
    forget(memory);
    return error_memory(err);
  }
  memory->slots[slot].article = article;
  memory->slots[slot].tokens = *tokens;
  return true;
}
